/// The local date and hour of moments, from tables of the days around one: a look into the rules of the zone for each of ten
/// million events would take longer than all else.
struct LocalDays: Sendable {
    private let zone: TimeZoneRules
    private let first: Int32
    /// Of each day in UTC: the offset at its begin, when it changes (milliseconds of the day), and what it is then.
    private let before: [Int32]
    private let change: [Int32]
    private let after: [Int32]

    private static let millisecondsPerHour: Int32 = 3_600_000
    private static let millisecondsPerDay = Int32(Instant.millisecondsPerDay)
    private static let never = Int32.max

    /// Days in UTC; others are looked up in the zone.
    init(_ zone: TimeZoneRules, days: ClosedRange<Int32>) {
        self.zone = zone
        first = days.lowerBound
        var offsets: [Int32] = []
        for day in days.lowerBound...(days.upperBound + 1) { offsets.append(Self.offset(zone, day, 0)) }
        before = Array(offsets.dropLast())
        after = Array(offsets.dropFirst())
        change = days.enumerated().map { index, day in
            offsets[index] == offsets[index + 1] ? Self.never : Self.changeTime(zone, day, from: offsets[index])
        }
    }

    private static func offset(_ zone: TimeZoneRules, _ day: Int32, _ time: Int32) -> Int32 {
        let instant = Instant(milliseconds: Int64(day) * Instant.millisecondsPerDay + Int64(time))
        return Int32(zone.offsetSeconds(at: instant)) * 1000
    }

    /// The first millisecond of the day whose offset is another than at its begin.
    private static func changeTime(_ zone: TimeZoneRules, _ day: Int32, from old: Int32) -> Int32 {
        var (low, high): (Int32, Int32) = (0, millisecondsPerDay)
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(zone, day, middle) == old { low = middle } else { high = middle }
        }
        return high
    }

    /// The local date, and the hour that a clock on the wall shows. `time` is milliseconds since midnight in UTC.
    @inline(__always)
    func local(day: Int32, time: Int32) -> (day: Int32, hour: Int32) {
        let index = Int(day &- first)
        let offset: Int32
        if index >= 0, index < change.count {
            offset = time >= change[index] ? after[index] : before[index]
        } else {
            offset = Self.offset(zone, day, time)
        }
        let local = time &+ offset
        if local < 0 { return (day &- 1, (local &+ Self.millisecondsPerDay) / Self.millisecondsPerHour) }
        if local >= Self.millisecondsPerDay {
            return (day &+ 1, (local &- Self.millisecondsPerDay) / Self.millisecondsPerHour)
        }
        return (day, local / Self.millisecondsPerHour)
    }
}
