import Audiences
import Foundation
import Testing

@Suite struct CalendarTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("2000-02-29", 11016), ("2026-06-30", 20634), ("0001-01-01", -719_162), ("1969-12-31", -1),
    ]) func datesAreDaysSince1970(_ text: String, _ day: Int32) {
        #expect(CivilDate(text)?.day == day)
        #expect(CivilDate(day: day).description == text)
    }

    @Test(arguments: ["2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-3", "", "20260630"])
    func whatIsNoDateIsRefused(_ text: String) { #expect(CivilDate(text) == nil) }

    @Test func everyDayOfFourCenturiesThereAndBack() {
        var day = CivilDate("1800-01-01")!.day
        while day < CivilDate("2200-01-01")!.day {
            let (year, month, number) = CivilDate(day: day).components
            #expect(CivilDate(year: year, month: month, day: number)?.day == day)
            day += 1
        }
    }

    @Test(arguments: [
        ("2026-06-30T12:00:00Z", "2026-06-30T12:00:00Z"), ("2026-06-30T12:00+02:00", "2026-06-30T10:00:00Z"),
        ("2026-06-30 12:00:00.1239", "2026-06-30T12:00:00.123Z"), ("2026-06-30", "2026-06-30T00:00:00Z"),
        ("2026-06-30t23:59:60z", "2026-07-01T00:00:00Z"), ("2026-06-30T00:30:00-0130", "2026-06-30T02:00:00Z"),
        ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
    ]) func instantsAreReadAndWritten(_ text: String, _ expected: String) {
        #expect(Instant(text)?.description == expected)
    }

    @Test(arguments: [
        "2026-06-30T24:00:00Z", "2026-06-30T12:60", "2026-06-30T12", "2026-06-30T12:00:00.Z",
        "2026-06-30T12:00:00+25:00",
        "2026-06-30X12:00", "tomorrow", "2026-06-30T12:00:00 Z", "2026-06-30T12:00:00+1",
    ]) func whatIsNoInstantIsRefused(_ text: String) { #expect(Instant(text) == nil) }

    // MARK: - Zones

    /// Foundation with ICU is the model for every hour around all changes.
    @Test(arguments: [
        "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC",
    ])
    func offsetsAreThoseOfFoundation(_ name: String) throws {
        let path = "/usr/share/zoneinfo/" + name
        let data = try #require(FileManager.default.contents(atPath: path), "the machine has no time zones")
        let zone = TimeZoneRules(name: name, tzif: Array(data).span)!
        let model = try #require(TimeZone(identifier: name))
        var seconds = 0
        // From 1970 to 2060, in steps that fall at different times of the day.
        while seconds < 2_840_000_000 {
            let expected = model.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            let instant = Instant(milliseconds: Int64(seconds) * 1000)
            if zone.offsetSeconds(at: instant) != expected {
                Issue.record("\(name) at \(instant): \(zone.offsetSeconds(at: instant)), expected \(expected)")
                return
            }
            seconds += 31 * 1800 + 7
        }
    }

    @Test func theRuleOfParisIsItsTableSince1996() throws {
        let data = try #require(FileManager.default.contents(atPath: "/usr/share/zoneinfo/Europe/Paris"))
        let table = TimeZoneRules(name: "Europe/Paris", tzif: Array(data).span)!
        var milliseconds = Instant("1996-01-01T00:00:00Z")!.milliseconds
        while milliseconds < Instant("2070-01-01T00:00:00Z")!.milliseconds {
            let instant = Instant(milliseconds: milliseconds)
            #expect(TimeZoneRules.paris.offsetSeconds(at: instant) == table.offsetSeconds(at: instant))
            milliseconds += 3_600_000 * 5 + 1
        }
    }

    @Test(arguments: [
        // Clocks go forward at 02:00 on 30 March 2025: half past two does not exist.
        ("2025-03-30", 90, "2025-03-30T00:30:00Z"), ("2025-03-30", 150, "2025-03-30T01:30:00Z"),
        ("2025-03-30", 180, "2025-03-30T01:00:00Z"),
        // They go back at 03:00 on 26 October: half past two comes twice, and the first is meant.
        ("2025-10-26", 150, "2025-10-26T00:30:00Z"), ("2025-10-26", 180, "2025-10-26T02:00:00Z"),
    ]) func localTimesOnDaysWhenClocksChange(_ date: String, _ minute: Int, _ expected: String) {
        let instant = TimeZoneRules.paris.instant(of: CivilDate(date)!, millisecondOfDay: minute * 60_000)
        #expect(instant.description == expected)
    }

    private func isZone(_ bytes: [UInt8]) -> Bool { TimeZoneRules(name: "x", tzif: bytes.span) != nil }

    @Test func brokenZoneFilesAreRefused() throws {
        let data = Array(try #require(FileManager.default.contents(atPath: "/usr/share/zoneinfo/Europe/Paris")))
        for length in stride(from: 0, to: data.count, by: 7) {
            _ = isZone(Array(data[..<length]))
        }
        let isRead = isZone(Array(data[..<40]))
        #expect(!isRead)
        for text in [
            "", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.5.0", "C-1", "CET-1CEST,M3.5.0,M10.5.0x",
        ] {
            let isRule = TimeZoneRules(name: "x", rule: text) != nil
            #expect(!isRule, "\(text)")
        }
    }

    // MARK: - Relative dates

    /// Asked at half past two in the afternoon of 31 March 2024 in Paris, the day on which clocks went forward.
    @Test(arguments: [
        (RelativeDate(.now), "2024-03-31T12:30:00Z"),
        (RelativeDate(.now, offset: -1, .month), "2024-02-29T13:30:00Z"),
        (RelativeDate(.now, offset: -13, .month), "2023-02-28T13:30:00Z"),
        (RelativeDate(.now, offset: -1, .day), "2024-03-30T13:30:00Z"),
        (RelativeDate(.now, offset: -24, .hour), "2024-03-30T12:30:00Z"),
        (RelativeDate(.now, offset: -1, .week), "2024-03-24T13:30:00Z"),
        (RelativeDate(.now, offset: 1, .year), "2025-03-31T12:30:00Z"),
        (RelativeDate(.now, offset: -2, .quarter), "2023-09-30T12:30:00Z"),
        (RelativeDate(.now, offset: 90, .minute), "2024-03-31T14:00:00Z"),
        (RelativeDate(.now, offset: -30, .second), "2024-03-31T12:29:30Z"),
        (RelativeDate(.startOfDay), "2024-03-30T23:00:00Z"),
        (RelativeDate(.endOfDay), "2024-03-31T21:59:59.999Z"),
        (RelativeDate(.startOfWeek), "2024-03-24T23:00:00Z"),
        (RelativeDate(.endOfWeek), "2024-03-31T21:59:59.999Z"),
        (RelativeDate(.startOfMonth), "2024-02-29T23:00:00Z"),
        (RelativeDate(.endOfMonth), "2024-03-31T21:59:59.999Z"),
        (RelativeDate(.endOfMonth, offset: -1, .month), "2024-02-29T22:59:59.999Z"),
        (RelativeDate(.startOfQuarter), "2023-12-31T23:00:00Z"),
        (RelativeDate(.endOfQuarter), "2024-03-31T21:59:59.999Z"),
        (RelativeDate(.startOfYear), "2023-12-31T23:00:00Z"),
        (RelativeDate(.endOfYear), "2024-12-31T22:59:59.999Z"),
        (RelativeDate(.startOfDay, offset: -6, .month), "2023-09-29T22:00:00Z"),
        (RelativeDate(.startOfDay, offset: 1, .day), "2024-03-31T22:00:00Z"),
    ]) func relativeDatesFollowTheCalendarOfParis(_ date: RelativeDate, _ expected: String) {
        let clock = RuleClock(asOf: Instant("2024-03-31T12:30:00Z")!, zone: .paris)
        #expect(clock.instant(date).description == expected)
    }

    @Test(arguments: [
        ("2024-02-29T12:00:00Z", RelativeDate(.now, offset: -1, .year), "2023-02-28T12:00:00Z"),
        ("2024-02-29T12:00:00Z", RelativeDate(.now, offset: 4, .year), "2028-02-29T12:00:00Z"),
        ("2026-12-31T23:59:59Z", RelativeDate(.now, offset: 2, .month), "2027-02-28T23:59:59Z"),
        ("2026-01-01T00:00:00Z", RelativeDate(.startOfWeek), "2025-12-29T00:00:00Z"),
        ("2026-01-04T23:00:00Z", RelativeDate(.endOfWeek), "2026-01-04T23:59:59.999Z"),
    ]) func monthEndsAndLeapDays(_ asOf: String, _ date: RelativeDate, _ expected: String) {
        #expect(RuleClock(asOf: Instant(asOf)!, zone: .utc).instant(date).description == expected)
    }
}
