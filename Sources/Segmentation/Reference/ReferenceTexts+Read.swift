import CSV
import Enrichment

extension ReferenceTexts {
    /// Puts the files together. `file` gives the bytes of each by name. The texts are ours: a line that is not right is an
    /// error with the file and the line, not something to skip.
    public static func read(
        _ file: (String) throws(InputError) -> [UInt8]
    ) throws(InputError) -> ReferenceData {
        var data = ReferenceData()
        data.kind = .embedded
        data.attribution = Attribution.embeddedText
        try lines(reference, ["key", "value"], file) { row in
            if row[0] == "dataset" { data.dataset = row[1] }
        }
        try readSources(&data, file)
        try readPersonas(&data, file)
        try readIndicators(&data, file)
        let covers = try readCommunes(&data, file)
        try readIRIS(&data, file)
        try coverCommunes(&data, covers)
        try readFormer(&data, file)
        data.places.sort(by: Place.precedes)
        return data
    }

    private static func readSources(
        _ data: inout ReferenceData, _ file: (String) throws(InputError) -> [UInt8]
    ) throws(InputError) {
        var rows: [SourceFile] = []
        try lines(sources, ["file", "title", "producer", "licence", "vintage", "rows"], file) {
            row throws(InputError) in
            rows.append(
                SourceFile(
                    file: row[0], title: row[1], producer: row[2], licence: row[3], vintage: row[4],
                    rows: Int(try row.number(5) ?? 0)))
        }
        data.sources = rows
    }

    private static func readPersonas(
        _ data: inout ReferenceData, _ file: (String) throws(InputError) -> [UInt8]
    ) throws(InputError) {
        var profileRows: [Profile] = []
        try lines(profiles, ["code", "name", "name_en", "households", "share", "definition"], file) {
            row throws(InputError) in
            profileRows.append(
                Profile(
                    code: row[0], name: row[1], nameEnglish: row[2], households: try row.number(3) ?? 0,
                    share: try row.number(4) ?? 0, definition: row[5]))
        }
        var personaRows: [Persona] = []
        try lines(personas, ["code", "profile", "name", "name_en", "households", "share", "definition"], file) {
            row throws(InputError) in
            personaRows.append(
                Persona(
                    code: row[0], profile: row[1], name: row[2], nameEnglish: row[3],
                    households: try row.number(4) ?? 0, share: try row.number(5) ?? 0, definition: row[6]))
        }
        data.profiles = profileRows
        data.personas = personaRows
    }

    private static func readIndicators(
        _ data: inout ReferenceData, _ file: (String) throws(InputError) -> [UInt8]
    ) throws(InputError) {
        var averageRows: [String: [Double]] = [:]
        let codes = data.personas.map(\.code)
        try lines(averages, ["indicator"] + codes, file) { row throws(InputError) in
            var values: [Double] = []
            for column in codes.indices { values.append(try row.number(column + 1) ?? .nan) }
            averageRows[row[0]] = values
        }
        var rows: [IndicatorColumn] = []
        let names = [
            "id", "label_fr", "label_en", "unit", "theme", "kind", "formula", "source", "vintage", "base", "level",
            "coverage", "household_coverage", "domain", "decimals",
        ]
        try lines(indicators, names, file) { row throws(InputError) in
            rows.append(
                IndicatorColumn(
                    definition: IndicatorDefinition(
                        id: row[0], labelFrench: row[1], labelEnglish: row[2], unit: row[3], theme: row[4],
                        kind: row[5], formula: row[6], source: row[7], vintage: row[8], base: row[9], level: row[10],
                        domain: row[13], decimals: Int(try row.number(14) ?? 0)),
                    coverage: try row.number(11) ?? 0, householdCoverage: try row.number(12) ?? 0, values: [],
                    origins: [],
                    personaAverages: averageRows[row[0]] ?? []))
        }
        data.indicators = rows
    }

    /// Returns the codes of the IRIS of communes that say so.
    private static func readCommunes(
        _ data: inout ReferenceData, _ file: (String) throws(InputError) -> [UInt8]
    ) throws(InputError) -> [[String]] {
        var rows: [Commune] = []
        var places: [Place] = []
        var covers: [[String]] = []
        let names = ["code", "name", "region", "city", "population", "latitude", "longitude", "postcodes", "iris"]
        try lines(communes, names, file) { row throws(InputError) in
            let code = try row.area(0)
            let postcodes = row[7].split(separator: " ").map(String.init)
            rows.append(
                Commune(
                    code: code, name: row[1], department: code.department.text, region: row[2],
                    parent: row[3].isEmpty ? nil : try row.area(3), population: try row.number(4).map { Int($0) },
                    latitude: try row.number(5), longitude: try row.number(6), postcodes: postcodes))
            for postcode in postcodes {
                places.append(Place(name: row[1], postcode: postcode, commune: code, kind: .commune))
            }
            if postcodes.isEmpty { places.append(Place(name: row[1], postcode: nil, commune: code, kind: .commune)) }
            covers.append(row[8].split(separator: " ").map(String.init))
        }
        data.communes = rows
        data.places = places
        return covers
    }

    private static func readIRIS(
        _ data: inout ReferenceData, _ file: (String) throws(InputError) -> [UInt8]
    ) throws(InputError) {
        let personas = Dictionary(
            data.personas.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        var rows: [Neighbourhood] = []
        let names = [
            "code", "type", "commune", "persona", "households", "latitude", "longitude", "area_km2", "estimated",
            "fit",
        ]
        try lines(iris, names, file) { row throws(InputError) in
            let code = try row.area(0)
            guard code.count == 9 else { throw row.refuse("\(row[0]) is not the code of an IRIS") }
            guard row[3].isEmpty || personas[row[3]] != nil else { throw row.refuse("no persona \(row[3])") }
            rows.append(
                Neighbourhood(
                    code: code, name: nil, type: row[1].utf8.first ?? Territory.undivided,
                    commune: row[2].isEmpty ? code.commune : try row.area(2), latitude: try row.number(5),
                    longitude: try row.number(6), areaKm2: try row.number(7), households: try row.number(4) ?? 0,
                    persona: personas[row[3]], isEstimated: row[8] == "1", fit: try fit(row)))
        }
        data.neighbourhoods = rows
    }

    private static func fit(_ row: TextRow) throws(InputError) -> PersonaFit {
        guard let fit = PersonaFit.allCases.first(where: { letter($0) == row[9] }) else {
            throw row.refuse("no fit \(row[9])")
        }
        return fit
    }

    private static func coverCommunes(_ data: inout ReferenceData, _ covers: [[String]]) throws(InputError) {
        let irisIndex = Dictionary(
            data.neighbourhoods.enumerated().map { ($1.code, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        let communeIndex = Dictionary(
            data.communes.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        data.irisOfCommune = Array(repeating: [], count: data.communes.count)
        for (index, iris) in data.neighbourhoods.enumerated() {
            if let commune = communeIndex[iris.commune] { data.irisOfCommune[commune].append(Int32(index)) }
        }
        for (index, cover) in covers.enumerated() where !cover.isEmpty {
            data.irisOfCommune[index] = cover.compactMap { AreaCode($0).flatMap { irisIndex[$0] } }
            guard data.irisOfCommune[index].count == cover.count else {
                throw .configuration(file: communes, reason: "\(data.communes[index].code.text): an unknown IRIS")
            }
        }
        for index in data.communes.indices {
            guard let parent = data.communes[index].parent.flatMap({ communeIndex[$0] }) else { continue }
            data.irisOfCommune[parent] += data.irisOfCommune[index]
        }
        for index in data.communes.indices {
            data.irisOfCommune[index].sort()
            guard data.irisOfCommune[index].count == 1 else { continue }
            let iris = data.neighbourhoods[Int(data.irisOfCommune[index][0])]
            data.communes[index].latitude = iris.latitude
            data.communes[index].longitude = iris.longitude
        }
    }

    private static func readFormer(
        _ data: inout ReferenceData, _ file: (String) throws(InputError) -> [UInt8]
    ) throws(InputError) {
        let postcodes = Dictionary(
            data.communes.map { ($0.code, $0.postcodes) }, uniquingKeysWith: { first, _ in first })
        var places: Set<Place> = []
        var codes: [FormerCode] = []
        try lines(former, ["name", "commune", "iris", "code"], file) { row throws(InputError) in
            let (name, commune) = (row[0], try row.area(1))
            let iris = row[2].isEmpty ? nil : try row.area(2)
            if !row[3].isEmpty {
                let code = try row.area(3)
                codes.append(FormerCode(code: code, commune: commune, name: name.isEmpty ? nil : name, iris: iris))
            }
            guard !name.isEmpty else { return }
            let known = postcodes[commune] ?? []
            for postcode in known.isEmpty ? [nil] : known.map(Optional.some) {
                places.insert(Place(name: name, postcode: postcode, commune: commune, kind: .former, iris: iris))
            }
        }
        data.places += places
        data.formerCodes = codes.sorted { $0.code < $1.code }
    }
}

/// A line of one of our texts.
struct TextRow {
    let file: String
    let line: Int
    let fields: [String]

    subscript(index: Int) -> String { fields[index] }

    func refuse(_ reason: String) -> InputError { .configuration(file: file, reason: "line \(line): \(reason)") }

    /// Nil when the field is empty.
    func number(_ index: Int) throws(InputError) -> Double? {
        guard !fields[index].isEmpty else { return nil }
        let bytes = Array(fields[index].utf8)
        guard let number = CSVNumber.parse(bytes.span) else { throw refuse("\(fields[index]) is not a number") }
        return number
    }

    func area(_ index: Int) throws(InputError) -> AreaCode {
        guard let code = AreaCode(fields[index]) else { throw refuse("\(fields[index]) is not a code") }
        return code
    }
}

extension ReferenceTexts {
    /// Calls `body` with each line after the header, which must be `columns`.
    static func lines(
        _ name: String, _ columns: [String], _ file: (String) throws(InputError) -> [UInt8],
        _ body: (TextRow) throws(InputError) -> Void
    ) throws(InputError) {
        let bytes = try file(name)
        var reader = CSVReader(format: CSVFormat(separator: UInt8(ascii: ",")))
        reader.append(bytes.span)
        reader.finish()
        var hasHeader = false
        while true {
            switch reader.next() {
            case .record:
                var fields: [String] = []
                for index in 0..<reader.fieldCount { fields.append(reader.text(index)) }
                let row = TextRow(file: name, line: reader.line, fields: fields)
                if !hasHeader {
                    guard fields == columns else { throw row.refuse("the columns are not \(columns)") }
                    hasHeader = true
                } else {
                    guard fields.count == columns.count else { throw row.refuse("\(fields.count) fields") }
                    try body(row)
                }
            case .malformed(let error): throw .configuration(file: name, reason: error.description)
            case .needsMoreBytes, .end:
                guard hasHeader else { throw .configuration(file: name, reason: "it is empty") }
                return
            }
        }
    }
}
