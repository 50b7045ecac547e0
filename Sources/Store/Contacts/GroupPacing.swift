/// How long the writer waits for company before it begins a group.
///
/// Clients that wait for an answer send their next request when they have it. So after a group of n, about n requests are on their
/// way: to begin with the first of them would make a group of one, and let the others wait for it. Waiting is worth at most a part of
/// what a commit costs. A client alone never waits.
struct GroupPacing {
    /// The size of the last group.
    private(set) var lastCount = 0
    /// What its commit cost, in nanoseconds.
    private var commitNanoseconds: UInt64 = 0

    /// The part of a commit's cost that waiting may take: a quarter.
    private static let waitingShift: UInt64 = 2
    /// A slow disk must not make a request wait longer than this: 2 ms.
    private static let longestNanoseconds: UInt64 = 2_000_000

    /// Nanoseconds that are worth waiting from the first request of a group on.
    var patienceNanoseconds: UInt64 {
        lastCount > 1 ? min(commitNanoseconds >> Self.waitingShift, Self.longestNanoseconds) : 0
    }

    /// Whether to begin now.
    func begins(count: Int, waitedNanoseconds: UInt64) -> Bool {
        count >= lastCount || waitedNanoseconds >= patienceNanoseconds
    }

    mutating func committed(count: Int, nanoseconds: UInt64) {
        lastCount = count
        commitNanoseconds = nanoseconds
    }
}
