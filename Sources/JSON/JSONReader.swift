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
        switch expectation {
        case .value:
            if offset == 0 { try refuseByteOrderMark() }
            return try readValue()
        case .commaOrClosing:
            return try readAfterValue()
        case .firstKey:
            if peek() == JSONByte.closingBrace { return close(.endObject) }
            return try readKey()
        case .firstElement:
            if peek() == JSONByte.closingBracket { return close(.endArray) }
            return try readValue()
        case .end:
            tokenOffset = offset
            guard offset == bytes.count else { throw JSONError(.trailingContent, at: offset) }
            return .end
        }
    }

    /// The byte at the cursor; 0, which begins no token, at the end.
    func peek() -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// RFC 8259, section 2: white space is space, tab, line feed and carriage return.
    mutating func skipWhitespace() {
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte <= ASCII.space, JSONByte.isWhitespace(byte) else { return }
            offset &+= 1
        }
    }

    private mutating func readAfterValue() throws(JSONError) -> JSONToken {
        let byte = peek()
        let isInObject = nesting.isInObject
        if byte == ASCII.comma {
            offset &+= 1
            skipWhitespace()
            return isInObject ? try readKey() : try readValue()
        }
        if isInObject {
            if byte == JSONByte.closingBrace { return close(.endObject) }
            throw failure(.commaOrBraceExpected)
        }
        if byte == JSONByte.closingBracket { return close(.endArray) }
        throw failure(.commaOrBracketExpected)
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
        let byte = peek()
        switch byte {
        case ASCII.quote:
            let text = try readText()
            valueEnded()
            return .string(text)
        case JSONByte.openingBrace:
            return try open(.beginObject, object: true)
        case JSONByte.openingBracket:
            return try open(.beginArray, object: false)
        case ASCII.hyphen, ASCII.zero...ASCII.nine:
            let end = try JSONScan.number(in: bytes, from: offset)
            let number = JSONNumber(start: offset, end: end)
            offset = end
            valueEnded()
            return .number(number)
        case JSONByte.smallT:
            return try readLiteral("true", .bool(true))
        case JSONByte.smallF:
            return try readLiteral("false", .bool(false))
        case JSONByte.smallN:
            return try readLiteral("null", .null)
        default:
            throw failure(nesting.depth == 0 ? .noValueOrValueExpected(bytes.count == offset) : .valueExpected)
        }
    }

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
        if offset == bytes.count, kind != .noValue { return JSONError(.unexpectedEnd, at: offset) }
        return JSONError(kind, at: offset)
    }

    private func refuseByteOrderMark() throws(JSONError) {
        guard bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF else { return }
        throw JSONError(.byteOrderMark, at: 0)
    }
}

extension JSONError.Kind {
    fileprivate static func noValueOrValueExpected(_ atEnd: Bool) -> Self { atEnd ? .noValue : .valueExpected }
}
