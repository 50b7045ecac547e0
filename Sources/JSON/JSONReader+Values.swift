import Bytes

/// What a token holds.
extension JSONReader {
    /// The bytes of a string between its quotes, escapes still in it.
    @_lifetime(copy self)
    public func bytes(of text: JSONText) -> Span<UInt8> { bytes.extracting(text.range) }

    /// The bytes of a number as they were written.
    @_lifetime(copy self)
    public func bytes(of number: JSONNumber) -> Span<UInt8> { bytes.extracting(number.range) }

    /// The bytes of a value that `skipValue` passed.
    @_lifetime(copy self)
    public func bytes(in range: Range<Int>) -> Span<UInt8> { bytes.extracting(range) }

    /// Whether a key or string says `literal`. `"\u0069d"` says `id`. No allocation unless there are escapes.
    public func text(_ text: JSONText, equals literal: StaticString) -> Bool {
        let length = text.end &- text.start
        if !text.hasEscapes {
            guard length == literal.utf8CodeUnitCount else { return false }
            return bytes(of: text).elementsEqual(literal)
        }
        // An escape is longer than what it stands for, so a shorter text cannot say the literal.
        guard length > literal.utf8CodeUnitCount else { return false }
        var plain = ByteBuffer(capacity: length)
        appendText(text, to: &plain)
        return plain.bytes.elementsEqual(literal)
    }

    /// Appends what a key or string says, as UTF-8. One copy when it holds no escapes.
    public func appendText(_ text: JSONText, to buffer: inout ByteBuffer) {
        let written = bytes(of: text)
        guard text.hasEscapes else {
            buffer.append(written)
            return
        }
        var index = 0
        while index < written.count {
            let run = index
            while index < written.count, written[index] != ASCII.backslash { index &+= 1 }
            if index > run { buffer.append(written.extracting(run..<index)) }
            if index < written.count { index = JSONReader.unescape(written, at: index, to: &buffer) }
        }
    }

    /// What a key or string says. Allocates: for messages and cold paths.
    public func string(_ text: JSONText) -> String {
        guard text.hasEscapes else { return String(bytes(of: text)) }
        var plain = ByteBuffer(capacity: text.end - text.start)
        appendText(text, to: &plain)
        return String(plain.bytes)
    }

    /// The number, when it is a whole number that 64 bits hold: `12`, `12.0` and `1.2e1` are all 12.
    public func integer(_ number: JSONNumber) -> Int64? { DecimalNumber(bytes(of: number))?.integer }

    /// The Double nearest to the number; nil when it is too large for one.
    public func double(_ number: JSONNumber) -> Double? { DecimalNumber.double(bytes(of: number)) }

    /// Appends what the escape at `index` stands for, and returns the offset behind it. The scanner has checked it, so
    /// nothing can be wrong here.
    private static func unescape(_ written: Span<UInt8>, at index: Int, to buffer: inout ByteBuffer) -> Int {
        switch written[index &+ 1] {
        case JSONByte.smallB: buffer.append(JSONByte.backspace)
        case JSONByte.smallF: buffer.append(JSONByte.formFeed)
        case JSONByte.smallN: buffer.append(ASCII.lineFeed)
        case JSONByte.smallR: buffer.append(ASCII.carriageReturn)
        case JSONByte.smallT: buffer.append(ASCII.tab)
        case JSONByte.smallU: return unescapeUnicode(written, at: index, to: &buffer)
        case let itself: buffer.append(itself)
        }
        return index &+ 2
    }

    private static func unescapeUnicode(_ written: Span<UInt8>, at index: Int, to buffer: inout ByteBuffer) -> Int {
        let unit = codeUnit(written, at: index)
        guard unit & 0xF800 == 0xD800 else {
            buffer.append(scalar: unit)
            return index &+ 6
        }
        let low = codeUnit(written, at: index &+ 6)
        buffer.append(scalar: 0x10000 &+ (unit & 0x3FF) &<< 10 &+ (low & 0x3FF))
        return index &+ 12
    }

    private static func codeUnit(_ written: Span<UInt8>, at index: Int) -> UInt32 {
        do {
            return try JSONScan.codeUnit(in: written, at: index)
        } catch {
            preconditionFailure("the scanner let a wrong escape pass")
        }
    }
}
