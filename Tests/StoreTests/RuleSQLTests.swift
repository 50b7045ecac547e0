import AudienceSupport
import Audiences
import Foundation
import Store
import TestSupport
import Testing

/// One semantics: the columns give the answers that SQLite gives to the same rule in SQL.
@Suite struct RuleSQLTests {
    /// Pairs of a rule and a contact. QUARTIER_TEST_CASES asks for more.
    static let cases = ProcessInfo.processInfo.environment["QUARTIER_TEST_CASES"].flatMap { Int($0) } ?? 6000

    @Test(arguments: 0..<2) func sqliteAgreesWithTheColumns(_ part: Int) throws {
        var random = SeededGenerator(seed: UInt64(100 + part))
        let contactCount = 60
        var done = 0
        while done < Self.cases / 2 {
            var sample = SampleContacts(contactCount, &random)
            let table = sample.table(&random)
            let clock = RuleClock(asOf: SampleContacts.asOf)
            let sql = RuleSQL(clock)
            let connection = try SQLiteConnection(path: ":memory:", mode: .create)
            try connection.execute("begin")
            for statement in sql.statements(sample) { try connection.execute(statement) }
            try connection.execute("commit")
            for _ in 0..<25 {
                let rule = SampleRules.rule(&random)
                let plan = try Planner(table: table, context: PlanningContext(clock: clock)).plan(rule)
                let selection = PreparedPlan(plan, table).select()
                var expected: Set<String> = []
                var statement = try connection.prepare(sql.query(rule))
                while try statement.step() { expected.insert(statement.string(0) ?? "") }
                let found = Set(selection.rows().compactMap { table.id($0) })
                #expect(found == expected, "\(rule.text)")
                done += contactCount
            }
        }
    }
}
