import AudienceSupport
import Audiences
import Testing

@Suite struct SavedAudienceTests {
    private func catalogue(_ rules: [String: String], _ computed: [ComputedIndicator] = []) throws -> AudienceCatalogue
    {
        AudienceCatalogue(
            rules: try rules.mapValues { try Rule(text: $0) },
            computed: Dictionary(uniqueKeysWithValues: computed.map { ($0.name, $0) }))
    }

    @Test func whatLeansOnAnAudienceIsFound() throws {
        let status = ComputedIndicator(
            "activity", .status([.init("x", try Rule(text: "audience = \"a\" and vip").root)], otherwise: nil))
        let catalogue = try catalogue(
            [
                "a": "vip", "b": "age > 3 and (vip or audience != \"a\")", "c": "audience in (\"b\", \"d\")",
                "d": "activity = \"x\"", "e": "some(events where type = \"audience\")",
            ], [status])
        #expect(
            catalogue.references(in: try Rule(text: "audience = \"z\" or audience notIn (\"y\", \"z\")")) == ["y", "z"])
        #expect(catalogue.dependents(of: "a") == ["b", "d"])
        #expect(catalogue.allDependents(of: "a") == ["b", "c", "d"])
        #expect(catalogue.computedDependents(of: "a") == ["activity"])
        #expect(catalogue.dependents(of: "e").isEmpty)
        #expect(catalogue.computedNames(in: try Rule(text: "audience = \"c\"")) == ["activity"])
    }

    @Test func aRuleIsTimelessUnlessItOrWhatItNamesAsksForTheTime() throws {
        let recency = ComputedIndicator("recency", .recency(where: nil))
        let catalogue = try catalogue(
            ["still": "vip", "moving": "since > now - 6 months", "nested": "audience = \"moving\""], [recency])
        for (text, isTimeless) in [
            ("vip and age between 3 and 5", true), ("audience = \"still\"", true), ("audience = \"nested\"", false),
            ("some(events where at >= startOfWeek)", false), ("recency < 3", false), ("since > \"2026-01-01\"", true),
            ("since between \"2026-01-01\" and now", false), ("max(events.at) < now - 1 day", false),
        ] {
            #expect(catalogue.isTimeless(try Rule(text: text)) == isTimeless, "\(text)")
        }
    }

    @Test func theFingerprintChangesWithTheMeaningOnly() throws {
        let rule = try Rule(text: "audience = \"base\" and score > 2")
        func score(_ measure: ComputedIndicator.Measure, _ bound: Int64) -> ComputedIndicator {
            ComputedIndicator("score", .score(measure, where: nil, bounds: [ExactDecimal(bound)]))
        }
        let first = try catalogue(["base": "vip", "other": "age > 3"], [score(.recency, 5)]).fingerprint(of: rule)
        #expect(
            try catalogue(["base": "vip  ", "other": "age > 4"], [score(.recency, 7)]).fingerprint(of: rule) == first)
        #expect(
            try catalogue(["base": "not (vip)", "other": "age > 3"], [score(.recency, 5)]).fingerprint(of: rule)
                != first)
        #expect(
            try catalogue(["base": "vip", "other": "age > 3"], [score(.monetary, 5)]).fingerprint(of: rule) != first)
        #expect(
            try catalogue(["base": "vip"], [score(.recency, 5)]).fingerprint(of: try Rule(text: "audience = \"base\""))
                != first)
    }

    @Test func whatLeadsBackToItselfIsRefusedByName() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        var context = PlanningContext(clock: RuleClock(asOf: SampleContacts.asOf))
        context.audiences = ["a": try Rule(text: "audience = \"b\""), "b": try Rule(text: "vip and audience = \"a\"")]
        let planner = Planner(table: table, context: context)
        do {
            _ = try planner.plan(context.audiences["a"]!, named: "a")
            Issue.record("a circle was planned")
        } catch {
            #expect(error.detail.contains("a → b → a"))
        }
    }

    @Test func consentsThatAreDemandedAreFoundThroughAudiences() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        var context = PlanningContext(clock: RuleClock(asOf: SampleContacts.asOf))
        context.audiences = [
            "mail": try Rule(text: "vip and consent.email"), "both": try Rule(text: "consent.email and consent.sms"),
            "none": try Rule(text: "vip"),
        ]
        for (text, expected) in [
            ("audience = \"mail\" and age > 3", Set(["email"])), ("audience in (\"mail\", \"both\")", ["email"]),
            ("audience in (\"mail\", \"none\")", []), ("audience != \"mail\"", []),
            ("(vip and consent.sms) or consent.sms", ["sms"]), ("(vip and consent.sms) or consent.email", []),
            ("consent.sms xor consent.sms", []), ("not (audience = \"mail\")", []),
        ] {
            let plan = try Planner(table: table, context: context).plan(try Rule(text: text))
            #expect(plan.demandedConsents == expected, "\(text)")
        }
    }

    @Test func anAudienceIsApprovedByWhoSawIt() {
        let expected = ExpectedSize(least: 10, most: 200)
        #expect(ApprovalRefusal.judge(seen: 100, now: 101, expected, tolerance: 0.01) == nil)
        #expect(
            ApprovalRefusal.judge(seen: 100, now: 102, expected, tolerance: 0.01) == .countMoved(seen: 100, now: 102))
        #expect(ApprovalRefusal.judge(seen: 99, now: 98, expected, tolerance: 0.01) == .countMoved(seen: 99, now: 98))
        #expect(
            ApprovalRefusal.judge(seen: 300, now: 300, expected, tolerance: 0)
                == .outsideExpectedSize(count: 300, expected))
    }

    @Test func nobodyIsWrittenToAgainstAnyOfTheReasons() {
        func judge(
            _ count: Int, _ expected: ExpectedSize = ExpectedSize(), approved: Int? = 100, fingerprint: UInt64 = 7
        )
            -> [String]
        {
            ActingRefusal.judge(
                approved.map { AudienceApproval(count: $0, fingerprint: 7) }, fingerprint: fingerprint, count: count,
                expected, channel: "email", demandedConsents: ["email"]
            ).map(\.code)
        }
        #expect(judge(100).isEmpty && judge(50).isEmpty && judge(200).isEmpty)
        #expect(judge(201) == ["outside_expected_size"] && judge(49) == ["outside_expected_size"])
        #expect(
            judge(900, ExpectedSize(most: 1000)).isEmpty
                && judge(20, ExpectedSize(most: 1000)) == ["outside_expected_size"])
        #expect(judge(20, ExpectedSize(least: 5)).isEmpty)
        #expect(judge(100, approved: nil) == ["not_approved"])
        #expect(judge(100, fingerprint: 8) == ["changed_since_approval"])
        #expect(judge(0, ExpectedSize(least: 0)) == ["nobody"])
        let noConsent = ActingRefusal.judge(
            AudienceApproval(count: 9, fingerprint: 7), fingerprint: 7, count: 9, ExpectedSize(), channel: "sms",
            demandedConsents: ["email"])
        #expect(noConsent == [.consentNotDemanded(channel: "sms")])
    }

    @Test(arguments: [
        ("vips", true), ("VIP Lyon été", true), ("", false), (" a", false), ("a/b", false), ("evaluate", false),
        ("a\nb", false), (String(repeating: "x", count: 101), false),
    ])
    func namesAreWhatPeopleCallThings(name: String, isName: Bool) {
        #expect((AudienceName.refusal(of: name) == nil) == isName)
    }

    /// Back by the calendar: over the night in which clocks go back too.
    @Test func aFrequencyCapLooksBackByTheCalendar() throws {
        let clock = RuleClock(asOf: try #require(Instant("2025-10-27T09:00:00Z")))
        let cap = FrequencyCap(atMost: 2, days: 2)
        #expect(cap.since(clock).description == "2025-10-25T08:00:00Z")
        #expect(cap.admits(earlierLists: 1) && !cap.admits(earlierLists: 2))
    }

    /// The row of a contact that was forgotten goes to another, who must not inherit what was computed of the first.
    @Test func keptValuesGoWithTheirContact() throws {
        let table = ContactTable(schema: SampleContacts.schema)
        table.apply([.put(ContactRecord(id: "old")), .put(ContactRecord(id: "other"))])
        for id in ["old", "other"] {
            table.apply([.event(EventRecord(id: id, contact: id, type: "purchase", at: SampleContacts.asOf))])
        }
        var context = PlanningContext(clock: RuleClock(asOf: SampleContacts.asOf))
        let indicator = ComputedIndicator("purchases", .frequency(where: nil))
        context.computed["purchases"] = indicator
        context.frozen["purchases"] = try table.freeze(indicator, context)
        let row = try #require(table.row("old"))
        table.apply([.forget(id: "old"), .put(ContactRecord(id: "new"))])
        #expect(table.row("new") == row)
        let plan = try Planner(table: table, context: context).plan(try Rule(text: "purchases = 1"))
        #expect(PreparedPlan(plan, table).select().rows().compactMap { table.id($0) } == ["other"])
    }
}
