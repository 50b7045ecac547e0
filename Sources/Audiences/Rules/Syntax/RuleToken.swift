/// A word of the text form, with the byte where it begins.
struct RuleToken: Equatable {
    enum Kind: Equatable {
        /// A name or a keyword. In backquotes it is always a name.
        case word(String, isQuoted: Bool)
        case text(String)
        case number(ExactDecimal)
        /// `= != < <= > >= ( ) , + -`
        case symbol(String)
        case end
    }

    var kind: Kind
    var offset: Int

    /// Whether this is the keyword, in any case.
    func isWord(_ keyword: String) -> Bool {
        if case .word(let text, false) = kind { text.lowercased() == keyword } else { false }
    }

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol(symbol) }

    /// For a message.
    var shown: RuleMessage {
        switch kind {
        case .word(let text, _): "\"\(text.prefix(40))\""
        case .text(let text): "the text \"\(text.prefix(40))\""
        case .number(let number): "\(number)"
        case .symbol(let symbol): "\"\(symbol)\""
        case .end: "the end"
        }
    }
}

/// Words that mean something in the text form; a field of the name is written in backquotes.
enum RuleKeyword {
    static let all: Set<String> = {
        var words: Set<String> = [
            "and", "or", "xor", "not", "in", "between", "contains", "does", "begins", "ends", "is", "null", "where",
            "true",
            "false", "contain", "begin", "end", "with",
        ]
        words.formUnion(RelativeDate.Anchor.allCases.map { $0.rawValue.lowercased() })
        words.formUnion(RuleOperator.allCases.map { $0.rawValue.lowercased() })
        words.formUnion(RuleMatch.Mode.names.map { $0.lowercased() })
        words.formUnion(AggregateFunction.allCases.map(\.rawValue))
        return words
    }()

    /// Whether the name can stand without backquotes: letters, digits, `_` and points, and no keyword.
    static func isPlainName(_ name: String) -> Bool {
        guard let first = name.utf8.first, isNameStart(first) else { return false }
        return name.utf8.allSatisfy(isNameByte) && !all.contains(name.lowercased())
    }

    static func isNameStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }
    static func isNameByte(_ byte: UInt8) -> Bool { isNameStart(byte) || byte &- 0x30 < 10 || byte == 0x2E }
}
