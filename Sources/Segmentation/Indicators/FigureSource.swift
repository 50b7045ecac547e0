/// Answers what a figure is for an IRIS, whatever the year of the table's list of communes.
struct FigureSource {
    private let territory: Territory
    private let tables: [String: FigureTable]
    /// For each table by commune: the rows of communes that became one of today, by its index.
    private let merged: [String: [Int: [Int32]]]
    /// Figures of the area itself, by name, in the order of the neighbourhoods.
    var own: [String: [Double]] = [:]

    init(_ territory: Territory, _ tables: [FigureTable]) {
        self.territory = territory
        self.tables = Dictionary(uniqueKeysWithValues: tables.map { ($0.kind.id, $0) })
        var merged: [String: [Int: [Int32]]] = [:]
        for table in tables where !table.kind.isByIRIS {
            var rows: [Int: [Int32]] = [:]
            for (code, row) in table.rows {
                guard let commune = territory.moves.commune(of: code), let index = territory.communeIndex[commune]
                else { continue }
                rows[index, default: []].append(row)
            }
            // A dictionary's order is not the same in every run, and sums of floats depend on it.
            merged[table.kind.id] = rows.mapValues { $0.sorted() }
        }
        self.merged = merged
    }

    /// The column of a figure for all neighbourhoods; NaN where the tables do not give it.
    func column(_ figure: Formula.Figure) -> [Double] {
        if figure.table.isEmpty { return own[figure.column] ?? missing }
        guard let table = tables[figure.table], let position = table.names.firstIndex(of: figure.column),
            !table.rows.isEmpty
        else { return missing }
        let values = table.columns[position]
        return territory.neighbourhoods.indices.map { index in
            table.kind.isByIRIS ? valueOfIRIS(index, table, values) : valueOfCommune(index, table, values)
        }
    }

    private var missing: [Double] { Array(repeating: .nan, count: territory.neighbourhoods.count) }

    private func valueOfIRIS(_ index: Int, _ table: FigureTable, _ values: [Double]) -> Double {
        guard let row = table.rows[territory.neighbourhoods[index].code] else { return .nan }
        return values[Int(row)]
    }

    /// The row of the commune as listed beside the IRIS, or of today's, or the mean of those that became it, or that of the
    /// city of an arrondissement.
    private func valueOfCommune(_ index: Int, _ table: FigureTable, _ values: [Double]) -> Double {
        let code = territory.neighbourhoods[index].commune
        for candidate in [territory.listedCommune[index], code] {
            if let row = table.rows[candidate], !values[Int(row)].isNaN { return values[Int(row)] }
        }
        guard let commune = territory.communeIndex[code] else { return .nan }
        let known = (merged[table.kind.id]?[commune] ?? []).map { values[Int($0)] }.filter { !$0.isNaN }
        if !known.isEmpty { return known.reduce(0, +) / Double(known.count) }
        if let city = territory.communes[commune].parent, let row = table.rows[city] { return values[Int(row)] }
        return .nan
    }
}
