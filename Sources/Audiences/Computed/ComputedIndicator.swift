/// Something about a contact that is computed from its events, or by rules, and used in rules like a field.
public struct ComputedIndicator: Equatable, Sendable {
    public var name: String
    public var definition: Definition
    public var refresh: Refresh

    public init(_ name: String, _ definition: Definition, refresh: Refresh = .live) {
        self.name = name
        self.definition = definition
        self.refresh = refresh
    }

    /// The condition says which events count, such as `type = "purchase"`; nil is all.
    public enum Definition: Equatable, Sendable {
        /// Whole days since the last event, by the calendar: 0 is today.
        case recency(where: RuleGroup?)
        /// How many events.
        case frequency(where: RuleGroup?)
        /// The sum of their amounts.
        case monetary(where: RuleGroup?)
        case aggregate(AggregateFunction, of: String?, where: RuleGroup?)
        /// The median of the times between one event and the next, in days with two digits; unknown below two events.
        case medianInterval(where: RuleGroup?)
        /// The date of the last event and a median interval.
        case nextDue(where: RuleGroup?)
        /// The value of a field that most events have; of equals, the latest. `channel` gives the favourite channel.
        case favourite(of: String, where: RuleGroup?)
        /// 1 to 5 and the like: one more than the bounds that the measure reaches. For recency fewer days score more. The
        /// bounds ascend; `ScoreBounds` finds those that part the contacts evenly.
        case score(Measure, where: RuleGroup?, bounds: [ExactDecimal])
        /// The name of the first rule that holds: `active`, `dormant`, `new`.
        case status([Status], otherwise: String?)
    }

    public enum Measure: String, CaseIterable, Sendable {
        case recency, frequency, monetary
    }

    public struct Status: Equatable, Sendable {
        public var name: String
        public var rule: RuleGroup

        public init(_ name: String, _ rule: RuleGroup) {
            self.name = name
            self.rule = rule
        }
    }

    /// When it is computed.
    public enum Refresh: Equatable, Sendable {
        /// When it is asked for.
        case live
        /// Once a day at a local time, and kept until then.
        case daily(minuteOfDay: Int)
        /// Once in so many minutes.
        case every(minutes: Int)

        /// When the values that hold at `now` were, or are to be, computed; nil when live.
        public func lastDue(_ clock: RuleClock) -> Instant? {
            switch self {
            case .live: return nil
            case .every(let minutes):
                let period = Int64(max(1, minutes)) * 60_000
                return Instant(milliseconds: floorDivide(clock.asOf.milliseconds, period) * period)
            case .daily(let minute):
                let today = clock.zone.local(clock.asOf).date
                let due = clock.zone.instant(of: today, millisecondOfDay: minute * 60_000)
                if due <= clock.asOf { return due }
                return clock.zone.instant(of: CivilDate(day: today.day - 1), millisecondOfDay: minute * 60_000)
            }
        }
    }
}
