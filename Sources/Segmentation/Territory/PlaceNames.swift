/// Collects every name by which a place is written, with its postal codes.
struct PlaceNames {
    private let territory: Territory
    private var places: Set<Place> = []
    /// Postal codes of a commune by all sources, and of a name within it by La Poste.
    private var postcodesOfCommune: [Set<String>]
    private var postcodesOfName: [NameKey: Set<String>] = [:]
    private var ownKeys: [String]
    private var formerNames: Set<NameKey> = []

    private struct NameKey: Hashable {
        var commune: Int
        var name: String
    }

    /// All names. `files` are those that the territory was made from.
    static func collect(_ files: TerritoryFiles, _ territory: Territory) -> [Place] {
        var names = PlaceNames(territory)
        names.learnPostcodes(files)
        names.addCommunes()
        names.addFormer(files)
        names.addLaPoste(files)
        return names.places.sorted(by: Place.precedes)
    }

    private init(_ territory: Territory) {
        self.territory = territory
        postcodesOfCommune = territory.communes.map { Set($0.postcodes) }
        ownKeys = territory.communes.map { PlaceName.key($0.name) }
    }

    private func index(of code: AreaCode) -> Int? {
        territory.moves.commune(of: code).flatMap { territory.communeIndex[$0] }
    }

    private mutating func learnPostcodes(_ files: TerritoryFiles) {
        for pair in files.postalPairs {
            if let index = index(of: pair.commune) { postcodesOfCommune[index].insert(pair.postcode) }
        }
        for row in files.postalRows {
            guard let index = index(of: row.commune) else { continue }
            postcodesOfCommune[index].insert(row.postcode)
            if let parent = territory.communes[index].parent, let city = territory.communeIndex[parent] {
                postcodesOfCommune[city].insert(row.postcode)
            }
            for name in [row.name, row.line5] where !name.isEmpty {
                postcodesOfName[NameKey(commune: index, name: PlaceName.key(name)), default: []].insert(row.postcode)
            }
        }
    }

    private mutating func addCommunes() {
        for (index, commune) in territory.communes.enumerated() {
            add(commune.name, Set(commune.postcodes), index, .commune)
            // The other postal codes that La Poste gives are not among the facts that are shipped.
            add(commune.name, postcodesOfCommune[index].subtracting(commune.postcodes), index, .delivery)
        }
    }

    private mutating func addLaPoste(_ files: TerritoryFiles) {
        for row in files.postalRows {
            guard let index = index(of: row.commune) else { continue }
            let former = territory.irisApart(row.commune)
            add(row.delivery, [row.postcode], index, .delivery)
            add(row.line5, [row.postcode], index, .hamlet)
            let key = NameKey(commune: index, name: PlaceName.key(row.name))
            // Of a commune that was merged since, La Poste's name is mostly one that INSEE writes better.
            if !formerNames.contains(key) { add(row.name, [row.postcode], index, .delivery, iris: former) }
        }
    }

    private mutating func addFormer(_ files: TerritoryFiles) {
        let past = files.pastNames.map { ($0.code, $0.name) }
        let within = files.cog.filter { $0.type == "COMD" || $0.type == "COMA" }.map { ($0.code, $0.name) }
        for (code, name) in past + within {
            guard let index = index(of: code) else { continue }
            guard PlaceName.key(name) != ownKeys[index] else { continue }
            formerNames.insert(NameKey(commune: index, name: PlaceName.key(name)))
            let known = postcodesOfName[NameKey(commune: index, name: PlaceName.key(name))]
            add(name, known ?? postcodesOfCommune[index], index, .former, iris: territory.irisApart(code))
        }
    }

    /// Adds a name with each postal code, unless it only spells the commune's own name another way.
    private mutating func add(
        _ name: String, _ postcodes: Set<String>, _ commune: Int, _ kind: Place.Kind, iris: AreaCode? = nil
    ) {
        guard !name.isEmpty else { return }
        let isOwnName = name == territory.communes[commune].name
        if !isOwnName && iris == nil && PlaceName.key(name) == ownKeys[commune] { return }
        let code = territory.communes[commune].code
        guard !postcodes.isEmpty else {
            guard kind != .delivery else { return }
            places.insert(Place(name: name, postcode: nil, commune: code, kind: kind, iris: iris))
            return
        }
        for postcode in postcodes {
            places.insert(Place(name: name, postcode: postcode, commune: code, kind: kind, iris: iris))
        }
    }
}
