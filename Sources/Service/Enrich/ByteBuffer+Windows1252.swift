import Bytes

extension ByteBuffer {
    /// Appends text in Windows-1252 as UTF-8. The code page is Latin-1 with letters and signs in the place of the control
    /// characters 80 to 9F, which no table holds on purpose; so text in Latin-1 comes out right too.
    mutating func append(windows1252 bytes: Span<UInt8>) {
        for index in bytes.indices {
            let byte = bytes[index]
            let isSpecial = byte >= 0x80 && byte < 0xA0
            append(scalar: isSpecial ? UInt32(Self.special[Int(byte - 0x80)]) : UInt32(byte))
        }
    }

    /// Windows-1252, 80 to 9F, as the WHATWG Encoding Standard has it: the five places that mean nothing stay control characters.
    private static let special: InlineArray<32, UInt16> = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
        0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x009D, 0x017E, 0x0178,
    ]
}
