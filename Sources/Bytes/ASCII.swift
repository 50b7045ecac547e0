/// ASCII characters by name, and the classes that protocols ask about.
public enum ASCII {
    public static let tab: UInt8 = 0x09
    public static let lineFeed: UInt8 = 0x0A
    public static let carriageReturn: UInt8 = 0x0D
    public static let space: UInt8 = 0x20
    public static let quote: UInt8 = 0x22
    public static let ampersand: UInt8 = 0x26
    public static let apostrophe: UInt8 = 0x27
    public static let comma: UInt8 = 0x2C
    public static let hyphen: UInt8 = 0x2D
    public static let period: UInt8 = 0x2E
    public static let slash: UInt8 = 0x2F
    public static let zero: UInt8 = 0x30
    public static let nine: UInt8 = 0x39
    public static let colon: UInt8 = 0x3A
    public static let semicolon: UInt8 = 0x3B
    public static let lessThan: UInt8 = 0x3C
    public static let greaterThan: UInt8 = 0x3E
    public static let backslash: UInt8 = 0x5C
    public static let delete: UInt8 = 0x7F

    @inlinable public static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

    @inlinable public static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// The byte with `A`–`Z` made small; any other byte as it is.
    @inlinable public static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// The byte with `a`–`z` made capital; any other byte as it is.
    @inlinable public static func uppercased(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte & 0xDF : byte }

    /// 0–15 for a hexadecimal digit of either case, nil for any other byte.
    @inlinable public static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte &- 0x30
        case 0x41...0x46: byte &- 0x41 &+ 10
        case 0x61...0x66: byte &- 0x61 &+ 10
        default: nil
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether both hold the same bytes. O(n).
    @inlinable public func elementsEqual(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }

    /// Whether these are the bytes of `literal`. O(n).
    @inlinable public func elementsEqual(_ literal: StaticString) -> Bool {
        guard count == literal.utf8CodeUnitCount else { return false }
        for index in indices where self[index] != literal.utf8Start[index] { return false }
        return true
    }

    /// Whether these are the bytes of `literal`, letters of either case being the same; `literal` is in small letters. O(n).
    @inlinable public func equalsIgnoringCase(_ literal: StaticString) -> Bool {
        guard count == literal.utf8CodeUnitCount else { return false }
        for index in indices where ASCII.lowercased(self[index]) != literal.utf8Start[index] { return false }
        return true
    }

    /// The first index in `from..<count` that holds `byte`, or nil. O(n).
    @inlinable public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        var index = start
        while index < count {
            if self[index] == byte { return index }
            index &+= 1
        }
        return nil
    }
}

extension String {
    /// The bytes as text, what is not UTF-8 replaced by U+FFFD. Allocates.
    public init(_ bytes: Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
