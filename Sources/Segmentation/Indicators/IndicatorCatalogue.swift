import Bytes
import CSV

/// The indicators that can be computed, as `Config/indicators.csv` lists them, families with `Config/glossary.csv`.
public struct IndicatorCatalogue: Sendable {
    struct Entry: Sendable {
        var definition: IndicatorDefinition
        /// From tables by IRIS; nil when there is none.
        var byIRIS: Formula?
        /// From tables by commune.
        var byCommune: Formula?

        /// The tables that each formula needs.
        var tables: [Set<String>] {
            [byIRIS, byCommune].compactMap { $0 }.map { Set($0.figures.map(\.table)).subtracting([""]) }
        }
    }

    /// Sorted by id.
    let entries: [Entry]

    private static let columns = [
        "id", "label_fr", "label_en", "unit", "theme", "domain", "kind", "decimals", "base", "source", "vintage",
        "formula_iris", "formula_commune",
    ]
    /// The lists that a line is repeated for; a catalogue without families needs no such column.
    private static let eachColumn = "each"

    init(entries: [Entry]) { self.entries = entries }

    /// Reads a catalogue that has no families.
    public init(csv: Span<UInt8>) throws(InputError) { try self.init(csv, IndicatorGlossary.empty) }

    /// Reads the texts of the catalogue and of the glossary; refuses any line that is not right, with its number.
    public init(csv: Span<UInt8>, glossary: Span<UInt8>) throws(InputError) {
        try self.init(csv, IndicatorGlossary(csv: glossary))
    }

    private init(_ csv: Span<UInt8>, _ glossary: IndicatorGlossary) throws(InputError) {
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
                entries += try Self.entries(reader, positions, glossary)
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
        return positions + [header.index(of: eachColumn) ?? -1]
    }

    private static func entries(
        _ row: borrowing CSVReader, _ c: [Int], _ glossary: IndicatorGlossary
    ) throws(InputError) -> [Entry] {
        let line = row.line
        var texts: [String] = []
        for column in c.dropLast() { texts.append(row.text(column)) }
        let each = c[columns.count] >= 0 ? row.text(c[columns.count]) : ""
        let lines: [[String]]
        do throws(IndicatorGlossary.ExpansionError) {
            lines = try glossary.expand(texts, each: each)
        } catch {
            throw refuse(line, error.description)
        }
        var entries: [Entry] = []
        for texts in lines { entries.append(try entry(texts, line)) }
        return entries
    }

    /// `texts` are in the order of `columns`.
    private static func entry(_ texts: [String], _ line: Int) throws(InputError) -> Entry {
        if let fault = fault(in: texts) { throw refuse(line, fault) }
        let (byIRIS, byCommune) = (texts[11], texts[12])
        return Entry(
            definition: IndicatorDefinition(
                id: texts[0], labelFrench: texts[1], labelEnglish: texts[2], unit: texts[3], theme: texts[4],
                kind: texts[6], formula: [byIRIS, byCommune].filter { !$0.isEmpty }.joined(separator: "; "),
                source: texts[9], vintage: texts[10], base: texts[8], level: byIRIS.isEmpty ? "commune" : "iris",
                domain: texts[5], decimals: Int(texts[7]) ?? 0),
            byIRIS: byIRIS.isEmpty ? nil : try Formula(byIRIS),
            byCommune: byCommune.isEmpty ? nil : try Formula(byCommune))
    }

    /// What is wrong with a line, or nil.
    private static func fault(in texts: [String]) -> String? {
        guard IndicatorVocabulary.isID(texts[0]) else { return "\"\(texts[0])\" is no id" }
        for index in 1...10 where texts[index].isEmpty { return "\(texts[0]): \(columns[index]) is empty" }
        guard IndicatorVocabulary.units.contains(texts[3]) else { return "\(texts[0]): no unit \(texts[3])" }
        guard IndicatorVocabulary.domains.contains(texts[5]) else { return "\(texts[0]): no domain \(texts[5])" }
        guard IndicatorVocabulary.kinds.contains(texts[6]) else { return "\(texts[0]): no kind \(texts[6])" }
        guard let decimals = Int(texts[7]), (0...IndicatorVocabulary.maximumDecimals).contains(decimals) else {
            return "\(texts[0]): decimals is not a number of 0 to \(IndicatorVocabulary.maximumDecimals)"
        }
        return texts[11].isEmpty && texts[12].isEmpty ? "\(texts[0]): no formula" : nil
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
