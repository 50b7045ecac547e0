extension RuleJSONReader {
    func operand(_ operation: RuleOperator, _ tree: JSONTree, _ path: String) throws(RuleError) -> RuleOperand {
        if operation.takesNothing { return .none }
        let place = path.member("value")
        guard let value = tree.member("value") else { throw RuleError(path: path, "the rule has no \"value\"") }
        if let source = tree.member("valueSource") {
            guard let name = source.text, name == "value" || name == "field" else {
                throw RuleError(
                    path: path.member("valueSource"), "expected \"value\" or \"field\", got \(source.shown)")
            }
            if name == "field" { return try fields(operation, value, place) }
        }
        if operation.takesList { return .list(try list(value, place)) }
        return .value(try literal(value, place))
    }

    private func fields(_ operation: RuleOperator, _ value: JSONTree, _ path: String) throws(RuleError) -> RuleOperand {
        guard operation.takesList else {
            guard let name = value.text else {
                throw RuleError(path: path, "expected the name of a field, got \(value.shown)")
            }
            return .field(name)
        }
        var names: [String] = []
        switch value {
        case .text(let text): names = Self.split(text)
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                guard let name = element.text else {
                    throw RuleError(path: path + "[\(index)]", "expected the name of a field, got \(element.shown)")
                }
                names.append(name)
            }
        default: throw RuleError(path: path, "expected names of fields, got \(value.shown)")
        }
        return .fields(names)
    }

    private func list(_ value: JSONTree, _ path: String) throws(RuleError) -> [RuleLiteral] {
        switch value {
        case .array(let elements):
            guard elements.count <= limits.values else { throw tooManyValues(path) }
            var literals: [RuleLiteral] = []
            for (index, element) in elements.enumerated() {
                literals.append(try literal(element, path + "[\(index)]"))
            }
            return literals
        case .text(let text):
            let parts = Self.split(text)
            guard parts.count <= limits.values else { throw tooManyValues(path) }
            return parts.map { .text($0) }
        default: return [try literal(value, path)]
        }
    }

    private func tooManyValues(_ path: String) -> RuleError {
        RuleError(path: path, "a list has at most \(limits.values) values")
    }

    func literal(_ value: JSONTree, _ path: String) throws(RuleError) -> RuleLiteral {
        switch value {
        case .text(let text): return .text(text)
        case .boolean(let truth): return .boolean(truth)
        case .number(let text, let exact):
            guard let exact else { throw RuleError(path: path, "the number \(text.prefix(40)) has too many digits") }
            return .number(exact)
        case .object: return .relative(try relativeDate(value, path))
        case .array, .null: throw RuleError(path: path, "expected a value, got \(value.shown)")
        }
    }

    private func relativeDate(_ value: JSONTree, _ path: String) throws(RuleError) -> RelativeDate {
        guard value.member("mode")?.text == "relative" else {
            throw RuleError(path: path, "expected a value or a relative date with \"mode\": \"relative\"")
        }
        guard let anchorName = value.member("anchor")?.text, let anchor = RelativeDate.Anchor(name: anchorName) else {
            let hint = Suggestion.text(
                for: value.member("anchor")?.text ?? "", among: RelativeDate.Anchor.allCases.map(\.rawValue))
            throw RuleError(
                path: path.member("anchor"), "expected an anchor such as \"now\" or \"startOfDay\"\(hint)")
        }
        var offset = 0
        if let written = value.member("offset") {
            guard case .number(_, let exact?) = written, let whole = exact.units(atScale: 0),
                whole.magnitude <= RuleLimits.offset
            else { throw RuleError(path: path.member("offset"), "expected a whole number, got \(written.shown)") }
            offset = Int(whole)
        }
        var unit = RelativeDate.Unit.day
        if let written = value.member("unit") {
            guard let name = written.text, let read = RelativeDate.Unit(name: name) else {
                let names = RelativeDate.Unit.allCases.map(\.rawValue).joined(separator: ", ")
                throw RuleError(path: path.member("unit"), "expected one of \(names), got \(written.shown)")
            }
            unit = read
        }
        return RelativeDate(anchor, offset: offset, unit)
    }

    /// The parts of a comma-separated text, without the blanks around them and without empty ones; `\,` is a comma in a part.
    static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                if scalar != "," { part.unicodeScalars.append("\\") }
                part.unicodeScalars.append(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "," {
                parts.append(part)
                part = ""
            } else {
                part.unicodeScalars.append(scalar)
            }
        }
        if isEscaped { part.unicodeScalars.append("\\") }
        parts.append(part)
        return parts.map(trimmed).filter { !$0.isEmpty }
    }

    static func trimmed(_ text: String) -> String {
        let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
