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

    /// Appends the code's characters, of which there are `length`.
    func append(length: Int, to buffer: inout ByteBuffer) {
        var divisor: UInt64 = 1
        for _ in 1..<length { divisor &*= 36 }
        var rest = number
        for _ in 0..<length {
            let digit = UInt8(truncatingIfNeeded: rest / divisor)
            buffer.append(digit < 10 ? ASCII.zero &+ digit : 55 &+ digit)
            rest %= divisor
            divisor /= 36
        }
    }
}

extension [PackedCode] {
    /// Where `code` stands in these, which are sorted, or nil. O(log n).
    func row(of code: PackedCode) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low &+ high) / 2
            if self[middle].number < code.number { low = middle &+ 1 } else { high = middle }
        }
        return low < count && self[low] == code ? low : nil
    }
}
