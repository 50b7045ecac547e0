/// Answers what a figure is for an IRIS or a listed commune, whatever the year of the table's list of communes.
///
/// A *listed commune* is the commune that the list of IRIS names; its IRIS follow one another. Which rows of a table belong
/// to it is looked up once a table, so that a column is then one gathering pass.
struct FigureSource {
    let listed: ListedCommunes
    private let irisCount: Int
    private let tables: [String: FigureTable]
    private let irisRows: [String: [Int32]]
    private let communeRows: [String: [CommuneRows]]
    /// Figures of the area itself, by name, in the order of the neighbourhoods.
    var own: [String: [Double]] = [:]

    /// Where a table may know a listed commune, best first; −1 for nowhere.
    private struct CommuneRows {
        /// As it is called in the list of IRIS.
        var listed: Int32
        /// As it is called today.
        var today: Int32
        /// What became it.
        var merged: [Int32]
        /// The city of an arrondissement.
        var city: Int32
    }

    init(_ territory: Territory, _ tables: [FigureTable]) {
        listed = ListedCommunes(territory)
        irisCount = territory.neighbourhoods.count
        self.tables = Dictionary(uniqueKeysWithValues: tables.map { ($0.kind.id, $0) })
        var irisRows: [String: [Int32]] = [:]
        var communeRows: [String: [CommuneRows]] = [:]
        for table in tables where !table.rows.isEmpty {
            if table.kind.isByIRIS {
                irisRows[table.kind.id] = Self.rows(territory, table)
            } else {
                communeRows[table.kind.id] = Self.rows(territory, listed, table)
            }
        }
        self.irisRows = irisRows
        self.communeRows = communeRows
    }

    /// The column of a figure for all neighbourhoods; NaN where the tables do not give it.
    func column(_ figure: Formula.Figure) -> [Double] {
        if figure.table.isEmpty { return own[figure.column] ?? Array(repeating: .nan, count: irisCount) }
        guard let rows = irisRows[figure.table] else { return listed.spread(listedColumn(figure)) }
        guard let values = values(of: figure) else { return Array(repeating: .nan, count: irisCount) }
        return rows.map { row in
            switch row {
            case Self.countsNothing: 0
            case 0...: values[Int(row)]
            default: .nan
            }
        }
    }

    /// The column of a figure of a table by commune, for all listed communes.
    func listedColumn(_ figure: Formula.Figure) -> [Double] {
        guard let rows = communeRows[figure.table], let values = values(of: figure) else {
            return Array(repeating: .nan, count: listed.count)
        }
        return rows.map { Self.value($0, values) }
    }

    private func values(of figure: Formula.Figure) -> [Double]? {
        guard let table = tables[figure.table], let position = table.names.firstIndex(of: figure.column) else {
            return nil
        }
        return table.columns[position]
    }

    private static func value(_ rows: CommuneRows, _ values: [Double]) -> Double {
        for row in [rows.listed, rows.today] where row >= 0 && !values[Int(row)].isNaN { return values[Int(row)] }
        let known = rows.merged.map { values[Int($0)] }.filter { !$0.isNaN }
        if !known.isEmpty { return known.reduce(0, +) / Double(known.count) }
        return rows.city >= 0 ? values[Int(rows.city)] : .nan
    }
}

extension FigureSource {
    /// In a table of things counted: an area without a row, which has none of them.
    private static let countsNothing: Int32 = -2

    private static func rows(_ territory: Territory, _ table: FigureTable) -> [Int32] {
        // Where a table names IRIS that are not in the list, those of the commune were renumbered since, and one that the
        // table does not name may have anything; elsewhere it has nothing.
        var renumbered: Set<AreaCode> = []
        if table.kind.long != nil {
            for code in table.rows.keys where territory.irisIndex[code] == nil { renumbered.insert(code.commune) }
        }
        return territory.neighbourhoods.map { iris in
            if let row = table.rows[iris.code] { return row }
            return table.kind.long == nil || renumbered.contains(iris.code.commune) ? -1 : countsNothing
        }
    }

    private static func rows(
        _ territory: Territory, _ listed: ListedCommunes, _ table: FigureTable
    ) -> [CommuneRows] {
        var merged: [Int: [Int32]] = [:]
        for (code, row) in table.rows {
            guard let commune = territory.moves.commune(of: code), let index = territory.communeIndex[commune]
            else { continue }
            merged[index, default: []].append(row)
        }
        return (0..<listed.count).map { position in
            let today = listed.today[position]
            let commune = territory.communeIndex[today]
            return CommuneRows(
                listed: table.rows[listed.codes[position]] ?? -1, today: table.rows[today] ?? -1,
                // A dictionary's order is not the same in every run, and sums of floats depend on it.
                merged: commune.flatMap { merged[$0] }?.sorted() ?? [],
                city: commune.flatMap { territory.communes[$0].parent }.flatMap { table.rows[$0] } ?? -1)
        }
    }
}
