// libFuzzer's entry for the chunk decoder.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzChunks(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let violation = HTTPProperties.violation(ofChunks: bytes) { fatalError(violation) }
    return 0
}
