import Dispatch

/// Times of the same work done again and again. The best tells what it costs, the 99th percentile what else the machine did.
struct Rounds {
    /// Nanoseconds of each round, in order of size.
    let nanoseconds: [UInt64]
    /// What the work returned, summed, so that no compiler can leave the work out.
    let consumed: Int

    /// Does `work` once for nothing, then `count` times against the clock.
    init(_ count: Int, _ work: () -> Int) {
        var consumed = work()
        var nanoseconds: [UInt64] = []
        nanoseconds.reserveCapacity(count)
        for _ in 0..<count {
            let start = DispatchTime.now().uptimeNanoseconds
            consumed &+= work()
            nanoseconds.append(DispatchTime.now().uptimeNanoseconds - start)
        }
        self.nanoseconds = nanoseconds.sorted()
        self.consumed = consumed
    }

    var median: Double { Double(nanoseconds[nanoseconds.count / 2]) }
    var best: Double { Double(nanoseconds[0]) }
    var percentile99: Double { Double(nanoseconds[(nanoseconds.count - 1) * 99 / 100]) }

    /// One line: nanoseconds for each of `items`, and megabytes a second at the best.
    func line(_ name: String, items: Int, bytes: Int) -> String {
        let perItem = Int(best / Double(items))
        let slow = Int(percentile99 / Double(items))
        return "\(name): best \(perItem) ns, p99 \(slow) ns, \(Int(Double(bytes) / best * 1000)) MB/s"
    }
}
