/// The languages of the portal.
public enum Language: String, CaseIterable, Sendable {
    case french = "fr"
    case english = "en"

    /// The language's own name.
    var name: String {
        switch self {
        case .french: "Français"
        case .english: "English"
        }
    }
}

/// A sentence in both languages. Spaces before French punctuation are made unbreakable here, so that sources can be typed plainly.
public struct Phrase: Sendable {
    let french: String
    let english: String

    public init(_ french: String, _ english: String) {
        self.french = Self.typeset(french)
        self.english = english
    }

    subscript(language: Language) -> String {
        switch language {
        case .french: french
        case .english: english
        }
    }

    /// Imprimerie nationale, "Lexique des règles typographiques": a thin space before `; ! ?`, a full one before `:` and inside
    /// quotation marks, all unbreakable.
    private static func typeset(_ text: String) -> String {
        var result = ""
        var characters = text.makeIterator()
        var next = characters.next()
        while let character = next {
            next = characters.next()
            switch (character, next) {
            case (" ", ";"?), (" ", "!"?), (" ", "?"?): result.append("\u{202F}")
            case (" ", ":"?), (" ", "»"?): result.append("\u{A0}")
            case ("«", " "?):
                result += "«\u{A0}"
                next = characters.next()
            default: result.append(character)
            }
        }
        return result
    }
}
