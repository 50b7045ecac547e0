import Bytes

/// From Unicode to the 36 characters that French postal addressing needs (AFNOR NF Z10-011 writes addresses in
/// capital letters without accents or punctuation).
enum Folding {
    enum Folded: Equatable {
        case letter(UInt8)
        case twoLetters(UInt8, UInt8)
        /// A combining mark: the letter before it stays as it is.
        case nothing
        case boundary
    }

    /// The capital letter or digit that an ASCII byte stands for, or 0 for a boundary.
    static func ascii(_ byte: UInt8) -> UInt8 {
        if ASCII.isLetter(byte) { return byte & 0xDF }
        return ASCII.isDigit(byte) ? byte : 0
    }

    /// U+00C0 to U+017F (Latin-1 Supplement and Latin Extended-A), one base letter each; `.` is a boundary and `*`
    /// is one of the few that need two letters.
    private static let latin: StaticString = """
        AAAAAA*CEEEEIIIIDNOOOOO.OUUUUY**AAAAAA*CEEEEIIIIDNOOOOO.OUUUUY*Y\
        AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIII**JJKKKLLLLLLLLLLNNNNNNNNNOOOOOO**RRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS
        """

    static func fold(_ scalar: UInt32) -> Folded {
        switch scalar {
        case 0xC0...0x17F:
            let base = latin.utf8Start[Int(scalar - 0xC0)]
            if base == UInt8(ascii: ".") { return .boundary }
            return base == UInt8(ascii: "*") ? pair(scalar) : .letter(base)
        case 0x300...0x36F, 0xAD, 0x200B...0x200D, 0xFEFF: return .nothing
        // The ordinal signs of "n°" and "1ª" end a word, as the letters they stand for would.
        default: return .boundary
        }
    }

    private static func pair(_ scalar: UInt32) -> Folded {
        let e = UInt8(ascii: "E")
        return switch scalar {
        case 0xC6, 0xE6: .twoLetters(UInt8(ascii: "A"), e)
        case 0x152, 0x153: .twoLetters(UInt8(ascii: "O"), e)
        case 0xDE, 0xFE: .twoLetters(UInt8(ascii: "T"), UInt8(ascii: "H"))
        case 0x132, 0x133: .twoLetters(UInt8(ascii: "I"), UInt8(ascii: "J"))
        default: .twoLetters(UInt8(ascii: "S"), UInt8(ascii: "S"))
        }
    }

    /// The scalar whose lead byte is at `index`, and how many bytes it has. Anything ill-formed is U+FFFD, one byte long.
    static func decode(_ text: Span<UInt8>, leadAt index: Int) -> (scalar: UInt32, length: Int) {
        let lead = UInt32(text[index])
        let length = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
        guard length > 1, lead < 0xF5, index &+ length <= text.count else { return (0xFFFD, 1) }
        var scalar = lead & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let next = UInt32(text[index &+ offset])
            guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
            scalar = scalar << 6 | next & 0x3F
        }
        return (scalar, length)
    }
}
