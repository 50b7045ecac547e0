/// What time it is for a rule: the moment it is asked for, and the zone whose calendar its dates follow.
public struct RuleClock: Sendable {
    public var asOf: Instant
    public var zone: TimeZoneRules

    public init(asOf: Instant, zone: TimeZoneRules = .paris) {
        self.asOf = asOf
        self.zone = zone
    }

    /// The anchor first, then the offset. Days and longer follow the calendar: the clock on the wall shows the same time, and
    /// a month that is too short ends on its last day. Hours and shorter are lengths of time.
    public func instant(_ date: RelativeDate) -> Instant {
        let local = anchored(date.anchor)
        let anchor = date.anchor == .now ? asOf : zone.instant(of: local.date, millisecondOfDay: local.time)
        guard date.offset != 0 else { return anchor }
        let offset = Int64(date.offset)
        switch date.unit {
        case .second: return Instant(milliseconds: anchor.milliseconds + offset * 1000)
        case .minute: return Instant(milliseconds: anchor.milliseconds + offset * 60_000)
        case .hour: return Instant(milliseconds: anchor.milliseconds + offset * 3_600_000)
        case .day, .week, .month, .quarter, .year:
            return zone.instant(of: Self.shifted(local.date, date), millisecondOfDay: local.time)
        }
    }

    /// A date as text writes it, perhaps with a time; without an offset it is in the zone.
    public func instant(_ time: ISOTime) -> Instant { zone.instant(of: time) }

    private static let endOfDay = Int(Instant.millisecondsPerDay) - 1

    /// The local date and time of an anchor.
    private func anchored(_ anchor: RelativeDate.Anchor) -> (date: CivilDate, time: Int) {
        let (today, time) = zone.local(asOf)
        switch anchor {
        case .now: return (today, time)
        case .startOfDay: return (today, 0)
        case .endOfDay: return (today, Self.endOfDay)
        case .startOfWeek: return (Self.monday(today), 0)
        case .endOfWeek: return (CivilDate(day: Self.monday(today).day + 6), Self.endOfDay)
        case .startOfMonth: return (Self.first(today, months: 1), 0)
        case .endOfMonth: return (Self.last(today, months: 1), Self.endOfDay)
        case .startOfQuarter: return (Self.first(today, months: 3), 0)
        case .endOfQuarter: return (Self.last(today, months: 3), Self.endOfDay)
        case .startOfYear: return (Self.first(today, months: 12), 0)
        case .endOfYear: return (Self.last(today, months: 12), Self.endOfDay)
        }
    }

    private static func monday(_ date: CivilDate) -> CivilDate { CivilDate(day: date.day - Int32(date.weekday)) }

    /// The first day of the run of `months` that holds the date.
    private static func first(_ date: CivilDate, months: Int) -> CivilDate {
        let (year, month, _) = date.components
        return CivilDate(day: Int32(CivilDate.days(year: year, month: (month - 1) / months * months + 1, day: 1)))
    }

    private static func last(_ date: CivilDate, months: Int) -> CivilDate {
        CivilDate(day: first(date, months: months).adding(months: months).day - 1)
    }

    private static func shifted(_ date: CivilDate, _ relative: RelativeDate) -> CivilDate {
        switch relative.unit {
        case .month: return date.adding(months: relative.offset)
        case .quarter: return date.adding(months: relative.offset * 3)
        case .year: return date.adding(months: relative.offset * 12)
        default:
            let days = relative.offset * (relative.unit == .week ? 7 : 1)
            return CivilDate(day: Int32(clamping: Int(date.day) + days))
        }
    }
}
