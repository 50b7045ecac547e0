/// Whether bytes are well-formed UTF-8 (RFC 3629, section 4): no overlong form, no surrogate, nothing above U+10FFFF.
public enum UTF8Validation {
    /// One bit for each of eight bytes that is not ASCII.
    @usableFromInline static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The offset of the first byte, from `start` on, that begins no well-formed sequence; nil when there is none.
    /// O(n), eight ASCII bytes a step.
    public static func firstInvalid(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
        let raw = bytes.bytes
        var index = start
        while index < bytes.count {
            if index &+ 8 <= bytes.count {
                let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
                let high = word & highBits
                if high == 0 {
                    index &+= 8
                    continue
                }
                index &+= high.trailingZeroBitCount &>> 3
            }
            let length = sequenceLength(in: bytes, at: index)
            if length == 0 { return index }
            index &+= length
        }
        return nil
    }

    /// The bytes, 1 to 4, of the well-formed sequence that begins at `index`; 0 when none does or the bytes end
    /// within it. `index` must be in `0..<bytes.count`.
    @inlinable public static func sequenceLength(in bytes: Span<UInt8>, at index: Int) -> Int {
        let first = bytes[index]
        if first < 0x80 { return 1 }
        let left = bytes.count &- index
        // RFC 3629: the second byte of some sequences has a narrower range than 80..BF. That is what keeps
        // overlong forms (E0, F0), surrogates (ED) and what lies beyond U+10FFFF (F4) out.
        switch first {
        case 0xC2...0xDF:
            return left >= 2 && isTail(bytes[index &+ 1]) ? 2 : 0
        case 0xE0...0xEF:
            guard left >= 3, isTail(bytes[index &+ 2]) else { return 0 }
            let second = bytes[index &+ 1]
            let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
            let high: UInt8 = first == 0xED ? 0x9F : 0xBF
            return second >= low && second <= high ? 3 : 0
        case 0xF0...0xF4:
            guard left >= 4, isTail(bytes[index &+ 2]), isTail(bytes[index &+ 3]) else { return 0 }
            let second = bytes[index &+ 1]
            let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
            let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
            return second >= low && second <= high ? 4 : 0
        default:
            return 0
        }
    }

    @inlinable static func isTail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}

extension ByteBuffer {
    /// Appends the UTF-8 of one Unicode scalar value, which must not be a surrogate nor above U+10FFFF.
    public mutating func append(scalar: UInt32) {
        precondition(scalar <= 0x10FFFF && !(0xD800...0xDFFF).contains(scalar), "not a Unicode scalar value")
        switch scalar {
        case 0..<0x80:
            append(UInt8(truncatingIfNeeded: scalar))
        case 0x80..<0x800:
            append(0xC0 | UInt8(truncatingIfNeeded: scalar &>> 6))
            append(Self.tail(scalar))
        case 0x800..<0x10000:
            append(0xE0 | UInt8(truncatingIfNeeded: scalar &>> 12))
            append(Self.tail(scalar &>> 6))
            append(Self.tail(scalar))
        default:
            append(0xF0 | UInt8(truncatingIfNeeded: scalar &>> 18))
            append(Self.tail(scalar &>> 12))
            append(Self.tail(scalar &>> 6))
            append(Self.tail(scalar))
        }
    }

    private static func tail(_ bits: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: bits & 0x3F) }
}
