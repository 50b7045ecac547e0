/// The communes of today, the names they go by, and the IRIS that cover them.
struct Territory {
    var communes: [Commune]
    var neighbourhoods: [Neighbourhood]
    var irisOfCommune: [[Int32]]
    let moves: CommuneMoves
    /// The commune that each IRIS had in the year of the list, which figures of about that year go by.
    let listedCommune: [AreaCode]
    let communeIndex: [AreaCode: Int]
    let irisIndex: [AreaCode: Int]
    /// IRIS of an older list to those of this one that took their place.
    let irisSuccessors: [AreaCode: [Int32]]
}

extension Territory {
    /// Puts together what the files say. Needs the communes and the list of IRIS; all else may be missing.
    init(_ files: TerritoryFiles) throws(InputError) {
        guard !files.cog.isEmpty else {
            throw .missing("no list of communes (INSEE's COG: TYPECOM, COM, LIBELLE, COMPARENT) was found")
        }
        guard !files.iris.isEmpty else {
            throw .missing("no list of IRIS (CODE_IRIS, LIB_IRIS, TYP_IRIS, DEPCOM) was found")
        }
        communes = Self.communes(files)
        communeIndex = Dictionary(uniqueKeysWithValues: communes.enumerated().map { ($1.code, $0) })
        let parents = files.cog.filter { $0.type == "COMD" || $0.type == "COMA" }.compactMap { row in
            row.parent.map { (row.code, $0) }
        }
        moves = CommuneMoves(
            current: Set(communes.map(\.code)), moves: files.moves,
            parents: Dictionary(parents, uniquingKeysWith: { first, _ in first }))
        let rows = Self.uniqueIRIS(files.iris)
        listedCommune = rows.map(\.commune)
        irisIndex = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.code, $0) })
        neighbourhoods = []
        irisOfCommune = Array(repeating: [], count: communes.count)
        var successors: [AreaCode: [Int32]] = [:]
        for change in files.irisChanges where irisIndex[change.old] == nil {
            if let new = irisIndex[change.new] { successors[change.old, default: []].append(Int32(new)) }
        }
        irisSuccessors = successors
        addNeighbourhoods(rows, files)
        coverCommunes()
        addMergedAreas(files)
        addPostcodes(files)
    }

    private static func communes(_ files: TerritoryFiles) -> [Commune] {
        var communes: [Commune] = []
        var departments: [AreaCode: (department: String, region: String)] = [:]
        for row in files.cog where row.type == "COM" { departments[row.code] = (row.department, row.region) }
        for row in files.cog where row.type == "COM" || row.type == "ARM" {
            let city = row.type == "ARM" ? row.parent : nil
            let position = files.positions[row.code]
            let place = city.flatMap { departments[$0] } ?? (row.department, row.region)
            communes.append(
                Commune(
                    code: row.code, name: row.name, department: place.department, region: place.region,
                    epci: position?.epci ?? city.flatMap { files.positions[$0]?.epci }, parent: city,
                    population: position?.population, latitude: position?.latitude, longitude: position?.longitude))
        }
        communes.sort { $0.code < $1.code }
        return communes
    }

    private static func uniqueIRIS(_ rows: [TerritoryFiles.IRISRow]) -> [TerritoryFiles.IRISRow] {
        var seen: Set<AreaCode> = []
        return rows.filter { seen.insert($0.code).inserted }.sorted { $0.code < $1.code }
    }

    private mutating func addNeighbourhoods(_ rows: [TerritoryFiles.IRISRow], _ files: TerritoryFiles) {
        for (index, row) in rows.enumerated() {
            let commune = moves.commune(of: row.commune) ?? row.commune
            let place = communeIndex[commune]
            let position = files.irisPositions[row.code]
            neighbourhoods.append(
                Neighbourhood(
                    code: row.code, name: Self.withoutNote(row.name), type: row.type, commune: commune,
                    latitude: position?.latitude ?? place.flatMap { communes[$0].latitude },
                    longitude: position?.longitude ?? place.flatMap { communes[$0].longitude },
                    areaKm2: position?.areaKm2
                        ?? (row.type == Self.undivided ? files.positions[row.commune]?.areaKm2 : nil)))
            if let place { irisOfCommune[place].append(Int32(index)) }
        }
    }

    static let undivided = UInt8(ascii: "Z")

    /// INSEE adds to the name of a commune that is not divided that it is not.
    private static func withoutNote(_ name: String) -> String {
        let note = " (commune non irisée)"
        return name.hasSuffix(note) ? String(name.dropLast(note.count)) : name
    }

    /// Gives IRIS to the communes that the list does not have: a city has those of its arrondissements; a commune that
    /// was made again since has those of the commune that it came out of; any other, the nearest.
    private mutating func coverCommunes() {
        for commune in communes {
            guard let parent = commune.parent.flatMap({ communeIndex[$0] }), let own = communeIndex[commune.code]
            else { continue }
            irisOfCommune[parent] += irisOfCommune[own]
        }
        for index in communes.indices where irisOfCommune[index].isEmpty {
            let origin = moves.commune(thatMade: communes[index].code).flatMap { moves.commune(of: $0) }
            if let origin = origin.flatMap({ communeIndex[$0] }), !irisOfCommune[origin].isEmpty {
                irisOfCommune[index] = irisOfCommune[origin]
            } else if let nearest = nearestNeighbourhood(to: communes[index]) {
                irisOfCommune[index] = [Int32(nearest)]
            }
        }
        for index in irisOfCommune.indices { irisOfCommune[index].sort() }
    }

    /// The IRIS that the list still has of a commune that was merged since: one of several of the commune of today.
    func irisApart(_ code: AreaCode) -> AreaCode? {
        let path = moves.path(of: code)
        guard let commune = path.last.flatMap({ communeIndex[$0] }), irisOfCommune[commune].count > 1 else {
            return nil
        }
        return path.dropLast().lazy.compactMap(\.undividedIRIS).first { irisIndex[$0] != nil }
    }

    /// The IRIS that an IRIS of an older list became part of: the one that took its place, or the only one of the commune
    /// that its commune was merged into.
    func irisThatAbsorbed(_ code: AreaCode) -> Int32? {
        if let successors = irisSuccessors[code] { return successors.count == 1 ? successors[0] : nil }
        guard let commune = moves.commune(of: code.commune).flatMap({ communeIndex[$0] }),
            irisOfCommune[commune].count == 1
        else { return nil }
        return irisOfCommune[commune][0]
    }

    /// Adds the area of IRIS that are no longer listed to those that they became part of.
    private mutating func addMergedAreas(_ files: TerritoryFiles) {
        for (code, position) in files.irisPositions.sorted(by: { $0.key < $1.key }) where irisIndex[code] == nil {
            guard let area = position.areaKm2, let whole = irisThatAbsorbed(code),
                let own = neighbourhoods[Int(whole)].areaKm2
            else { continue }
            neighbourhoods[Int(whole)].areaKm2 = own + area
        }
    }

    private func nearestNeighbourhood(to commune: Commune) -> Int? {
        guard let latitude = commune.latitude, let longitude = commune.longitude else { return nil }
        var best: (index: Int, distance: Double)?
        for (index, iris) in neighbourhoods.enumerated() {
            guard let y = iris.latitude, let x = iris.longitude else { continue }
            let distance = (y - latitude) * (y - latitude) + (x - longitude) * (x - longitude)
            if distance < best?.distance ?? .infinity { best = (index, distance) }
        }
        return best?.index
    }

    /// The postal codes that are shipped: the pairs; where they have none, La Poste's; else those of the communes that
    /// became this one; a city also has those of its arrondissements.
    private mutating func addPostcodes(_ files: TerritoryFiles) {
        var exact: [Set<String>] = Array(repeating: [], count: communes.count)
        var inherited = exact
        var fromLaPoste = exact
        for pair in files.postalPairs {
            if let index = communeIndex[pair.commune] {
                exact[index].insert(pair.postcode)
            } else if let index = moves.commune(of: pair.commune).flatMap({ communeIndex[$0] }) {
                inherited[index].insert(pair.postcode)
            }
        }
        for row in files.postalRows {
            guard let index = moves.commune(of: row.commune).flatMap({ communeIndex[$0] }) else { continue }
            fromLaPoste[index].insert(row.postcode)
        }
        for index in communes.indices where exact[index].isEmpty {
            exact[index] = inherited[index].isEmpty ? fromLaPoste[index] : inherited[index]
        }
        for index in communes.indices {
            guard let parent = communes[index].parent.flatMap({ communeIndex[$0] }) else { continue }
            exact[parent].formUnion(exact[index])
        }
        for index in communes.indices { communes[index].postcodes = exact[index].sorted() }
    }
}
