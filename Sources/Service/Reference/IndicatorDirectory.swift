import Enrichment
import JSON
import Store

/// What `GET /indicators` looks through: each indicator with its JSON and the text that it is found by. Made once a load.
struct IndicatorDirectory: Sendable {
    /// What a request asks for; an empty text asks for all.
    struct Query {
        var text = ""
        var theme = ""
        var domain = ""
        /// The id that the page before ended with.
        var cursor = ""
        var limit = 50
    }

    private struct Entry: Sendable {
        let id: String
        let theme: String
        let domain: String
        let searchText: SearchText
    }

    private let entries: [Entry]
    private let documents: Fragments
    /// Sorted.
    let themes: [String]

    static let domains = ["behaviour", "demographics"]

    init(_ catalogue: ReferenceCatalogue) {
        let indicators = catalogue.indicators.values.sorted { $0.id < $1.id }
        entries = indicators.map { it in
            Entry(
                id: it.id, theme: it.theme, domain: it.domain,
                searchText: SearchText("\(it.id) \(it.labelFrench) \(it.labelEnglish)"))
        }
        documents = Fragments(count: indicators.count) { row, writer in Self.write(indicators[row], to: &writer) }
        themes = Set(indicators.map(\.theme)).sorted()
    }

    /// Writes the page that `query` asks for: the indicators whose id or labels have a word that begins with each word of the
    /// text, in the order of ids. O(indicators).
    func write(_ query: Query, dataset: String, to writer: inout JSONWriter) {
        let words = SearchText(query.text).words
        writer.beginObject()
        writer.key("indicators")
        writer.beginArray()
        var total = 0
        var written = 0
        var next: String?
        var last = ""
        for (row, entry) in entries.enumerated() where isAsked(entry, query, words) {
            total += 1
            guard entry.id > query.cursor else { continue }
            if written < query.limit {
                writer.fragment(row, of: documents)
                written += 1
                last = entry.id
            } else if next == nil {
                next = last
            }
        }
        writer.endArray()
        writer.key("total")
        writer.number(total)
        if let next {
            writer.key("next_cursor")
            writer.string(next)
        }
        writer.key("dataset")
        writer.string(dataset)
        writer.endObject()
    }

    /// The ids of all that `query` asks for, whatever its cursor and limit. O(indicators).
    func ids(_ query: Query) -> [String] {
        let words = SearchText(query.text).words
        return entries.filter { isAsked($0, query, words) }.map(\.id)
    }

    private func isAsked(_ entry: Entry, _ query: Query, _ words: [ArraySlice<UInt8>]) -> Bool {
        (query.theme.isEmpty || entry.theme == query.theme) && (query.domain.isEmpty || entry.domain == query.domain)
            && words.allSatisfy { entry.searchText.contains($0) }
    }

    private static func write(_ it: ReferenceCatalogue.Indicator, to writer: inout JSONWriter) {
        writer.beginObject()
        let texts: [(StaticString, String)] = [
            ("id", it.id), ("label", it.labelFrench), ("label_en", it.labelEnglish), ("unit", it.unit),
            ("theme", it.theme),
            ("domain", it.domain), ("kind", it.kind), ("base", it.base), ("level", it.level), ("formula", it.formula),
            ("source", it.source), ("vintage", it.vintage),
        ]
        for (key, text) in texts {
            writer.key(key)
            writer.string(text)
        }
        writer.key("decimals")
        writer.number(it.decimals)
        writer.key("coverage")
        writer.beginObject()
        writer.key("neighbourhoods")
        writer.number(it.coverage, decimals: 4)
        writer.key("households")
        writer.number(it.householdCoverage, decimals: 4)
        writer.endObject()
        writer.endObject()
    }
}
