import Bytes
import Enrichment
import Segmentation

/// Reads back from a reference what `Config/reference/` is made of: all but streets, shapes and the values of single IRIS.
public enum ReferenceReader {
    /// Reads `path`. O(communes + IRIS + names).
    public static func read(_ path: String) throws(StoreError) -> ReferenceData {
        do throws(SQLiteError) {
            let connection = try SQLiteConnection(path: path, mode: .readOnly)
            guard try connection.integer("PRAGMA application_id") == ReferenceSchema.applicationID,
                try connection.integer("PRAGMA user_version") == ReferenceSchema.formatVersion
            else { return try refuse(path) }
            return try read(connection)
        } catch {
            throw .sqlite(error)
        }
    }

    private static func refuse(_ path: String) throws(SQLiteError) -> ReferenceData {
        throw SQLiteError(
            code: 26, call: "reading the header", context: path, message: "not a reference of this format")
    }

    private static func read(_ connection: borrowing SQLiteConnection) throws(SQLiteError) -> ReferenceData {
        var data = ReferenceData()
        data.dataset = try ReferenceChecksum.value(MetaKey.dataset, in: connection) ?? ""
        data.attribution = try ReferenceChecksum.value(MetaKey.attribution, in: connection) ?? ""
        data.kind =
            ReferenceData.Kind(rawValue: try ReferenceChecksum.value(MetaKey.kind, in: connection) ?? "") ?? .full
        try readSources(&data, connection)
        try readGroups(&data, connection)
        try readIndicators(&data, connection)
        try readPlaces(&data, connection)
        try readFormerCodes(&data, connection)
        try readCommunes(&data, connection)
        try readIRIS(&data, connection)
        return data
    }

    private static func readSources(
        _ data: inout ReferenceData, _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) {
        var rows = try connection.prepare(ReferenceSchema.source.selectAll)
        while try rows.step() {
            data.sources.append(
                SourceFile(
                    file: rows.string(0) ?? "", title: rows.string(1) ?? "", producer: rows.string(2) ?? "",
                    licence: rows.string(3) ?? "", vintage: rows.string(4) ?? "", rows: Int(rows.integer(5))))
        }
    }

    private static func readGroups(
        _ data: inout ReferenceData, _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) {
        var profiles = try connection.prepare(ReferenceSchema.profile.selectAll)
        while try profiles.step() {
            data.profiles.append(
                Profile(
                    code: profiles.string(0) ?? "", name: profiles.string(1) ?? "",
                    nameEnglish: profiles.string(2) ?? "", households: profiles.double(3), share: profiles.double(4),
                    definition: profiles.string(5) ?? ""))
        }
        var personas = try connection.prepare(ReferenceSchema.persona.selectAll)
        while try personas.step() {
            data.personas.append(
                Persona(
                    code: personas.string(0) ?? "", profile: personas.string(1) ?? "", name: personas.string(2) ?? "",
                    nameEnglish: personas.string(3) ?? "", households: personas.double(4), share: personas.double(5),
                    definition: personas.string(6) ?? ""))
        }
    }

    private static func readIndicators(
        _ data: inout ReferenceData, _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) {
        var index: [String: Int] = [:]
        var rows = try connection.prepare(ReferenceSchema.indicator.selectAll)
        while try rows.step() {
            let texts = (Int32(0)..<11).map { rows.string($0) ?? "" }
            index[texts[0]] = data.indicators.count
            data.indicators.append(
                IndicatorColumn(
                    definition: IndicatorDefinition(
                        id: texts[0], labelFrench: texts[1], labelEnglish: texts[2], unit: texts[3], theme: texts[4],
                        kind: texts[5], formula: texts[6], source: texts[7], vintage: texts[8], base: texts[9],
                        level: texts[10], domain: rows.string(13) ?? "", decimals: Int(rows.integer(14))),
                    coverage: rows.double(11), householdCoverage: rows.double(12), values: [], origins: [],
                    personaAverages: Array(repeating: .nan, count: data.personas.count)))
        }
        var averages = try connection.prepare(ReferenceSchema.personaIndicator.selectAll)
        while try averages.step() {
            guard let column = index[averages.string(0) ?? ""] else { continue }
            data.indicators[column].personaAverages = ReferenceLoader.doubles(averages.bytes(1))
        }
    }

    private static func readPlaces(
        _ data: inout ReferenceData, _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) {
        var rows = try connection.prepare(ReferenceSchema.place.selectAll)
        while try rows.step() {
            guard let commune = AreaCode(rows.bytes(2)), let kind = Place.Kind(rawValue: rows.string(3) ?? "") else {
                continue
            }
            data.places.append(
                Place(
                    name: rows.string(0) ?? "", postcode: rows.string(1), commune: commune, kind: kind,
                    iris: AreaCode(rows.bytes(4))))
        }
    }

    private static func readFormerCodes(
        _ data: inout ReferenceData, _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) {
        var rows = try connection.prepare(ReferenceSchema.formerCode.selectAll)
        while try rows.step() {
            guard let code = AreaCode(rows.bytes(0)), let commune = AreaCode(rows.bytes(1)) else { continue }
            let row = rows.isNull(2) ? -1 : Int(rows.integer(2)) - 1
            let place = data.places.indices.contains(row) ? data.places[row] : nil
            data.formerCodes.append(FormerCode(code: code, commune: commune, name: place?.name, iris: place?.iris))
        }
    }

    private static func readCommunes(
        _ data: inout ReferenceData, _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) {
        var postcodes: [AreaCode: [String]] = [:]
        for place in data.places where place.kind == .commune {
            if let postcode = place.postcode { postcodes[place.commune, default: []].append(postcode) }
        }
        var rows = try connection.prepare(ReferenceSchema.commune.selectAll)
        while try rows.step() {
            guard let code = AreaCode(rows.bytes(0)) else { continue }
            data.communes.append(
                Commune(
                    code: code, name: rows.string(1) ?? "", department: rows.string(2) ?? "",
                    region: rows.string(3) ?? "", epci: rows.string(4), parent: AreaCode(rows.bytes(5)),
                    population: rows.isNull(6) ? nil : Int(rows.integer(6)),
                    latitude: rows.isNull(7) ? nil : rows.double(7), longitude: rows.isNull(8) ? nil : rows.double(8),
                    postcodes: (postcodes[code] ?? []).sorted()))
        }
    }

    private static func readIRIS(
        _ data: inout ReferenceData, _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) {
        let personas = Dictionary(uniqueKeysWithValues: data.personas.enumerated().map { ($1.code, $0) })
        var rows = try connection.prepare(ReferenceSchema.iris.selectAll)
        while try rows.step() {
            guard let code = AreaCode(rows.bytes(0)), let commune = AreaCode(rows.bytes(3)) else { continue }
            data.neighbourhoods.append(
                Neighbourhood(
                    code: code, name: rows.string(1), type: rows.string(2)?.utf8.first ?? 0, commune: commune,
                    latitude: rows.isNull(4) ? nil : rows.double(4), longitude: rows.isNull(5) ? nil : rows.double(5),
                    areaKm2: rows.isNull(6) ? nil : rows.double(6), households: rows.double(7),
                    persona: rows.string(8).flatMap { personas[$0] }, isEstimated: rows.integer(9) != 0,
                    fit: PersonaFit(rawValue: UInt8(clamping: rows.integer(10))) ?? .borderline))
        }
        let iris = Dictionary(uniqueKeysWithValues: data.neighbourhoods.enumerated().map { ($1.code, Int32($0)) })
        let communes = Dictionary(uniqueKeysWithValues: data.communes.enumerated().map { ($1.code, $0) })
        data.irisOfCommune = Array(repeating: [], count: data.communes.count)
        var covers = try connection.prepare(ReferenceSchema.communeIRIS.selectAll)
        while try covers.step() {
            guard let commune = AreaCode(covers.bytes(0)).flatMap({ communes[$0] }),
                let index = AreaCode(covers.bytes(1)).flatMap({ iris[$0] })
            else { continue }
            data.irisOfCommune[commune].append(index)
        }
    }
}
