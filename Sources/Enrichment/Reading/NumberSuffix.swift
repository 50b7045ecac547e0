import Bytes

/// What follows a house number: `BIS`, `TER`, `B`, `U3`. At most eight capital letters and digits, held in one word.
public struct NumberSuffix: Hashable, Sendable {
    public static let maximumLength = 8

    /// The first character in the low byte; 0 for no suffix.
    public let packed: UInt64

    public static let none = NumberSuffix(packed: 0)

    @inlinable public init(packed: UInt64) { self.packed = packed }

    /// Nil when the text is longer than eight bytes. Small letters are taken for capitals.
    public init?(_ text: Span<UInt8>) {
        guard text.count <= Self.maximumLength else { return nil }
        var value: UInt64 = 0
        for index in text.indices { value |= UInt64(ASCII.uppercased(text[index])) << UInt64(index &* 8) }
        packed = value
    }

    public var isEmpty: Bool { packed == 0 }

    /// How others write the same suffix: the BAN has `B` for `BIS` in some communes and not in others.
    var synonym: NumberSuffix? {
        switch self {
        case Self.bis: Self.b
        case Self.b: Self.bis
        case Self.ter: Self.t
        case Self.t: Self.ter
        case Self.quater: Self.q
        case Self.q: Self.quater
        default: nil
        }
    }

    /// Whether a word that stands by itself after a number belongs to it: `12 BIS rue`.
    var standsAlone: Bool {
        self == Self.bis || self == Self.ter || self == Self.quater
    }

    /// Appends the suffix in small letters, as it stands in an answer: `bis`.
    public func append(to buffer: inout ByteBuffer) {
        var rest = packed
        while rest != 0 {
            buffer.append(ASCII.lowercased(UInt8(truncatingIfNeeded: rest)))
            rest >>= 8
        }
    }

    private init(_ literal: StaticString) {
        var value: UInt64 = 0
        for index in 0..<literal.utf8CodeUnitCount { value |= UInt64(literal.utf8Start[index]) << UInt64(index * 8) }
        packed = value
    }

    private static let bis = NumberSuffix("BIS")
    private static let ter = NumberSuffix("TER")
    private static let quater = NumberSuffix("QUATER")
    private static let b = NumberSuffix("B")
    private static let t = NumberSuffix("T")
    private static let q = NumberSuffix("Q")
}
