extension Planner {
    mutating func computed(_ indicator: ComputedIndicator, _ comparison: RuleComparison, _ path: String)
        throws(RuleError)
        -> PlanNode
    {
        guard !audiencePath.contains(indicator.name) else {
            throw RuleError(
                path: path.member("field"), "the computed indicator leads back to itself: \(indicator.name)")
        }
        audiencePath.append(indicator.name)
        defer { audiencePath.removeLast() }
        let field: ComputedField
        if let frozen = context.frozen[indicator.name] {
            field = ComputedField(
                expression: .frozen(frozen), texts: frozen.texts, dictionaryColumn: frozen.dictionaryColumn,
                type: frozen.type)
        } else {
            do {
                field = try computedField(indicator)
            } catch {
                throw RuleError(
                    path: path.member("field"),
                    "the computed indicator \"\(indicator.name)\": \(error.path): \(error.message)")
            }
        }
        let use = FieldUse(name: indicator.name, type: field.type, operation: comparison.operation, path: path)
        let source = TextTest.Source.event(column: field.dictionaryColumn ?? 0)
        var test = try test(use, comparison.operand, source)
        if let texts = field.texts, case .text(let index) = test { test = Self.test(textTests[index], of: texts) }
        return .computed(ComputedNode(expression: field.expression, test: test))
    }

    /// The texts are few and known, so the test becomes one of their numbers.
    private static func test(_ textTest: TextTest, of texts: [String]) -> ValueTest {
        var accepted: [Int64] = []
        for (index, text) in texts.enumerated() {
            var text = text
            if text.withUTF8({ textTest.matches($0.span) }) { accepted.append(Int64(index)) }
        }
        return .oneOf(accepted)
    }

    /// The expression of an indicator, by whose `path`s are of its definition.
    public mutating func computedField(_ indicator: ComputedIndicator) throws(RuleError) -> ComputedField {
        switch indicator.definition {
        case .recency(let condition): return try recency(condition)
        case .frequency(let condition): return try aggregateField(.count, nil, condition)
        case .monetary(let condition): return try aggregateField(.sum, EventField.amount, condition)
        case .aggregate(let function, let of, let condition): return try aggregateField(function, of, condition)
        case .medianInterval(let condition):
            let node = try events(condition)
            return ComputedField(expression: .medianInterval(where: node), type: .number(scale: 2))
        case .nextDue(let condition):
            return ComputedField(expression: .nextDue(where: try events(condition)), type: .date)
        case .favourite(let of, let condition):
            guard let column = layout.eventColumn(of), column.type.hasDictionary else {
                throw RuleError(path: "of", "expected a text field of events, got \"\(of)\"")
            }
            return ComputedField(
                expression: .favourite(column: column.index, where: try events(condition)),
                dictionaryColumn: column.index,
                type: column.type)
        case .score(let measure, let condition, let bounds): return try score(measure, condition, bounds)
        case .status(let statuses, let otherwise): return try status(statuses, otherwise)
        }
    }

    private mutating func events(_ condition: RuleGroup?) throws(RuleError) -> PlanNode {
        guard let condition else { return .constant(true) }
        return Self.simplified(try group(condition, "where", .event))
    }

    private mutating func recency(_ condition: RuleGroup?) throws(RuleError) -> ComputedField {
        let today = context.clock.zone.local(context.clock.asOf).date
        return ComputedField(
            expression: .daysSince(where: try events(condition), today: today), type: .number(scale: 0))
    }

    private mutating func aggregateField(_ function: AggregateFunction, _ of: String?, _ condition: RuleGroup?)
        throws(RuleError) -> ComputedField
    {
        let (aggregate, type) = try computedAggregate(function, of, "")
        // An average is rounded to two digits more than its values have: as a value of its own it must be a decimal.
        var averageType = type
        if function == .avg, case .number(let scale) = type {
            averageType = .number(scale: min(scale + RowEvaluator.averageDigits, ExactDecimal.maximumScale))
        }
        return ComputedField(
            expression: .aggregate(aggregate, where: try events(condition)),
            dictionaryColumn: type.hasDictionary ? aggregate.column : nil, type: averageType)
    }

    private mutating func score(_ measure: ComputedIndicator.Measure, _ condition: RuleGroup?, _ bounds: [ExactDecimal])
        throws(RuleError) -> ComputedField
    {
        let field: ComputedField
        switch measure {
        case .recency: field = try recency(condition)
        case .frequency: field = try aggregateField(.count, nil, condition)
        case .monetary: field = try aggregateField(.sum, EventField.amount, condition)
        }
        guard case .number(let scale) = field.type else { preconditionFailure("measures are numbers") }
        var units: [Int64] = []
        for bound in bounds {
            let floor = Bound(bound, scale: scale)
            units.append(floor.atLeast ?? .max)
        }
        guard units == units.sorted() else { throw RuleError(path: "bounds", "bounds of a score ascend") }
        return ComputedField(
            expression: .score(field.expression, bounds: units, isDescending: measure == .recency),
            type: .number(scale: 0))
    }

    private mutating func status(_ statuses: [ComputedIndicator.Status], _ otherwise: String?) throws(RuleError)
        -> ComputedField
    {
        var nodes: [PlanNode] = []
        for (index, status) in statuses.enumerated() {
            nodes.append(
                Self.simplified(try group(status.rule, "".element("statuses", index).member("rule"), .contact)))
        }
        return ComputedField(
            expression: .status(nodes, hasOtherwise: otherwise != nil),
            texts: statuses.map(\.name) + (otherwise.map { [$0] } ?? []),
            type: .text(isExact: false))
    }
}
