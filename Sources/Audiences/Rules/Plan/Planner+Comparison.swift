extension Planner {
    /// What a name stands for.
    enum Field {
        case column(index: Int, type: FieldType)
        /// The time of an event.
        case time
        case indicator
        case computed(ComputedIndicator)
        case audience
    }

    mutating func comparison(_ comparison: RuleComparison, _ path: String, _ scope: Scope) throws(RuleError) -> PlanNode
    {
        let field = try field(comparison.field, path.member("field"), scope)
        switch comparison.operand {
        case .field(let name):
            return try fields(comparison.field, field, comparison.operation, [name], path, scope)
        case .fields(let names):
            return try fields(comparison.field, field, comparison.operation, names, path, scope)
        case .none, .value, .list: break
        }
        switch field {
        case .column(let index, let type):
            let use = FieldUse(name: comparison.field, type: type, operation: comparison.operation, path: path)
            return .column(index, try test(use, comparison.operand, source(index, scope)))
        case .time:
            let use = FieldUse(name: comparison.field, type: .instant, operation: comparison.operation, path: path)
            return .time(try test(use, comparison.operand, source(ColumnLayout.eventDay, scope)))
        case .indicator: return try indicator(comparison, path)
        case .computed(let computed): return try self.computed(computed, comparison, path)
        case .audience: return try audience(comparison, path)
        }
    }

    private func source(_ index: Int, _ scope: Scope) -> TextTest.Source {
        scope == .contact ? .contact(column: index) : .event(column: index)
    }

    mutating func field(_ name: String, _ path: String, _ scope: Scope) throws(RuleError) -> Field {
        switch scope {
        case .event:
            guard let column = layout.eventColumn(name) else { throw unknownField(name, path, scope) }
            return name == EventField.at ? .time : .column(index: column.index, type: column.type)
        case .contact:
            if let column = layout.contactColumn(name), name != ColumnLayout.place {
                if !contactColumns.contains(column.index) { contactColumns.append(column.index) }
                return .column(index: column.index, type: column.type)
            }
            if name == ContactField.audience { return .audience }
            if let computed = context.computed[name] { return .computed(computed) }
            if context.indicators?.indicatorNames.contains(name) == true { return .indicator }
            throw unknownField(name, path, scope)
        }
    }

    private func unknownField(_ name: String, _ path: String, _ scope: Scope) -> RuleError {
        if scope == .contact, name == ContactField.events {
            return RuleError(path: path, "\"events\" needs a \"match\" or an \"aggregate\"")
        }
        let what: RuleMessage = scope == .contact ? "contacts have no field" : "events have no field"
        return RuleError(path: path, "\(what) \"\(name.prefix(60))\"\(Suggestion.text(for: name, among: names(scope)))")
    }

    /// Every name that a rule may use.
    func names(_ scope: Scope) -> [String] {
        if scope == .event { return layout.eventColumns.map(\.name).filter { !$0.isEmpty } }
        return layout.contactColumns.map(\.name).filter { $0 != ColumnLayout.place }
            + [ContactField.events, ContactField.audience] + context.computed.keys
            + (context.indicators?.indicatorNames ?? [])
    }

    // MARK: - Two fields

    private mutating func fields(
        _ name: String, _ field: Field, _ operation: RuleOperator, _ names: [String], _ path: String, _ scope: Scope
    ) throws(RuleError) -> PlanNode {
        let left = try side(name, field, path.member("field"))
        var others: [FieldComparison.Side] = []
        for name in names {
            let place = path.member("value")
            let other = try side(name, try self.field(name, place, scope), place)
            guard let isText = Self.areComparable(left.type, other.type) else {
                throw RuleError(
                    path: place, "\"\(name)\" is \(other.type.name), which cannot be compared with \(left.type.name)")
            }
            guard isText || !Self.isForTexts(operation) else {
                throw RuleError(path: path.member("operator"), "\(operation.rawValue) needs texts")
            }
            others.append(other)
        }
        if operation == .between || operation == .notBetween, others.count != 2 {
            throw RuleError(path: path.member("value"), "expected two fields")
        }
        if others.isEmpty { return operation == .in ? .constant(false) : .constant(true) }
        let kind: FieldComparison.Kind = left.type.hasDictionary ? .texts : .numbers
        return .fields(
            FieldComparison(operation: operation, left: left, others: others, kind: kind, isOfEvents: scope == .event))
    }

    private func side(_ name: String, _ field: Field, _ path: String) throws(RuleError) -> FieldComparison.Side {
        switch field {
        case .column(let index, let type):
            if case .textSet = type { throw RuleError(path: path, "a set is not compared with another field") }
            return FieldComparison.Side(column: index, type: type, isEventTime: false)
        case .time: return FieldComparison.Side(column: ColumnLayout.eventDay, type: .instant, isEventTime: true)
        case .indicator, .computed, .audience:
            throw RuleError(path: path, "\"\(name)\" is not compared with another field")
        }
    }

    static func isForTexts(_ operation: RuleOperator) -> Bool {
        switch operation {
        case .contains, .doesNotContain, .beginsWith, .doesNotBeginWith, .endsWith, .doesNotEndWith: true
        default: false
        }
    }

    /// Whether they are texts; nil when they are of kinds that have no order between them.
    private static func areComparable(_ one: FieldType, _ other: FieldType) -> Bool? {
        switch (one, other) {
        case (.text, .text): true
        case (.number, .number), (.boolean, .boolean): false
        case (.date, .date), (.date, .instant), (.instant, .date), (.instant, .instant): false
        default: nil
        }
    }

    // MARK: - Audiences and indicators

    private mutating func audience(_ comparison: RuleComparison, _ path: String) throws(RuleError) -> PlanNode {
        let names = try texts(comparison.operand, path.member("value"))
        let isNegated: Bool
        switch comparison.operation {
        case .equal, .in: isNegated = false
        case .notEqual, .notIn: isNegated = true
        default:
            throw RuleError(path: path.member("operator"), "\"audience\" takes =, !=, in or notIn")
        }
        var nodes: [PlanNode] = []
        for name in names { nodes.append(try audience(named: name, path.member("value"))) }
        if nodes.isEmpty { return .constant(isNegated) }
        return .group(.or, isNegated: isNegated, nodes)
    }

    private mutating func audience(named name: String, _ path: String) throws(RuleError) -> PlanNode {
        guard let rule = context.audiences[name] else {
            let hint = Suggestion.text(for: name, among: context.audiences.keys)
            throw RuleError(path: path, "there is no audience \"\(name)\"\(hint)")
        }
        guard !audiencePath.contains(name) else {
            let cycle = (audiencePath + [name]).joined(separator: " → ")
            throw RuleError(path: path, "the audience leads back to itself: \(cycle)")
        }
        audiencePath.append(name)
        defer { audiencePath.removeLast() }
        do {
            return try group(rule.root, "", .contact)
        } catch {
            throw RuleError(
                path: path,
                "in the audience \"\(name)\": \(error.path.isEmpty ? "" : error.path + ": ")\(error.message)"
            )
        }
    }

    private mutating func indicator(_ comparison: RuleComparison, _ path: String) throws(RuleError) -> PlanNode {
        guard let source = context.indicators, let column = layout.contactColumn(ColumnLayout.place) else {
            return .constant(false)
        }
        // Figures of neighbourhoods are asked once for each place, so their scale can be the finest that is sensible.
        let scale = 6
        let use = FieldUse(
            name: comparison.field, type: .number(scale: scale), operation: comparison.operation, path: path)
        let test = try numberTest(use, comparison.operand, scale: scale)
        let figures = source.figures(of: comparison.field)
        textTests.append(
            TextTest(.contact(column: column.index), isExact: true, acceptsUnknown: test == .isUnknown) { place in
                test.matches(figures(place).map { $0.flooredUnits(atScale: scale).units } ?? PackedColumn.unknown)
            })
        return .column(column.index, .text(textTests.count - 1))
    }
}
