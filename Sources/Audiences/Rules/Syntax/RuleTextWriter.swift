extension Rule {
    /// The text form.
    public var text: String {
        let group = root
        if !group.isNegated {
            if group.rules.count >= 2 { return RuleTextWriter.chain(group) }
            if group.rules.count == 1, group.combinator == .and {
                if case .group = group.rules[0] {} else { return RuleTextWriter.node(group.rules[0]) }
            }
        }
        // A lone group would be taken for the root itself, so the root is written out around it.
        if group.rules.count == 1, case .group = group.rules[0] {
            return (group.isNegated ? "not " : "") + RuleTextWriter.short(group)
        }
        return RuleTextWriter.group(group)
    }
}

enum RuleTextWriter {
    static func chain(_ group: RuleGroup) -> String {
        group.rules.map(node).joined(separator: " \(group.combinator.rawValue) ")
    }

    static func short(_ group: RuleGroup) -> String {
        group.combinator.rawValue + "(" + (group.rules.first.map(node) ?? "") + ")"
    }

    static func group(_ group: RuleGroup) -> String {
        let isPlain = group.rules.count >= 2 || group.rules.count == 1 && group.combinator == .and
        return (group.isNegated ? "not " : "") + (isPlain ? "(" + chain(group) + ")" : short(group))
    }

    static func node(_ node: RuleNode) -> String {
        switch node {
        case .group(let group): return self.group(group)
        case .comparison(let comparison):
            return name(comparison.field) + operation(comparison.operation, comparison.operand)
        case .match(let match):
            let threshold = match.mode.threshold.map { "\($0), " } ?? ""
            return "\(match.mode.name)(\(threshold)\(name(match.field))\(clause(match.condition, isNeeded: false)))"
        case .aggregate(let aggregate):
            let of = aggregate.of.map { name(ContactField.events + "." + $0) } ?? ContactField.events
            let condition = aggregate.condition.map { clause($0, isNeeded: true) } ?? ""
            return "\(aggregate.function.rawValue)(\(of)\(condition))"
                + operation(aggregate.operation, aggregate.operand)
        }
    }

    /// The condition; nothing for one that holds of everything, where its absence means the same.
    private static func clause(_ group: RuleGroup, isNeeded: Bool) -> String {
        if group == RuleGroup(), !isNeeded { return "" }
        return " where " + Rule(group).text
    }

    static func name(_ name: String) -> String {
        if RuleKeyword.isPlainName(name) { return name }
        return "`" + escaped(name, "`") + "`"
    }

    private static func escaped(_ text: String, _ quote: Unicode.Scalar) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == quote || scalar == "\\" { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    private static func operation(_ operation: RuleOperator, _ operand: RuleOperand) -> String {
        let words = " " + operation.words
        switch operand {
        case .none: return words
        case .value(let value): return words + " " + literal(value)
        case .field(let field): return words + " " + name(field)
        case .list(let values):
            if isBetween(operation), values.count == 2 {
                return words + " \(literal(values[0])) and \(literal(values[1]))"
            }
            return words + " (" + values.map(literal).joined(separator: ", ") + ")"
        case .fields(let fields):
            if isBetween(operation), fields.count == 2 { return words + " \(name(fields[0])) and \(name(fields[1]))" }
            return words + " (" + fields.map(name).joined(separator: ", ") + ")"
        }
    }

    private static func isBetween(_ operation: RuleOperator) -> Bool {
        operation == .between || operation == .notBetween
    }

    static func literal(_ literal: RuleLiteral) -> String {
        switch literal {
        case .text(let text): return "\"" + escaped(text, "\"") + "\""
        case .number(let number): return number.description
        case .boolean(let truth): return truth ? "true" : "false"
        case .relative(let date):
            if date.offset == 0, date.unit == .day { return date.anchor.rawValue }
            let sign = date.offset < 0 ? "-" : "+"
            let count = date.offset.magnitude
            return "\(date.anchor.rawValue) \(sign) \(count) \(date.unit.rawValue)\(count == 1 ? "" : "s")"
        }
    }
}
