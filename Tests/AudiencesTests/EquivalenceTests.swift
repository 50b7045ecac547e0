import AudienceSupport
import Audiences
import Foundation
import TestSupport
import Testing

/// One semantics: columns, one contact at a time, and the plain model say the same of made-up rules and contacts.
@Suite struct EquivalenceTests {
    /// Pairs of a rule and a contact. QUARTIER_TEST_CASES asks for more.
    static let cases = ProcessInfo.processInfo.environment["QUARTIER_TEST_CASES"].flatMap { Int($0) } ?? 6000

    @Test(arguments: 0..<4) func columnsOneContactAndTheModelAgree(_ part: Int) throws {
        var random = SeededGenerator(seed: UInt64(part + 1))
        let contactCount = 40
        var done = 0
        while done < Self.cases / 4 {
            var sample = SampleContacts(contactCount, &random)
            let table = sample.table(&random)
            let clock = RuleClock(asOf: SampleContacts.asOf)
            let model = ModelEvaluator(sample, clock)
            for _ in 0..<12 {
                let rule = SampleRules.rule(&random)
                let plan = try Planner(table: table, context: PlanningContext(clock: clock)).plan(rule)
                let prepared = PreparedPlan(plan, table)
                let selection = prepared.select(threads: 2)
                #expect(prepared.count(threads: 1) == selection.count)
                for contact in sample.contacts {
                    let row = try #require(table.row(contact.id))
                    let expected = model.isIn(rule, contact)
                    #expect(selection.contains(row) == expected, "columns, \(contact.id): \(rule.text)")
                    #expect(prepared.contains(row) == expected, "one contact, \(contact.id): \(rule.text)")
                }
                done += contactCount
            }
        }
    }

    /// More contacts than a segment holds, with dense and sparse parts, so that whole words, blocks and chunks are met.
    @Test func manyContactsAgreeWithOneAtATime() throws {
        var random = SeededGenerator(seed: 99)
        var sample = SampleContacts(20_000, eventsPerContact: 3, &random)
        let table = sample.table(&random)
        for _ in 0..<25 {
            let rule = SampleRules.rule(&random)
            let context = PlanningContext(clock: RuleClock(asOf: SampleContacts.asOf))
            let prepared = PreparedPlan(try Planner(table: table, context: context).plan(rule), table)
            let selection = prepared.select(threads: 3)
            var wrong = 0
            for row in table.rows(limit: .max) where selection.contains(row) != prepared.contains(row) { wrong += 1 }
            #expect(wrong == 0, "\(rule.text)")
        }
    }

    @Test func theTextFormAndTheJSONFormLoseNothing() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<3000 {
            let rule = SampleRules.rule(&random)
            let text = rule.text
            #expect(try Rule(text: text) == rule, "\(text)")
            let json = rule.json
            #expect(try Rule(json: Array(json.utf8).span) == rule, "\(json)")
        }
    }
}
