import Bytes
import CSV
import Enrichment

/// The names of the columns of a table, to be found as people write them.
struct ColumnNames {
    /// As written, without spaces around them.
    let names: [String]
    private let simplified: [String]

    init(_ header: CSVHeader) {
        names = header.names
        simplified = header.names.map { Self.simplified($0) }
    }

    /// Small letters and figures only: `Code Postal`, `code_postal` and `CODE-POSTAL` are all `codepostal`.
    static func simplified(_ name: String) -> String {
        var folded = FoldedText()
        let bytes = Array(name.utf8)
        folded.assign(bytes.span)
        return String(folded.bytes).lowercased().filter { $0 != " " }
    }

    static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }

    /// The column of one of these simplified names, the earlier name first.
    func column(ofAny usual: [String]) -> Int? {
        for name in usual {
            if let column = simplified.firstIndex(of: name) { return column }
        }
        return nil
    }

    /// The column that a caller names: as it is written, else in any case, else by its number from 1.
    func column(named name: String) -> Int? {
        if let column = names.firstIndex(of: name) { return column }
        if let column = names.firstIndex(where: { $0.lowercased() == name.lowercased() }) { return column }
        guard let number = Int(name), number >= 1, number <= names.count else { return nil }
        return number - 1
    }

    /// The columns of an address over several lines, `adresse1`, `adresse2`, …, that begins at `first`.
    func columns(continuing first: Int) -> [Int] {
        guard simplified[first].last == "1" else { return [first] }
        let stem = simplified[first].dropLast()
        var columns = [first]
        while let next = simplified.firstIndex(of: "\(stem)\(columns.count + 1)") { columns.append(next) }
        return columns
    }
}
