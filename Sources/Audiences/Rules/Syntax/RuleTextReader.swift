import Bytes

extension Rule {
    /// Reads the text form:
    ///
    ///     persona in ("C2", "C3") and vip and count(events where type = "purchase" and at >= now - 6 months) >= 2
    ///
    /// `and` binds closer than `xor`, and that closer than `or`; parentheses make a group; `not` negates a group.
    /// An error says the byte where it is.
    public init(text bytes: Span<UInt8>, limits: RuleLimits = .standard) throws(RuleError) {
        var reader = RuleTextReader(tokens: try RuleTextScanner.tokens(bytes, limits), limits: limits)
        let chain = try reader.chain(depth: 0)
        try reader.expectEnd()
        // A rule that is one group is that group; any other lone part is the only one of the root.
        if chain.count == 1, case .group(let group) = chain[0].node {
            self.init(group, textOffsets: chain[0].offsets)
        } else {
            let root = RuleTextReader.group(chain, reader.combinatorsOfChain)
            guard case .group(let group) = root.node else { preconditionFailure("a chain is a group") }
            self.init(group, textOffsets: root.offsets)
        }
    }

    /// As `init(text:)` of bytes.
    public init(text: String, limits: RuleLimits = .standard) throws(RuleError) {
        var text = text
        let read = text.withUTF8 { bytes in
            Result { () throws(RuleError) in try Rule(text: bytes.span, limits: limits) }
        }
        self = try read.get()
    }
}

/// Reads the words of the text form, by recursive descent.
struct RuleTextReader {
    /// A part of the rule, and where its parts begin, by their paths within it.
    struct Part {
        var node: RuleNode
        var offsets: [String: Int]
    }

    private let tokens: [RuleToken]
    let limits: RuleLimits
    private var index = 0
    private var nodeCount = 0
    /// The combinators between the terms of the chain read last.
    private(set) var combinatorsOfChain: [RuleGroup.Combinator] = []

    init(tokens: [RuleToken], limits: RuleLimits) {
        self.tokens = tokens
        self.limits = limits
    }

    var token: RuleToken { tokens[index] }
    /// The last token is the end, and it is never passed.
    var following: RuleToken { tokens[min(index + 1, tokens.count - 1)] }

    mutating func advance() { if index < tokens.count - 1 { index += 1 } }

    func failure(_ message: RuleMessage) -> RuleError { RuleError(offset: token.offset, message) }

    func expectEnd() throws(RuleError) {
        guard token.kind == .end else { throw failure("expected \"and\", \"or\" or the end, got \(token.shown)") }
    }

    mutating func expect(_ symbol: String) throws(RuleError) {
        guard token.isSymbol(symbol) else { throw failure("expected \"\(symbol)\", got \(token.shown)") }
        advance()
    }

    /// Passes the keyword if it is next.
    mutating func takes(_ keyword: String) -> Bool {
        guard token.isWord(keyword) else { return false }
        advance()
        return true
    }

    /// Terms with combinators between them.
    mutating func chain(depth: Int) throws(RuleError) -> [Part] {
        guard depth < limits.depth else { throw failure("groups are nested at most \(limits.depth) deep") }
        var terms = [try term(depth: depth)]
        var combinators: [RuleGroup.Combinator] = []
        while case .word(let text, false) = token.kind,
            let combinator = RuleGroup.Combinator(rawValue: text.lowercased())
        {
            advance()
            combinators.append(combinator)
            terms.append(try term(depth: depth))
        }
        combinatorsOfChain = combinators
        return terms
    }

    private mutating func term(depth: Int) throws(RuleError) -> Part {
        nodeCount += 1
        guard nodeCount <= limits.nodes else { throw failure("a rule has at most \(limits.nodes) parts") }
        let start = token.offset
        if token.isWord("not") {
            guard depth < limits.depth else { throw failure("groups are nested at most \(limits.depth) deep") }
            advance()
            return Self.negated(try term(depth: depth + 1), at: start)
        }
        if token.isSymbol("(") {
            var part = try parenthesised(depth: depth)
            part.offsets[""] = start
            return part
        }
        guard case .word(let word, let isQuoted) = token.kind else {
            throw failure("expected a field, a group or a question about events, got \(token.shown)")
        }
        if !isQuoted, following.isSymbol("("), let part = try call(word.lowercased(), at: start, depth: depth) {
            return part
        }
        return try comparison(at: start)
    }

    private static func negated(_ part: Part, at start: Int) -> Part {
        var part = part
        if case .group(var group) = part.node, !group.isNegated {
            group.isNegated = true
            part.node = .group(group)
        } else {
            part = group([part], [])
            if case .group(var group) = part.node {
                group.isNegated = true
                part.node = .group(group)
            }
        }
        part.offsets[""] = start
        return part
    }

    private mutating func parenthesised(depth: Int) throws(RuleError) -> Part {
        advance()
        let terms = try chain(depth: depth + 1)
        let combinators = combinatorsOfChain
        try expect(")")
        return Self.group(terms, combinators)
    }

    /// A group of the terms, their offsets under their paths in it. A chain of several combinators has groups within, where
    /// paths differ; there the terms are found again by their order.
    static func group(_ terms: [Part], _ combinators: [RuleGroup.Combinator]) -> Part {
        let group = RuleGroup.joined(terms.map(\.node), by: combinators)
        var offsets: [String: Int] = [:]
        var rest = terms[...]
        place(group, "", termCount: terms.count, &rest, &offsets)
        return Part(node: .group(group), offsets: offsets)
    }

    private static func place(
        _ group: RuleGroup, _ path: String, termCount: Int, _ rest: inout ArraySlice<Part>,
        _ offsets: inout [String: Int]
    ) {
        for (index, node) in group.rules.enumerated() {
            let here = path.element("rules", index)
            guard let term = rest.first else { return }
            if node == term.node {
                for (name, offset) in term.offsets { offsets[here.joined(name)] = offset }
                rest.removeFirst()
            } else if case .group(let inner) = node {
                offsets[here] = term.offsets[""]
                place(inner, here, termCount: termCount, &rest, &offsets)
            }
        }
    }
}

extension String {
    /// The path of a part, with a path within it.
    func joined(_ inner: String) -> String {
        if inner.isEmpty { return self }
        return isEmpty || inner.hasPrefix("[") ? self + inner : self + "." + inner
    }
}

// MARK: - Calls

extension RuleTextReader {
    /// `and(…)`, `some(events where …)`, `count(events where …) >= 2`; nil when the word is none of them.
    private mutating func call(_ word: String, at start: Int, depth: Int) throws(RuleError) -> Part? {
        if let combinator = RuleGroup.Combinator(rawValue: word) {
            return try shortGroup(combinator, at: start, depth: depth)
        }
        // `min` is an aggregate; `all`, `some`, `none` are modes: no word is both.
        if let function = AggregateFunction(rawValue: word) { return try aggregate(function, at: start, depth: depth) }
        guard RuleMatch.Mode.names.contains(where: { $0.lowercased() == word }) else { return nil }
        return try match(word, at: start, depth: depth)
    }

    /// `or(vip)`: a group of one rule or none, whose combinator no chain would show.
    private mutating func shortGroup(_ combinator: RuleGroup.Combinator, at start: Int, depth: Int) throws(RuleError)
        -> Part
    {
        advance()
        advance()
        var terms: [Part] = []
        if !token.isSymbol(")") {
            terms = try chain(depth: depth + 1)
            guard terms.count == 1 else { throw failure("\(combinator.rawValue)(…) holds one rule or none") }
        }
        try expect(")")
        var offsets: [String: Int] = ["": start]
        for (name, offset) in terms.first?.offsets ?? [:] { offsets["rules[0]".joined(name)] = offset }
        return Part(node: .group(RuleGroup(combinator, terms.map(\.node))), offsets: offsets)
    }

    private mutating func match(_ modeName: String, at start: Int, depth: Int) throws(RuleError) -> Part {
        advance()
        advance()
        var threshold: ExactDecimal?
        if case .number(let number) = token.kind {
            threshold = number
            advance()
            try expect(",")
        }
        guard let mode = RuleMatch.Mode(name: modeName, threshold: threshold), mode.threshold == threshold else {
            throw RuleError(
                offset: start, threshold == nil ? "\(modeName) needs a number first" : "\(modeName) takes no number")
        }
        var offsets: [String: Int] = ["": start, "field": token.offset]
        let field = try name("the name of a field such as \"events\"")
        let condition = try whereClause("value", &offsets, depth: depth) ?? RuleGroup()
        try expect(")")
        return Part(node: .match(RuleMatch(field, mode, condition)), offsets: offsets)
    }

    private mutating func aggregate(_ function: AggregateFunction, at start: Int, depth: Int) throws(RuleError) -> Part
    {
        advance()
        advance()
        var offsets: [String: Int] = ["": start, "aggregate.of": token.offset, "field": token.offset]
        let name = try name("\"events\" or a field of them such as \"events.amount\"")
        let prefix = ContactField.events + "."
        guard name == ContactField.events || name.hasPrefix(prefix) else {
            throw RuleError(
                offset: offsets["field"], "expected \"events\" or a field of them such as \"events.amount\"")
        }
        let of = name == ContactField.events ? nil : String(name.dropFirst(prefix.count))
        let condition = try whereClause("where", &offsets, depth: depth)
        try expect(")")
        offsets["operator"] = token.offset
        let operation = try self.operation()
        offsets["value"] = token.offset
        let operand = try self.operand(operation)
        return Part(
            node: .aggregate(RuleAggregate(function, of: of, where: condition, operation, operand)), offsets: offsets)
    }

    /// `where …`, up to the closing parenthesis; nil when there is none.
    private mutating func whereClause(_ path: String, _ offsets: inout [String: Int], depth: Int) throws(RuleError)
        -> RuleGroup?
    {
        guard takes("where") else { return nil }
        offsets[path] = token.offset
        let terms = try chain(depth: depth + 1)
        let part =
            if terms.count == 1, case .group = terms[0].node { terms[0] } else { Self.group(terms, combinatorsOfChain) }
        for (name, offset) in part.offsets { offsets[path.joined(name)] = offset }
        guard case .group(let group) = part.node else { preconditionFailure("a chain is a group") }
        return group
    }

    mutating func name(_ expected: RuleMessage) throws(RuleError) -> String {
        guard case .word(let name, let isQuoted) = token.kind, isQuoted || !RuleKeyword.all.contains(name.lowercased())
        else {
            throw failure("expected \(expected), got \(token.shown)")
        }
        advance()
        return name
    }
}
