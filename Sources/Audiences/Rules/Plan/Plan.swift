/// A rule that is ready to be asked: its fields are columns, its constants integers of them, its dates moments.
///
/// Made by `Planner`. Immutable; holds for the schema and the clock that it was made with.
public struct Plan: Sendable {
    var root: PlanNode
    var textTests: [TextTest]
    /// The zone that dates and times are compared in.
    var zone: TimeZoneRules
    /// The parts of the root as they were written, each with its place in the rule: for the funnel.
    var clauses: [Clause]
    /// How the clauses are joined, and whether the whole is negated.
    var combinator: RuleGroup.Combinator
    var isNegated: Bool
    /// Columns of contacts that the rule asks about, each once.
    var contactColumns: [Int]
    /// Channels whose consent the rule demands.
    public var demandedConsents: Set<String>

    struct Clause: Sendable {
        var path: String
        var text: String
        var node: PlanNode
    }
}
