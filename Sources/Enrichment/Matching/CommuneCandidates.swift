/// The communes that an address can be in, and why.
struct CommuneCandidates {
    /// What the communes were found by, strongest first.
    enum Evidence {
        case citycode, postcodeAndName, departmentAndName, nameAlone
        /// Without its article: `Marche` for La Marche, or for nothing of the kind.
        case looseNameAlone
        case postcodeAlone
        /// That of a sorting office, by the communes that it is nearest to in number.
        case cedexAlone
        case departmentAlone, nothing

        var score: Float {
            switch self {
            case .citycode, .postcodeAndName: MatchScore.communeByPostcodeAndName
            case .departmentAndName: MatchScore.communeByDepartmentAndName
            case .nameAlone: MatchScore.communeByNameAlone
            case .looseNameAlone: MatchScore.communeByLooseName
            case .postcodeAlone: MatchScore.communeByPostcodeAlone
            case .cedexAlone: MatchScore.communeByCedexAlone
            case .departmentAlone: MatchScore.department
            case .nothing: 0
            }
        }
    }

    /// What the commune is worth where its name was found in a line.
    var guess: Float { evidence == .looseNameAlone ? MatchScore.looseGuess : MatchScore.guess }

    /// More communes than share a name in one département; a name that is more common than that is no evidence.
    static let limit = 16

    var evidence = Evidence.nothing
    /// The postcode, when the reference has it.
    var knownPostcode: Postcode?
    var department: DepartmentIndex?
    /// Whether the postcode is of a territory that the reference does not have.
    var isInTerritory = false
    /// The place that was named.
    var place: PlaceIndex?
    private var rows = InlineArray<16, Int32>(repeating: 0)
    private(set) var count = 0

    /// Whether one commune is left, and postcode and name, or its code, say so.
    var isCertain: Bool { count == 1 && (evidence == .citycode || evidence == .postcodeAndName) && namesAll }

    /// Whether no word behind the postcode was left over.
    var namesAll = true

    /// The commune, when there is just one.
    var only: CommuneIndex? { count == 1 ? CommuneIndex(Int(rows[0])) : nil }

    subscript(position: Int) -> Int { Int(rows[position]) }

    /// Adds a commune unless it is there. False when there is no more room.
    mutating func insert(_ row: Int32) -> Bool {
        for position in 0..<count where rows[position] == row { return true }
        guard count < Self.limit else { return false }
        rows[count] = row
        count += 1
        return true
    }

    mutating func removeAll() {
        count = 0
        place = nil
    }

    /// Takes out a city where one of its arrondissements is there too: the smaller says more.
    mutating func dropParents(_ communes: CommuneTable) {
        guard count > 1 else { return }
        var kept = 0
        for position in 0..<count {
            let isParent = contains { communes[Int($0)].parent == rows[position] }
            if !isParent {
                rows[kept] = rows[position]
                kept += 1
            }
        }
        count = kept
    }

    private func contains(where matches: (Int32) -> Bool) -> Bool {
        for position in 0..<count where matches(rows[position]) { return true }
        return false
    }
}
