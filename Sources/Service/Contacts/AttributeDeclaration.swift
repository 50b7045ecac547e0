import Audiences

/// An attribute as a person declares it: `vip boolean`, `ltv decimal(2)`, `tier enumeration(bronze|silver|gold)`, `code text exact`.
enum AttributeDeclaration {
    static let expected =
        "a name and a kind: text, integer, decimal(2), boolean, date, texts, or enumeration(a|b|c); then exact, or nothing"

    /// Nil when it is written otherwise.
    static func read(_ text: String) -> Attribute? {
        guard let space = text.firstIndex(of: " ") else { return nil }
        let name = String(text[..<space])
        var kind = trimmed(text[space...])
        let isExact = kind.hasSuffix(" exact")
        if isExact { kind = trimmed(kind.dropLast(6)) }
        return self.kind(kind).map { Attribute(name, $0, isExact: isExact) }
    }

    private static func kind(_ text: Substring) -> Attribute.Kind? {
        switch text {
        case "text": return .text
        case "integer": return .integer
        case "boolean": return .boolean
        case "date": return .date
        case "texts": return .textSet
        default: break
        }
        guard text.hasSuffix(")"), let opening = text.firstIndex(of: "(") else { return nil }
        let inside = text[text.index(after: opening)...].dropLast()
        switch text[..<opening] {
        case "decimal": return Int(inside).map { .decimal(scale: $0) }
        case "enumeration":
            let values = inside.split(separator: "|", omittingEmptySubsequences: false).map { String(trimmed($0)) }
            return values.contains("") ? nil : .enumeration(values)
        default: return nil
        }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
