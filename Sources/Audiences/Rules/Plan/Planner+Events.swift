extension Planner {
    mutating func match(_ match: RuleMatch, _ path: String, _ scope: Scope) throws(RuleError) -> PlanNode {
        guard scope == .contact else { throw RuleError(path: path, "events have no events of their own") }
        guard match.field == ContactField.events else { return try setMatch(match, path) }
        let condition = try group(match.condition, path.member("value"), .event)
        return .events(Self.events(match.mode, condition))
    }

    /// `all` is none that does not.
    private static func events(_ mode: RuleMatch.Mode, _ condition: PlanNode) -> EventsNode {
        switch mode {
        case .some: return EventsNode(condition: condition, question: .any)
        case .none: return EventsNode(condition: condition, question: .none)
        case .all: return EventsNode(condition: .group(.and, isNegated: true, [condition]), question: .none)
        case .atLeast(let threshold): return counted(condition, .atLeast, threshold)
        case .atMost(let threshold): return counted(condition, .atMost, threshold)
        case .exactly(let threshold): return counted(condition, .exactly, threshold)
        }
    }

    private static func counted(_ condition: PlanNode, _ comparison: EventsNode.Comparison, _ threshold: ExactDecimal)
        -> EventsNode
    {
        // As in react-querybuilder: above 0 and below 1 it is a share of the elements.
        if threshold > ExactDecimal(0), threshold < ExactDecimal(1) {
            return EventsNode(condition: condition, question: .share(comparison, threshold))
        }
        let operation: RuleOperator =
            switch comparison {
            case .atLeast: .greaterOrEqual
            case .atMost: .lessOrEqual
            case .exactly: .equal
            }
        guard let test = ValueTest(operation, [Bound(threshold, scale: 0)]) else {
            preconditionFailure("counts have an order")
        }
        if test == .inRange(1, .max) { return EventsNode(condition: condition, question: .any) }
        if test.matches(0), !test.matches(1), !test.matches(2) {
            return EventsNode(condition: condition, question: .none)
        }
        return EventsNode(condition: condition, question: .count(test))
    }

    mutating func aggregate(_ aggregate: RuleAggregate, _ path: String, _ scope: Scope) throws(RuleError) -> PlanNode {
        guard scope == .contact else { throw RuleError(path: path, "events have no events of their own") }
        let condition =
            if let condition = aggregate.condition {
                try group(condition, path.member("where"), .event)
            } else {
                PlanNode.constant(true)
            }
        let (computed, type) = try computedAggregate(aggregate.function, aggregate.of, path)
        let use = FieldUse(
            name: aggregate.function.rawValue, type: type, operation: aggregate.operation, path: path)
        if aggregate.function == .avg {
            return .events(
                EventsNode(condition: condition, question: .aggregate(computed, try averageTest(use, aggregate))))
        }
        let test = try test(use, aggregate.operand, .event(column: computed.column ?? 0))
        if aggregate.function == .count, aggregate.of == nil {
            return .events(EventsNode(condition: condition, question: .count(test)))
        }
        return .events(EventsNode(condition: condition, question: .aggregate(computed, .value(test))))
    }

    /// The aggregate, and the type of its value.
    func computedAggregate(_ function: AggregateFunction, _ of: String?, _ path: String) throws(RuleError)
        -> (Aggregate, FieldType)
    {
        let place = path.member("aggregate").member("of")
        guard let of else {
            guard function == .count else {
                throw RuleError(path: place, "\(function.rawValue) needs a field of the events")
            }
            return (Aggregate(function: .count, column: nil), .number(scale: 0))
        }
        guard let column = layout.eventColumn(of) else {
            throw RuleError(
                path: place,
                "events have no field \"\(of.prefix(60))\"\(Suggestion.text(for: of, among: names(.event)))")
        }
        let computed = Aggregate(function: function, column: column.index)
        switch (function, column.type) {
        case (.count, _), (.distinct, _): return (computed, .number(scale: 0))
        case (.first, _), (.last, _): return (computed, column.type)
        case (.sum, .number), (.avg, .number), (.min, .number), (.max, .number): return (computed, column.type)
        case (.min, .date), (.max, .date), (.min, .instant), (.max, .instant): return (computed, column.type)
        default:
            throw RuleError(path: place, "\(function.rawValue) needs a number, and \"\(of)\" is \(column.type.name)")
        }
    }

    private func averageTest(_ use: FieldUse, _ aggregate: RuleAggregate) throws(RuleError) -> AggregateTest {
        if aggregate.operation.takesNothing {
            return aggregate.operation == .null
                ? .value(.isUnknown) : .average(RationalTest(operation: .notNull, constants: []))
        }
        guard !Self.isForTexts(aggregate.operation) else {
            throw RuleError(path: use.path.member("operator"), "\(aggregate.operation.rawValue) needs a text")
        }
        var constants = try numbers(use, aggregate.operand)
        if aggregate.operation == .between || aggregate.operation == .notBetween { constants.sort() }
        return .average(RationalTest(operation: aggregate.operation, constants: constants))
    }

    // MARK: - Sets of texts

    /// How many texts of a set meet a condition; its rules speak of the element as `value`, or as nothing.
    private mutating func setMatch(_ match: RuleMatch, _ path: String) throws(RuleError) -> PlanNode {
        guard case .column(let index, .textSet(let isExact)) = try field(match.field, path.member("field"), .contact)
        else {
            throw RuleError(path: path.member("field"), "\"match\" is for \"events\" and for sets of texts")
        }
        let accepts = try element(match.condition, path.member("value"), isExact: isExact)
        let mode = match.mode
        let question: @Sendable (Int, Int) -> Bool = { matched, total in mode.holds(matched: matched, of: total) }
        textTests.append(
            TextTest(.contact(column: index), isExact: isExact, acceptsUnknown: question(0, 0)) { joined in
                var (matched, total) = (0, 0)
                TextSet.forEach(joined) {
                    total += 1
                    if accepts($0) { matched += 1 }
                }
                return question(matched, total)
            })
        return .column(index, .text(textTests.count - 1))
    }

    private func element(_ group: RuleGroup, _ path: String, isExact: Bool) throws(RuleError) -> TextPredicate.Accepts {
        var parts: [TextPredicate.Accepts] = []
        for (index, rule) in group.rules.enumerated() {
            let place = path.element("rules", index)
            switch rule {
            case .group(let inner): parts.append(try element(inner, place, isExact: isExact))
            case .comparison(let comparison): parts.append(try element(comparison, place, isExact: isExact))
            case .match, .aggregate: throw RuleError(path: place, "texts have no elements of their own")
            }
        }
        let (combinator, isNegated, all) = (group.combinator, group.isNegated, parts)
        return { text in
            var trueCount = 0
            for part in all where part(text) { trueCount += 1 }
            let isIn =
                switch combinator {
                case _ where all.isEmpty: true
                case .and: trueCount == all.count
                case .or: trueCount > 0
                case .xor: trueCount % 2 == 1
                }
            return isIn != isNegated
        }
    }

    private func element(_ comparison: RuleComparison, _ path: String, isExact: Bool) throws(RuleError)
        -> TextPredicate.Accepts
    {
        guard comparison.field.isEmpty || comparison.field == "value" else {
            throw RuleError(
                path: path.member("field"),
                "the texts of a set are called \"value\", got \"\(comparison.field.prefix(60))\"")
        }
        let written = comparison.operation.takesNothing ? [] : try texts(comparison.operand, path.member("value"))
        let isBetween = comparison.operation == .between || comparison.operation == .notBetween
        guard !isBetween || written.count == 2 else {
            throw RuleError(path: path.member("value"), "expected two values")
        }
        guard
            let accepts = TextPredicate.make(comparison.operation, isExact ? written : written.map(TextFolding.folded))
        else {
            throw RuleError(path: path.member("operator"), "\(comparison.operation.rawValue) is not for texts")
        }
        return accepts
    }
}

extension RuleMatch.Mode {
    /// Whether so many of so many elements are enough. `all` of nothing is true.
    func holds(matched: Int, of total: Int) -> Bool {
        switch self {
        case .all: matched == total
        case .some: matched > 0
        case .none: matched == 0
        case .atLeast(let threshold): Self.amount(matched) >= Self.scaled(threshold, total)
        case .atMost(let threshold): Self.amount(matched) <= Self.scaled(threshold, total)
        case .exactly(let threshold): Self.amount(matched) == Self.scaled(threshold, total)
        }
    }

    private static func amount(_ count: Int) -> Int128 { Int128(count) * Int128(ExactDecimal.powersOfTen[18]) }

    /// The threshold, or that share of the total, times 10^18.
    private static func scaled(_ threshold: ExactDecimal, _ total: Int) -> Int128 {
        let units = Int128(threshold.units) * Int128(ExactDecimal.powersOfTen[18 - threshold.scale])
        return threshold > ExactDecimal(0) && threshold < ExactDecimal(1) ? units * Int128(total) : units
    }
}
