/// A set of contacts: a bit for each row of the table.
public struct ContactSelection: Equatable, Sendable {
    /// The rows of one segment after those of the other, 64 a word.
    public internal(set) var words: [UInt64]

    init(segments: Int) { words = [UInt64](repeating: 0, count: segments * ContactSegment.wordCount) }

    /// How many contacts. O(words).
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    public func contains(_ row: ContactRow) -> Bool {
        let word = Int(row.index) >> 6
        return word < words.count && words[word] >> UInt64(row.index & 63) & 1 == 1
    }

    /// How many contacts are in both.
    public func commonCount(_ other: ContactSelection) -> Int {
        var count = 0
        for index in 0..<min(words.count, other.words.count) {
            count += (words[index] & other.words[index]).nonzeroBitCount
        }
        return count
    }

    /// Takes out one contact.
    public mutating func remove(_ row: ContactRow) {
        let word = Int(row.index) >> 6
        if word < words.count { words[word] &= ~(1 << UInt64(row.index & 63)) }
    }

    /// Takes out the contacts of the other.
    public mutating func subtract(_ other: ContactSelection) {
        for index in 0..<min(words.count, other.words.count) { words[index] &= ~other.words[index] }
    }

    /// Leaves those that are in the other as well.
    public mutating func formIntersection(_ other: ContactSelection) {
        for index in words.indices { words[index] &= index < other.words.count ? other.words[index] : 0 }
    }

    /// The rows, ascending, from `start` on.
    public func rows(from start: Int = 0) -> some Sequence<ContactRow> { Rows(words: words, position: start) }

    private struct Rows: Sequence, IteratorProtocol {
        let words: [UInt64]
        var position: Int

        mutating func next() -> ContactRow? {
            var word = position >> 6
            guard word < words.count else { return nil }
            var rest = words[word] & (~0 << UInt64(position & 63))
            while rest == 0 {
                word += 1
                guard word < words.count else { return nil }
                rest = words[word]
            }
            let row = word * 64 + rest.trailingZeroBitCount
            position = row + 1
            return ContactRow(row)
        }
    }
}
