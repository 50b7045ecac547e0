import Bytes
import CSV

/// The lists that lines of the catalogue are repeated for: `Config/glossary.csv`.
///
/// A list is a family of things that are counted alike (types of equipment, ages, years), each with the code that the
/// official files have for it, the part of an id that stands for it, and what it is called in French and English. A line
/// of the catalogue with `equipment` in its column `each` stands for as many indicators as the list has items, with
/// `{equipment.id}`, `{equipment.code}`, `{equipment.fr}` … put in; a line with two lists stands for each pair.
struct IndicatorGlossary: Sendable {
    /// By the name of a column what it says of an item.
    typealias Item = [String: String]

    static let empty = IndicatorGlossary()

    private var lists: [String: [Item]] = [:]

    private static let columns = ["list", "code", "id", "fr", "en", "theme", "domain"]

    private init() {}

    /// Reads the text of the glossary; refuses any line that is not right, with its number.
    init(csv: Span<UInt8>) throws(InputError) {
        var reader = CSVReader(format: CSVFormat(separator: ASCII.comma))
        reader.append(csv)
        reader.finish()
        var hasHeader = false
        while true {
            switch reader.next() {
            case .record:
                if hasHeader { try add(reader) } else { try Self.check(CSVHeader(reader)) }
                hasHeader = true
            case .malformed(let error): throw Self.refuse(error.line, error.reason.description)
            case .needsMoreBytes, .end: return
            }
        }
    }

    private static func check(_ header: CSVHeader) throws(InputError) {
        guard header.names == columns else { throw refuse(1, "the columns are not \(columns.joined(separator: ","))") }
    }

    private mutating func add(_ row: borrowing CSVReader) throws(InputError) {
        let line = row.line
        guard row.fieldCount == Self.columns.count else { throw Self.refuse(line, "\(row.fieldCount) fields") }
        var item: Item = [:]
        for (index, column) in Self.columns.enumerated().dropFirst() { item[column] = row.text(index) }
        for column in Self.columns[1...4] where item[column]?.isEmpty != false {
            throw Self.refuse(line, "\(column) is empty")
        }
        lists[row.text(0), default: []].append(item)
    }

    /// The texts of a line for each item of the lists that `each` names, separated by spaces; as they are when it names none.
    func expand(_ texts: [String], each: String) throws(ExpansionError) -> [[String]] {
        var lines = [texts]
        for name in each.split(separator: " ").map(String.init) {
            guard let items = lists[name] else { throw ExpansionError(description: "no list \(name) in glossary.csv") }
            lines = lines.flatMap { line in
                items.map { item in line.map { Self.fill($0, name, item) } }
            }
        }
        for text in lines.joined() where text.contains("{") {
            throw ExpansionError(description: "nothing to put in for \(text)")
        }
        return lines
    }

    struct ExpansionError: Error {
        let description: String
    }

    /// Puts in what `{list.column}` stands for.
    private static func fill(_ text: String, _ list: String, _ item: Item) -> String {
        guard text.contains("{") else { return text }
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            filled += rest[..<open]
            let parts = rest[rest.index(after: open)..<close].split(separator: ".", maxSplits: 1)
            if parts.count == 2, parts[0] == list, let value = item[String(parts[1])] {
                filled += value
            } else {
                filled += rest[open...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    private static func refuse(_ line: Int, _ reason: String) -> InputError {
        .configuration(file: "glossary.csv", reason: "line \(line): \(reason)")
    }
}
