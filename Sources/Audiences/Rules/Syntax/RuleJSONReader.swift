import Bytes
import JSON

extension Rule {
    /// Reads a rule in JSON: react-querybuilder's group (also with independent combinators), a single rule, or a string that
    /// holds the text form. Members that mean nothing here (`id`, `path`, `disabled`…) are passed over.
    public init(json bytes: Span<UInt8>, limits: RuleLimits = .standard) throws(RuleError) {
        guard bytes.count <= limits.bytes else { throw RuleError("A rule has at most \(limits.bytes) bytes.") }
        let tree: JSONTree
        do throws(JSONError) {
            tree = try JSONTree(bytes, depthLimit: limits.depth * 4)
        } catch {
            throw RuleError(offset: error.offset, "\(error.message)")
        }
        if case .text(let text) = tree {
            var text = text
            let read = text.withUTF8 { bytes in
                Result { () throws(RuleError) in try Rule(text: bytes.span, limits: limits) }
            }
            self = try read.get()
            return
        }
        var reader = RuleJSONReader(limits)
        let node = try reader.node(tree, "", depth: 0)
        if case .group(let group) = node {
            self.init(group)
        } else {
            self.init(RuleGroup(.and, [node]))
        }
    }
}

/// Turns a JSON tree into a rule.
struct RuleJSONReader {
    let limits: RuleLimits
    private var nodeCount = 0

    init(_ limits: RuleLimits) { self.limits = limits }

    mutating func node(_ tree: JSONTree, _ path: String, depth: Int) throws(RuleError) -> RuleNode {
        nodeCount += 1
        guard nodeCount <= limits.nodes else {
            throw RuleError(path: path, "a rule has at most \(limits.nodes) parts")
        }
        guard tree.isObject else { throw RuleError(path: path, "expected a rule or a group, got \(tree.shown)") }
        if tree.member("rules") != nil { return .group(try group(tree, path, depth: depth)) }
        guard let field = tree.member("field") else {
            throw RuleError(path: path, "expected a rule with a \"field\" or a group with \"rules\"")
        }
        guard let name = field.text else {
            throw RuleError(path: path.member("field"), "expected the name of a field, got \(field.shown)")
        }
        if tree.member("match") != nil { return .match(try match(name, tree, path, depth: depth)) }
        if tree.member("aggregate") != nil { return .aggregate(try aggregate(name, tree, path, depth: depth)) }
        let operation = try self.operation(tree, path)
        return .comparison(RuleComparison(name, operation, try operand(operation, tree, path)))
    }

    mutating func group(_ tree: JSONTree, _ path: String, depth: Int) throws(RuleError) -> RuleGroup {
        guard depth < limits.depth else {
            throw RuleError(path: path, "groups are nested at most \(limits.depth) deep")
        }
        guard case .array(let elements)? = tree.member("rules") else {
            throw RuleError(path: path, "expected a group with \"rules\", got \(tree.shown)")
        }
        let isNegated = try negation(tree, path)
        if elements.contains(where: { $0.text != nil }) {
            var group = try independent(elements, path, depth: depth)
            group.isNegated = isNegated
            return group
        }
        var rules: [RuleNode] = []
        for (index, element) in elements.enumerated() where !Self.isMuted(element) {
            rules.append(try node(element, path.element("rules", index), depth: depth + 1))
        }
        return RuleGroup(
            try combinator(tree.member("combinator"), path.member("combinator")), isNegated: isNegated, rules)
    }

    /// Rules with combinators between them. `and` binds closer than `xor`, and that closer than `or`, as in SQL.
    private mutating func independent(_ elements: [JSONTree], _ path: String, depth: Int) throws(RuleError) -> RuleGroup
    {
        var terms: [RuleNode] = []
        var combinators: [RuleGroup.Combinator] = []
        for (index, element) in elements.enumerated() {
            let place = path.element("rules", index)
            if index % 2 == 0 {
                terms.append(try node(element, place, depth: depth + 1))
            } else {
                guard element.text != nil else {
                    throw RuleError(path: place, "expected a combinator between two rules, got \(element.shown)")
                }
                combinators.append(try combinator(element, place))
            }
        }
        guard terms.count == combinators.count + 1 else {
            throw RuleError(path: path.member("rules"), "a combinator stands between two rules")
        }
        return RuleGroup.joined(terms, by: combinators)
    }

    /// A rule that a query builder has switched off counts for nothing.
    private static func isMuted(_ tree: JSONTree) -> Bool {
        if case .boolean(true)? = tree.member("muted") { true } else { false }
    }

    private func negation(_ tree: JSONTree, _ path: String) throws(RuleError) -> Bool {
        guard let value = tree.member("not") else { return false }
        guard case .boolean(let isNegated) = value else {
            throw RuleError(path: path.member("not"), "expected true or false, got \(value.shown)")
        }
        return isNegated
    }

    private func combinator(_ tree: JSONTree?, _ path: String) throws(RuleError) -> RuleGroup.Combinator {
        guard let tree else { return .and }
        guard let text = tree.text, let combinator = RuleGroup.Combinator(rawValue: text.lowercased()) else {
            throw RuleError(path: path, "expected \"and\", \"or\" or \"xor\", got \(tree.shown)")
        }
        return combinator
    }

    private func operation(_ tree: JSONTree, _ path: String) throws(RuleError) -> RuleOperator {
        guard let value = tree.member("operator") else { throw RuleError(path: path, "the rule has no \"operator\"") }
        guard let name = value.text, let operation = RuleOperator(name: name) else {
            let hint = Suggestion.text(for: value.text ?? "", among: RuleOperator.allCases.map(\.rawValue))
            throw RuleError(path: path.member("operator"), "expected an operator, got \(value.shown)\(hint)")
        }
        return operation
    }
}

// MARK: - Questions about events

extension RuleJSONReader {
    private mutating func match(_ field: String, _ tree: JSONTree, _ path: String, depth: Int) throws(RuleError)
        -> RuleMatch
    {
        guard let match = tree.member("match"), let modeName = match.member("mode")?.text ?? match.text else {
            throw RuleError(path: path.member("match"), "expected an object with a \"mode\"")
        }
        let threshold = try self.threshold(match, path.member("match").member("threshold"))
        guard let mode = RuleMatch.Mode(name: modeName, threshold: threshold) else {
            let place = path.member("match")
            guard RuleMatch.Mode.names.contains(where: { $0.lowercased() == modeName.lowercased() }) else {
                let hint = Suggestion.text(for: modeName, among: RuleMatch.Mode.names)
                throw RuleError(path: place.member("mode"), "expected a match mode, got \"\(modeName)\"\(hint)")
            }
            throw RuleError(path: place, "the mode \(modeName) needs a \"threshold\"")
        }
        let condition: RuleGroup
        if let value = tree.member("value") {
            condition = try group(value, path.member("value"), depth: depth + 1)
        } else {
            condition = RuleGroup()
        }
        return RuleMatch(field, mode, condition)
    }

    private func threshold(_ match: JSONTree, _ path: String) throws(RuleError) -> ExactDecimal? {
        guard let tree = match.member("threshold") else { return nil }
        let number: ExactDecimal? =
            switch tree {
            case .number(_, let exact): exact
            case .text(let text): ExactDecimal(text)
            default: nil
            }
        guard let number, number.units >= 0 else {
            throw RuleError(path: path, "expected a number of elements or a share below 1, got \(tree.shown)")
        }
        return number
    }

    private mutating func aggregate(_ field: String, _ tree: JSONTree, _ path: String, depth: Int) throws(RuleError)
        -> RuleAggregate
    {
        guard field == ContactField.events else {
            throw RuleError(path: path.member("field"), "only \"events\" are aggregated, got \"\(field)\"")
        }
        guard let aggregate = tree.member("aggregate"), let name = aggregate.member("function")?.text ?? aggregate.text,
            let function = AggregateFunction(rawValue: name.lowercased())
        else {
            let names = AggregateFunction.allCases.map(\.rawValue).joined(separator: ", ")
            throw RuleError(path: path.member("aggregate").member("function"), "expected one of \(names)")
        }
        var condition: RuleGroup?
        if let tree = tree.member("where") { condition = try group(tree, path.member("where"), depth: depth + 1) }
        let operation = try self.operation(tree, path)
        let operand = try self.operand(operation, tree, path)
        return RuleAggregate(function, of: aggregate.member("of")?.text, where: condition, operation, operand)
    }
}

// MARK: - Paths

extension String {
    func member(_ name: String) -> String { isEmpty ? name : self + "." + name }
    func element(_ name: String, _ index: Int) -> String { member(name) + "[\(index)]" }
}
