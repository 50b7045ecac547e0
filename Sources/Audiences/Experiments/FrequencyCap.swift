/// How often a contact may be written to through a channel within some days.
public struct FrequencyCap: Equatable, Sendable {
    /// Lists that a contact may have been on already, and one more: 1 lets in whoever was on none.
    public var atMost: Int
    public var days: Int

    public init(atMost: Int, days: Int) {
        self.atMost = atMost
        self.days = days
    }

    /// Lists from this moment on count: so many days back on the calendar, at the same time of day.
    public func since(_ clock: RuleClock) -> Instant { clock.instant(RelativeDate(.now, offset: -days, .day)) }

    /// Whether a contact who was on so many lists may be on another.
    public func admits(earlierLists: Int) -> Bool { earlierLists < atMost }
}
