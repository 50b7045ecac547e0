import Glibc

/// The time of a turn, read once: a deadline does not need more than the kernel's coarse clock gives (some milliseconds).
struct LoopClock {
    /// Milliseconds since some moment in the past; never goes back.
    private(set) var milliseconds: UInt64 = 0
    private(set) var unixSeconds = 0
    private(set) var unixMilliseconds = 0

    mutating func update() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
        milliseconds = UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        unixSeconds = now.tv_sec
        unixMilliseconds = now.tv_nsec / 1_000_000
    }

    /// The exact clock, for durations: about 25 ns.
    static func nanoseconds() -> UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    }
}
