import FoundationEssentials

extension Portrait {
    /// One line of JSON, keys sorted: the same portrait gives the same bytes.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("a portrait holds a number that is none")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Nil when the text is not that of a portrait: a reference that was made without.
    public init?(json: String) {
        guard let portrait = try? JSONDecoder().decode(Portrait.self, from: Data(json.utf8)) else { return nil }
        self = portrait
    }
}
