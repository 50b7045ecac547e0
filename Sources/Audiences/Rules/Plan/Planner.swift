/// Turns a rule into a plan: finds its fields, reads its constants by their types, resolves its dates, leaves out what is
/// always true or false, and puts the cheap questions first.
public struct Planner {
    let layout: ColumnLayout
    let schema: ContactSchema
    let context: PlanningContext
    var textTests: [TextTest] = []
    var contactColumns: [Int] = []
    /// Audiences that are being planned: one that leads back to itself is refused.
    var audiencePath: [String] = []
    var nodeCount = 0

    /// What the fields of a rule are of.
    enum Scope {
        case contact, event
    }

    public init(table: ContactTable, context: PlanningContext) {
        layout = table.layout
        schema = table.schema
        self.context = context
    }

    /// For checking rules without a table.
    public init(schema: ContactSchema, context: PlanningContext) {
        layout = ColumnLayout(schema)
        self.schema = schema
        self.context = context
    }

    /// The plan of the rule. An error says the place in the rule, and for one that was read from text the byte. `name` is
    /// that of the audience whose rule it is, if it has one: it must not lead back to that.
    public func plan(_ rule: Rule, named name: String? = nil) throws(RuleError) -> Plan {
        var planner = self
        if let name { planner.audiencePath = [name] }
        do {
            return try planner.makePlan(rule)
        } catch {
            throw Self.located(error, rule)
        }
    }

    private mutating func makePlan(_ rule: Rule) throws(RuleError) -> Plan {
        var clauses: [Plan.Clause] = []
        for (index, part) in rule.root.rules.enumerated() {
            let path = "".element("rules", index)
            let node = Self.simplified(try node(part, path, .contact))
            clauses.append(Plan.Clause(path: path, text: RuleTextWriter.node(part), node: node))
        }
        let root = PlanNode.group(rule.root.combinator, isNegated: rule.root.isNegated, clauses.map(\.node))
        return Plan(
            root: PlanOrder.ordered(Self.simplified(root)), textTests: textTests, zone: context.clock.zone,
            clauses: clauses, combinator: rule.root.combinator, isNegated: rule.root.isNegated,
            contactColumns: contactColumns,
            demandedConsents: ConsentDemand(audiences: context.audiences).channels(rule.root))
    }

    /// Adds the byte of the innermost part of the path whose place in the text is known.
    static func located(_ error: RuleError, _ rule: Rule) -> RuleError {
        var error = error
        var path = error.path
        while error.offset == nil, !rule.textOffsets.isEmpty {
            error.offset = rule.textOffsets[path]
            guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
            path = String(path[..<cut])
        }
        return error
    }

    mutating func node(_ node: RuleNode, _ path: String, _ scope: Scope) throws(RuleError) -> PlanNode {
        nodeCount += 1
        // Audiences within audiences can multiply.
        guard nodeCount <= Self.nodeLimit else {
            throw RuleError(path: path, "the rule and its audiences are too large")
        }
        switch node {
        case .group(let group): return try self.group(group, path, scope)
        case .comparison(let comparison): return try self.comparison(comparison, path, scope)
        case .match(let match): return try self.match(match, path, scope)
        case .aggregate(let aggregate): return try self.aggregate(aggregate, path, scope)
        }
    }

    static let nodeLimit = 10_000

    mutating func group(_ group: RuleGroup, _ path: String, _ scope: Scope) throws(RuleError) -> PlanNode {
        var nodes: [PlanNode] = []
        for (index, rule) in group.rules.enumerated() {
            nodes.append(try node(rule, path.element("rules", index), scope))
        }
        return .group(group.combinator, isNegated: group.isNegated, nodes)
    }
}

// MARK: - Folding

extension Planner {
    /// Without parts that are always true or false, and without groups that add nothing.
    static func simplified(_ node: PlanNode) -> PlanNode {
        switch node {
        case .group(let combinator, let isNegated, let nodes):
            return simplifiedGroup(combinator, isNegated, nodes.map(simplified))
        case .column(_, .never), .time(.never): return .constant(false)
        case .events(var events):
            events.condition = simplified(events.condition)
            return simplified(events)
        default: return node
        }
    }

    private static func simplifiedGroup(_ combinator: RuleGroup.Combinator, _ isNegated: Bool, _ nodes: [PlanNode])
        -> PlanNode
    {
        // A group of nothing is true, whatever its combinator.
        if nodes.isEmpty { return .constant(!isNegated) }
        var isNegated = isNegated
        var kept: [PlanNode] = []
        for node in nodes {
            switch (combinator, node) {
            case (.and, .constant(true)), (.or, .constant(false)), (.xor, .constant(false)): continue
            case (.and, .constant(false)): return .constant(isNegated)
            case (.or, .constant(true)): return .constant(!isNegated)
            case (.xor, .constant(true)): isNegated.toggle()
            case (.and, .group(.and, false, let inner)), (.or, .group(.or, false, let inner)): kept += inner
            default: kept.append(node)
            }
        }
        if kept.isEmpty { return .constant((combinator == .and) != isNegated) }
        if kept.count == 1, !isNegated { return kept[0] }
        return .group(combinator, isNegated: isNegated, kept)
    }

    private static func simplified(_ events: EventsNode) -> PlanNode {
        if case .constant(false) = events.condition {
            switch events.question {
            case .any: return .constant(false)
            case .none: return .constant(true)
            case .count(let test): return .constant(test.matches(0))
            case .share, .aggregate: break
            }
        }
        return .events(events)
    }
}
