import Bytes

/// The name of the trailer at hand, as far as it matters: in small letters, and only while it is short enough to be forbidden.
struct TrailerName: Equatable {
    private static let maximumCount = 17

    private var low: UInt64 = 0
    private var middle: UInt64 = 0
    private var high: UInt64 = 0
    private var count = 0

    mutating func begin(_ byte: UInt8) {
        self = TrailerName()
        append(byte)
    }

    mutating func append(_ byte: UInt8) {
        let letter = UInt64(ASCII.lowercased(byte)) << UInt64(8 * (count & 7))
        if count < 8 { low |= letter } else if count < 16 { middle |= letter } else if count < 24 { high |= letter }
        count = min(count + 1, Self.maximumCount + 1)
    }

    /// Fields that decide about framing, routing, authentication or how the content is read must not come after it
    /// (RFC 9110 section 6.5.1). Another server might obey one.
    var isForbidden: Bool {
        switch count {
        case 2: equals("te")
        case 4: equals("host")
        case 6: equals("expect")
        case 7: equals("trailer") || equals("upgrade")
        case 10: equals("connection")
        case 12: equals("content-type")
        case 13: equals("authorization") || equals("content-range")
        case 14: equals("content-length")
        case 16: equals("content-encoding")
        case 17: equals("transfer-encoding")
        default: false
        }
    }

    private func equals(_ literal: StaticString) -> Bool {
        var other = TrailerName()
        for index in 0..<literal.utf8CodeUnitCount { other.append(literal.utf8Start[index]) }
        return self == other
    }
}
