/// Sets plain text as French and English printers do. Rules are written with ordinary spaces and apostrophes; this is the
/// one place that knows better.
///
/// French (Imprimerie nationale, *Lexique des règles typographiques*): a no-break space before `:` and inside « », a narrow
/// one before `; ! ? %` and units of money, and between groups of three digits; `’` for the apostrophe in both languages.
enum Typography {
    static let noBreak = "\u{A0}"
    static let narrow = "\u{202F}"

    static func set(_ text: Bilingual) -> Bilingual {
        Bilingual(french(text.fr), english(text.en))
    }

    static func french(_ text: String) -> String {
        var result = ""
        let characters = Array(text)
        for (position, character) in characters.enumerated() {
            let next = position + 1 < characters.count ? characters[position + 1] : nil
            let previous = position > 0 ? characters[position - 1] : nil
            switch character {
            case "'": result += "’"
            case " " where next.map(tight.contains) == true: result += narrow
            case " " where next == ":" || next == "»" || previous == "«": result += noBreak
            case " " where previous?.isASCIIDigit == true && isUnit(characters[(position + 1)...]): result += noBreak
            default: result.append(character)
            }
        }
        return result
    }

    static func english(_ text: String) -> String { String(text.map { $0 == "'" ? "’" : $0 }) }

    /// What a narrow no-break space stands before.
    private static let tight: Set<Character> = [";", "!", "?", "%", "€"]

    /// Words that must not begin a line when a number stands before them.
    private static let units = ["habitants", "km", "minutes", "ans", "emplois"]

    private static func isUnit(_ rest: ArraySlice<Character>) -> Bool {
        units.contains { rest.starts(with: $0) }
    }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
