import CSV

/// What the files of communes, postal codes and IRIS say, before it is put together.
struct TerritoryFiles {
    struct CogCommune {
        var type: String
        var code: AreaCode
        var name: String
        var department: String
        var region: String
        var parent: AreaCode?
    }

    struct PastName {
        var code: AreaCode
        var name: String
        /// The first day of the name, as `1943-01-01`.
        var since: String
    }

    struct Position {
        var latitude: Double
        var longitude: Double
        var areaKm2: Double?
        var population: Int?
        var epci: String?
    }

    struct PostalRow {
        var commune: AreaCode
        var name: String
        var postcode: String
        var delivery: String
        var line5: String
    }

    struct IRISRow {
        var code: AreaCode
        var name: String
        var type: UInt8
        /// As of the list's year.
        var commune: AreaCode
    }

    struct IRISPosition {
        var latitude: Double
        var longitude: Double
        var areaKm2: Double?
    }

    var cog: [CogCommune] = []
    var moves: [CommuneMoves.Move] = []
    var pastNames: [PastName] = []
    var positions: [AreaCode: Position] = [:]
    var postalPairs: [(commune: AreaCode, postcode: String)] = []
    var postalRows: [PostalRow] = []
    var iris: [IRISRow] = []
    var irisChanges: [(old: AreaCode, new: AreaCode)] = []
    var irisPositions: [AreaCode: IRISPosition] = [:]
}

extension TerritoryFiles {
    /// The kinds of file that `read` takes.
    static let kinds: [FileKind] = [
        .cogCommunes, .cogMoves, .cogHistory, .communePositions, .postalPairs, .laPoste, .irisList, .irisModifications,
        .irisPositions,
    ]

    /// Takes in a file; returns how many rows it used.
    mutating func read(_ path: String, kind: FileKind, problems: inout RowProblems) throws(InputError) -> Int {
        switch kind {
        case .cogCommunes: try readCog(path, &problems)
        case .cogMoves: try readMoves(path, &problems)
        case .cogHistory: try readHistory(path, &problems)
        case .communePositions: try readPositions(path, &problems)
        case .postalPairs: try readPostalPairs(path, &problems)
        case .laPoste: try readLaPoste(path, &problems)
        case .irisList: try readIRIS(path, &problems)
        case .irisModifications: try readIRISChanges(path, &problems)
        case .irisPositions: try readIRISPositions(path, &problems)
        default: preconditionFailure("not a file of the territory")
        }
    }

    private mutating func readCog(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows: [CogCommune] = []
        var c = Columns()
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["TYPECOM", "COM", "LIBELLE", "DEP", "REG", "COMPARENT"])
        } row: { row in
            guard let code = row.area(c[1]) else { return "no code" }
            rows.append(
                CogCommune(
                    type: row.text(c[0]), code: code, name: row.text(c[2]), department: row.text(c[3]),
                    region: row.text(c[4]), parent: row.area(c[5])))
            return nil
        }
        cog += rows
        return used
    }

    private mutating func readMoves(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows: [CommuneMoves.Move] = []
        var c = Columns()
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["DATE_EFF", "COM_AV", "COM_AP", "MOD", "TYPECOM_AP"])
        } row: { row in
            // A commune that was made or given up without another has one code only.
            guard let from = row.area(c[1]), let to = row.area(c[2]) else { return nil }
            // What becomes a delegated commune is told by its row that becomes a commune.
            guard row.text(c[4]) == "COM" else { return nil }
            rows.append(
                CommuneMoves.Move(date: row.text(c[0]), from: from, to: to, kind: Int(row.number(c[3]) ?? 0)))
            return nil
        }
        moves += rows
        return used
    }

    private mutating func readHistory(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows: [PastName] = []
        var c = Columns()
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["COM", "LIBELLE", "DATE_DEBUT"])
        } row: { row in
            guard let code = row.area(c[0]) else { return "no code" }
            rows.append(PastName(code: code, name: row.text(c[1]), since: row.text(c[2])))
            return nil
        }
        pastNames += rows
        return used
    }

    private mutating func readPositions(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows: [AreaCode: Position] = [:]
        var c = Columns()
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["code", "type", "lat", "lon", "area_km2", "population_municipale", "epci"])
        } row: { row in
            guard let code = row.area(c[0]) else { return "no code" }
            let type = row.text(c[1])
            guard type == "COM" || type == "ARM" else { return nil }
            guard let latitude = row.number(c[2]), let longitude = row.number(c[3]) else { return "no position" }
            let epci = row.text(c[6])
            rows[code] = Position(
                latitude: latitude, longitude: longitude, areaKm2: row.number(c[4]),
                population: row.number(c[5]).map { Int($0) }, epci: epci.isEmpty ? nil : epci)
            return nil
        }
        positions.merge(rows) { first, _ in first }
        return used
    }

    private mutating func readPostalPairs(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows: [(commune: AreaCode, postcode: String)] = []
        var c = Columns()
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, anyOf: [LaPosteColumns.commune + ["code_insee"], LaPosteColumns.postcode])
        } row: { row in
            guard let commune = row.commune(c[0]) else { return "no code of a commune" }
            guard let postcode = row.postcode(c[1]) else { return "no postal code" }
            rows.append((commune, postcode))
            return nil
        }
        postalPairs += rows
        return used
    }

    private mutating func readLaPoste(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows: [PostalRow] = []
        var c = Columns()
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(
                header,
                anyOf: [
                    LaPosteColumns.commune, LaPosteColumns.name, LaPosteColumns.postcode, LaPosteColumns.delivery,
                    LaPosteColumns.line5,
                ])
        } row: { row in
            guard let commune = row.commune(c[0]) else { return "no code of a commune" }
            guard let postcode = row.postcode(c[2]) else { return "no postal code" }
            rows.append(
                PostalRow(
                    commune: commune, name: row.text(c[1]), postcode: postcode, delivery: row.text(c[3]),
                    line5: row.text(c[4])))
            return nil
        }
        postalRows += rows
        return used
    }

    private mutating func readIRIS(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows: [IRISRow] = []
        var c = Columns()
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["CODE_IRIS", "LIB_IRIS", "TYP_IRIS", "DEPCOM"])
        } row: { row in
            guard let code = row.area(c[0]), code.count == 9 else { return "no code of an IRIS" }
            guard let commune = row.area(c[3]) else { return "no code of a commune" }
            rows.append(
                IRISRow(
                    code: code, name: row.text(c[1]), type: row.text(c[2]).utf8.first ?? 0x5A, commune: commune))
            return nil
        }
        iris += rows
        return used
    }

    private mutating func readIRISChanges(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows: [(old: AreaCode, new: AreaCode)] = []
        var c = Columns()
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["IRIS_INI", "IRIS_FIN"])
        } row: { row in
            guard let old = row.area(c[0]), let new = row.area(c[1]) else { return "no code of an IRIS" }
            rows.append((old, new))
            return nil
        }
        irisChanges += rows
        return used
    }

    private mutating func readIRISPositions(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var rows: [AreaCode: IRISPosition] = [:]
        var c = Columns()
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["code_iris", "lat", "lon", "area_km2_tile"])
        } row: { row in
            guard let code = row.area(c[0]) else { return "no code of an IRIS" }
            guard let latitude = row.number(c[1]), let longitude = row.number(c[2]) else { return "no position" }
            rows[code] = IRISPosition(latitude: latitude, longitude: longitude, areaKm2: row.number(c[3]))
            return nil
        }
        irisPositions.merge(rows) { first, _ in first }
        return used
    }
}

/// Where the wanted columns of a table are: the n-th wanted one is `columns[n]`, -1 when the table has none.
struct Columns {
    private var indices: [Int] = []

    init() {}

    init(_ header: CSVHeader, _ names: [String]) { indices = names.map { header.index(of: $0) ?? -1 } }

    init(_ header: CSVHeader, anyOf names: [[String]]) { indices = names.map { header.index(ofAny: $0) ?? -1 } }

    subscript(position: Int) -> Int { indices[position] }
}

extension CSVReader {
    /// The field as an official code, or nil.
    borrowing func area(_ column: Int) -> AreaCode? { AreaCode(field(column)) }

    /// The field as the code of a commune; a leading zero that a spreadsheet lost is put back. Nil when it is none.
    borrowing func commune(_ column: Int) -> AreaCode? {
        guard let code = AreaCode(field(column)) else { return nil }
        return code.count == 4 ? AreaCode("0" + code.text) : code
    }

    /// The field as a postal code: five digits, a lost leading zero put back; nil for anything else.
    borrowing func postcode(_ column: Int) -> String? {
        let bytes = field(column)
        guard bytes.count == 5 || bytes.count == 4 else { return nil }
        for index in bytes.indices where !(bytes[index] &- 0x30 < 10) { return nil }
        return bytes.count == 5 ? text(column) : "0" + text(column)
    }
}
