import Bytes

/// An INSEE code (`693820101`, `2A004`, `971`) as a number that sorts as its text does: base 36, one digit a character.
///
/// Codes of one kind have the same length, which the holder knows: 9 characters for an IRIS, 5 for a commune.
struct PackedCode: Hashable, Comparable, Sendable {
    let number: UInt64

    init(number: UInt64) { self.number = number }

    /// Nil when a character is not a digit or a capital letter, or when there are none or more than 12.
    init?(_ text: Span<UInt8>) {
        guard text.count > 0, text.count <= 12 else { return nil }
        var value: UInt64 = 0
        for index in text.indices {
            let byte = ASCII.uppercased(text[index])
            if ASCII.isDigit(byte) {
                value = value &* 36 &+ UInt64(byte &- ASCII.zero)
            } else if ASCII.isLetter(byte) {
                value = value &* 36 &+ UInt64(byte &- 55)
            } else {
                return nil
            }
        }
        number = value
    }

    static func < (one: PackedCode, other: PackedCode) -> Bool { one.number < other.number }

    /// Appends the code's characters, of which there are `length`, at most 12.
    func append(length: Int, to buffer: inout ByteBuffer) {
        let characters: InlineArray<12, UInt8> = characters()
        buffer.append(characters.span.extracting(last: length))
    }

    /// The code's characters, of which there are `length`.
    func characters<let length: Int>() -> InlineArray<length, UInt8> {
        // From the last digit on: dividing by a constant is a multiplication.
        var characters = InlineArray<length, UInt8>(repeating: 0)
        var rest = number
        for position in characters.indices.reversed() {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 36)
            characters[position] = UInt8(truncatingIfNeeded: digit) &+ (digit < 10 ? ASCII.zero : 55)
            rest = quotient
        }
        return characters
    }

    /// The code's `length` characters. Allocates.
    func text(length: Int) -> String {
        var buffer = ByteBuffer(capacity: length)
        append(length: length, to: &buffer)
        return String(buffer.bytes)
    }
}

extension [PackedCode] {
    /// Where `code` stands in these, which are sorted, or nil. O(log n).
    func row(of code: PackedCode) -> Int? { row(of: code, in: 0..<count) }

    /// As above, quicker the nearer it stands to `hint`, a row. O(log distance): a search in doubling steps (Bentley and Yao
    /// 1976).
    func row(of code: PackedCode, near hint: Int) -> Int? {
        guard hint < count else { return row(of: code) }
        var step = 1
        if self[hint].number < code.number {
            while hint &+ step < count, self[hint &+ step].number < code.number { step &*= 2 }
            return row(of: code, in: (hint &+ step / 2)..<Swift.min(hint &+ step &+ 1, count))
        }
        while hint >= step, self[hint &- step].number > code.number { step &*= 2 }
        return row(of: code, in: Swift.max(hint &- step, 0)..<(hint &- step / 2 &+ 1))
    }

    private func row(of code: PackedCode, in range: Range<Int>) -> Int? {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low &+ high) / 2
            if self[middle].number < code.number { low = middle &+ 1 } else { high = middle }
        }
        return low < range.upperBound && self[low] == code ? low : nil
    }
}
