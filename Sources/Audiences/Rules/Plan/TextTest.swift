import Bytes

/// A question about a text of a dictionary. It is asked once for each text and not for each contact.
struct TextTest: Sendable {
    /// Whose dictionary.
    enum Source: Equatable, Sendable {
        case contact(column: Int)
        case event(column: Int)
    }

    var source: Source
    /// Whether texts are compared as they are written; else they are folded before `accepts` sees them.
    var isExact: Bool
    /// Whether a contact without a text is in.
    var acceptsUnknown: Bool
    /// Called with the bytes, folded unless exact.
    var accepts: @Sendable (Span<UInt8>) -> Bool

    init(
        _ source: Source, isExact: Bool, acceptsUnknown: Bool = false,
        accepts: @escaping @Sendable (Span<UInt8>) -> Bool
    ) {
        self.source = source
        self.isExact = isExact
        self.acceptsUnknown = acceptsUnknown
        self.accepts = accepts
    }

    func matches(_ text: Span<UInt8>) -> Bool {
        if isExact || TextFolding.isFolded(text) { return accepts(text) }
        var folded = TextFolding.folded(String(text))
        return folded.withUTF8 { accepts($0.span) }
    }
}

/// What operators mean for texts. The constants are folded already, unless the field is exact.
enum TextPredicate {
    typealias Accepts = @Sendable (Span<UInt8>) -> Bool

    /// Nil for an operator that is not one for texts. The negated operators are false of unknown texts as well, which is the
    /// caller's part.
    static func make(_ operation: RuleOperator, _ constants: [String]) -> Accepts? {
        let bytes = constants.map { Array($0.utf8) }
        switch operation {
        case .equal, .in: return isAny(of: bytes)
        case .notEqual, .notIn: return negated(isAny(of: bytes))
        case .less: return { compare($0, bytes[0]) < 0 }
        case .lessOrEqual: return { compare($0, bytes[0]) <= 0 }
        case .greater: return { compare($0, bytes[0]) > 0 }
        case .greaterOrEqual: return { compare($0, bytes[0]) >= 0 }
        case .between: return isBetween(bytes)
        case .notBetween: return negated(isBetween(bytes))
        case .contains: return { contains($0, bytes[0]) }
        case .doesNotContain: return { !contains($0, bytes[0]) }
        case .beginsWith: return { begins($0, bytes[0]) }
        case .doesNotBeginWith: return { !begins($0, bytes[0]) }
        case .endsWith: return { ends($0, bytes[0]) }
        case .doesNotEndWith: return { !ends($0, bytes[0]) }
        case .null: return { _ in false }
        case .notNull: return { _ in true }
        }
    }

    static func negated(_ accepts: @escaping Accepts) -> Accepts { { !accepts($0) } }

    private static func isAny(of constants: [[UInt8]]) -> Accepts {
        if constants.count == 1 {
            let constant = constants[0]
            return { compare($0, constant) == 0 }
        }
        // Equal hashes of different texts are told apart by the bytes.
        let byHash = Dictionary(grouping: constants) { Hash64.hash($0.span) }
        return { text in
            guard let candidates = byHash[Hash64.hash(text)] else { return false }
            for candidate in candidates where compare(text, candidate) == 0 { return true }
            return false
        }
    }

    private static func isBetween(_ constants: [[UInt8]]) -> Accepts {
        let isSwapped = constants[1].lexicographicallyPrecedes(constants[0])
        let (low, high) = isSwapped ? (constants[1], constants[0]) : (constants[0], constants[1])
        return { compare($0, low) >= 0 && compare($0, high) <= 0 }
    }

    /// By bytes, which for UTF-8 is the order of code points. Negative, zero or positive.
    static func compare(_ one: Span<UInt8>, _ other: [UInt8]) -> Int {
        let common = min(one.count, other.count)
        for index in 0..<common where one[index] != other[index] { return Int(one[index]) - Int(other[index]) }
        return one.count - other.count
    }

    static func begins(_ text: Span<UInt8>, _ prefix: [UInt8]) -> Bool {
        text.count >= prefix.count && text.extracting(0..<prefix.count).elementsEqual(prefix.span)
    }

    static func ends(_ text: Span<UInt8>, _ suffix: [UInt8]) -> Bool {
        text.count >= suffix.count && text.extracting((text.count - suffix.count)...).elementsEqual(suffix.span)
    }

    static func contains(_ text: Span<UInt8>, _ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        guard text.count >= part.count else { return false }
        for start in 0...(text.count - part.count) where text[start] == first {
            if text.extracting(start..<start + part.count).elementsEqual(part.span) { return true }
        }
        return false
    }
}
