import Enrichment
import JSON

/// What an evaluation found of one table.
public struct EvaluationReport: Sendable {
    /// The columns of the list of misses.
    public static let missColumns = "set,line,missed,level,score,asked,expected,got,contradicted\n"

    let name: String
    let layout: EvaluationLayout.Summary
    let tally: EvaluationTally

    /// All rows of several tables, for what is said of them together.
    static func all(_ reports: [EvaluationReport]) -> EvaluationTally {
        reports.reduce(into: EvaluationTally()) { $0.add($1.tally) }
    }

    /// The groups, the main part first.
    var groups: [(name: String, group: EvaluationTally.Group)] {
        tally.groups.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
    }
}
