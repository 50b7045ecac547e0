/// The entry that libFuzzer calls with one input after another. `Tests/Fuzz/run-json` builds and runs it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let violation = JSONProperties.violation(bytes) { fatalError(violation) }
    return 0
}
