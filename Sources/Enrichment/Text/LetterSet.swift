import Bytes

/// Which letters a text has: a bit for each of A to Z, and six for the digits.
///
/// A typing error puts in, leaves out or replaces one letter, so it changes at most two of the bits. Texts whose sets differ in
/// more are too far apart to be compared letter by letter, and finding that out takes one instruction.
struct LetterSet: Equatable, Sendable {
    private static let letters: UInt32 = 26
    private static let digitBits: UInt32 = 6

    private(set) var bits: UInt32 = 0

    init() {}

    /// Of a folded text. O(bytes).
    init(_ text: Span<UInt8>) {
        for index in text.indices {
            let letter = UInt32(text[index] &- UInt8(ascii: "A"))
            bits |= 1 << (letter < Self.letters ? letter : Self.letters + UInt32(text[index]) % Self.digitBits)
        }
    }

    @inline(__always)
    mutating func formUnion(_ other: LetterSet) { bits |= other.bits }

    /// Whether texts with these letters can lie within so many typing errors of each other.
    @inline(__always)
    func isWithin(errors: Int, of other: LetterSet) -> Bool { (bits ^ other.bits).nonzeroBitCount <= 2 &* errors }

    @inline(__always)
    func isSubset(of other: LetterSet) -> Bool { bits & ~other.bits == 0 }
}
