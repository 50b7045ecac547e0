import AudienceSupport
import TestSupport
import Testing

@testable import Audiences

/// Counts by group, against counting record by record.
@Suite struct GroupingTests {
    static let zone = TimeZoneRules.paris

    /// More than one segment, with forgotten contacts and a selection.
    private struct Stage {
        var sample: SampleContacts
        let table: ContactTable
        let selection: ContactSelection
        let isIn: (ContactRecord) -> Bool

        init(seed: UInt64, _ count: Int, eventsPerContact: Int) throws {
            var random = SeededGenerator(seed: seed)
            sample = SampleContacts(count, eventsPerContact: eventsPerContact, &random)
            table = sample.table(&random)
            let gone = Set((0..<count / 10).map { _ in "c\(Int.random(in: 0..<count, using: &random))" })
            table.apply(gone.map(ContactChange.forget))
            sample.contacts.removeAll { gone.contains($0.id) }
            sample.events.removeAll { gone.contains($0.contact) }
            let rule = try Rule(text: #"not tier = "gold" and consent.email = true"#)
            let context = PlanningContext(clock: RuleClock(asOf: SampleContacts.asOf))
            let plan = try Planner(table: table, context: context).plan(rule)
            selection = PreparedPlan(plan, table).select()
            isIn = { record in
                // What is not known is not unequal, but "not" is plain negation.
                record.attributes["tier"] != .text("gold") && record.consents["email"]?.isGiven == true
            }
        }

        func column(_ name: String) -> ContactColumn { table.contactColumn(name)! }
        func eventColumn(_ name: String) -> EventColumn { table.eventColumn(name)! }

        func contacts(selected: Bool) -> [ContactRecord] { selected ? sample.contacts.filter(isIn) : sample.contacts }

        /// The events of those contacts, of a type, in the period.
        func events(selected: Bool, type: String?, from: Instant?, before: Instant?) -> [EventRecord] {
            let ids = Set(contacts(selected: selected).map(\.id))
            return sample.events.filter { event in
                ids.contains(event.contact) && (type == nil || event.type == type)
                    && (from.map { $0 <= event.at } ?? true)
                    && (before.map { event.at < $0 } ?? true)
            }
        }
    }

    private static let stages: [(seed: UInt64, count: Int, eventsPerContact: Int)] = [
        (1, 40, 5), (2, 700, 9), (3, 17_500, 1),
    ]

    @Test(arguments: 0..<3, [false, true]) func contactsAreCountedByGroup(_ stage: Int, selected: Bool) throws {
        let stage = try Stage(
            seed: Self.stages[stage].seed, Self.stages[stage].count,
            eventsPerContact: Self.stages[stage].eventsPerContact)
        let selection = selected ? stage.selection : nil
        let personas = stage.table.texts(stage.column("persona"))
        let bounds: [Int64] = [0, 100, 101, 700]
        let axes = [
            stage.table.axis(stage.column("persona")), stage.table.axis(stage.column("vip")),
            Axis.bands(stage.column("ltv"), bounds: bounds),
        ]
        let tally = try stage.table.tally(axes, of: selection, summing: stage.column("visits"))
        var counts = [Int](repeating: 0, count: tally.counts.count)
        var (known, sums) = (counts, [Int64](repeating: 0, count: tally.counts.count))
        for record in stage.contacts(selected: selected) {
            let persona = record.persona.flatMap(personas.firstIndex) ?? personas.count
            let vip = if case .boolean(let truth)? = record.attributes["vip"] { truth ? 1 : 0 } else { 2 }
            var band = bounds.count + 1
            if case .number(let ltv)? = record.attributes["ltv"] {
                band = bounds.count { $0 <= ltv.units(atScale: 2)! }
            }
            let cell = (persona * 3 + vip) * (bounds.count + 2) + band
            counts[cell] += 1
            if case .number(let visits)? = record.attributes["visits"] {
                known[cell] += 1
                sums[cell] += visits.units(atScale: 0)!
            }
        }
        #expect(tally.counts == counts)
        #expect(tally.known == known)
        #expect(tally.sums == sums)
        // One axis without a measure has a loop of its own.
        let single = try stage.table.tally([axes[0]], of: selection)
        #expect(single.counts == (0...personas.count).map { counts[($0 * 18)..<(($0 + 1) * 18)].reduce(0, +) })
    }

    @Test(arguments: 0..<3, [false, true]) func eventsAreCountedByGroup(_ stage: Int, selected: Bool) throws {
        let stage = try Stage(
            seed: Self.stages[stage].seed, Self.stages[stage].count,
            eventsPerContact: Self.stages[stage].eventsPerContact)
        let from = Instant("2025-02-28T23:00:00Z")!
        let filter = stage.table.events(
            ofTypes: ["Purchase"], from: from, before: SampleContacts.asOf, zone: Self.zone)
        let tiers = SampleContacts.tiers
        let bounds = ["2025-03-01", "2025-04-01", "2025-06-01", "2025-10-25"].map { CivilDate($0)! }
        let channels = stage.table.texts(stage.eventColumn("channel"))
        let tally = try stage.table.tallyEvents(
            filter, by: [stage.table.axis(stage.column("tier"), groups: 3) { tiers.firstIndex(of: $0) }],
            [
                .column(stage.table.axis(stage.eventColumn("channel"))), .days(bounds: bounds), .weekdays, .hours,
            ], of: selected ? stage.selection : nil)
        var counts: [Int: Int] = [:]
        var contacts: [Int: Set<String>] = [:]
        var amounts: [Int: Int64] = [:]
        let tierOfContact = Dictionary(
            uniqueKeysWithValues: stage.sample.contacts.map { ($0.id, $0.attributes["tier"]) })
        for event in stage.events(selected: selected, type: "purchase", from: from, before: SampleContacts.asOf) {
            let (date, time) = Self.zone.local(event.at)
            guard let period = bounds.dropLast().lastIndex(where: { $0 <= date }), date < bounds[3] else { continue }
            var tier = 3
            if case .text(let name)?? = tierOfContact[event.contact] { tier = tiers.firstIndex(of: name)! }
            let channel = event.channel.map { channels.firstIndex(of: $0)! } ?? channels.count
            let group = (tier * (channels.count + 1) + channel) * 3 + period
            let cell = (group * 7 + date.weekday) * 24 + time / 3_600_000
            counts[cell, default: 0] += 1
            contacts[cell, default: []].insert(event.contact)
            amounts[cell, default: 0] += event.amount?.units(atScale: 2) ?? 0
        }
        #expect(!counts.isEmpty)
        for cell in 0..<tally.cellCount {
            #expect(tally.count(cell) == counts[cell] ?? 0)
            #expect(tally.contacts(cell) == contacts[cell]?.count ?? 0)
            #expect(tally.amount(cell) == amounts[cell] ?? 0)
        }
    }

    @Test(arguments: 0..<3, [false, true]) func pairsOfGroupsAreCounted(_ stage: Int, selected: Bool) throws {
        let stage = try Stage(
            seed: Self.stages[stage].seed, Self.stages[stage].count,
            eventsPerContact: Self.stages[stage].eventsPerContact)
        let brands = ["Acme", "Zoé", "x"]
        let axis = stage.table.axis(stage.eventColumn("brand"), groups: 3) { brands.firstIndex(of: $0) }
        let filter = stage.table.events(before: SampleContacts.asOf)
        let pairs = try stage.table.tallyPairs(filter, axis, of: selected ? stage.selection : nil)
        let events = stage.events(selected: selected, type: nil, from: nil, before: SampleContacts.asOf)
        let bought = Dictionary(grouping: events, by: \.contact).mapValues { events in
            Set(
                events.compactMap { event -> Int? in
                    if case .text(let brand)? = event.properties["brand"] { brands.firstIndex(of: brand) } else { nil }
                })
        }
        #expect(pairs.contacts == bought.values.count { !$0.isEmpty })
        for one in 0..<3 {
            for other in 0..<3 {
                #expect(pairs.contacts(one, other) == bought.values.count { $0.contains(one) && $0.contains(other) })
            }
        }
    }

    @Test func whatIsNewerThanTheAxisIsLeftOut() throws {
        let stage = try Stage(seed: 5, 60, eventsPerContact: 0)
        let axis = stage.table.axis(stage.column("persona"))
        let before = try stage.table.tally([axis]).total
        stage.table.apply([.put(ContactRecord(id: "new"))])
        var record = ContactRecord(id: "newer")
        record.persona = "Z9"
        stage.table.apply([.put(record)])
        #expect(try stage.table.tally([axis]).total == before + 1)
        #expect(try stage.table.tally([stage.table.axis(stage.column("persona"))]).total == before + 2)
    }

    @Test func tooManyCellsAreRefused() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        let wide = Axis.bands(table.contactColumn("age")!, bounds: Array(0..<4000))
        #expect(throws: TallyError.self) { try table.tally([wide, wide]) }
        #expect(throws: Never.self) { try table.tally([wide]) }
    }

    /// Bounds close together and far apart, hit and missed by one.
    @Test func bandsAreFoundAtTheirBounds() {
        var random = SeededGenerator(seed: 8)
        for spread in [1, 50, 1 << 20, 1 << 40, 1 << 61] as [Int64] {
            let bounds = Set((0..<60).map { _ in Int64.random(in: -spread...spread, using: &random) }).sorted()
            let table = BandTable(bounds, stride: 3)
            let values = bounds.flatMap { [$0 - 1, $0, $0 + 1] } + [-spread - 5, spread + 5]
            table.withTable { table in
                for value in values { #expect(table.step(value) == Int32(bounds.count { $0 <= value }) * 3) }
            }
        }
    }

    @Test(arguments: ["Europe/Paris", "America/New_York", "Asia/Kolkata", "UTC"])
    func localDaysAreThoseOfTheZone(_ name: String) throws {
        let rules = [
            "Europe/Paris": "CET-1CEST,M3.5.0,M10.5.0/3", "America/New_York": "EST5EDT,M3.2.0,M11.1.0",
            "Asia/Kolkata": "IST-5:30", "UTC": "UTC0",
        ]
        let zone = try #require(TimeZoneRules(name: name, rule: rules[name]!))
        let days = LocalDays(zone, days: 20_000...20_400)
        for day in Int32(19_990)...20_410 {
            for time in stride(from: Int32(0), to: 86_400_000, by: 1_799_999) {
                let instant = Instant(milliseconds: Int64(day) * Instant.millisecondsPerDay + Int64(time))
                let expected = zone.local(instant)
                let local = days.local(day: day, time: time)
                #expect(local.day == expected.date.day && local.hour == expected.millisecondOfDay / 3_600_000)
            }
        }
    }
}
