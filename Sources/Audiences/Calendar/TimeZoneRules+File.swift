import Bytes

extension TimeZoneRules {
    /// Reads a TZif file (RFC 9636), versions 1 to 4; nil when it is none. Leap seconds are not counted.
    public init?(name: String, tzif bytes: Span<UInt8>) {
        guard let first = TZifHeader(bytes, at: 0) else { return nil }
        if first.version < 2 {
            guard let block = first.block(bytes, timeSize: 4) else { return nil }
            self.init(name: name, changes: block.changes, firstOffset: block.firstOffset, yearlyRule: nil)
            return
        }
        guard let second = TZifHeader(bytes, at: first.end(timeSize: 4)), let block = second.block(bytes, timeSize: 8)
        else { return nil }
        let footer = Self.footer(bytes, from: second.end(timeSize: 8))
        let rule = YearlyRule(footer)
        guard footer.isEmpty || rule != nil else { return nil }
        self.init(name: name, changes: block.changes, firstOffset: block.firstOffset, yearlyRule: rule)
    }

    /// The text between the two line feeds that end the file.
    private static func footer(_ bytes: Span<UInt8>, from start: Int) -> String {
        guard start < bytes.count, bytes[start] == 0x0A else { return "" }
        var end = start + 1
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        return String(bytes.extracting(start + 1..<end))
    }
}

/// The header of a data block, with what its counts say about where things are.
private struct TZifHeader {
    static let size = 44

    var start: Int
    var version: Int
    var utCount: Int
    var standardCount: Int
    var leapCount: Int
    var timeCount: Int
    var typeCount: Int
    var characterCount: Int

    init?(_ bytes: Span<UInt8>, at start: Int) {
        guard start >= 0, bytes.count - start >= Self.size, bytes.integer(at: start, size: 4) == 0x545A_6966 else {
            return nil
        }
        self.start = start
        version = bytes[start + 4] == 0 ? 1 : Int(bytes[start + 4]) - 0x30
        let counts = (0..<6).map { Int(bytes.integer(at: start + 20 + $0 * 4, size: 4)) }
        // Counts beyond the file would overflow the sums below.
        guard counts.allSatisfy({ $0 >= 0 && $0 <= bytes.count }) else { return nil }
        (utCount, standardCount, leapCount) = (counts[0], counts[1], counts[2])
        (timeCount, typeCount, characterCount) = (counts[3], counts[4], counts[5])
    }

    func end(timeSize: Int) -> Int {
        start + Self.size + timeCount * (timeSize + 1) + typeCount * 6 + characterCount + leapCount * (timeSize + 4)
            + standardCount + utCount
    }

    func block(_ bytes: Span<UInt8>, timeSize: Int) -> (changes: [(at: Int64, offset: Int32)], firstOffset: Int32)? {
        guard typeCount > 0, end(timeSize: timeSize) <= bytes.count else { return nil }
        let times = start + Self.size
        let indices = times + timeCount * timeSize
        let types = indices + timeCount
        let offsets = (0..<typeCount).map { Int32(truncatingIfNeeded: bytes.integer(at: types + $0 * 6, size: 4)) }
        var changes: [(at: Int64, offset: Int32)] = []
        for index in 0..<timeCount {
            let type = Int(bytes[indices + index])
            guard type < typeCount else { return nil }
            let at = bytes.integer(at: times + index * timeSize, size: timeSize)
            if let last = changes.last, last.at >= at { return nil }
            changes.append((at, offsets[type]))
        }
        return (changes, offsets[0])
    }
}

extension Span where Element == UInt8 {
    /// A signed big-endian integer of 4 or 8 bytes.
    fileprivate func integer(at start: Int, size: Int) -> Int64 {
        var value: UInt64 = 0
        for index in start..<start + size { value = value << 8 | UInt64(self[index]) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
}
