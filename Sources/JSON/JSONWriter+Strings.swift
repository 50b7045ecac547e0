import Bytes

/// Strings and their escapes.
extension JSONWriter {
    /// A string value. What is not UTF-8 in it is replaced by U+FFFD, byte by byte. O(n), eight bytes a step where
    /// nothing needs an escape. Returns whether nothing did: then no part of the text does.
    @discardableResult
    public mutating func string(_ bytes: Span<UInt8>) -> Bool {
        separate()
        let start = buffer.count
        appendEscaped(bytes)
        // Every escape is longer than what it stands for.
        return buffer.count &- start == bytes.count &+ 2
    }

    /// A string value that is known to need no escape. One copy.
    @inlinable public mutating func string(plain bytes: Span<UInt8>) {
        separate()
        buffer.append(ASCII.quote)
        buffer.append(bytes)
        buffer.append(ASCII.quote)
    }

    /// A string value; a literal goes to the overload below.
    @_disfavoredOverload
    public mutating func string(_ text: String) {
        var text = text
        _ = text.withUTF8 { string($0.span) }
    }

    /// A string value that needs no escape.
    @inlinable public mutating func string(_ literal: StaticString) {
        separate()
        buffer.append(ASCII.quote)
        buffer.append(literal)
        buffer.append(ASCII.quote)
    }

    /// Appends the string in quotes. RFC 8259, section 7: only the quote, the backslash and what lies below U+0020 must be
    /// escaped.
    mutating func appendEscaped(_ bytes: Span<UInt8>) {
        buffer.append(ASCII.quote)
        var index = 0
        while true {
            index = JSONEscaping.appendPlain(bytes, from: index, to: &buffer)
            guard index < bytes.count else { break }
            appendEscape(of: bytes[index])
            index &+= 1
        }
        buffer.append(ASCII.quote)
    }

    private mutating func appendEscape(of byte: UInt8) {
        switch byte {
        case ASCII.quote: buffer.append("\\\"")
        case ASCII.backslash: buffer.append("\\\\")
        case ASCII.lineFeed: buffer.append("\\n")
        case ASCII.carriageReturn: buffer.append("\\r")
        case ASCII.tab: buffer.append("\\t")
        case 0x80...: buffer.append("\u{FFFD}")
        default:
            // What is left lies below U+0020, so the first two digits are 00 and the third is 0 or 1.
            buffer.append("\\u00")
            buffer.append(ASCII.zero &+ byte &>> 4)
            let low = byte & 0x0F
            buffer.append(low < 10 ? ASCII.zero &+ low : 0x61 &+ low &- 10)
        }
    }
}
