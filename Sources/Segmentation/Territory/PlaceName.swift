/// Names of places and streets made comparable.
enum PlaceName {
    /// The name in capital ASCII letters and digits with single spaces: accents off, ligatures taken apart, `Saint` and
    /// `Sainte` as La Poste writes them (`ST`, `STE`), articles kept. Two spellings of one name have the same key.
    static func key(_ name: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count)
        for scalar in name.unicodeScalars { append(scalar, to: &bytes) }
        while bytes.last == 0x20 { bytes.removeLast() }
        return abbreviate(bytes)
    }

    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A: bytes.append(UInt8(scalar.value))
        case 0x61...0x7A: bytes.append(UInt8(scalar.value) & 0xDF)
        case 0x00...0x7F:
            if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
        // Combining marks: what they stand on is already there.
        case 0x300...0x36F: break
        default:
            let letters = fold(scalar.value)
            if letters.isEmpty {
                if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
            } else {
                bytes += Array(letters.utf8)
            }
        }
    }

    /// The letters of Latin-1 and of the few others that French names have.
    private static func fold(_ value: UInt32) -> String {
        switch value {
        case 0xC0...0xC5, 0xE0...0xE5, 0x100...0x105: "A"
        case 0xC6, 0xE6: "AE"
        case 0xC7, 0xE7: "C"
        case 0xC8...0xCB, 0xE8...0xEB, 0x112...0x11B: "E"
        case 0xCC...0xCF, 0xEC...0xEF, 0x128...0x12B: "I"
        case 0xD1, 0xF1: "N"
        case 0xD2...0xD6, 0xF2...0xF6, 0xD8, 0xF8, 0x14C...0x151: "O"
        case 0x152, 0x153: "OE"
        case 0xD9...0xDC, 0xF9...0xFC, 0x168...0x173: "U"
        case 0xDD, 0xFD, 0xFF, 0x178: "Y"
        case 0xDF: "SS"
        default: ""
        }
    }

    private static func abbreviate(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("SAINT") else { return text }
        return text.split(separator: " ").map { word -> Substring in
            switch word {
            case "SAINT": "ST"
            case "SAINTE": "STE"
            default: word
            }
        }.joined(separator: " ")
    }
}
