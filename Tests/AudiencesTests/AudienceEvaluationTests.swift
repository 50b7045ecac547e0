import AudienceSupport
import Audiences
import TestSupport
import Testing

@Suite struct AudienceEvaluationTests {
    private let clock = RuleClock(asOf: SampleContacts.asOf)

    private func prepared(_ text: String, _ table: ContactTable, _ context: PlanningContext? = nil) throws
        -> PreparedPlan
    {
        let context = context ?? PlanningContext(clock: clock)
        return PreparedPlan(try Planner(table: table, context: context).plan(try Rule(text: text)), table)
    }

    @Test(arguments: ["and", "or", "xor"], ["", "not "]) func everyClauseIsCountedAloneWithTheOthersAndWithoutThem(
        _ combinator: String, _ negation: String
    ) throws {
        var random = SeededGenerator(seed: 12)
        var sample = SampleContacts(700, &random)
        let table = sample.table(&random)
        let clauses = ["vip = true", "age > 3", "some(events where type = \"visit\")"]
        func count(_ clauses: [String]) throws -> Int {
            let rule =
                clauses.count == 1
                ? "\(combinator)(\(clauses[0]))" : "(\(clauses.joined(separator: " \(combinator) ")))"
            return try prepared(negation + rule, table).count()
        }
        let rule = negation + "(" + clauses.joined(separator: " \(combinator) ") + ")"
        let result = try prepared(rule, table).evaluate()
        #expect(result.total == 700)
        #expect(try result.count == count(clauses))
        for index in clauses.indices {
            #expect(try result.clauses[index].funnel == count(Array(clauses[...index])))
            #expect(try result.clauses[index].alone == prepared(clauses[index], table).count())
            var others = clauses
            others.remove(at: index)
            #expect(try result.clauses[index].without == count(others))
            #expect(result.clauses[index].text == clauses[index])
        }
        for reach in result.reach {
            let both = try prepared("\(rule) and consent.\(reach.channel)", table).count()
            #expect(reach.reachable == both && reach.excluded == result.count - both)
        }
    }

    @Test func whatIsOddIsSaid() throws {
        var random = SeededGenerator(seed: 13)
        var sample = SampleContacts(400, &random)
        let table = sample.table(&random)
        let small = try prepared("age = 5 and tier = \"gold\" and vip and age > 4", table).evaluate()
        #expect(small.warnings.contains(.tooSmall(count: small.count, floor: 50)))
        #expect(small.warnings.contains(.clauseChangesNothing(path: "rules[3]")))
        #expect(!small.warnings.contains(.clauseChangesNothing(path: "rules[0]")))
        let everybody = try prepared("age >= 0 or age < 0 or age is null", table).evaluate()
        #expect(everybody.warnings.contains(.nearlyEverybody(share: 1)))
        let nobody = try prepared("age > 100", table).evaluate()
        #expect(nobody.warnings.contains(.nobody))
        let same = try prepared("vip", table).select()
        let equal = try prepared("vip = \"true\"", table).evaluate(others: [
            ("vips", same), ("none", try prepared("age > 100", table).select()),
        ])
        #expect(equal.warnings.contains(.equalTo(audience: "vips")))
        #expect(equal.overlaps[0].common == equal.count && equal.overlaps[1].common == 0)
        let unknown = try prepared("updated_at is null", table).evaluate()
        #expect(unknown.warnings.contains(.mostlyUnknown(field: "updated_at", knownShare: 0)))
        #expect(unknown.sample.count == 10)
    }

    @Test func demandedConsentsAreFound() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        for (text, expected) in [
            ("vip and consent.email", Set(["email"])), ("vip or consent.email", []), ("not (consent.sms)", []),
            ("(consent.sms = true and age > 3) and consent.email != false", ["sms", "email"]),
            ("consent.email = false", []),
        ] {
            #expect(try prepared(text, table).plan.demandedConsents == expected, "\(text)")
        }
    }

    @Test func aContactIsExplainedPartByPart() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        var record = ContactRecord(id: "one")
        record.attributes["age"] = .number(ExactDecimal(42))
        record.attributes["city"] = .text("Orléans")
        table.apply([.put(record)])
        for day in 1...3 {
            let at = Instant("2025-10-0\(day)T10:00:00Z")!
            table.apply([
                .event(
                    EventRecord(
                        id: "\(day)", contact: "one", type: day == 2 ? "visit" : "purchase", at: at,
                        amount: ExactDecimal("12.5")))
            ])
        }
        let row = try #require(table.row("one"))
        let rule = try Rule(
            text:
                "age > 40 and (city = \"paris\" or some(events where type = \"purchase\")) and sum(events.amount where type = \"purchase\") > 30"
        )
        let explanation = try Explainer(table, PlanningContext(clock: clock), row).explain(rule)
        #expect(!explanation.holds)
        #expect(explanation.parts.map(\.holds) == [true, true, false])
        #expect(explanation.parts[0].seen == [.init(field: "age", value: "42")])
        #expect(explanation.parts[1].parts[0].seen == [.init(field: "city", value: "Orléans")])
        #expect(explanation.parts[1].parts[1].seen == [.init(field: "events", value: "2 of 3")])
        #expect(explanation.parts[2].seen == [.init(field: "sum(events.amount)", value: "25")])
        #expect(explanation.parts[1].parts[1].path == "rules[1].rules[1]")
    }

    @Test func computedIndicatorsLiveAndFrozen() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        for id in ["often", "once", "never"] { table.apply([.put(ContactRecord(id: id))]) }
        let days = ["2025-09-01", "2025-09-11", "2025-09-21", "2025-10-11"]
        for (index, day) in days.enumerated() {
            table.apply([
                .event(
                    EventRecord(
                        id: day, contact: "often", type: "purchase", channel: index == 1 ? "store" : "web",
                        at: Instant(day + "T08:00:00Z")!, amount: ExactDecimal(10)))
            ])
        }
        table.apply([
            .event(
                EventRecord(
                    id: "x", contact: "once", type: "purchase", at: SampleContacts.asOf, amount: ExactDecimal("99.99")))
        ])
        let bought = try Rule(text: "type = \"purchase\"").root
        var context = PlanningContext(clock: clock)
        for indicator in [
            ComputedIndicator("recency", .recency(where: bought)),
            ComputedIndicator("frequency", .frequency(where: bought)),
            ComputedIndicator("value", .monetary(where: bought)),
            ComputedIndicator("interval", .medianInterval(where: bought)),
            ComputedIndicator("due", .nextDue(where: bought)),
            ComputedIndicator("favourite", .favourite(of: "channel", where: bought)),
            ComputedIndicator("mean", .aggregate(.avg, of: "amount", where: nil)),
            ComputedIndicator("score", .score(.recency, where: bought, bounds: [ExactDecimal(5), ExactDecimal(30)])),
            ComputedIndicator(
                "activity",
                .status(
                    [
                        .init("active", try Rule(text: "recency <= 10").root),
                        .init("dormant", try Rule(text: "recency > 10").root),
                    ], otherwise: "new")),
        ] { context.computed[indicator.name] = indicator }
        func names(_ text: String) throws -> [String] {
            let prepared = try prepared(text, table, context)
            let rows = Array(prepared.select().rows())
            for row in table.rows(limit: 9) { #expect(prepared.contains(row) == rows.contains(row)) }
            return rows.compactMap { table.id($0) }
        }
        #expect(try names("recency = 14") == ["often"])
        #expect(try names("recency = 0") == ["once"])
        #expect(try names("recency is null and frequency = 0 and value is null") == ["never"])
        #expect(try names("value > 99.98") == ["once"])
        #expect(try names("interval = 10") == ["often"])
        #expect(try names("due = \"2025-10-21\"") == ["often"])
        #expect(try names("favourite = \"WEB\"") == ["often"])
        #expect(try names("mean = 10") == ["often"])
        #expect(try names("score = 3") == ["once"])
        #expect(try names("score = 2") == ["often"])
        #expect(try names("activity = \"dormant\"") == ["often"])
        #expect(try names("activity = \"new\"") == ["never"])
        context.frozen["activity"] = try table.freeze(context.computed["activity"]!, context)
        table.apply([.event(EventRecord(id: "y", contact: "often", type: "purchase", at: SampleContacts.asOf))])
        #expect(try names("activity = \"dormant\"") == ["often"])
        #expect(try names("recency = 0") == ["often", "once"])
        context.frozen = [:]
        #expect(try names("activity in (\"dormant\", \"active\")") == ["often", "once"])
        #expect(try table.scoreBounds(.frequency, where: bought, groups: 2, context) == [ExactDecimal(5)])
    }

    @Test(arguments: [
        (ComputedIndicator.Refresh.daily(minuteOfDay: 180), "2025-10-26T03:30:00Z", "2025-10-26T02:00:00Z"),
        (.daily(minuteOfDay: 180), "2025-10-26T01:30:00Z", "2025-10-25T01:00:00Z"),
        (.every(minutes: 60), "2025-10-26T01:30:00Z", "2025-10-26T01:00:00Z"),
    ]) func frozenIndicatorsAreDueByTheClockOnTheWall(
        _ refresh: ComputedIndicator.Refresh, _ now: String, _ due: String
    ) {
        #expect(refresh.lastDue(RuleClock(asOf: Instant(now)!))?.description == due)
    }
}
