// libFuzzer's entry for the head parser.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHead(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let violation = HTTPProperties.violation(ofHead: bytes) { fatalError(violation) }
    return 0
}
