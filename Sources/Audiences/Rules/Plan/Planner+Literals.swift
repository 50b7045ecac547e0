/// A comparison whose field is known: what its constants must be.
struct FieldUse {
    var name: String
    var type: FieldType
    var operation: RuleOperator
    /// Of the rule.
    var path: String

    var valuePath: String { path.member("value") }
}

extension Planner {
    /// The test that the operand means for a field of the type.
    mutating func test(_ use: FieldUse, _ operand: RuleOperand, _ source: TextTest.Source) throws(RuleError)
        -> ValueTest
    {
        if use.operation == .null { return .isUnknown }
        if use.operation == .notNull { return .isKnown }
        switch use.type {
        case .text(let isExact): return try textTest(use, operand, source, isExact: isExact)
        case .textSet(let isExact): return try setTest(use, operand, source, isExact: isExact)
        case .number(let scale): return try numberTest(use, operand, scale: scale)
        case .boolean: return try booleanTest(use, operand)
        case .date: return try dateTest(use, operand)
        case .instant: return try instantTest(use, operand)
        }
    }

    // MARK: - Operands

    /// The constants, each with its path; as many as the operator takes.
    private func constants(_ use: FieldUse, _ operand: RuleOperand) throws(RuleError) -> [(RuleLiteral, String)] {
        let path = use.valuePath
        switch operand {
        case .value(let literal):
            guard !use.operation.takesList else { throw RuleError(path: path, "expected a list") }
            return [(literal, path)]
        case .list(let literals):
            let isBetween = use.operation == .between || use.operation == .notBetween
            guard use.operation.takesList else { throw RuleError(path: path, "expected one value, got a list") }
            guard !isBetween || literals.count == 2 else {
                throw RuleError(path: path, "expected two values, got \(literals.count)")
            }
            return literals.enumerated().map { ($1, path + "[\($0)]") }
        case .none, .field, .fields: throw RuleError(path: path, "expected a value")
        }
    }

    /// The test of an operator for ordered values. Bounds of `between` that stand the wrong way round are put right.
    private func orderedTest(_ use: FieldUse, _ bounds: [Bound], _ isReversed: Bool) throws(RuleError) -> ValueTest {
        guard let test = ValueTest(use.operation, isReversed ? bounds.reversed() : bounds) else {
            throw RuleError(
                path: use.path.member("operator"),
                "\(use.operation.rawValue) needs a text, and \"\(use.name)\" is \(use.type.name)")
        }
        return test
    }

    private func isReversed<Value: Comparable>(_ use: FieldUse, _ values: [Value]) -> Bool {
        (use.operation == .between || use.operation == .notBetween) && values[0] > values[1]
    }

    // MARK: - Numbers

    func numberTest(_ use: FieldUse, _ operand: RuleOperand, scale: Int) throws(RuleError) -> ValueTest {
        if use.operation.takesNothing { return use.operation == .null ? .isUnknown : .isKnown }
        let numbers = try self.numbers(use, operand)
        return try orderedTest(use, numbers.map { Bound($0, scale: scale) }, isReversed(use, numbers))
    }

    /// A number written as text is that number.
    func numbers(_ use: FieldUse, _ operand: RuleOperand) throws(RuleError) -> [ExactDecimal] {
        var numbers: [ExactDecimal] = []
        for (literal, path) in try constants(use, operand) {
            switch literal {
            case .number(let number): numbers.append(number)
            case .text(let text):
                guard let number = ExactDecimal(RuleJSONReader.trimmed(text)) else {
                    throw RuleError(path: path, "expected a number, got \(Self.shown(literal))")
                }
                numbers.append(number)
            case .boolean, .relative: throw RuleError(path: path, "expected a number, got \(Self.shown(literal))")
            }
        }
        return numbers
    }

    // MARK: - Booleans

    private func booleanTest(_ use: FieldUse, _ operand: RuleOperand) throws(RuleError) -> ValueTest {
        var bounds: [Bound] = []
        for (literal, path) in try constants(use, operand) {
            switch literal {
            case .boolean(let truth): bounds.append(Bound(truth ? 1 : 0))
            case .text("true"), .text("false"): bounds.append(Bound(literal == .text("true") ? 1 : 0))
            default: throw RuleError(path: path, "expected true or false, got \(Self.shown(literal))")
            }
        }
        switch use.operation {
        case .equal, .notEqual, .in, .notIn: return try orderedTest(use, bounds, false)
        default:
            throw RuleError(
                path: use.path.member("operator"),
                "\"\(use.name)\" is true or false: it takes =, !=, in, notIn, null or notNull")
        }
    }

    // MARK: - Dates and times

    private func dateTest(_ use: FieldUse, _ operand: RuleOperand) throws(RuleError) -> ValueTest {
        let instants = try self.instants(use, operand)
        return try orderedTest(use, instants.map(dayBound), isReversed(use, instants))
    }

    /// A date stands for its midnight in the zone; the bound is the last day whose midnight is not later.
    private func dayBound(_ instant: Instant) -> Bound {
        let date = context.clock.zone.local(instant).date
        return Bound(floor: Int64(date.day), isExact: context.clock.zone.instant(of: date) == instant)
    }

    private func instantTest(_ use: FieldUse, _ operand: RuleOperand) throws(RuleError) -> ValueTest {
        let instants = try self.instants(use, operand)
        return try orderedTest(use, instants.map { Bound($0.milliseconds) }, isReversed(use, instants))
    }

    private func instants(_ use: FieldUse, _ operand: RuleOperand) throws(RuleError) -> [Instant] {
        var instants: [Instant] = []
        for (literal, path) in try constants(use, operand) { instants.append(try instant(literal, path)) }
        return instants
    }

    private func instant(_ literal: RuleLiteral, _ path: String) throws(RuleError) -> Instant {
        switch literal {
        case .relative(let date): return context.clock.instant(date)
        case .text(let text):
            if let time = ISOTime(RuleJSONReader.trimmed(text)) { return context.clock.instant(time) }
        case .number, .boolean: break
        }
        throw RuleError(path: path, "expected a date, got \(Self.shown(literal))\(Self.dateHint(literal))")
    }

    /// What may have been meant by a text that is not a date.
    private static func dateHint(_ literal: RuleLiteral) -> RuleMessage {
        let example: RuleMessage = "2026-06-30, 2026-06-30T12:00:00Z or a relative date such as now - 6 months"
        guard case .text(let text) = literal else { return "; a date is written \(example)" }
        let words: [(String, RelativeDate)] = [
            ("now", RelativeDate(.now)), ("today", RelativeDate(.startOfDay)),
            ("tomorrow", RelativeDate(.startOfDay, offset: 1)), ("yesterday", RelativeDate(.startOfDay, offset: -1)),
            ("aujourd'hui", RelativeDate(.startOfDay)), ("demain", RelativeDate(.startOfDay, offset: 1)),
            ("hier", RelativeDate(.startOfDay, offset: -1)),
        ]
        if let relative = try? Rule(text: "x = " + text), case .comparison(let read)? = relative.root.rules.first,
            case .value(.relative(let date)) = read.operand
        {
            return "; did you mean the relative date \(RuleTextWriter.literal(.relative(date))), without quotes?"
        }
        let folded = TextFolding.folded(text)
        if let (_, date) = words.first(where: { folded.hasPrefix($0.0) }) {
            return "; did you mean the relative date \(RuleTextWriter.literal(.relative(date)))?"
        }
        return "; did you mean one like \(example)?"
    }

    // MARK: - Texts

    private mutating func textTest(
        _ use: FieldUse, _ operand: RuleOperand, _ source: TextTest.Source, isExact: Bool
    ) throws(RuleError) -> ValueTest {
        let texts = try checkedTexts(use, operand, source, isExact: isExact)
        guard let accepts = TextPredicate.make(use.operation, texts) else { return .never }
        textTests.append(TextTest(source, isExact: isExact, accepts: accepts))
        return .text(textTests.count - 1)
    }

    /// The constants as they are compared.
    private func checkedTexts(
        _ use: FieldUse, _ operand: RuleOperand, _ source: TextTest.Source, isExact: Bool
    ) throws(RuleError) -> [String] {
        var texts: [String] = []
        for (literal, path) in try constants(use, operand) {
            let text = try Self.text(literal, path)
            try checkDeclared(text, use, source, isExact: isExact, path)
            texts.append(isExact ? text : TextFolding.folded(text))
        }
        return texts
    }

    /// A value that an enumeration does not have is a mistake.
    private func checkDeclared(
        _ text: String, _ use: FieldUse, _ source: TextTest.Source, isExact: Bool, _ path: String
    ) throws(RuleError) {
        let isEquality = [.equal, .notEqual, .in, .notIn].contains(use.operation)
        guard isEquality, let values = declaredValues(use.name, source) else { return }
        let folded = TextFolding.folded(text)
        guard !values.contains(where: { isExact ? $0 == text : TextFolding.folded($0) == folded }) else { return }
        let hint = Suggestion.text(for: text, among: values)
        throw RuleError(path: path, "\"\(use.name)\" is never \"\(text.prefix(60))\"\(hint)")
    }

    private func declaredValues(_ name: String, _ source: TextTest.Source) -> [String]? {
        let attribute: Attribute?
        switch source {
        case .contact:
            if name == ContactField.lifecycle { return Lifecycle.allCases.map(\.rawValue) }
            attribute = schema.attribute(name)
        case .event: attribute = schema.eventProperty(name)
        }
        if case .enumeration(let values)? = attribute?.kind { return values }
        return nil
    }

    static func text(_ literal: RuleLiteral, _ path: String) throws(RuleError) -> String {
        switch literal {
        case .text(let text): return text
        case .number(let number): return number.description
        case .boolean(let truth): return truth ? "true" : "false"
        case .relative: throw RuleError(path: path, "expected a text, got a relative date")
        }
    }

    /// One text or several, as they were written.
    func texts(_ operand: RuleOperand, _ path: String) throws(RuleError) -> [String] {
        switch operand {
        case .value(let literal): return [try Self.text(literal, path)]
        case .list(let literals):
            var texts: [String] = []
            for literal in literals { texts.append(try Self.text(literal, path)) }
            return texts
        case .none, .field, .fields: throw RuleError(path: path, "expected a text")
        }
    }

    // MARK: - Sets

    /// A set passes when one of its texts does; the negated operators when none does.
    private mutating func setTest(
        _ use: FieldUse, _ operand: RuleOperand, _ source: TextTest.Source, isExact: Bool
    ) throws(RuleError) -> ValueTest {
        // `contains` asks for a whole element, as it does of an array in react-querybuilder's processors.
        let positive: RuleOperator
        let isNegated: Bool
        switch use.operation {
        case .contains, .in: (positive, isNegated) = (.in, false)
        case .doesNotContain, .notIn: (positive, isNegated) = (.in, true)
        case .beginsWith, .endsWith: (positive, isNegated) = (use.operation, false)
        case .doesNotBeginWith: (positive, isNegated) = (.beginsWith, true)
        case .doesNotEndWith: (positive, isNegated) = (.endsWith, true)
        default:
            throw RuleError(
                path: use.path.member("operator"),
                "\"\(use.name)\" is a set of texts: it takes contains, in, beginsWith, endsWith, their negations, null and notNull"
            )
        }
        let texts = try checkedTexts(use, operand, source, isExact: isExact)
        guard let accepts = TextPredicate.make(positive, texts) else { return .never }
        textTests.append(
            TextTest(source, isExact: isExact) { joined in
                var isIn = false
                TextSet.forEach(joined) { if accepts($0) { isIn = true } }
                return isIn != isNegated
            })
        return .text(textTests.count - 1)
    }

    static func shown(_ literal: RuleLiteral) -> RuleMessage {
        switch literal {
        case .text(let text): "\"\(text.prefix(60))\""
        case .number(let number): "\(number)"
        case .boolean(let truth): truth ? "true" : "false"
        case .relative: "a relative date"
        }
    }
}

/// Sets of texts as one text.
enum TextSet {
    static let separator: UInt8 = 0x1F

    /// Calls `body` with each element.
    static func forEach(_ joined: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
        var start = 0
        for index in 0...joined.count where index == joined.count || joined[index] == separator {
            body(joined.extracting(start..<index))
            start = index + 1
        }
    }
}
