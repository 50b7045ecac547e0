import Bytes

/// Integers in as few bytes as they need: seven bits a byte, the least first, the high bit set on all but the last
/// (LEB128); signed ones zigzagged so that small negatives stay short.
enum Varint {
    /// A UInt32 needs no more than five bytes of seven bits.
    static let maximumBytes = 5

    static func append(_ value: UInt32, to buffer: inout ByteBuffer) {
        var rest = value
        while rest >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: rest))
    }

    static func appendZigzag(_ value: Int32, to buffer: inout ByteBuffer) {
        append(UInt32(bitPattern: (value << 1) ^ (value >> 31)), to: &buffer)
    }

    /// Reads at `position` and moves behind; nil when the bytes end first or the number has more than 32 bits.
    @inline(__always)
    static func read(_ bytes: Span<UInt8>, at position: inout Int) -> UInt32? {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while position >= 0 && position < bytes.count && shift < 35 {
            let byte = bytes[position]
            position &+= 1
            if shift == 28 && byte > 0x0F { return nil }
            value |= UInt32(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift &+= 7
        }
        return nil
    }

    /// Two signed integers of at most three bytes each, which eight bytes of room stand behind, and where they end; nil for others.
    /// How long they are is not asked by branches, which would be guessed wrong half of the time.
    @inline(__always)
    static func readShortPair(_ bytes: Span<UInt8>, at position: Int) -> (first: Int32, second: Int32, end: Int)? {
        guard position >= 0, position &+ 8 <= bytes.count else { return nil }
        let word = UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
        // The high bit of each byte that ends an integer; below the lowest two of them are the integers.
        let ends = ~word & 0x8080_8080_8080_8080
        let others = ends & (ends &- 1)
        let firstBits = UInt64(ends.trailingZeroBitCount &+ 1)
        let bits = UInt64(others.trailingZeroBitCount &+ 1)
        guard others != 0, firstBits <= 24, bits &- firstBits <= 24 else { return nil }
        let first = word & (1 << firstBits &- 1)
        let second = word >> firstBits & (1 << (bits &- firstBits) &- 1)
        return (zigzag(sevens(first)), zigzag(sevens(second)), position &+ Int(bits / 8))
    }

    /// The low seven bits of each of three bytes.
    @inline(__always)
    private static func sevens(_ bytes: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: bytes & 0x7F | bytes >> 1 & 0x3F80 | bytes >> 2 & 0x1F_C000)
    }

    @inline(__always)
    private static func zigzag(_ value: UInt32) -> Int32 {
        Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
    }

    @inline(__always)
    static func readZigzag(_ bytes: Span<UInt8>, at position: inout Int) -> Int32? {
        guard let value = read(bytes, at: &position) else { return nil }
        return zigzag(value)
    }
}
