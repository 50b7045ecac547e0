import Bytes

/// An official code (commune, IRIS, EPCI, département, region) of up to ten digits and capital letters in eight bytes.
///
/// Six bits a character, the first highest: codes compare as their texts do, and a commune's code is the front of its
/// IRIS's. The lowest four bits hold the length.
public struct AreaCode: Hashable, Comparable, Sendable {
    public let rawValue: UInt64

    static let maximumCharacters = 10
    private static let communeCharacters = 5

    private init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Nil when the bytes are none, too many, or other than ASCII digits and letters; small letters are taken for
    /// capitals (`2a004`).
    public init?(_ bytes: Span<UInt8>) {
        guard !bytes.isEmpty, bytes.count <= Self.maximumCharacters else { return nil }
        var value: UInt64 = 0
        for index in bytes.indices {
            guard let character = Self.pack(bytes[index]) else { return nil }
            value |= UInt64(character) << UInt64(58 - 6 * index)
        }
        rawValue = value | UInt64(bytes.count)
    }

    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span)
    }

    /// 1–10 for digits, 11–36 for letters: no character is 0, so that a shorter code comes before its extensions.
    private static func pack(_ byte: UInt8) -> UInt8? {
        switch ASCII.uppercased(byte) {
        case ASCII.zero...ASCII.nine: byte - ASCII.zero + 1
        case 0x41...0x5A: ASCII.uppercased(byte) - 0x41 + 11
        default: nil
        }
    }

    /// How many characters it has.
    public var count: Int { Int(rawValue & 0xF) }

    /// The first `count` characters, or all when there are fewer.
    public func prefix(_ count: Int) -> AreaCode {
        let kept = min(count, self.count)
        let mask = kept == 0 ? 0 : ~UInt64(0) << UInt64(64 - 6 * kept)
        return AreaCode(rawValue: rawValue & mask | UInt64(kept))
    }

    /// The commune that an IRIS's code begins with.
    public var commune: AreaCode { prefix(Self.communeCharacters) }

    /// The département of a commune or IRIS: two characters, three overseas.
    public var department: AreaCode {
        let two = prefix(2)
        return two == Self.overseas ? prefix(3) : two
    }

    /// What the IRIS of a commune that is not divided is called: the commune's code and four zeros.
    public var undividedIRIS: AreaCode? { AreaCode(text + "0000") }

    private static let overseas = AreaCode("97")!

    /// The code as text. Does not allocate for the codes of France, which fit a small string.
    public var text: String {
        var text = ""
        for index in 0..<count {
            let character = UInt8((rawValue >> UInt64(58 - 6 * index)) & 0x3F)
            let byte = character <= 10 ? ASCII.zero + character - 1 : 0x41 + character - 11
            text.unicodeScalars.append(Unicode.Scalar(byte))
        }
        return text
    }

    public static func < (a: AreaCode, b: AreaCode) -> Bool { a.rawValue < b.rawValue }
}
