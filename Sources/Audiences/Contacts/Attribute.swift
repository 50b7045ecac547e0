/// Something that the configuration declares about contacts, or about events (a property).
public struct Attribute: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        case text
        /// One of the values.
        case enumeration([String])
        case integer
        /// Exact, with so many digits behind the point (0 to 18).
        case decimal(scale: Int)
        case boolean
        case date
        /// Any number of texts, each once, without order. Not for events.
        case textSet
    }

    public var name: String
    public var kind: Kind
    /// Text is compared as it is written; else without regard to case and accents.
    public var isExact: Bool

    public init(_ name: String, _ kind: Kind, isExact: Bool = false) {
        self.name = name
        self.kind = kind
        self.isExact = isExact
    }
}

/// A value of an attribute. Integers are decimals of scale 0.
public enum AttributeValue: Equatable, Sendable {
    case text(String)
    case number(ExactDecimal)
    case boolean(Bool)
    case date(CivilDate)
    /// Sorted, each once.
    case texts([String])
}

/// Why a value cannot be one of the attribute.
public enum AttributeError: Error, Equatable, Sendable {
    /// What was expected, for a person: "an integer".
    case expected(String)
    case notInEnumeration(values: [String])
    case tooLong(limit: Int)
    case tooMany(limit: Int)
}

extension Attribute {
    /// Bytes of UTF-8 that a text may have.
    public static let textLimit = 1024
    /// Texts that a set may have.
    public static let setLimit = 64
    /// Numbers have at most this magnitude in units, so that a sum over all events of a contact fits 64 bits.
    public static let unitsLimit: Int64 = 1_000_000_000_000_000
    /// Between the texts of a set where they are one text. A text holds no control characters of this kind.
    static let setSeparator: Unicode.Scalar = "\u{1F}"

    /// The value as it will be stored, or why it cannot: an integer is also a decimal, a text that writes a date is a date,
    /// an enumeration holds its values in any case and gets the declared spelling. Never nil for a value.
    public func checked(_ value: AttributeValue) throws(AttributeError) -> AttributeValue {
        switch (kind, value) {
        case (.text, .text(let text)): return .text(try Self.checkedText(text))
        case (.enumeration(let values), .text(let text)):
            let folded = TextFolding.folded(text)
            guard let match = values.first(where: { isExact ? $0 == text : TextFolding.folded($0) == folded }) else {
                throw .notInEnumeration(values: values)
            }
            return .text(match)
        case (.integer, .number(let number)): return try checkedNumber(number, scale: 0)
        case (.decimal(let scale), .number(let number)): return try checkedNumber(number, scale: scale)
        case (.boolean, .boolean), (.date, .date): return value
        case (.date, .text(let text)):
            guard let date = CivilDate(text) else { throw .expected(kind.expectation) }
            return .date(date)
        case (.textSet, .texts(let texts)): return try Self.checkedSet(texts)
        case (.textSet, .text(let text)): return try Self.checkedSet([text])
        default: throw .expected(kind.expectation)
        }
    }

    /// Reads a value from a cell of a table: numbers with a point, `true/false/1/0/yes/no/oui/non`, ISO dates, the texts of a
    /// set between `|`. Nil for an empty cell.
    public func value(ofCell text: String) throws(AttributeError) -> AttributeValue? {
        guard !text.isEmpty else { return nil }
        switch kind {
        case .text, .enumeration, .date: return try checked(.text(text))
        case .integer, .decimal:
            guard let number = ExactDecimal(text) else { throw .expected(kind.expectation) }
            return try checked(.number(number))
        case .boolean:
            guard let truth = Self.boolean(text) else { throw .expected(kind.expectation) }
            return .boolean(truth)
        case .textSet: return try checked(.texts(text.split(separator: "|").map(String.init)))
        }
    }

    /// What a cell of a table means by true and false; nil for anything else.
    public static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "1", "yes", "oui", "t", "y", "vrai": true
        case "false", "0", "no", "non", "f", "n", "faux": false
        default: nil
        }
    }

    private static func checkedText(_ text: String) throws(AttributeError) -> String {
        guard text.utf8.count <= textLimit else { throw .tooLong(limit: textLimit) }
        guard !text.unicodeScalars.contains(setSeparator) else { throw .expected("a text without control characters") }
        return text
    }

    private func checkedNumber(_ number: ExactDecimal, scale: Int) throws(AttributeError) -> AttributeValue {
        guard let units = number.units(atScale: scale), units.magnitude <= Self.unitsLimit.magnitude else {
            throw .expected(kind.expectation)
        }
        return .number(ExactDecimal(units: units, scale: scale))
    }

    private static func checkedSet(_ texts: [String]) throws(AttributeError) -> AttributeValue {
        guard texts.count <= setLimit else { throw .tooMany(limit: setLimit) }
        for text in texts { _ = try checkedText(text) }
        return .texts(Set(texts).sorted())
    }
}

extension Attribute.Kind {
    /// For a message: "an integer".
    public var expectation: String {
        switch self {
        case .text: "a text"
        case .enumeration(let values): "one of " + values.joined(separator: ", ")
        case .integer: "an integer"
        case .decimal(let scale): "a number with at most \(scale) digits behind the point"
        case .boolean: "true or false"
        case .date: "a date such as 2026-06-30"
        case .textSet: "texts"
        }
    }
}
