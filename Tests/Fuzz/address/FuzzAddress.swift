import Bytes
import Enrichment
import Glibc

/// The slowest inputs so far, to be measured on a large reference after the run.
private struct Slowest {
    var inputs: [(nanoseconds: UInt64, bytes: [UInt8])] = []
    static let limit = 200

    mutating func note(_ nanoseconds: UInt64, _ bytes: [UInt8]) {
        guard inputs.count < Self.limit || nanoseconds > inputs[Self.limit - 1].nanoseconds else { return }
        inputs.append((nanoseconds, bytes))
        inputs.sort { $0.nanoseconds > $1.nanoseconds }
        if inputs.count > Self.limit { inputs.removeLast() }
    }

    /// Writes them as contacts, one JSON object a line, to the file that the environment names.
    func write() {
        guard let path = getenv("QUARTIER_FUZZ_SLOWEST"), let file = fopen(path, "w") else { return }
        defer { fclose(file) }
        for input in inputs {
            let parts = input.bytes.split(separator: 0, maxSplits: 4, omittingEmptySubsequences: false)
            let keys = ["street", "postcode", "city", "housenumber", "citycode"]
            let fields = zip(keys, parts).map { "\"\($0)\":\"\(Self.escaped($1))\"" }.joined(separator: ",")
            let address = parts.count == 1 ? "\"\(Self.escaped(parts[0]))\"" : "{\(fields)}"
            fputs("{\"address\":\(address)}\n", file)
        }
    }

    private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
        var text = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" {
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

nonisolated(unsafe) private var slowest: Slowest = {
    atexit { slowest.write() }
    return Slowest()
}()
nonisolated(unsafe) private var matcher = Matcher()

/// Processor time of this thread: what others do on the machine does not count.
private func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// The entry that libFuzzer calls with one input after another. `Tests/Fuzz/run-address` builds and runs it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAddress(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let began = now()
    if let violation = AddressProperties.violation(bytes, &matcher, AddressProperties.index) { fatalError(violation) }
    slowest.note(now() - began, bytes)
    return 0
}
