/// Why a contact is in or out: every part of the rule, whether it holds, and the values that it saw.
public struct Explanation: Equatable, Sendable {
    /// `rules[0].value`; empty for the whole.
    public var path: String
    /// In the text form.
    public var text: String
    public var holds: Bool
    /// What was looked at, by field: `age` is `42`. Of events how many matched, and of how many.
    public var seen: [Seen]
    public var parts: [Explanation]

    public struct Seen: Equatable, Sendable {
        public var field: String
        /// Nil is unknown.
        public var value: String?

        public init(field: String, value: String?) {
            self.field = field
            self.value = value
        }
    }
}

/// Explains rules for one contact at a time. Each part is planned by itself: made for people, not for loops.
public struct Explainer {
    private let table: ContactTable
    private let context: PlanningContext
    private let row: ContactRow

    public init(_ table: ContactTable, _ context: PlanningContext, _ row: ContactRow) {
        self.table = table
        self.context = context
        self.row = row
    }

    public func explain(_ rule: Rule) throws(RuleError) -> Explanation {
        // The whole first: its errors have their places.
        _ = try Planner(table: table, context: context).plan(rule)
        return try explain(.group(rule.root), "")
    }

    private func explain(_ node: RuleNode, _ path: String) throws(RuleError) -> Explanation {
        var parts: [Explanation] = []
        var seen: [Explanation.Seen] = []
        switch node {
        case .group(let group):
            for (index, rule) in group.rules.enumerated() {
                parts.append(try explain(rule, path.element("rules", index)))
            }
        case .comparison(let comparison): seen = try self.seen(comparison)
        case .match(let match): seen = try self.seen(match)
        case .aggregate(let aggregate): seen = try self.seen(aggregate)
        }
        let text = if case .group(let group) = node { Rule(group).text } else { RuleTextWriter.node(node) }
        return Explanation(path: path, text: text, holds: try holds(node), seen: seen, parts: parts)
    }

    private func holds(_ node: RuleNode) throws(RuleError) -> Bool {
        let root = if case .group(let group) = node { group } else { RuleGroup(.and, [node]) }
        return PreparedPlan(try Planner(table: table, context: context).plan(Rule(root)), table).contains(row)
    }

    // MARK: - What was seen

    private func seen(_ comparison: RuleComparison) throws(RuleError) -> [Explanation.Seen] {
        var names = [comparison.field]
        switch comparison.operand {
        case .field(let name): names.append(name)
        case .fields(let others): names += others
        case .none, .value, .list: break
        }
        var seen: [Explanation.Seen] = []
        for name in names where name != ContactField.audience {
            seen.append(.init(field: name, value: try value(name)))
        }
        return seen
    }

    private func value(_ name: String) throws(RuleError) -> String? {
        if let indicator = context.computed[name], context.frozen[name] == nil {
            var planner = Planner(table: table, context: context)
            return table.value(row, try planner.computedField(indicator), planner)
        }
        if let frozen = context.frozen[name] {
            let field = ComputedField(
                expression: .frozen(frozen), texts: frozen.texts, dictionaryColumn: frozen.dictionaryColumn,
                type: frozen.type)
            return table.value(row, field, Planner(table: table, context: context))
        }
        if table.layout.contactColumn(name) != nil { return table.value(row, name)?.description }
        guard let place = table.value(row, ColumnLayout.place) else { return nil }
        return context.indicators?.indicator(name, place: place.description)?.description
    }

    private func seen(_ match: RuleMatch) throws(RuleError) -> [Explanation.Seen] {
        guard match.field == ContactField.events else {
            return [.init(field: match.field, value: try value(match.field))]
        }
        let matched = try computed(.aggregate(.count, of: nil, where: match.condition))
        let all = try computed(.frequency(where: nil))
        return [.init(field: ContactField.events, value: "\(matched ?? "0") of \(all ?? "0")")]
    }

    private func seen(_ aggregate: RuleAggregate) throws(RuleError) -> [Explanation.Seen] {
        let value = try computed(.aggregate(aggregate.function, of: aggregate.of, where: aggregate.condition))
        let of = aggregate.of.map { ContactField.events + "." + $0 } ?? ContactField.events
        return [.init(field: "\(aggregate.function.rawValue)(\(of))", value: value)]
    }

    private func computed(_ definition: ComputedIndicator.Definition) throws(RuleError) -> String? {
        var planner = Planner(table: table, context: context)
        return table.value(row, try planner.computedField(ComputedIndicator("seen", definition)), planner)
    }
}
