/// How text is compared: without regard to case and accents. Latin letters lose their accents (`É` is `e`, `œ` is `oe`, `ß` is
/// `ss`), and every other letter its case.
public enum TextFolding {
    /// O(n), allocates.
    public static func folded(_ text: String) -> String {
        var isPlain = true
        for byte in text.utf8 where byte >= 0x80 || byte &- 0x41 < 26 {
            isPlain = false
            break
        }
        return isPlain ? text : foldedScalars(text)
    }

    /// Whether folding changes nothing, as far as can be told at a glance: small ASCII letters and no others.
    static func isFolded(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where text[index] >= 0x80 || text[index] &- 0x41 < 26 { return false }
        return true
    }

    private static func foldedScalars(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x80:
                let byte = UInt8(scalar.value)
                result.unicodeScalars.append(Unicode.Scalar(byte &- 0x41 < 26 ? byte | 0x20 : byte))
            case 0xC0...0x17F: result += latin[Int(scalar.value) - 0xC0]
            // Combining accents are dropped: a letter with one is the letter.
            case 0x300...0x36F: break
            default: result += scalar.properties.lowercaseMapping
            }
        }
        return result
    }

    /// The letters from U+00C0 to U+017F (Latin-1 Supplement, Latin Extended-A) without case and accent.
    private static let latin: [String] = {
        let bases: [(String, String)] = [
            ("àáâãäåāăą", "a"), ("æ", "ae"), ("çćĉċč", "c"), ("ďđ", "d"), ("èéêëēĕėęě", "e"), ("ĝğġģ", "g"),
            ("ĥħ", "h"),
            ("ìíîïĩīĭįı", "i"), ("ĳ", "ij"), ("ĵ", "j"), ("ķ", "k"), ("ĺļľŀł", "l"), ("ñńņňŉ", "n"), ("òóôõöøōŏő", "o"),
            ("œ", "oe"), ("ŕŗř", "r"), ("śŝşš", "s"), ("ß", "ss"), ("ſ", "s"), ("ţťŧ", "t"), ("ùúûüũūŭůűų", "u"),
            ("ŵ", "w"), ("ýÿŷ", "y"), ("źżž", "z"),
        ]
        var base: [Unicode.Scalar: String] = [:]
        for (letters, plain) in bases {
            for letter in letters.unicodeScalars { base[letter] = plain }
        }
        return (UInt32(0xC0)...0x17F).map { value in
            let scalar = Unicode.Scalar(value)!
            if scalar == "\u{130}" { return "i" }
            let lower = scalar.properties.lowercaseMapping
            return base[lower.unicodeScalars.first!] ?? lower
        }
    }()
}
