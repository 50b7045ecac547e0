import AudienceSupport
import TestSupport
import Testing

@testable import Audiences

/// What dashboards read beside the events is kept up to date: after any changes it answers as a table that was loaded anew.
@Suite struct ProjectionTests {
    private static let zone = TimeZoneRules.paris

    /// All that dashboards count, as text.
    private func answers(_ table: ContactTable, types: [String] = ["purchase", "Refund"]) throws -> String {
        let filter = table.events(
            ofTypes: types, from: Instant("2024-11-03T09:00:00Z")!, before: SampleContacts.asOf, zone: Self.zone)
        // By text, since numbers of texts depend on the order in which they came.
        func places(_ texts: [String]) -> (String) -> Int? { { texts.firstIndex(of: $0) } }
        let channels = SampleContacts.channels
        let byChannel = table.axis(table.eventColumn("channel")!, groups: channels.count, places(channels))
        let byBrand = table.axis(table.eventColumn("brand")!, groups: 2, places(["Acme", "x"]))
        let byTier = table.axis(table.contactColumn("tier")!, groups: 3, places(SampleContacts.tiers))
        let tally = try table.tallyEvents(
            filter, by: [byTier], [.column(byChannel), .column(byBrand), .weekdays, .hours])
        let cells = (0..<tally.cellCount).map { "\(tally.count($0)) \(tally.contacts($0)) \(tally.amount($0))" }
        let pairs = try table.tallyPairs(filter, byBrand)
        var everything = filter
        everything.from = nil
        let histories = table.tallyHistories(
            everything, firstDays: [CivilDate("2025-02-01")!], lastDays: [CivilDate("2025-06-01")!])
        let scores = table.tallyScores(
            everything, before: Instant("2025-05-01T12:00:00Z")!, groupOfCell: (0..<125).map { $0 % 5 })
        let people = (0..<125).map { "\(scores.people($0)) \(scores.amount($0))" }
        let moves = (0...5).flatMap { from in (0..<5).map { scores.moved(from: from < 5 ? from : nil, to: $0) } }
        return "\(cells) \(pairs.contacts(0, 1)) \(histories) \(scores.bounds) \(people) \(moves)"
    }

    /// Purchases are 90 of 100 of the events that come: of types that are new, late, early; whole contacts go and come back.
    @Test(arguments: 1...6) func changesAreSeenAsInATableLoadedAnew(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var sample = SampleContacts(300, eventsPerContact: 3, &random)
        let table = sample.table(&random)
        var (contacts, events) = (sample.contacts, sample.events)
        for round in 0..<12 {
            var changes: [ContactChange] = []
            for step in 0..<Int.random(in: 1...40, using: &random) {
                let id = "c\(Int.random(in: 0..<320, using: &random))"
                switch Int.random(in: 0..<20, using: &random) {
                case 0:
                    contacts.removeAll { $0.id == id }
                    events.removeAll { $0.contact == id }
                    changes.append(.forget(id: id))
                case 1:
                    events.removeAll { $0.contact == id }
                    changes.append(.forgetEvents(id: id))
                case 2, 3:
                    let record = SampleContacts.contact(id, &random)
                    contacts.removeAll { $0.id == id }
                    contacts.append(record)
                    changes.append(.put(record))
                default:
                    var event = SampleContacts.event("n\(round) \(step)", id, &random)
                    if random.chance(20) { event.type = random.pick(["refund", "REFUND", "gift", "purchase"]) }
                    if contacts.contains(where: { $0.id == id }) { events.append(event) }
                    changes.append(.event(event))
                }
            }
            table.apply(changes)
            let fresh = ContactTable(schema: SampleContacts.schema)
            fresh.apply(contacts.map(ContactChange.put))
            fresh.apply(events.map(ContactChange.event))
            #expect(try answers(table) == answers(fresh))
            // Another question in between leaves nothing of itself behind.
            if random.chance(30) { #expect(try answers(table, types: ["visit"]) == answers(fresh, types: ["visit"])) }
        }
    }

    /// A type that nobody knew when a block was read is found when it comes to be known.
    @Test func typesThatComeLaterAreTakenUp() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        table.apply([.put(ContactRecord(id: "a"))])
        let at = Instant("2025-06-01T00:00:00Z")!
        let old = table.events(ofTypes: ["purchase"])
        table.apply([.event(EventRecord(id: "1", contact: "a", type: "Purchase", at: at))])
        #expect(try table.tallyEvents(old).count(0) == 0)
        #expect(try table.tallyEvents(table.events(ofTypes: ["purchase"])).count(0) == 1)
        table.apply([.event(EventRecord(id: "2", contact: "a", type: "PURCHASE", at: at))])
        #expect(try table.tallyEvents(table.events(ofTypes: ["purchase"])).count(0) == 2)
        #expect(try table.tallyEvents(table.events()).count(0) == 2)
    }

    /// A projection is made once, and again for the block that changed.
    @Test func onlyWhatHasChangedIsMadeAgain() throws {
        var random = SeededGenerator(seed: 3)
        var sample = SampleContacts(3000, eventsPerContact: 2, &random)
        let table = sample.table(&random)
        func projections() throws -> [ObjectIdentifier?] {
            _ = try table.tallyEvents(table.events(ofTypes: ["purchase"], zone: Self.zone))
            return table.segments.flatMap { $0.blocks.prefix(3).map { $0.projection.map(ObjectIdentifier.init) } }
        }
        let first = try projections()
        #expect(try projections() == first && !first.contains(nil))
        // Held, so that the new one cannot lie where the old one lay.
        let held = table.segments[0].blocks[1].projection
        table.apply([.event(SampleContacts.event("new", "c1500", &random))])
        let second = try projections()
        #expect(second[0] == first[0] && second[1] != first[1] && second[2] == first[2])
        #expect(held != nil && table.memoryBytes > 0)
    }

    /// Whether an event is of a period, by days and by milliseconds, around ends of every kind.
    @Test(arguments: ["CET-1CEST,M3.5.0,M10.5.0/3", "NST3:30NDT2:30,M3.2.0/0:01,M11.1.0/0:01", "UTC0", "XYZ-14"])
    func daysTellWhatMillisecondsDo(_ rule: String) throws {
        let zone = try #require(TimeZoneRules(name: rule, rule: rule))
        var random = SeededGenerator(seed: 6)
        let table = ContactTable(schema: SampleContacts.schema)
        table.apply([.put(ContactRecord(id: "a"))])
        // Around the changes of the clocks, by minutes.
        let middles = ["2025-03-09T04:00:00Z", "2025-03-30T01:00:00Z", "2025-11-02T03:00:00Z", "2025-10-26T01:00:00Z"]
        var times: [Int64] = []
        for middle in middles {
            for _ in 0..<120 {
                times.append(Instant(middle)!.milliseconds + Int64.random(in: -2500...2500, using: &random) * 60_000)
            }
        }
        table.apply(
            times.enumerated().map { index, time in
                .event(EventRecord(id: "\(index)", contact: "a", type: "purchase", at: Instant(milliseconds: time)))
            })
        for _ in 0..<150 {
            let ends = [times.randomElement(using: &random)!, times.randomElement(using: &random)!].sorted()
            let shift = Int64.random(in: -1...1, using: &random)
            var filter = table.events(from: Instant(milliseconds: ends[0]), zone: zone)
            filter.before = Instant(milliseconds: ends[1] + shift)
            #expect(
                try table.tallyEvents(filter).count(0) == times.count { $0 >= ends[0] && $0 < ends[1] + shift })
            let midnight = zone.instant(of: zone.local(Instant(milliseconds: ends[0])).date)
            filter.from = midnight
            filter.before = nil
            #expect(try table.tallyEvents(filter).count(0) == times.count { $0 >= midnight.milliseconds })
        }
    }
}
