import Bytes
import Dashboards
import Enrichment

/// The households of the reference by where they live, as dashboards compare with them. Made once a reference: some 20 ms.
final class HouseholdFigures: Sendable {
    struct Neighbourhood: Sendable {
        var iris: String
        var persona: Int
        var households: Double

        var commune: String { String(iris.prefix(5)) }
        var department: String { DashboardSubject.departmentOfCommune(iris) }
    }

    let catalogue: PersonaCatalogue
    let neighbourhoods: [Neighbourhood]
    private let index: ReferenceIndex
    private let codes: [String]

    init(_ index: ReferenceIndex) {
        self.index = index
        let codes = (0..<index.personaCount).map { row in
            Self.text { index.appendPersonaCode(PersonaIndex(row), to: &$0) }
        }
        self.codes = codes
        catalogue = PersonaCatalogue(
            (0..<index.personaCount).map { row in
                let profile = index.profile(of: PersonaIndex(row))
                return PersonaCatalogue.Persona(
                    code: codes[row], profile: Self.text { index.appendProfileCode(profile, to: &$0) })
            })
        neighbourhoods = (0..<index.irisCount).map { row in
            var match = Match()
            match.iris = IrisIndex(row)
            return Neighbourhood(
                iris: Self.text { index.appendIrisCode(of: match, to: &$0) },
                persona: index.persona(of: IrisIndex(row)).row, households: index.households(of: IrisIndex(row)))
        }
    }

    private static func text(_ append: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer(capacity: 16)
        append(&buffer)
        return String(buffer.bytes)
    }

    // MARK: - Bases

    /// The rows of the IRIS of a base; nil when there is no such place.
    func rows(_ place: HouseholdPlace) -> [Int]? {
        switch place {
        case .france: return Array(neighbourhoods.indices)
        case .region(let code):
            guard let departments = FrenchRegion.departments[code] else { return nil }
            let held = Set(departments)
            return found(neighbourhoods.indices.filter { held.contains(neighbourhoods[$0].department) })
        case .department(let code):
            return found(neighbourhoods.indices.filter { neighbourhoods[$0].department == code })
        case .postcodes(let codes):
            var rows: Set<Int> = []
            for code in codes {
                guard let own = self.rows(ofPostcode: code), !own.isEmpty else { return nil }
                rows.formUnion(own)
            }
            return rows.sorted()
        }
    }

    private func found(_ rows: [Int]) -> [Int]? { rows.isEmpty ? nil : rows }

    private func rows(ofPostcode code: String) -> [Int]? {
        guard code.utf8.count == 5, let number = Int(code), let postcode = Postcode(number: number) else { return nil }
        var match = Match()
        match.postcode = postcode
        return index.neighbourhoods(of: match).map(\.row)
    }

    func base(_ place: HouseholdPlace) -> HouseholdBase? {
        guard let rows = rows(place) else { return nil }
        var byPersona = [Double](repeating: 0, count: codes.count)
        var byDepartment: [String: Double] = [:]
        for row in rows {
            byPersona[neighbourhoods[row].persona] += neighbourhoods[row].households
            byDepartment[neighbourhoods[row].department, default: 0] += neighbourhoods[row].households
        }
        return HouseholdBase(
            name: place.name, byPersona: Dictionary(uniqueKeysWithValues: zip(codes, byPersona)),
            byDepartment: byDepartment)
    }

    /// Households of the areas of a map.
    func households(_ level: MapLevel, in parent: String?) -> [String: Double] {
        var sums: [String: Double] = [:]
        for place in neighbourhoods {
            switch level {
            case .department: sums[place.department, default: 0] += place.households
            case .commune where place.department == parent: sums[place.commune, default: 0] += place.households
            case .iris where place.commune == parent: sums[place.iris, default: 0] += place.households
            default: break
            }
        }
        return sums
    }

    /// The names of the areas of a map that have one.
    func names(_ level: MapLevel, in parent: String?) -> [String: String] {
        var names: [String: String] = [:]
        for (row, place) in neighbourhoods.enumerated() {
            switch level {
            case .department: return [:]
            case .commune where place.department == parent && names[place.commune] == nil:
                names[place.commune] = index.facts(of: IrisIndex(row)).city
            case .iris where place.commune == parent: names[place.iris] = index.facts(of: IrisIndex(row)).name
            default: break
            }
        }
        return names
    }

    // MARK: - Prospects

    /// All IRIS, or all postcodes, with their households by persona. Names are filled in later, for those that are chosen.
    func areas(postcodes: Bool) -> [ProspectArea] {
        guard postcodes else {
            return neighbourhoods.map { place in
                ProspectArea(
                    code: place.iris, name: "", households: [(codes[place.persona], place.households)])
            }
        }
        return (1..<Postcode.limit).compactMap { number in
            let code = String(repeating: "0", count: 5 - String(number).count) + String(number)
            guard let rows = rows(ofPostcode: code), !rows.isEmpty else { return nil }
            var byPersona = [Double](repeating: 0, count: codes.count)
            for row in rows { byPersona[neighbourhoods[row].persona] += neighbourhoods[row].households }
            let parts = byPersona.enumerated().filter { $0.element > 0 }.map { (codes[$0.offset], $0.element) }
            return ProspectArea(code: code, name: "", households: parts)
        }
    }

    func name(ofIRIS code: String) -> String? {
        var code = code
        let row = code.withUTF8 { index.iris(code: $0.span) }
        return row.map { index.facts(of: $0) }.map { $0.name == $0.city ? $0.city : $0.name + ", " + $0.city }
    }

    // MARK: - Indicators

    /// Weights by IRIS: households of a place.
    func weights(_ place: HouseholdPlace) -> [Double]? {
        guard let rows = rows(place) else { return nil }
        var weights = [Double](repeating: 0, count: neighbourhoods.count)
        for row in rows { weights[row] = neighbourhoods[row].households }
        return weights
    }

    /// Weights by IRIS: contacts.
    func weights(_ contacts: [(iris: String, count: Int)]) -> [Double] {
        var weights = [Double](repeating: 0, count: neighbourhoods.count)
        for (iris, count) in contacts where count > 0 {
            var code = iris
            if let row = code.withUTF8({ index.iris(code: $0.span) }) { weights[row.row] += Double(count) }
        }
        return weights
    }

    func moments(_ weights: [Double], threads: Int) -> [IndicatorMoments] {
        index.moments(weights: weights, threads: threads).map {
            IndicatorMoments(weight: $0.weight, sum: $0.sum, sumOfSquares: $0.sumOfSquares)
        }
    }

    var indicators: [String] { (0..<index.indicatorCount).map { index.indicatorID($0) } }
}

/// Whose households a dashboard is compared with.
enum HouseholdPlace: Equatable, Sendable {
    case france
    case region(String)
    case department(String)
    case postcodes([String])

    var name: String {
        switch self {
        case .france: "france"
        case .region(let code): "region:" + code
        case .department(let code): "department:" + code
        case .postcodes(let codes): "postcodes:" + codes.joined(separator: ",")
        }
    }
}

/// The départements of each region, by INSEE's codes (Code officiel géographique, since 2016).
enum FrenchRegion {
    static let departments: [String: [String]] = [
        "01": ["971"], "02": ["972"], "03": ["973"], "04": ["974"], "06": ["976"],
        "11": ["75", "77", "78", "91", "92", "93", "94", "95"],
        "24": ["18", "28", "36", "37", "41", "45"],
        "27": ["21", "25", "39", "58", "70", "71", "89", "90"],
        "28": ["14", "27", "50", "61", "76"],
        "32": ["02", "59", "60", "62", "80"],
        "44": ["08", "10", "51", "52", "54", "55", "57", "67", "68", "88"],
        "52": ["44", "49", "53", "72", "85"],
        "53": ["22", "29", "35", "56"],
        "75": ["16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"],
        "76": ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"],
        "84": ["01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"],
        "93": ["04", "05", "06", "13", "83", "84"],
        "94": ["2A", "2B"],
    ]
}
