import AudienceSupport
import Audiences
import TestSupport
import Testing

@Suite struct ContactTableTests {
    private func count(_ table: ContactTable, _ text: String) throws -> Int {
        let context = PlanningContext(clock: RuleClock(asOf: SampleContacts.asOf))
        return PreparedPlan(try Planner(table: table, context: context).plan(try Rule(text: text)), table).count()
    }

    @Test func anEventCountsAsSoonAsItIsApplied() throws {
        var random = SeededGenerator(seed: 1)
        var sample = SampleContacts(2000, &random)
        let table = sample.table(&random)
        let rule = "count(events where type = \"fresh\") >= 1"
        #expect(try count(table, rule) == 0)
        for index in 0..<300 {
            table.apply([
                .event(EventRecord(id: "n\(index)", contact: "c\(index * 5)", type: "fresh", at: SampleContacts.asOf))
            ])
            #expect(try count(table, rule) == index + 1)
        }
    }

    @Test func aForgottenContactIsGoneAndItsRowIsUsedAgain() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        var record = ContactRecord(id: "one")
        record.attributes["city"] = .text("Paris")
        table.apply([
            .put(record), .event(EventRecord(id: "e", contact: "one", type: "visit", at: SampleContacts.asOf)),
        ])
        #expect(try count(table, "city = \"paris\" and some(events)") == 1)
        let row = table.row("one")
        table.apply([.forget(id: "one"), .forget(id: "one"), .put(ContactRecord(id: "two"))])
        #expect(!table.contains("one"))
        #expect(table.row("two") == row)
        #expect(try count(table, "city is null and none(events)") == 1)
        #expect(table.contactCount == 1 && table.eventCount == 0)
    }

    @Test func eventsOfAnUnknownContactAreLeftOut() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        table.apply([.event(EventRecord(id: "e", contact: "nobody", type: "visit", at: SampleContacts.asOf))])
        #expect(table.eventCount == 0)
    }

    @Test func aContactPutAgainKeepsItsEventsAndForgetsWhatIsNotSaid() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        var record = ContactRecord(id: "one")
        record.attributes["city"] = .text("Paris")
        table.apply([
            .put(record), .event(EventRecord(id: "e", contact: "one", type: "visit", at: SampleContacts.asOf)),
        ])
        table.apply([.put(ContactRecord(id: "one"))])
        #expect(try count(table, "city is null and some(events)") == 1)
        table.apply([.forgetEvents(id: "one")])
        #expect(try count(table, "none(events)") == 1)
    }

    /// Mixed changes, one after the other, always agree with a table built anew.
    @Test func changesLeadToWhatLoadingWouldGive() throws {
        var random = SeededGenerator(seed: 8)
        var sample = SampleContacts(300, &random)
        let table = sample.table(&random)
        for round in 0..<40 {
            for _ in 0..<15 { change(&sample, table, round, &random) }
            let rule = SampleRules.rule(&random)
            let clock = RuleClock(asOf: SampleContacts.asOf)
            let model = ModelEvaluator(sample, clock)
            let prepared = PreparedPlan(
                try Planner(table: table, context: PlanningContext(clock: clock)).plan(rule), table)
            let selection = prepared.select()
            #expect(table.contactCount == sample.contacts.count && table.eventCount == sample.events.count)
            for contact in sample.contacts {
                let row = try #require(table.row(contact.id))
                #expect(selection.contains(row) == model.isIn(rule, contact), "\(contact.id): \(rule.text)")
            }
            #expect(selection.count == sample.contacts.count { model.isIn(rule, $0) })
        }
    }

    private func change(
        _ sample: inout SampleContacts, _ table: ContactTable, _ round: Int, _ random: inout SeededGenerator
    ) {
        let index = Int.random(in: 0..<sample.contacts.count, using: &random)
        let id = sample.contacts[index].id
        switch Int.random(in: 0..<10, using: &random) {
        case 0:
            table.apply([.forget(id: id)])
            sample.contacts.remove(at: index)
            sample.events.removeAll { $0.contact == id }
        case 1:
            let record = SampleContacts.contact("r\(round)-\(random.next() % 100_000)", &random)
            if table.contains(record.id) { return }
            table.apply([.put(record)])
            sample.contacts.append(record)
        case 2:
            let record = SampleContacts.contact(id, &random)
            table.apply([.put(record)])
            sample.contacts[index] = record
        case 3:
            table.apply([.forgetEvents(id: id)])
            sample.events.removeAll { $0.contact == id }
        default:
            let event = SampleContacts.event("n\(sample.events.count)", id, &random)
            table.apply([.event(event)])
            sample.events.append(event)
        }
    }

    @Test func theLoaderGivesTheSameTableAsChanges() throws {
        var random = SeededGenerator(seed: 3)
        let table = ContactTable(schema: SampleContacts.schema)
        var loader = ContactTableLoader(schema: SampleContacts.schema, expectedContacts: 100)
        let age = loader.contactColumn("age")!
        let city = loader.contactColumn("city")!
        let type = loader.eventColumn("type")!
        let amount = loader.eventColumn("amount")!
        for index in 0..<5000 {
            let id = "c\(index)"
            let row = loader.appendContact(id: Array(id.utf8).span)
            var record = ContactRecord(id: id)
            let years = Int64(index % 90)
            loader.set(units: years, age)
            record.attributes["age"] = .number(ExactDecimal(years))
            let name = random.pick(SampleContacts.cities)
            loader.set(Array(name.utf8).span, city)
            record.attributes["city"] = .text(name)
            table.apply([.put(record)])
            for number in 0..<(index % 7) {
                let at = Instant(milliseconds: SampleContacts.asOf.milliseconds - Int64(random.next() % 1_000_000_000))
                let units = Int64(random.next() % 100_000)
                loader.appendEvent(row, at: at)
                loader.set(Array("purchase".utf8).span, type)
                loader.set(units: units, amount)
                table.apply([
                    .event(
                        EventRecord(
                            id: "\(index)-\(number)", contact: id, type: "purchase", at: at,
                            amount: ExactDecimal(units: units, scale: 2)))
                ])
            }
        }
        let loaded = loader.finish()
        for rule in [
            "age between 20 and 30 and city contains \"orl\"", "sum(events.amount) > 1500", "last(events.amount) < 300",
            "count(events where at >= now - 5 days) >= 3", "avg(events.amount) between 400 and 500",
        ] {
            let expected = try count(table, rule)
            #expect(expected > 0)
            #expect(try count(loaded, rule) == expected, "\(rule)")
        }
    }

    @Test(arguments: [1, 1023, 1024, 1025, 40_000]) func eventsThatComeContactAfterContactAreLoadedAlike(contacts: Int)
        throws
    {
        var random = SeededGenerator(seed: 5)
        var one = ContactTableLoader(schema: SampleContacts.schema, expectedContacts: contacts)
        var other = ContactTableLoader(schema: SampleContacts.schema, expectedContacts: contacts)
        var runs = EventRunLoader(other.table)
        let type = one.eventColumn("type")!
        let amount = one.eventColumn("amount")!
        // Events before contacts: their rows are the order that contacts come in.
        var rows: [ContactRow] = []
        for index in 0..<contacts {
            rows.append(one.appendContact(id: Array("c\(index)".utf8).span))
            guard index % 3 != 1 else { continue }
            for _ in 0..<Int(random.next() % 40) {
                let at = Instant(milliseconds: SampleContacts.asOf.milliseconds - Int64(random.next() % 1_000_000_000))
                one.appendEvent(rows[index], at: at)
                runs.append(rows[index], at: at)
                let text = Array(random.pick(["purchase", "visit"]).utf8)
                one.set(text.span, type)
                runs.set(runs.code(of: text.span, column: type.index), column: type.index)
                guard random.next() % 2 == 0 else { continue }
                let units = Int64(random.next() % 100_000)
                one.set(units: units, amount)
                runs.set(units, column: amount.index)
            }
        }
        runs.finish()
        for index in 0..<contacts { #expect(other.appendContact(id: Array("c\(index)".utf8).span) == rows[index]) }
        let (expected, loaded) = (one.finish(), other.finish())
        #expect(loaded.eventCount == expected.eventCount && loaded.contactCount == contacts)
        for rule in [
            "sum(events.amount) > 1500", "last(events.amount) < 300", "count(events where type = \"visit\") >= 3",
            "none(events)", "first(events.type) = \"visit\"",
        ] {
            #expect(try count(loaded, rule) == count(expected, rule), "\(rule)")
        }
    }

    /// Evaluation goes on while the writer writes; what was acknowledged before counts.
    @Test func readersAndTheWriterDoNotDisturbEachOther() async throws {
        let table = ContactTable(schema: SampleContacts.schema)
        for index in 0..<3000 { table.apply([.put(ContactRecord(id: "c\(index)"))]) }
        let context = PlanningContext(clock: RuleClock(asOf: SampleContacts.asOf))
        let rule = try Rule(text: "some(events where brand = \"b\" and category contains \"at1\")")
        let prepared = PreparedPlan(try Planner(table: table, context: context).plan(rule), table)
        let writer = Task.detached {
            for index in 0..<3000 {
                var event = EventRecord(
                    id: "e\(index)", contact: "c\(index)", type: "visit", category: "cat1\(index)",
                    at: SampleContacts.asOf)
                event.properties["brand"] = .text("b")
                table.apply([.event(event)])
            }
        }
        var last = 0
        while last < 3000 {
            let before = table.eventCount
            let count = prepared.count(threads: 2)
            #expect(count >= before && count >= last)
            last = count
            await Task.yield()
        }
        await writer.value
    }
}
