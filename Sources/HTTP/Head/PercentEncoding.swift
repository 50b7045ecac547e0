import Bytes

/// Percent-encoding (RFC 3986 section 2.1) and the `name=value&…` form of queries.
enum PercentEncoding {
    /// Appends `bytes` with each `%XX` replaced by its byte. A `%` that no two digits follow stays as it is; the head parser lets
    /// none through.
    static func decode(_ bytes: Span<UInt8>, plusIsSpace: Bool, into output: inout ByteBuffer) {
        var index = 0
        while index < bytes.count {
            let (byte, next) = decodedByte(bytes, at: index, plusIsSpace: plusIsSpace)
            output.append(byte)
            index = next
        }
    }

    /// The byte that is encoded at `index`, and where the next one begins.
    static func decodedByte(_ bytes: Span<UInt8>, at index: Int, plusIsSpace: Bool) -> (byte: UInt8, next: Int) {
        let byte = bytes[index]
        if byte == ASCII.percent, index &+ 2 < bytes.count,
            let high = ASCII.hexadecimalValue(bytes[index &+ 1]), let low = ASCII.hexadecimalValue(bytes[index &+ 2])
        {
            return (high << 4 | low, index &+ 3)
        }
        return (plusIsSpace && byte == ASCII.plus ? ASCII.space : byte, index &+ 1)
    }

    /// Whether the decoded `bytes` are `literal`. Allocates nothing.
    static func matches(_ bytes: Span<UInt8>, _ literal: StaticString, plusIsSpace: Bool) -> Bool {
        let wanted = UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
        var index = 0
        var matched = 0
        while index < bytes.count {
            let (byte, next) = decodedByte(bytes, at: index, plusIsSpace: plusIsSpace)
            guard matched < wanted.count, wanted[matched] == byte else { return false }
            matched &+= 1
            index = next
        }
        return matched == wanted.count
    }

    /// Where in `bytes` the value of the first query parameter called `name` lies.
    static func parameter(named name: StaticString, in bytes: Span<UInt8>, within query: Slice) -> Slice? {
        var start = Int(query.start)
        let end = Int(query.end)
        while start < end {
            let stop = min(bytes.firstIndex(of: ASCII.ampersand, from: start) ?? end, end)
            let equals = min(bytes.firstIndex(of: ASCII.equals, from: start) ?? stop, stop)
            if matches(bytes.extracting(start..<equals), name, plusIsSpace: true) {
                return Slice(min(equals &+ 1, stop), stop)
            }
            start = stop &+ 1
        }
        return nil
    }
}
