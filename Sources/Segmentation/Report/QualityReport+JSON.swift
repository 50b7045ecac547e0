import FoundationEssentials

extension QualityReport {
    /// Indented, keys sorted and in snake case: the same report gives the same bytes.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        guard let data = try? encoder.encode(self) else { preconditionFailure("a report holds a number that is none") }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
