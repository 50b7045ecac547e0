/// The words that the catalogue may use, so that a slip is an error and not a unit of its own.
enum IndicatorVocabulary {
    static let domains: Set<String> = ["behaviour", "demographics"]

    static let kinds: Set<String> = [
        "class", "count", "density", "index", "mean", "median", "quantile", "rate", "ratio", "share",
    ]

    static let units: Set<String> = [
        // Of nothing, or of a whole.
        "class", "count", "index", "ratio", "share",
        // Of money.
        "EUR", "EUR per hour", "EUR per m²",
        // Of time and space.
        "hectares", "km", "km²", "minutes", "years",
        // Of people and things by something.
        "people", "per 1 000", "per inhabitant", "per km²", "per 100 000", "visits",
    ]

    /// More digits than a figure of public statistics deserves.
    static let maximumDecimals = 6

    /// Small letters, digits and `_`, a letter first, as in `no_car_share`.
    static func isID(_ text: String) -> Bool {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}
