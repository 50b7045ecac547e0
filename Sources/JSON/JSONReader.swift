import Bytes

/// Pulls tokens out of JSON text that lies elsewhere. A cursor: it borrows the bytes, allocates nothing and can be
/// copied to look ahead.
///
///     var reader = JSONReader(body)
///     guard case .beginObject = try reader.next() else { … }
///     while let key = try reader.nextKey() {
///         if reader.text(key, equals: "postcode") { … try reader.next() … } else { try reader.skipValue() }
///     }
///     try reader.finish()
///
/// Every byte that it passes, skipped or not, has been checked. After an error it must not be used again.
public struct JSONReader: ~Escapable {
    let bytes: Span<UInt8>
    /// The first byte not yet read.
    public internal(set) var offset = 0
    /// Where the token that was read last begins. An error about its meaning is reported there.
    public internal(set) var tokenOffset = 0
    var expectation = Expectation.value
    var nesting: JSONNesting

    enum Expectation {
        case value
        case firstKey
        case firstElement
        case commaOrClosing
        case end
    }

    /// Arrays and objects that may be open at once, unless the caller says otherwise.
    public static var defaultDepthLimit: Int { 64 }

    /// A reader at the start of `bytes`. `depthLimit` is at most 256.
    @_lifetime(copy bytes)
    public init(_ bytes: Span<UInt8>, depthLimit: Int = JSONReader.defaultDepthLimit) {
        self.bytes = bytes
        nesting = JSONNesting(limit: depthLimit)
    }

    /// Arrays and objects open now.
    public var depth: Int { nesting.depth }

    /// The next token. After the value it is `.end`, again and again.
    public mutating func next() throws(JSONError) -> JSONToken {
        skipWhitespace()
        let byte = peek()
        switch expectation {
        case .commaOrClosing:
            let isInObject = nesting.isInObject
            guard byte == ASCII.comma else { return try readClosing(byte, isInObject) }
            offset &+= 1
            skipWhitespace()
            return isInObject ? try readKey() : try readValue()
        case .firstKey:
            return byte == JSONByte.closingBrace ? close(.endObject) : try readKey()
        case .firstElement:
            return byte == JSONByte.closingBracket ? close(.endArray) : try readValue()
        case .value:
            return try readValue()
        case .end:
            return try readEnd()
        }
    }

    /// The byte at the cursor; 0, which begins no token, at the end.
    @inline(__always)
    func peek() -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// RFC 8259, section 2: white space is space, tab, line feed and carriage return. Mostly there is none, or one space.
    @inline(__always)
    mutating func skipWhitespace() {
        let start = offset
        guard start < bytes.count, bytes[start] <= ASCII.space else { return }
        let next = start &+ 1
        if bytes[start] == ASCII.space, next < bytes.count, bytes[next] > ASCII.space {
            offset = next
        } else {
            skipWhitespaceRun()
        }
    }

    private mutating func skipWhitespaceRun() {
        while offset < bytes.count, JSONByte.isWhitespace(bytes[offset]) { offset &+= 1 }
    }

    private mutating func readClosing(_ byte: UInt8, _ isInObject: Bool) throws(JSONError) -> JSONToken {
        if isInObject {
            if byte == JSONByte.closingBrace { return close(.endObject) }
            throw failure(.commaOrBraceExpected)
        }
        if byte == JSONByte.closingBracket { return close(.endArray) }
        throw failure(.commaOrBracketExpected)
    }

    private mutating func readEnd() throws(JSONError) -> JSONToken {
        tokenOffset = offset
        guard offset == bytes.count else { throw JSONError(.trailingContent, at: offset) }
        return .end
    }

    private mutating func readKey() throws(JSONError) -> JSONToken {
        tokenOffset = offset
        guard peek() == ASCII.quote else { throw failure(.keyExpected) }
        let text = try readText()
        skipWhitespace()
        guard peek() == ASCII.colon else { throw failure(.colonExpected) }
        offset &+= 1
        expectation = .value
        return .key(text)
    }

    private mutating func readValue() throws(JSONError) -> JSONToken {
        tokenOffset = offset
        switch peek() {
        case ASCII.quote:
            let text = try readText()
            valueEnded()
            return .string(text)
        case JSONByte.openingBrace:
            return try open(.beginObject, object: true)
        case JSONByte.openingBracket:
            return try open(.beginArray, object: false)
        case ASCII.hyphen, ASCII.zero...ASCII.nine:
            return try readNumber()
        case JSONByte.smallT:
            return try readLiteral("true", .bool(true))
        case JSONByte.smallF:
            return try readLiteral("false", .bool(false))
        case JSONByte.smallN:
            return try readLiteral("null", .null)
        default:
            throw noValue()
        }
    }

    private mutating func readNumber() throws(JSONError) -> JSONToken {
        let end = try JSONScan.number(in: bytes, from: offset)
        let number = JSONNumber(start: offset, end: end)
        offset = end
        valueEnded()
        return .number(number)
    }

    @inline(__always)
    private mutating func readText() throws(JSONError) -> JSONText {
        var hasEscapes = false
        let start = offset &+ 1
        let end = try JSONScan.string(in: bytes, from: start, hasEscapes: &hasEscapes)
        offset = end &+ 1
        return JSONText(start: start, end: end, hasEscapes: hasEscapes)
    }

    private mutating func readLiteral(_ literal: StaticString, _ token: JSONToken) throws(JSONError) -> JSONToken {
        for index in 0..<literal.utf8CodeUnitCount {
            guard offset &+ index < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
            guard bytes[offset &+ index] == literal.utf8Start[index] else { throw failure(.valueExpected) }
        }
        offset &+= literal.utf8CodeUnitCount
        valueEnded()
        return token
    }

    private mutating func open(_ token: JSONToken, object: Bool) throws(JSONError) -> JSONToken {
        guard nesting.open(object: object) else { throw failure(.tooDeep) }
        offset &+= 1
        expectation = object ? .firstKey : .firstElement
        return token
    }

    private mutating func close(_ token: JSONToken) -> JSONToken {
        tokenOffset = offset
        offset &+= 1
        nesting.close()
        valueEnded()
        return token
    }

    private mutating func valueEnded() { expectation = nesting.depth == 0 ? .end : .commaOrClosing }

    /// The error for a byte that does not belong here; at the end of the input the end is what is wrong.
    private func failure(_ kind: JSONError.Kind) -> JSONError {
        JSONError(offset == bytes.count ? .unexpectedEnd : kind, at: offset)
    }

    /// The error where no value begins.
    private func noValue() -> JSONError {
        guard expectation == .value, nesting.depth == 0 else { return failure(.valueExpected) }
        if offset == bytes.count { return JSONError(.noValue, at: offset) }
        let hasMark = offset == 0 && bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        return JSONError(hasMark ? .byteOrderMark : .valueExpected, at: offset)
    }
}
