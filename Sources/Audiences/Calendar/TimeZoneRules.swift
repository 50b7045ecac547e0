/// The offsets of a time zone from UTC: the changes that have been decided, then a yearly rule.
///
/// Read from the bytes of a TZif file (RFC 9636), which the caller brings. Immutable.
public struct TimeZoneRules: Sendable, Equatable {
    /// `Europe/Paris`.
    public let name: String
    /// Seconds since 1970 UTC of each change, ascending, and the offset that begins there.
    let changes: [(at: Int64, offset: Int32)]
    /// The offset before the first change.
    let firstOffset: Int32
    /// What holds after the last change.
    let yearlyRule: YearlyRule?

    init(name: String, changes: [(at: Int64, offset: Int32)], firstOffset: Int32, yearlyRule: YearlyRule?) {
        self.name = name
        self.changes = changes
        self.firstOffset = firstOffset
        self.yearlyRule = yearlyRule
    }

    public static func == (one: TimeZoneRules, other: TimeZoneRules) -> Bool {
        one.name == other.name && one.firstOffset == other.firstOffset && one.yearlyRule == other.yearlyRule
            && one.changes.elementsEqual(other.changes) { $0 == $1 }
    }

    public static let utc = TimeZoneRules(name: "UTC", changes: [], firstOffset: 0, yearlyRule: nil)

    /// The rule that France has had since 1996, for machines without a time zone database. Earlier years are as if it had
    /// always been so.
    public static let paris = TimeZoneRules(name: "Europe/Paris", rule: "CET-1CEST,M3.5.0,M10.5.0/3")!

    /// A zone by its yearly rule alone, as POSIX writes `TZ`; nil when it is not one.
    public init?(name: String, rule: String) {
        guard let yearly = YearlyRule(rule) else { return nil }
        self.init(name: name, changes: [], firstOffset: yearly.standardOffset, yearlyRule: yearly)
    }

    /// Seconds east of UTC at the instant. O(log changes).
    public func offsetSeconds(at instant: Instant) -> Int {
        let seconds = floorDivide(instant.milliseconds, 1000)
        if let last = changes.last {
            if seconds >= last.at { return Int(yearlyRule?.offset(atSeconds: seconds) ?? last.offset) }
        } else if let yearlyRule {
            return Int(yearlyRule.offset(atSeconds: seconds))
        }
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= seconds { low = middle + 1 } else { high = middle }
        }
        return Int(low == 0 ? firstOffset : changes[low - 1].offset)
    }

    /// The instant of a local time. One that is skipped when clocks go forward is as much later as was skipped; of one that
    /// comes twice when they go back the first is meant.
    public func instant(of date: CivilDate, millisecondOfDay: Int = 0) -> Instant {
        let local = Int64(date.day) * Instant.millisecondsPerDay + Int64(millisecondOfDay)
        // No offset is more than a day, so these two are the offsets before and after any change nearby.
        let before = offsetSeconds(at: Instant(milliseconds: local - Instant.millisecondsPerDay))
        let after = offsetSeconds(at: Instant(milliseconds: local + Instant.millisecondsPerDay))
        let early = Instant(milliseconds: local - Int64(before) * 1000)
        if before == after || offsetSeconds(at: early) == before { return early }
        let late = Instant(milliseconds: local - Int64(after) * 1000)
        return offsetSeconds(at: late) == after ? late : early
    }

    /// The instant of a date as text writes it, perhaps with a time; without an offset it is local.
    public func instant(of time: ISOTime) -> Instant {
        if time.offsetSeconds != nil { return time.instant() }
        return instant(of: time.date, millisecondOfDay: time.millisecondsOfDay ?? 0)
    }

    /// The local date, and the milliseconds since the local midnight as the clock on the wall shows them.
    public func local(_ instant: Instant) -> (date: CivilDate, millisecondOfDay: Int) {
        let shifted = Instant(milliseconds: instant.milliseconds + Int64(offsetSeconds(at: instant)) * 1000)
        let (day, time) = shifted.dayAndTime
        return (CivilDate(day: Int32(clamping: day)), time)
    }
}

/// Rounded towards minus infinity; the divisor is positive.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}
