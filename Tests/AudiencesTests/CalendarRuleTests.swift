import AudienceSupport
import Audiences
import Testing

/// Rules over the days that calendars are wrong on: clocks that change, months that end, years that leap.
@Suite struct CalendarRuleTests {
    /// An event at the bound is in, one a millisecond before is not; in both forms of the rule, for columns and for one contact.
    @Test(arguments: [
        // Clocks go forward at 2 in the night to 29 March 2026: the day has 23 hours.
        ("2026-03-29T12:00:00+02:00", "startOfDay", "2026-03-28T23:00:00Z"),
        ("2026-03-29T12:00:00+02:00", "now - 1 day", "2026-03-28T11:00:00Z"),
        ("2026-03-29T12:00:00+02:00", "now - 24 hours", "2026-03-28T10:00:00Z"),
        ("2026-03-30T02:30:00+02:00", "now - 1 day", "2026-03-29T01:30:00Z"),
        // They go back at 3 in the night to 25 October: 25 hours, and half past two comes twice.
        ("2026-10-25T12:00:00+01:00", "startOfDay", "2026-10-24T22:00:00Z"),
        ("2026-10-25T12:00:00+01:00", "now - 1 day", "2026-10-24T10:00:00Z"),
        ("2026-10-26T02:30:00+01:00", "now - 1 day", "2026-10-25T00:30:00Z"),
        ("2026-10-25T23:30:00+01:00", "endOfDay", "2026-10-25T22:59:59.999Z"),
        // Months and years that are too short end on their last day.
        ("2026-03-31T10:00:00+02:00", "now - 1 month", "2026-02-28T09:00:00Z"),
        ("2026-12-31T10:00:00+01:00", "now - 6 months", "2026-06-30T08:00:00Z"),
        ("2028-02-29T10:00:00+01:00", "now - 1 year", "2027-02-28T09:00:00Z"),
        ("2028-03-01T10:00:00+01:00", "startOfMonth - 1 day", "2028-02-28T23:00:00Z"),
        ("2028-03-31T10:00:00+02:00", "now - 1 month", "2028-02-29T09:00:00Z"),
        // Weeks start on Monday, quarters with their month.
        ("2026-06-28T23:59:00+02:00", "startOfWeek", "2026-06-21T22:00:00Z"),
        ("2026-06-29T00:00:00+02:00", "startOfWeek", "2026-06-28T22:00:00Z"),
        ("2026-05-15T10:00:00+02:00", "startOfQuarter", "2026-03-31T22:00:00Z"),
        ("2026-01-01T00:00:00+01:00", "startOfYear - 1 quarter", "2025-09-30T22:00:00Z"),
        // What is written without an offset is local.
        ("2026-06-01T00:00:00Z", "\"2026-03-29\"", "2026-03-28T23:00:00Z"),
        ("2026-06-01T00:00:00Z", "\"2026-03-29T02:30:00\"", "2026-03-29T01:30:00Z"),
        ("2026-06-01T00:00:00Z", "\"2026-10-25T02:30:00\"", "2026-10-25T00:30:00Z"),
    ])
    func aBoundLiesWhereTheCalendarSays(asOf: String, bound: String, instant: String) throws {
        let expected = try #require(Instant(instant))
        let table = ContactTable(schema: SampleContacts.schema)
        for (id, milliseconds) in [("at", expected.milliseconds), ("before", expected.milliseconds - 1)] {
            let at = Instant(milliseconds: milliseconds)
            table.apply([
                .put(ContactRecord(id: id)), .event(EventRecord(id: id, contact: id, type: "purchase", at: at)),
            ])
        }
        let context = PlanningContext(clock: RuleClock(asOf: try #require(Instant(asOf))))
        let rule = try Rule(text: "some(events where at >= \(bound))")
        for form in [rule, try Rule(json: Array(rule.json.utf8).span)] {
            let prepared = PreparedPlan(try Planner(table: table, context: context).plan(form), table)
            #expect(prepared.select().rows().compactMap { table.id($0) } == ["at"])
            for row in table.rows(limit: 2) { #expect(prepared.contains(row) == (table.id(row) == "at")) }
        }
    }

    /// Days since the last purchase are those of the calendar, whatever the hour and however long the days were.
    @Test(arguments: [
        ("2026-03-29T00:30:00+01:00", "2026-03-30T00:10:00+02:00", 1),
        ("2026-10-24T23:50:00+02:00", "2026-10-25T23:55:00+01:00", 1),
        ("2028-02-28T12:00:00+01:00", "2028-03-01T00:00:00+01:00", 2),
        ("2026-06-30T00:00:00+02:00", "2026-06-30T23:59:00+02:00", 0),
    ])
    func daysAreCountedOnTheCalendar(bought: String, asOf: String, days: Int) throws {
        let table = ContactTable(schema: SampleContacts.schema)
        let at = try #require(Instant(bought))
        table.apply([
            .put(ContactRecord(id: "a")), .event(EventRecord(id: "1", contact: "a", type: "purchase", at: at)),
        ])
        var context = PlanningContext(clock: RuleClock(asOf: try #require(Instant(asOf))))
        context.computed["recency"] = ComputedIndicator("recency", .recency(where: nil))
        let plan = try Planner(table: table, context: context).plan(try Rule(text: "recency = \(days)"))
        #expect(PreparedPlan(plan, table).count() == 1)
    }
}
