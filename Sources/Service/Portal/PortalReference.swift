import Charts
import Enrichment
import Portal
import Segmentation
import Store

/// What the pages need of a reference that takes more than a look-up: made when somebody first opens the portal.
///
/// About 40 ms and 1.5 MB: a dot of the map for each IRIS, the households of each persona at each dot, the means of indicators.
final class PortalReference: Sendable {
    let map: FranceMap
    /// By language: all profiles with their personas.
    let profiles: [Language: [ProfileSummary]]
    let portraits: [String: Portrait]
    let indicators: PortalIndicators
    /// All households of France.
    let households: Double
    /// For each dot the code of the profile of most of its households.
    let profileOfDot: [String?]
    /// For each dot the département of most of its households.
    let departmentOfDot: [String?]
    /// Households by dot, then by persona.
    private let householdsOfDot: [[Float]]
    private let profileCodes: [String]
    private let profileRows: [Int]
    private let personaCodes: [String]

    init(_ loaded: ReferenceLoader.Loaded) {
        let index = loaded.index
        let catalogue = loaded.catalogue
        map = Self.map(of: index)
        var counts = [[Float]](repeating: [Float](repeating: 0, count: index.personaCount), count: map.dotCount)
        for row in 0..<index.irisCount {
            let neighbourhood = IrisIndex(row)
            let (persona, households) = (index.persona(of: neighbourhood).row, index.households(of: neighbourhood))
            map.forEachDot(ofPlace: row) { counts[$0][persona] += Float(households) }
        }
        householdsOfDot = counts
        let profileCodes = catalogue.profiles.map(\.code)
        let profileRows = (0..<index.personaCount).map { index.profile(of: PersonaIndex($0)) }
        self.profileCodes = profileCodes
        self.profileRows = profileRows
        personaCodes = catalogue.personas.map(\.code)
        profileOfDot = counts.map { Self.largestProfile($0, profileRows, profileCodes) }
        profiles = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, Self.summaries(catalogue, $0)) })
        indicators = PortalIndicators(catalogue)
        departmentOfDot = Self.departments(ofDotsOf: map, HouseholdFigures(index).neighbourhoods)
        households = catalogue.profiles.reduce(0) { $0 + $1.households }
        var portraits: [String: Portrait] = [:]
        for profile in catalogue.profiles { portraits[profile.code] = Portrait(json: profile.definition) }
        for persona in catalogue.personas { portraits[persona.code] = Portrait(json: persona.definition) }
        self.portraits = portraits
    }

    /// For each dot the share that a profile or persona has of its households, beside its share of France: 1 = as there.
    func concentration(of code: String, share: Double) -> [Double] {
        let members = personaCodes.indices.filter { row in
            personaCodes[row] == code || profileCodes[profileRows[row]] == code
        }
        return householdsOfDot.map { counts in
            let all = counts.reduce(0, +)
            let own = members.reduce(Float(0)) { $0 + counts[$1] }
            return all > 0 && share > 0 ? Double(own / all) / share : 0
        }
    }

    private static func departments(
        ofDotsOf map: FranceMap, _ neighbourhoods: [HouseholdFigures.Neighbourhood]
    ) -> [String?] {
        var counts = [[String: Double]](repeating: [:], count: map.dotCount)
        for (row, neighbourhood) in neighbourhoods.enumerated() {
            let department = neighbourhood.department
            map.forEachDot(ofPlace: row) { counts[$0][department, default: 0] += neighbourhood.households }
        }
        return counts.map { dot in dot.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
    }

    /// For each dot the mean of its places' values, weighted; NaN where none is known.
    func means(ofPlaces values: [Double], weights: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: map.dotCount)
        var totals = sums
        for (place, value) in values.enumerated() where value.isFinite {
            map.forEachDot(ofPlace: place) { dot in
                sums[dot] += value * weights[place]
                totals[dot] += weights[place]
            }
        }
        return zip(sums, totals).map { $1 > 0 ? $0 / $1 : .nan }
    }

    private static func map(of index: ReferenceIndex) -> FranceMap {
        FranceMap(
            (0..<index.irisCount).map { row in
                let neighbourhood = IrisIndex(row)
                let position = index.position(of: neighbourhood)
                return FranceMap.Place(
                    latitude: position?.latitude ?? .nan, longitude: position?.longitude ?? .nan,
                    weight: index.households(of: neighbourhood))
            })
    }

    private static func largestProfile(_ counts: [Float], _ rows: [Int], _ codes: [String]) -> String? {
        var byProfile = [Float](repeating: 0, count: codes.count)
        for (persona, count) in counts.enumerated() { byProfile[rows[persona]] += count }
        guard let most = byProfile.max(), most > 0 else { return nil }
        return byProfile.firstIndex(of: most).map { codes[$0] }
    }

    private static func summaries(_ catalogue: ReferenceCatalogue, _ language: Language) -> [ProfileSummary] {
        catalogue.profiles.map { profile in
            ProfileSummary(
                profile: GroupSummary(
                    code: profile.code, name: language == .french ? profile.name : profile.englishName,
                    households: profile.households, share: profile.share),
                personas: catalogue.personas.filter { $0.profile == profile.code }.map { persona in
                    GroupSummary(
                        code: persona.code, name: language == .french ? persona.name : persona.englishName,
                        households: persona.households, share: persona.share)
                })
        }
    }
}
