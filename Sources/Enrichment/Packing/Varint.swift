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

    @inline(__always)
    static func readZigzag(_ bytes: Span<UInt8>, at position: inout Int) -> Int32? {
        guard let value = read(bytes, at: &position) else { return nil }
        return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
    }
}
