import AudienceSupport
import Audiences
import Testing

/// The operators, match modes and relative dates that react-querybuilder documents, as its screens send them.
@Suite struct QueryBuilderTests {
    private static let clock = RuleClock(asOf: Instant("2026-06-30T12:00:00Z")!)

    /// a: 10, Lyon, two purchases and a visit; b: 20, Lille, a visit; c: nothing known, no events.
    private static func table() -> ContactTable {
        let table = ContactTable(schema: SampleContacts.schema)
        var (a, b) = (ContactRecord(id: "a"), ContactRecord(id: "b"))
        a.attributes = [
            "age": .number(ExactDecimal(10)), "city": .text("Lyon"), "visits": .number(ExactDecimal(10)),
            "tags": .texts(["news", "promo"]), "since": .date(CivilDate("2026-06-01")!),
        ]
        b.attributes = [
            "age": .number(ExactDecimal(20)), "city": .text("Lille"), "visits": .number(ExactDecimal(3)),
            "tags": .texts(["old"]), "since": .date(CivilDate("2025-06-01")!),
        ]
        table.apply([.put(a), .put(b), .put(ContactRecord(id: "c"))])
        for (id, contact, type, at) in [
            ("1", "a", "purchase", "2026-06-01T10:00:00Z"), ("2", "a", "purchase", "2026-01-01T10:00:00Z"),
            ("3", "a", "visit", "2026-06-29T10:00:00Z"), ("4", "b", "visit", "2025-01-01T10:00:00Z"),
        ] {
            table.apply([.event(EventRecord(id: id, contact: contact, type: type, at: Instant(at)!))])
        }
        return table
    }

    private func who(_ rule: String, combinator: String = "and") throws -> String {
        let table = Self.table()
        let json = #"{"id":"root","combinator":"\#(combinator)","not":false,"rules":[\#(rule)]}"#
        let read = try Rule(json: Array(json.utf8).span)
        let plan = try Planner(table: table, context: PlanningContext(clock: Self.clock)).plan(read)
        return PreparedPlan(plan, table).select().rows().compactMap { table.id($0) }.joined()
    }

    @Test(arguments: [
        (#""field":"age","operator":"=","value":"10""#, "a"), (#""field":"age","operator":"!=","value":10"#, "b"),
        (#""field":"age","operator":"<","value":20"#, "a"), (#""field":"age","operator":"<=","value":20"#, "ab"),
        (#""field":"age","operator":">","value":10"#, "b"), (#""field":"age","operator":">=","value":10"#, "ab"),
        (#""field":"city","operator":"contains","value":"l""#, "ab"),
        (#""field":"city","operator":"doesNotContain","value":"yo""#, "b"),
        (#""field":"city","operator":"beginsWith","value":"LY""#, "a"),
        (#""field":"city","operator":"doesNotBeginWith","value":"ly""#, "b"),
        (#""field":"city","operator":"endsWith","value":"le""#, "b"),
        (#""field":"city","operator":"doesNotEndWith","value":"le""#, "a"),
        (#""field":"age","operator":"null","value":"""#, "c"),
        (#""field":"age","operator":"notNull","value":null"#, "ab"),
        (#""field":"age","operator":"in","value":"10, 30""#, "a"),
        (#""field":"age","operator":"in","value":[20,30]"#, "b"),
        (#""field":"age","operator":"notIn","value":["10"]"#, "b"),
        (#""field":"age","operator":"between","value":"5,15""#, "a"),
        (#""field":"age","operator":"between","value":[25,15]"#, "b"),
        (#""field":"age","operator":"notBetween","value":[15,25]"#, "a"),
        (#""field":"age","operator":"=","value":"visits","valueSource":"field""#, "a"),
        (#""field":"age","operator":">","value":"visits","valueSource":"field""#, "b"),
        (#""field":"tags","operator":"contains","value":"promo""#, "a"),
    ])
    func anOperatorMeansWhatItDoesThere(rule: String, expected: String) throws {
        #expect(try who("{\"id\":\"r\",\(rule)}") == expected)
    }

    @Test(arguments: [
        (#""mode":"all""#, "c"), (#""mode":"some""#, "a"), (#""mode":"none""#, "bc"),
        (#""mode":"atLeast","threshold":2"#, "a"), (#""mode":"atLeast","threshold":3"#, ""),
        (#""mode":"atMost","threshold":1"#, "bc"), (#""mode":"exactly","threshold":2"#, "a"),
        (#""mode":"exactly","threshold":0"#, "bc"), (#""mode":"atLeast","threshold":0.5"#, "ac"),
        (#""mode":"atMost","threshold":0.5"#, "bc"),
    ])
    func aMatchModeMeansWhatItDoesThere(match: String, expected: String) throws {
        let rule =
            #"{"field":"events","operator":"=","match":{\#(match)},"value":{"combinator":"and","rules":[{"field":"type","operator":"=","value":"purchase"}]}}"#
        #expect(try who(rule) == expected)
    }

    @Test(arguments: [
        (#"{"mode":"relative","anchor":"now","offset":-1,"unit":"month"}"#, "a"),
        (#"{"mode":"relative","anchor":"startOfYear","offset":-1,"unit":"year"}"#, "ab"),
        (#"{"mode":"relative","anchor":"startOfDay"}"#, ""),
        (#"{"mode":"relative","anchor":"startOfMonth","offset":0,"unit":"day"}"#, "a"),
        (#"{"mode":"relative","anchor":"endOfDay","offset":-6,"unit":"week"}"#, "a"), (#""2026-06-01""#, "a"),
    ])
    func aRelativeDateMeansWhatItDoesThere(value: String, expected: String) throws {
        #expect(try who(#"{"field":"since","operator":">=","value":\#(value)}"#) == expected)
    }

    @Test func groupsCombineAndNegate() throws {
        let (young, old) = (
            #"{"field":"age","operator":"<","value":15}"#, #"{"field":"age","operator":">","value":15}"#
        )
        #expect(try who("\(young),\(old)") == "")
        #expect(try who("\(young),\(old)", combinator: "or") == "ab")
        #expect(try who("\(young),\(old)", combinator: "xor") == "ab")
        #expect(try who(#"{"combinator":"or","not":true,"rules":[\#(young)]}"#) == "bc")
        // Independent combinators stand between the rules.
        #expect(try who(#"{"rules":[\#(young),"or",\#(old)]}"#) == "ab")
        #expect(try who("") == "abc")
    }
}
