import Bytes

/// Integers in as few bytes as they need: seven bits a byte, the least first, the high bit set on all but the last
/// (LEB128); signed ones zigzagged so that small negatives stay short.
enum VariableInteger {
    static func append(_ value: UInt64, to buffer: inout ByteBuffer) {
        var rest = value
        while rest >= 0x80 {
            buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: rest))
    }

    static func append(signed value: Int64, to buffer: inout ByteBuffer) {
        append(UInt64(bitPattern: (value << 1) ^ (value >> 63)), to: &buffer)
    }

    /// Reads at `position` and moves behind; nil when the bytes end first or the number has more than 64 bits.
    @inline(__always)
    static func read(_ bytes: Span<UInt8>, at position: inout Int) -> UInt64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position >= 0, position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position &+= 1
            if shift == 63, byte > 1 { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift &+= 7
        }
        return nil
    }

    @inline(__always)
    static func readSigned(_ bytes: Span<UInt8>, at position: inout Int) -> Int64? {
        guard let value = read(bytes, at: &position) else { return nil }
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}
