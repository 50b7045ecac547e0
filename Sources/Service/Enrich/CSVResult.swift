import Bytes
import CSV
import Enrichment

/// The columns that enrichment adds to a table.
struct CSVResult: ~Copyable {
    private var text = ByteBuffer(capacity: 256)
    private var mix = PersonaMix()

    static let columns: [StaticString] = [
        "result_level", "result_score", "result_label", "result_housenumber", "result_street", "result_postcode",
        "result_city", "result_citycode", "result_iris", "result_profile", "result_persona",
        "result_persona_probability", "result_error",
    ]

    /// What the list of rejected records adds to their own columns.
    static let rejectColumns: [StaticString] = ["rejected_line", "rejected_error"]

    /// The indicators that follow these columns, by row of the index.
    let indicators: [Int]

    init(indicators: [Int] = []) { self.indicators = indicators }

    func writeHeader(_ index: ReferenceIndex, _ writer: inout CSVWriter, to output: inout ByteBuffer) {
        for column in Self.columns { writer.field(column, to: &output) }
        for row in indicators { writer.field("result_" + index.indicatorID(row), to: &output) }
        writer.endLine(to: &output)
    }

    /// Empty columns, and `error` in `result_error`.
    func writeError(_ error: String, _ writer: inout CSVWriter, to output: inout ByteBuffer) {
        for _ in 1..<Self.columns.count { writer.field("" as StaticString, to: &output) }
        writer.field(error, to: &output)
        for _ in indicators { writer.field("" as StaticString, to: &output) }
        writer.endLine(to: &output)
    }

    mutating func write(
        _ match: Match, _ index: ReferenceIndex, _ writer: inout CSVWriter, to output: inout ByteBuffer
    ) {
        writer.field(match.level.name, to: &output)
        field(&writer, &output) { $0.append(Double(match.score), decimals: 3) }
        text.removeAll()
        let parts = index.appendLabel(of: match, to: &text)
        writer.field(text.bytes, to: &output)
        writer.field(text.bytes.extracting(parts.housenumber), to: &output)
        writer.field(text.bytes.extracting(parts.street), to: &output)
        writer.field(text.bytes.extracting(parts.postcode), to: &output)
        writer.field(text.bytes.extracting(parts.city), to: &output)
        field(&writer, &output) { index.appendCityCode(of: match, to: &$0) }
        field(&writer, &output) { index.appendIrisCode(of: match, to: &$0) }
        index.mix(of: match, into: &mix)
        if mix.isEmpty {
            for _ in 0..<3 { writer.field("" as StaticString, to: &output) }
        } else {
            let part = mix[0]
            field(&writer, &output) { index.appendProfileCode(index.profile(of: part.persona), to: &$0) }
            field(&writer, &output) { index.appendPersonaCode(part.persona, to: &$0) }
            field(&writer, &output) { $0.append(Double(part.share), decimals: 4) }
        }
        writer.field("" as StaticString, to: &output)
        for row in indicators {
            write(index.indicator(row, of: match), index.decimals(ofIndicator: row), &writer, &output)
        }
        writer.endLine(to: &output)
    }

    /// Nothing for what is not known.
    private mutating func write(
        _ figure: Double, _ decimals: Int, _ writer: inout CSVWriter, _ output: inout ByteBuffer
    ) {
        field(&writer, &output) { if figure.isFinite { $0.append(figure, decimals: decimals) } }
    }

    /// A field whose bytes `write` appends to the scratch.
    private mutating func field(
        _ writer: inout CSVWriter, _ output: inout ByteBuffer, _ write: (inout ByteBuffer) -> Void
    ) {
        text.removeAll()
        write(&text)
        writer.field(text.bytes, to: &output)
    }
}

extension CSVWriter {
    /// A field that needs no quotes.
    mutating func field(_ literal: StaticString, to output: inout ByteBuffer) {
        field(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount).span, to: &output)
    }
}
