import Bytes
import CSV

/// The figures of one table: only the columns that formulas name.
struct FigureTable {
    let kind: FigureTableKind
    /// Area to row.
    var rows: [AreaCode: Int32] = [:]
    /// Columns in the order of `names`; NaN where a figure is missing or secret.
    var columns: [[Double]]
    let names: [String]
    private(set) var files: [String] = []

    init(_ kind: FigureTableKind, names: [String]) {
        self.kind = kind
        self.names = names
        columns = names.map { _ in [] }
    }

    /// Takes in a file. An area that comes twice keeps its first row.
    mutating func read(_ path: String, problems: inout RowProblems) throws(InputError) -> Int {
        files.append(path)
        return try kind.long == nil ? readWide(path, &problems) : readLong(path, &problems)
    }

    private mutating func readWide(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows = rows
        var columns = columns
        var c = Columns()
        let width = names.count
        let (isByIRIS, levels) = (kind.isByIRIS, kind.levels)
        let wanted = [kind.key, "scale"] + names
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header.withPlainSpaces, wanted)
        } row: { row in
            // Some tables have rows of départements and regions among the communes.
            if c[1] >= 0, row.text(c[1]) != "Commune" { return nil }
            guard let code = isByIRIS ? row.area(c[0]) : row.commune(c[0]) else { return "no code of an area" }
            guard rows[code] == nil else { return "an area that came before" }
            rows[code] = Int32(rows.count)
            for index in 0..<width { columns[index].append(Self.number(row, c[index + 2], levels)) }
            return nil
        }
        self.rows = rows
        self.columns = columns
        return used
    }

    /// A figure; of a class that the table gives by name, its place in the order of the classes, from 1.
    private static func number(_ row: borrowing CSVReader, _ column: Int, _ levels: [String]) -> Double {
        if let number = row.number(column) { return number }
        guard column >= 0, let level = levels.firstIndex(of: row.text(column)) else { return .nan }
        return Double(level + 1)
    }

    /// One row for each area and type: a type that an area has no row of counts 0.
    private mutating func readLong(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        guard let long = kind.long else { return 0 }
        var rows = rows
        var columns = columns
        var c = Columns()
        let position = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var wantedColumns: [String: [Int]] = [:]
        let wanted = [kind.key, long.type, long.count]
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, wanted)
        } row: { row in
            guard let code = row.area(c[0]) else { return "no code of an area" }
            guard let count = row.number(c[2]) else { return "no count" }
            let index: Int
            if let known = rows[code] {
                index = Int(known)
            } else {
                index = rows.count
                rows[code] = Int32(index)
                for column in columns.indices { columns[column].append(0) }
            }
            let type = row.text(c[1])
            let counted = wantedColumns[type] ?? Self.columns(counting: type, position)
            wantedColumns[type] = counted
            for column in counted { columns[column][index] += count }
            return nil
        }
        self.rows = rows
        self.columns = columns
        return used
    }

    /// The columns that count a type: its own, and those of its families, which are asked for by their beginning: `B1` counts
    /// `B101`, `B102`, …
    private static func columns(counting type: String, _ position: [String: Int]) -> [Int] {
        (1..<max(2, type.utf8.count + 1)).compactMap { position[String(type.prefix($0))] }
    }
}

extension CSVHeader {
    /// The header with each run of white space in a name taken for one space: spreadsheets break lines in names.
    var withPlainSpaces: CSVHeader {
        CSVHeader(names: names.map { $0.split { $0.isWhitespace }.joined(separator: " ") })
    }
}
