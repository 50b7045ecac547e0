import AudienceSupport
import Audiences
import TestSupport
import Testing

@Suite struct PlannerTests {
    private let context = PlanningContext(clock: RuleClock(asOf: SampleContacts.asOf))

    private func failure(_ rule: Rule, _ context: PlanningContext? = nil) -> RuleError? {
        do {
            _ = try Planner(schema: SampleContacts.schema, context: context ?? self.context).plan(rule)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("persnoa = \"A1\"", "rules[0].field", 0, "did you mean \"persona\""),
        (
            "vip and since >= \"tomorrow-ish\"", "rules[1].value", 17,
            "expected a date, got \"tomorrow-ish\"; did you mean"
        ),
        ("since >= \"now - 6 months\"", "rules[0].value", 9, "now - 6 months, without quotes"),
        ("age = \"abc\"", "rules[0].value", 6, "expected a number, got \"abc\""),
        ("vip = \"maybe\"", "rules[0].value", 6, "expected true or false"),
        ("tier = \"golf\"", "rules[0].value", 7, "did you mean \"gold\""),
        ("tier in (\"gold\", \"sliver\")", "rules[0].value[1]", 8, "did you mean \"silver\""),
        ("age contains \"1\"", "rules[0].operator", 4, "needs a text"),
        ("vip < true", "rules[0].operator", 4, "takes =, !="),
        ("some(events where tipe = \"x\")", "rules[0].value.rules[0].field", 18, "did you mean \"type\""),
        ("sum(events.amonut) > 1", "rules[0].aggregate.of", 4, "did you mean \"amount\""),
        ("sum(events.brand) > 1", "rules[0].aggregate.of", 4, "needs a number"),
        ("age between 1 and 2 and age between (1)", "rules[1].value", 36, "expected two values"),
        ("city > age", "rules[0].value", 7, "cannot be compared"),
        ("events = 1", "rules[0].field", 0, "needs a \"match\""),
        ("audience = \"nobody\"", "rules[0].value", 11, "no audience"),
        ("not (a or (b and lifecycle = \"gone\"))", "rules[0].field", 5, "no field \"a\""),
        ("city = now", "rules[0].value", 7, "got a relative date"),
        ("tags = \"x\"", "rules[0].operator", 5, "set of texts"),
        ("some(city where value = \"x\")", "rules[0].field", 5, "sets of texts"),
        ("some(events where some(events))", "rules[0].value.rules[0]", 18, "no events of their own"),
    ]) func mistakesAreSaidWhereTheyAre(_ text: String, _ path: String, _ offset: Int, _ part: String) throws {
        let error = failure(try Rule(text: text))
        #expect(error?.path == path)
        #expect(error?.offset == offset)
        #expect(error?.detail.contains(part) == true, "\(error?.detail ?? "")")
    }

    @Test func aPathIsAPointerToo() {
        #expect(RuleError(path: "rules[2].value.rules[0].field", "x").pointer == "/rules/2/value/rules/0/field")
    }

    @Test func audiencesThatLeadBackToThemselvesAreRefused() throws {
        var context = context
        context.audiences = [
            "a": try Rule(text: "vip and audience = \"b\""), "b": try Rule(text: "audience in (\"c\", \"a\")"),
            "c": try Rule(text: "age > 5"),
        ]
        let error = failure(try Rule(text: "audience = \"a\""), context)
        #expect(error?.detail.contains("a → b → a") == true, "\(error?.detail ?? "")")
        #expect(failure(try Rule(text: "audience != \"c\""), context) == nil)
    }

    @Test func anAudienceIsWhatItsRuleSays() throws {
        var random = SeededGenerator(seed: 6)
        var sample = SampleContacts(500, &random)
        let table = sample.table(&random)
        var context = context
        context.audiences = ["grown": try Rule(text: "age > 5"), "vips": try Rule(text: "vip")]
        func count(_ text: String) throws -> Int {
            PreparedPlan(try Planner(table: table, context: context).plan(try Rule(text: text)), table).count()
        }
        #expect(try count("audience = \"grown\"") == count("age > 5"))
        #expect(try count("audience in (\"grown\", \"vips\")") == count("age > 5 or vip"))
        #expect(try count("audience != \"grown\" and audience = \"vips\"") == count("not (age > 5) and vip"))
    }

    struct Figures: IndicatorSource {
        let indicatorNames = ["median_income"]
        func indicator(_ name: String, place: String) -> ExactDecimal? {
            ["751010101": ExactDecimal(31_000), "69382": ExactDecimal("20500.5")!][place]
        }
    }

    @Test func figuresOfTheNeighbourhoodAreFields() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        table.apply([
            .put(ContactRecord(id: "a", place: .init(iris: "751010101"))),
            .put(ContactRecord(id: "b", place: .init(citycode: "69382"))),
            .put(ContactRecord(id: "c", place: .init(iris: "999999999"))), .put(ContactRecord(id: "d")),
        ])
        var context = context
        context.indicators = Figures()
        for (text, expected) in [
            ("median_income > 20500", 2), ("median_income = 20500.5", 1), ("median_income is null", 2),
            ("median_income != 31000", 1), ("median_income between 40000 and 30000", 1),
        ] {
            let plan = try Planner(table: table, context: context).plan(try Rule(text: text))
            let prepared = PreparedPlan(plan, table)
            #expect(prepared.count() == expected, "\(text)")
            #expect(table.rows(limit: 9).count { prepared.contains($0) } == expected, "\(text)")
        }
    }
}
