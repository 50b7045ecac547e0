import AudienceSupport
import TestSupport
import Testing

@testable import Audiences

/// First and last events, scores and moves, against sorting the records of each contact.
@Suite struct HistoryTests {
    private static let zone = TimeZoneRules.paris

    /// A contact's events of a period, from the records.
    private struct History {
        var count = 0
        var firstDay = Int32.max
        var lastDay = Int32.min
        var amount: Int64 = 0
    }

    /// More than one segment; half of the contacts are selected.
    private struct Stage {
        let table: ContactTable
        let events: [EventRecord]
        let selection: ContactSelection

        init(seed: UInt64, _ count: Int) throws {
            var random = SeededGenerator(seed: seed)
            var sample = SampleContacts(count, &random)
            // Amounts of every size: some slots hold one number, some many.
            for index in sample.events.indices {
                let bound = Int64(1) << Int64.random(in: 1...40, using: &random)
                let units = Int64.random(in: -bound / 8...bound, using: &random)
                if random.chance(90) { sample.events[index].amount = ExactDecimal(units: units, scale: 2) }
            }
            table = sample.table(&random)
            events = sample.events
            let plan = try Planner(
                table: table, context: PlanningContext(clock: RuleClock(asOf: SampleContacts.asOf))
            ).plan(Rule(text: "vip"))
            selection = PreparedPlan(plan, table).select()
        }

        func histories(from: Instant? = nil, before: Instant) -> [Int: History] {
            var histories: [Int: History] = [:]
            for event in events where event.type == "purchase" && event.at < before {
                if let from, event.at < from { continue }
                let day = HistoryTests.zone.local(event.at).date.day
                var history = histories[Int(table.row(event.contact)!.index)] ?? History()
                history.count += 1
                history.firstDay = min(history.firstDay, day)
                history.lastDay = max(history.lastDay, day)
                history.amount += event.amount?.units(atScale: 2) ?? 0
                histories[Int(table.row(event.contact)!.index)] = history
            }
            return histories
        }

        func isSelected(_ row: Int) -> Bool { selection.contains(ContactRow(row)) }

        func purchases(from: Instant? = nil, before: Instant) -> EventFilter {
            table.events(ofTypes: ["purchase"], from: from, before: before, zone: HistoryTests.zone)
        }
    }

    private static let stages: [(seed: UInt64, count: Int)] = [(1, 30), (2, 900), (3, 17_000)]
    /// Noon, a midnight, and the hour that comes twice.
    private static let moments = ["2025-07-14T10:30:00Z", "2025-05-31T22:00:00Z", "2024-10-27T00:30:00Z"].map {
        Instant($0)!
    }

    @Test(arguments: 0..<3, moments) func contactsAreCountedByTheirFirstAndLastEvents(_ number: Int, moment: Instant)
        throws
    {
        let stage = try Stage(seed: Self.stages[number].seed, Self.stages[number].count)
        let firstDays = ["2025-01-15", "2025-06-01"].map { CivilDate($0)! }
        let lastDays = ["2025-03-01", "2025-07-14"].map { CivilDate($0)! }
        for (from, before) in [(nil, moment), (moment, SampleContacts.asOf)] as [(Instant?, Instant)] {
            let tally = stage.table.tallyHistories(
                stage.purchases(from: from, before: before), firstDays: firstDays, lastDays: lastDays,
                splitting: stage.selection)
            var counts: [[Int]: Int] = [:]
            for (row, history) in stage.histories(from: from, before: before) {
                let first = firstDays.count { $0.day <= history.firstDay }
                let last = lastDays.count { $0.day <= history.lastDay }
                counts[[first, last, stage.isSelected(row) ? 1 : 0], default: 0] += 1
            }
            for first in 0...2 {
                for last in 0...2 {
                    for isSelected in [false, true] {
                        #expect(
                            tally.contacts(first: first, last: last, isSelected: isSelected)
                                == counts[[first, last, isSelected ? 1 : 0]] ?? 0)
                    }
                }
            }
        }
    }

    /// Periods that follow each other, that overlap, of a day's part, of all time and of none.
    @Test(arguments: 0..<3, [false, true]) func periodsAreCountedEachByItself(_ number: Int, isSplit: Bool) throws {
        let stage = try Stage(seed: Self.stages[number].seed, Self.stages[number].count)
        let moments = (Self.moments + [SampleContacts.asOf]).sorted()
        let hour = Instant(milliseconds: moments[2].milliseconds + 3_600_000)
        var periods: [(from: Instant?, before: Instant)] = zip(moments, moments.dropFirst()).map { ($0, $1) }
        periods += [(nil, moments[1]), (moments[0], SampleContacts.asOf), (moments[2], hour), (hour, moments[2])]
        let tally = stage.table.tallyPeriods(
            periods.map { stage.purchases(from: $0.from, before: $0.before) },
            splitting: isSplit ? stage.selection : nil)
        #expect(tally.cellCount == (isSplit ? 2 : 1) * periods.count)
        for cell in 0..<tally.cellCount {
            let (period, isOther) = (periods[cell % periods.count], cell >= periods.count)
            let histories = stage.histories(from: period.from, before: period.before)
                .filter { !isSplit || stage.isSelected($0.key) != isOther }.values
            #expect(tally.contacts(cell) == histories.count)
            #expect(tally.count(cell) == histories.reduce(0) { $0 + $1.count })
            #expect(tally.amount(cell) == histories.reduce(0) { $0 + $1.amount })
        }
    }

    /// The bounds of the model: the values at the fifths of all, sorted.
    private func bounds(_ values: [Int64]) -> [Int64] {
        let sorted = values.sorted()
        return sorted.isEmpty ? [] : (1...4).map { sorted[sorted.count * $0 / 5] }
    }

    private func bounds(_ histories: [Int: History]) -> [[Int64]] {
        [
            bounds(histories.values.map { Int64($0.lastDay) }), bounds(histories.values.map { Int64($0.count) }),
            bounds(histories.values.map(\.amount)),
        ]
    }

    private func cell(_ history: History, _ bounds: [[Int64]]) -> Int {
        zip([Int64(history.lastDay), Int64(history.count), history.amount], bounds).reduce(0) { cell, measure in
            cell * 5 + measure.1.count { $0 <= measure.0 }
        }
    }

    @Test(arguments: 0..<3, moments) func scoresPartAllContactsIntoFifths(_ number: Int, moment: Instant) throws {
        let stage = try Stage(seed: Self.stages[number].seed, Self.stages[number].count)
        let groups = (0..<125).map { $0 % 7 }
        let tally = stage.table.tallyScores(
            stage.purchases(before: SampleContacts.asOf), before: moment, groupOfCell: groups,
            splitting: stage.selection)
        let (now, then) = (stage.histories(before: SampleContacts.asOf), stage.histories(before: moment))
        let (boundsNow, boundsThen) = (bounds(now), bounds(then))
        #expect(
            tally.bounds
                == ScoreBounds(recency: boundsNow[0], frequency: boundsNow[1], monetary: boundsNow[2]))
        var people: [[Int]: Int] = [:]
        var amounts: [[Int]: Int64] = [:]
        var moves: [[Int]: Int] = [:]
        for (row, history) in now {
            let (cellNow, half) = (cell(history, boundsNow), stage.isSelected(row) ? 1 : 0)
            people[[cellNow, half], default: 0] += 1
            amounts[[cellNow, half], default: 0] += history.amount
            let from = then[row].map { groups[cell($0, boundsThen)] } ?? 7
            moves[[from, groups[cellNow], half], default: 0] += 1
        }
        for half in 0...1 {
            for cell in 0..<125 {
                #expect(tally.people(cell, isSelected: half == 1) == people[[cell, half]] ?? 0)
                #expect(tally.amount(cell, isSelected: half == 1) == amounts[[cell, half]] ?? 0)
            }
            for from in 0...7 {
                for to in 0..<7 {
                    #expect(
                        tally.moved(from: from < 7 ? from : nil, to: to, isSelected: half == 1)
                            == moves[[from, to, half]] ?? 0)
                }
            }
        }
    }

    @Test func ofNobodyThereAreNoScores() {
        let table = ContactTable(schema: SampleContacts.schema)
        let tally = table.tallyScores(table.events(ofTypes: ["purchase"]), groupOfCell: (0..<125).map { _ in 0 })
        #expect(tally.bounds == ScoreBounds() && tally.people(0) == 0)
    }

    /// Slots ascend with the numbers, and say which numbers they hold alone.
    @Test func slotsKeepTheOrderOfNumbers() {
        var random = SeededGenerator(seed: 4)
        let slots = ScoreSlots(day: 20_000)
        var values: [Int64] = [.min + 1, .max, -1025, -1024, -1023, -1, 0, 1, 1023, 1024, 1025]
        for bits in 1...62 {
            for sign in [-1, 1] as [Int64] {
                values.append(sign * Int64.random(in: 0..<1 << Int64(bits), using: &random))
            }
        }
        values.sort()
        for (one, other) in zip(values, values.dropFirst()) {
            #expect(slots.monetary(one) <= slots.monetary(other))
            if let value = slots.value(slots.monetary(one)) { #expect(value == one) }
        }
        #expect(slots.monetary(.min + 1) >= ScoreSlots.monetaryStart && slots.monetary(.max) < ScoreSlots.count)
        for day in [19_000, 19_999, 20_000, 20_001] as [Int32] {
            #expect(slots.value(slots.recency(day)) == Int64(day))
        }
        #expect(slots.value(slots.recency(-5)) == nil && slots.value(slots.recency(30_000)) == nil)
        #expect(slots.value(slots.frequency(17)) == 17 && slots.value(slots.frequency(9000)) == nil)
    }

    /// Sums that do not fit stop at the ends of 64 bits, in the order of time.
    @Test func amountsStopAtTheEnds() {
        let table = ContactTable(schema: SampleContacts.schema)
        table.apply([.put(ContactRecord(id: "a"))])
        let halves: [Int64] = [.max - 5, .max - 5, -7]
        for (index, units) in halves.enumerated() {
            let at = Instant("2025-0\(index + 1)-01T00:00:00Z")!
            var event = EventRecord(id: "e\(index)", contact: "a", type: "purchase", at: at)
            event.amount = ExactDecimal(units: units, scale: 2)
            table.apply([.event(event)])
        }
        let group = (0..<125).map { _ in 0 }
        func total(_ before: String) -> Int64 {
            let filter = table.events(ofTypes: ["purchase"], before: Instant(before + "T00:00:00Z")!)
            let tally = table.tallyScores(filter, groupOfCell: group)
            return (0..<125).reduce(0) { $0 + tally.amount($1) }
        }
        #expect(total("2025-01-15") == .max - 5)
        #expect(total("2025-02-15") == .max)
        #expect(total("2025-03-15") == .max - 7)
    }
}
