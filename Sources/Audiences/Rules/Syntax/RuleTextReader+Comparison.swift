extension RuleTextReader {
    /// `field operator value`, or a field alone, which is `= true`.
    mutating func comparison(at start: Int) throws(RuleError) -> Part {
        let field = try name("a field")
        var offsets: [String: Int] = ["": start, "field": start, "operator": token.offset]
        guard beginsOperation else {
            offsets["value"] = start
            return Part(node: .comparison(RuleComparison(field, .equal, .value(.boolean(true)))), offsets: offsets)
        }
        let operation = try self.operation()
        offsets["value"] = token.offset
        return Part(node: .comparison(RuleComparison(field, operation, try operand(operation))), offsets: offsets)
    }

    private var beginsOperation: Bool {
        switch token.kind {
        case .end: return false
        case .symbol(let symbol): return symbol != ")" && symbol != ","
        case .word(let word, false): return RuleGroup.Combinator(rawValue: word.lowercased()) == nil
        default: return true
        }
    }

    mutating func operation() throws(RuleError) -> RuleOperator {
        switch token.kind {
        case .symbol(let symbol):
            guard let operation = RuleOperator(name: symbol) else { break }
            advance()
            return operation
        case .word(let word, false):
            if let operation = try operation(word.lowercased()) { return operation }
        default: break
        }
        let hint: RuleMessage =
            if case .word(let word, _) = token.kind { Suggestion.text(for: word, among: Self.operatorWords) } else {
                ""
            }
        throw failure("expected an operator, got \(token.shown)\(hint)")
    }

    private static let operatorWords = RuleOperator.allCases.map(\.words) + RuleOperator.allCases.map(\.rawValue)

    private mutating func operation(_ word: String) throws(RuleError) -> RuleOperator? {
        switch word {
        case "not":
            advance()
            if takes("in") { return .notIn }
            if takes("between") { return .notBetween }
            throw failure("expected \"in\" or \"between\" after \"not\", got \(token.shown)")
        case "is":
            advance()
            let isNegated = takes("not")
            guard takes("null") else { throw failure("expected \"null\" after \"is\", got \(token.shown)") }
            return isNegated ? .notNull : .null
        case "does":
            advance()
            guard takes("not") else { throw failure("expected \"not\" after \"does\", got \(token.shown)") }
            if takes("contain") { return .doesNotContain }
            if takes("begin"), takes("with") { return .doesNotBeginWith }
            if takes("end"), takes("with") { return .doesNotEndWith }
            throw failure("expected \"contain\", \"begin with\" or \"end with\", got \(token.shown)")
        case "begins", "ends":
            advance()
            guard takes("with") else { throw failure("expected \"with\", got \(token.shown)") }
            return word == "begins" ? .beginsWith : .endsWith
        default:
            guard let operation = RuleOperator(name: word) else { return nil }
            advance()
            return operation
        }
    }

    mutating func operand(_ operation: RuleOperator) throws(RuleError) -> RuleOperand {
        if operation.takesNothing { return .none }
        guard operation.takesList else {
            if let name = fieldName() { return .field(name) }
            return .value(try literal())
        }
        if token.isSymbol("(") { return try list() }
        if case .text(let text) = token.kind, !isBetween(operation) || !following.isWord("and") {
            advance()
            return .list(RuleJSONReader.split(text).map { .text($0) })
        }
        guard isBetween(operation) else { throw failure("expected a list in parentheses, got \(token.shown)") }
        return try bounds()
    }

    private func isBetween(_ operation: RuleOperator) -> Bool { operation == .between || operation == .notBetween }

    /// The field that stands here as a value; passes it. Nil when something else does.
    private mutating func fieldName() -> String? {
        guard case .word(let name, let isQuoted) = token.kind, isQuoted || !RuleKeyword.all.contains(name.lowercased())
        else {
            return nil
        }
        advance()
        return name
    }

    /// `30 and 55`.
    private mutating func bounds() throws(RuleError) -> RuleOperand {
        if let first = fieldName() {
            guard takes("and"), let second = fieldName() else { throw failure("expected \"and\" and another field") }
            return .fields([first, second])
        }
        let first = try literal()
        guard takes("and") else { throw failure("expected \"and\" and the other bound, got \(token.shown)") }
        return .list([first, try literal()])
    }

    private mutating func list() throws(RuleError) -> RuleOperand {
        advance()
        var literals: [RuleLiteral] = []
        var names: [String] = []
        while !token.isSymbol(")") {
            if !(literals.isEmpty && names.isEmpty) { try expect(",") }
            if literals.isEmpty, let name = fieldName() {
                names.append(name)
            } else if names.isEmpty {
                literals.append(try literal())
            } else {
                throw failure("a list holds values or fields, not both")
            }
            guard literals.count <= limits.values, names.count <= limits.values else {
                throw failure("a list has at most \(limits.values) values")
            }
        }
        advance()
        return names.isEmpty ? .list(literals) : .fields(names)
    }

    mutating func literal() throws(RuleError) -> RuleLiteral {
        switch token.kind {
        case .text(let text):
            advance()
            return .text(text)
        case .number(let number):
            advance()
            return .number(number)
        case .symbol("-"):
            guard case .number(let number) = following.kind else { break }
            advance()
            advance()
            return .number(ExactDecimal(units: -number.units, scale: number.scale))
        case .word(let word, false):
            if word.lowercased() == "true" || word.lowercased() == "false" {
                advance()
                return .boolean(word.lowercased() == "true")
            }
            if let anchor = RelativeDate.Anchor(name: word) { return .relative(try relativeDate(anchor)) }
        default: break
        }
        throw failure("expected a value, got \(token.shown)")
    }

    /// `now - 6 months`
    private mutating func relativeDate(_ anchor: RelativeDate.Anchor) throws(RuleError) -> RelativeDate {
        advance()
        let isBack = token.isSymbol("-")
        guard isBack || token.isSymbol("+") else { return RelativeDate(anchor) }
        advance()
        guard case .number(let number) = token.kind, let offset = number.units(atScale: 0), offset <= RuleLimits.offset
        else {
            throw failure("expected a whole number of days, months…, got \(token.shown)")
        }
        advance()
        guard case .word(let word, _) = token.kind, let unit = RelativeDate.Unit(name: word) else {
            let names = RelativeDate.Unit.allCases.map(\.rawValue).joined(separator: ", ")
            throw failure("expected one of \(names), got \(token.shown)")
        }
        advance()
        return RelativeDate(anchor, offset: isBack ? -Int(offset) : Int(offset), unit)
    }
}
