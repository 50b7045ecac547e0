import Bytes

/// Repairs text that went through UTF-8 twice: `AllÃ©e` for `Allée`. Files that passed through a spreadsheet have it.
enum TextRepair {
    /// The text as it was meant, when it bears the mark of double encoding and makes sense without; else as it is.
    static func undoDoubleEncoding(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { leads.contains($0.value) }) else { return text }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if scalar.value < 0x100 {
                bytes.append(UInt8(scalar.value))
            } else if let position = windows1252.firstIndex(of: scalar.value) {
                bytes.append(0x80 + UInt8(position))
            } else {
                return text
            }
        }
        return String(validating: bytes, as: UTF8.self) ?? text
    }

    /// `Â`, `Ã`, `Å`: what the first bytes of é, è, ç, œ and the like look like. No French name has them.
    private static let leads: Set<UInt32> = [0xC2, 0xC3, 0xC5]

    /// What Windows-1252 has at 0x80–0x9F; 0 where it has nothing.
    private static let windows1252: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0,
        0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
