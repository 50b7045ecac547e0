import Bytes
import CSV

/// The indicators that can be computed, as `Config/indicators.csv` lists them.
public struct IndicatorCatalogue: Sendable {
    struct Entry: Sendable {
        var definition: IndicatorDefinition
        /// From tables by IRIS; nil when there is none.
        var byIRIS: Formula?
        /// From tables by commune.
        var byCommune: Formula?
    }

    /// Sorted by id.
    let entries: [Entry]

    private static let columns = [
        "id", "label_fr", "label_en", "unit", "theme", "domain", "kind", "decimals", "base", "source", "vintage",
        "formula_iris", "formula_commune",
    ]

    /// Reads the text of the catalogue; refuses any line that is not right, with its number.
    public init(csv: Span<UInt8>) throws(InputError) {
        var entries: [Entry] = []
        var reader = CSVReader(format: CSVFormat(separator: ASCII.comma))
        reader.append(csv)
        reader.finish()
        var c: [Int]?
        while true {
            switch reader.next() {
            case .record:
                guard let positions = c else {
                    c = try Self.positions(CSVHeader(reader))
                    continue
                }
                entries.append(try Self.entry(reader, positions))
            case .malformed(let error): throw Self.refuse(error.line, error.reason.description)
            case .needsMoreBytes, .end:
                self.entries = entries.sorted { $0.definition.id < $1.definition.id }
                for (a, b) in zip(self.entries, self.entries.dropFirst()) where a.definition.id == b.definition.id {
                    throw Self.refuse(0, "the id \(a.definition.id) comes twice")
                }
                return
            }
        }
    }

    private static func refuse(_ line: Int, _ reason: String) -> InputError {
        .configuration(file: "indicators.csv", reason: line > 0 ? "line \(line): \(reason)" : reason)
    }

    private static func positions(_ header: CSVHeader) throws(InputError) -> [Int] {
        var positions: [Int] = []
        for name in columns {
            guard let position = header.index(of: name) else { throw refuse(1, "no column \(name)") }
            positions.append(position)
        }
        return positions
    }

    private static func entry(_ row: borrowing CSVReader, _ c: [Int]) throws(InputError) -> Entry {
        let line = row.line
        let (byIRIS, byCommune) = (row.text(c[11]), row.text(c[12]))
        guard let decimals = row.number(c[7]) else { throw refuse(line, "decimals is not a number") }
        guard !byIRIS.isEmpty || !byCommune.isEmpty else { throw refuse(line, "no formula") }
        let domain = row.text(c[5])
        guard domain == "behaviour" || domain == "demographics" else { throw refuse(line, "no domain \(domain)") }
        return Entry(
            definition: IndicatorDefinition(
                id: row.text(c[0]), labelFrench: row.text(c[1]), labelEnglish: row.text(c[2]), unit: row.text(c[3]),
                theme: row.text(c[4]), kind: row.text(c[6]),
                formula: [byIRIS, byCommune].filter { !$0.isEmpty }.joined(separator: "; "), source: row.text(c[9]),
                vintage: row.text(c[10]), base: row.text(c[8]), level: byIRIS.isEmpty ? "commune" : "iris",
                domain: domain, decimals: Int(decimals)),
            byIRIS: byIRIS.isEmpty ? nil : try Formula(byIRIS),
            byCommune: byCommune.isEmpty ? nil : try Formula(byCommune))
    }

    /// Every figure that a formula names.
    var figures: Set<Formula.Figure> {
        var all: Set<Formula.Figure> = []
        for entry in entries {
            for formula in [entry.byIRIS, entry.byCommune] { all.formUnion(formula?.figures ?? []) }
        }
        return all
    }
}
