import Bytes

/// The leaf of the writer: copies what needs no escape, eight bytes a step.
enum JSONEscaping {
    /// Appends bytes from `start` on, up to the first that must be escaped or is not UTF-8, and returns its offset, or the
    /// count. Each word is stored whole and then counted as far as it is good, so the room reserved is a word longer.
    static func appendPlain(_ bytes: Span<UInt8>, from start: Int, to buffer: inout ByteBuffer) -> Int {
        let raw = bytes.bytes
        var index = start
        _ = buffer.appendUninitialized(minimum: bytes.count &- start &+ wordSize) { free in
            while index < bytes.count {
                let good = goodBytes(raw, index, into: free, at: index &- start)
                index &+= good
                if good == wordSize || index == bytes.count { continue }
                let length = bytes[index] < 0x80 ? 0 : UTF8Validation.sequenceLength(in: bytes, at: index)
                if length == 0 { break }
                for offset in 0..<length { free[index &- start &+ offset] = bytes[index &+ offset] }
                index &+= length
            }
            return index &- start
        }
        return index
    }

    private static let wordSize = 8

    /// Copies up to eight bytes and returns how many of them, from the first, need nothing more.
    @inline(__always)
    private static func goodBytes(
        _ raw: RawSpan, _ index: Int, into free: UnsafeMutableRawBufferPointer, at offset: Int
    ) -> Int {
        let left = raw.byteCount &- index
        if left >= wordSize {
            let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            free.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
            let stops = JSONScan.stops(word)
            return stops == 0 ? wordSize : stops.trailingZeroBitCount &>> 3
        }
        let word = lastBytes(raw, index, left)
        free.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
        // Beyond the last byte the word is zero, which counts as a stop there and nowhere before.
        return min(JSONScan.stops(word).trailingZeroBitCount &>> 3, left)
    }

    /// The last one to seven bytes as a word, zeros above them: two loads that may overlap instead of a loop.
    @inline(__always)
    private static func lastBytes(_ raw: RawSpan, _ index: Int, _ left: Int) -> UInt64 {
        if left >= 4 {
            let low = UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self))
            let high = UInt32(
                littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index &+ left &- 4, as: UInt32.self))
            return UInt64(low) | UInt64(high) &<< UInt64((left &- 4) &* 8)
        }
        let first = UInt64(raw.unsafeLoad(fromByteOffset: index, as: UInt8.self))
        let middle = UInt64(raw.unsafeLoad(fromByteOffset: index &+ left &>> 1, as: UInt8.self))
        let last = UInt64(raw.unsafeLoad(fromByteOffset: index &+ left &- 1, as: UInt8.self))
        return first | middle &<< UInt64((left &>> 1) &* 8) | last &<< UInt64((left &- 1) &* 8)
    }
}
