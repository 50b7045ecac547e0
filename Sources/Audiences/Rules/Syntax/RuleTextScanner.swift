import Bytes

/// Takes the text form apart into words.
struct RuleTextScanner: ~Escapable {
    private let bytes: Span<UInt8>
    private var offset = 0

    @_lifetime(copy bytes)
    private init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    static func tokens(_ bytes: Span<UInt8>, _ limits: RuleLimits) throws(RuleError) -> [RuleToken] {
        guard bytes.count <= limits.bytes else { throw RuleError("A rule has at most \(limits.bytes) bytes.") }
        if let invalid = UTF8Validation.firstInvalid(in: bytes) {
            throw RuleError(offset: invalid, "the text is not UTF-8")
        }
        var scanner = RuleTextScanner(bytes)
        var tokens: [RuleToken] = []
        repeat { tokens.append(try scanner.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private mutating func next() throws(RuleError) -> RuleToken {
        while offset < bytes.count, bytes[offset] <= ASCII.space { offset += 1 }
        let start = offset
        guard start < bytes.count else { return RuleToken(kind: .end, offset: start) }
        let byte = bytes[start]
        let kind: RuleToken.Kind
        switch byte {
        case ASCII.quote, 0x27: kind = .text(try quoted(byte))
        case 0x60: kind = .word(try quoted(byte), isQuoted: true)
        case _ where RuleKeyword.isNameStart(byte): kind = .word(word(), isQuoted: false)
        case _ where ASCII.isDigit(byte): kind = .number(try number())
        default: kind = .symbol(try symbol(byte))
        }
        return RuleToken(kind: kind, offset: start)
    }

    private mutating func word() -> String {
        let start = offset
        while offset < bytes.count, RuleKeyword.isNameByte(bytes[offset]) { offset += 1 }
        return String(bytes.extracting(start..<offset))
    }

    private mutating func number() throws(RuleError) -> ExactDecimal {
        let start = offset
        while offset < bytes.count, isNumberByte(bytes[offset], after: bytes[max(start, offset - 1)]) { offset += 1 }
        guard let exact = ExactDecimal(bytes.extracting(start..<offset)) else {
            throw RuleError(offset: start, "this is not a number, or one with too many digits")
        }
        return exact
    }

    private func isNumberByte(_ byte: UInt8, after last: UInt8) -> Bool {
        if ASCII.isDigit(byte) || byte == ASCII.period || byte | 0x20 == 0x65 { return true }
        return (byte == ASCII.hyphen || byte == 0x2B) && last | 0x20 == 0x65
    }

    /// A text between quotes; a backslash before a quote or a backslash takes away its meaning.
    private mutating func quoted(_ quote: UInt8) throws(RuleError) -> String {
        let start = offset
        var text = ByteBuffer()
        offset += 1
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            if byte == quote { return String(text.bytes) }
            if byte == ASCII.backslash, offset < bytes.count {
                text.append(bytes[offset])
                offset += 1
            } else {
                text.append(byte)
            }
        }
        throw RuleError(offset: start, "this quote is not closed")
    }

    private mutating func symbol(_ byte: UInt8) throws(RuleError) -> String {
        let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        let isPair = next == 0x3D && (byte == 0x21 || byte == 0x3C || byte == 0x3E) || byte == 0x3C && next == 0x3E
        guard isPair || [0x3D, 0x3C, 0x3E, 0x28, 0x29, ASCII.comma, 0x2B, ASCII.hyphen].contains(byte) else {
            throw RuleError(offset: offset, "this sign means nothing in a rule")
        }
        offset += isPair ? 2 : 1
        let text = String(decoding: isPair ? [byte, next] : [byte], as: UTF8.self)
        return text == "<>" ? "!=" : text
    }
}
