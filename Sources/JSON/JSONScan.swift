import Bytes

/// The leaves of the reader: where a string or a number ends. Free functions over a span and integers, so that the
/// hot loops stay in registers.
enum JSONScan {
    /// The offset of the closing quote of the string whose first byte is at `start`; sets `hasEscapes` when it meets one.
    static func string(
        in bytes: Span<UInt8>, from start: Int, hasEscapes: inout Bool
    ) throws(JSONError) -> Int {
        var index = start
        while true {
            index = firstStop(in: bytes, from: index)
            guard index < bytes.count else { throw JSONError(.unexpectedEnd, at: index) }
            let byte = bytes[index]
            if byte == ASCII.quote { return index }
            if byte == ASCII.backslash {
                hasEscapes = true
                index = try escape(in: bytes, at: index)
            } else if byte < ASCII.space {
                throw JSONError(.controlCharacter, at: index)
            } else {
                let length = UTF8Validation.sequenceLength(in: bytes, at: index)
                guard length > 0 else { throw JSONError(.invalidUTF8, at: index) }
                index &+= length
            }
        }
    }

    /// The first byte, from `start` on, that is a quote, a backslash, a control character or not ASCII; or the count.
    static func firstStop(in bytes: Span<UInt8>, from start: Int) -> Int {
        let raw = bytes.bytes
        var index = start
        while index &+ 8 <= bytes.count {
            let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            let stops = stops(word)
            if stops != 0 { return index &+ stops.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == ASCII.quote || byte == ASCII.backslash || byte < ASCII.space || byte >= 0x80 { return index }
            index &+= 1
        }
        return index
    }

    /// The high bit of each of eight bytes that a string cannot simply pass over. A borrow can set a bit too many, but
    /// only above a true one, and only the lowest is used (Mycroft's test for a zero byte).
    @inline(__always)
    static func stops(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high = ones &<< 7
        let quotes = word ^ (ones &* UInt64(ASCII.quote))
        let backslashes = word ^ (ones &* UInt64(ASCII.backslash))
        let controls = (word &- ones &* UInt64(ASCII.space)) & ~word
        let equal = (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
        return (equal | controls | word) & high
    }

    /// The offset behind the escape whose backslash is at `index`. RFC 8259, section 7.
    static func escape(in bytes: Span<UInt8>, at index: Int) throws(JSONError) -> Int {
        guard index &+ 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        switch bytes[index &+ 1] {
        case ASCII.quote, ASCII.backslash, ASCII.slash, JSONByte.smallB, JSONByte.smallF, JSONByte.smallN,
            JSONByte.smallR, JSONByte.smallT:
            return index &+ 2
        case JSONByte.smallU:
            return try unicodeEscape(in: bytes, at: index)
        default:
            throw JSONError(.invalidEscape, at: index)
        }
    }

    private static func unicodeEscape(in bytes: Span<UInt8>, at index: Int) throws(JSONError) -> Int {
        let unit = try codeUnit(in: bytes, at: index)
        guard unit & 0xF800 == 0xD800 else { return index &+ 6 }
        // RFC 8259, section 8.2: a surrogate without its pair is text that no two programs read alike.
        guard unit < 0xDC00 else { throw JSONError(.loneSurrogate, at: index) }
        let second = index &+ 6
        guard second < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        guard bytes[second] == ASCII.backslash else { throw JSONError(.loneSurrogate, at: index) }
        guard second &+ 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        guard bytes[second &+ 1] == JSONByte.smallU else { throw JSONError(.loneSurrogate, at: index) }
        guard try codeUnit(in: bytes, at: second) & 0xFC00 == 0xDC00 else { throw JSONError(.loneSurrogate, at: index) }
        return index &+ 12
    }

    /// The value of the four hexadecimal digits of the `\u` escape at `index`.
    static func codeUnit(in bytes: Span<UInt8>, at index: Int) throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for digit in index &+ 2..<index &+ 6 {
            guard digit < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
            guard let value = ASCII.hexadecimalValue(bytes[digit]) else { throw JSONError(.invalidEscape, at: index) }
            unit = unit &<< 4 | UInt32(value)
        }
        return unit
    }

    /// The offset behind the number that begins at `start`. RFC 8259, section 6:
    /// `[ minus ] int [ frac ] [ exp ]`.
    static func number(in bytes: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
        var index = start
        if bytes[index] == ASCII.hyphen { index &+= 1 }
        let isZero = index < bytes.count && bytes[index] == ASCII.zero
        index = try digits(in: bytes, from: index, of: start)
        if isZero, index &- start > (bytes[start] == ASCII.hyphen ? 2 : 1) { throw JSONError(.leadingZero, at: start) }
        if index < bytes.count, bytes[index] == ASCII.period {
            index = try digits(in: bytes, from: index &+ 1, of: start)
        }
        if index < bytes.count, bytes[index] | 0x20 == JSONByte.smallE {
            index &+= 1
            if index < bytes.count, bytes[index] == JSONByte.plus || bytes[index] == ASCII.hyphen { index &+= 1 }
            index = try digits(in: bytes, from: index, of: start)
        }
        return index
    }

    /// Passes one or more digits.
    private static func digits(in bytes: Span<UInt8>, from first: Int, of start: Int) throws(JSONError) -> Int {
        var index = first
        while index < bytes.count, ASCII.isDigit(bytes[index]) { index &+= 1 }
        if index > first { return index }
        throw index == bytes.count ? JSONError(.unexpectedEnd, at: index) : JSONError(.invalidNumber, at: start)
    }
}
