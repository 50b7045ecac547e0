import Enrichment

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Gives every neighbourhood its persona by given definitions.
///
/// A neighbourhood belongs to the profile whose centre is nearest, and to the nearest persona of that profile; what is not
/// known of it does not count. Four kinds take no part in the training and are `isEstimated`:
///
/// - business and other IRIS (A, D), where nobody is counted: as the nearest residential IRIS of their commune;
/// - IRIS of few households, whose figures are drawn towards those around them: by the nearest centre;
/// - IRIS of which little is known, such as those of Guadeloupe and Guyane, which have no income statistics: by the nearest
///   centre in what is known, when that is a third of the weight of the variables or more;
/// - all others (Mayotte): the persona of most households in the département, or else in the overseas départements.
public struct Assignment: Sendable {
    /// The row of the persona of each neighbourhood.
    public private(set) var personas: [Int]
    public private(set) var isEstimated: [Bool]
    public private(set) var fits: [PersonaFit]
    /// Distances to the own persona's centre and to the nearest other, as root mean square differences over the known
    /// variables, in units of their range; NaN where the persona was not given by distance.
    public private(set) var ownDistance: [Float]
    public private(set) var nextDistance: [Float]
    /// The row of the nearest other persona; −1 where it is not known.
    public private(set) var nextPersonas: [Int]

    /// Less says too little to measure a distance by.
    private static let leastKnown = 1.0 / 3

    /// O(neighbourhoods × personas × variables).
    public init(_ input: SegmentationInput, _ matrix: SegmentationMatrix, _ definitions: SegmentationDefinitions) {
        let count = input.neighbourhoods.count
        personas = Array(repeating: -1, count: count)
        isEstimated = Array(repeating: true, count: count)
        fits = Array(repeating: .borderline, count: count)
        ownDistance = Array(repeating: .nan, count: count)
        nextDistance = ownDistance
        nextPersonas = Array(repeating: -1, count: count)
        for index in matrix.trained { isEstimated[index] = false }
        let centres = CentreSpace(definitions)
        for index in 0..<count where input.neighbourhoods[index].isResidential {
            guard matrix.known[index] >= Self.leastKnown else { continue }
            measure(index, matrix, centres)
        }
        followNeighbours(input)
        followDepartment(input)
    }

    private mutating func measure(_ index: Int, _ matrix: SegmentationMatrix, _ centres: CentreSpace) {
        // What takes part in the training counts in full, as it was clustered.
        let point = matrix.columns.indices.map { column -> Double in
            let value = matrix.columns[column][index]
            return value.isNaN && !isEstimated[index] ? Double(matrix.middles[column]) : Double(value)
        }
        let found = centres.nearest(point)
        personas[index] = found.persona
        nextPersonas[index] = found.next
        ownDistance[index] = Float(found.distance)
        nextDistance[index] = Float(found.nextDistance)
        if !isEstimated[index] { fits[index] = PersonaFit(own: found.distance, next: found.nextDistance) }
    }

    /// IRIS where nobody is counted have the persona of the nearest residential one of their commune.
    private mutating func followNeighbours(_ input: SegmentationInput) {
        var residents: [AreaCode: [Int]] = [:]
        for (index, iris) in input.neighbourhoods.enumerated() where personas[index] >= 0 {
            residents[iris.commune, default: []].append(index)
        }
        for (index, iris) in input.neighbourhoods.enumerated() where personas[index] < 0 && !iris.isResidential {
            guard let nearest = Self.nearest(to: iris, among: residents[iris.commune] ?? [], input.neighbourhoods)
            else { continue }
            personas[index] = personas[nearest]
        }
    }

    private static func nearest(
        to iris: Neighbourhood, among candidates: [Int], _ neighbourhoods: [Neighbourhood]
    ) -> Int? {
        guard let latitude = iris.latitude, let longitude = iris.longitude else { return candidates.first }
        let scale = cos(latitude * .pi / 180)
        let distance = { (candidate: Int) -> Double in
            guard let y = neighbourhoods[candidate].latitude, let x = neighbourhoods[candidate].longitude else {
                return .infinity
            }
            return (y - latitude) * (y - latitude) + (x - longitude) * (x - longitude) * scale * scale
        }
        return candidates.min { a, b in
            let (left, right) = (distance(a), distance(b))
            return left != right ? left < right : a < b
        }
    }

    /// The persona of most households in the département; else overseas, for an overseas one; else in France.
    private mutating func followDepartment(_ input: SegmentationInput) {
        guard personas.contains(-1) else { return }
        let overseas = "97"
        var households: [String: [Double]] = [:]
        let count = (personas.max() ?? 0) + 1
        for (index, iris) in input.neighbourhoods.enumerated() where personas[index] >= 0 {
            let department = iris.code.commune.department.text
            for area in [department, department.hasPrefix(overseas) ? overseas : "", ""] {
                households[area, default: Array(repeating: 0, count: count)][personas[index]] += iris.households
            }
        }
        for (index, iris) in input.neighbourhoods.enumerated() where personas[index] < 0 {
            let department = iris.code.commune.department.text
            let areas = [department, department.hasPrefix(overseas) ? overseas : "", ""]
            let counts = areas.lazy.compactMap { households[$0] }.first { $0.contains { $0 > 0 } } ?? [1]
            personas[index] = counts.indices.max { counts[$0] != counts[$1] ? counts[$0] < counts[$1] : $0 > $1 } ?? 0
        }
    }
}

/// The centres of profiles and personas, to be asked for the nearest.
struct CentreSpace {
    private let profiles: [[Double]]
    private let personas: [[Double]]
    private let personasOfProfile: [[Int]]
    /// The weight of each variable.
    private let weights: [Double]

    init(_ definitions: SegmentationDefinitions) {
        self.init(
            profiles: definitions.profiles.map(\.centre), personas: definitions.personas.map(\.centre),
            profileOfPersona: definitions.profileOfPersona,
            weights: definitions.variables.map(\.standardisation.weight))
    }

    init(profiles: [[Double]], personas: [[Double]], profileOfPersona: [Int], weights: [Double]) {
        self.profiles = profiles
        self.personas = personas
        self.weights = weights
        var members = Array(repeating: [Int](), count: profiles.count)
        for (persona, profile) in profileOfPersona.enumerated() { members[profile].append(persona) }
        personasOfProfile = members
    }

    struct Found {
        var persona: Int
        var distance: Double
        var next: Int
        var nextDistance: Double
    }

    /// The persona of a point, and the nearest of all others. NaN in a point is not known and does not count.
    func nearest(_ point: [Double]) -> Found {
        var weight = 0.0
        for (value, own) in zip(point, weights) where !value.isNaN { weight += own }
        let toProfiles = profiles.map { Self.squaredDistance(point, $0) }
        let profile = Self.least(toProfiles, among: Array(profiles.indices))
        let toPersonas = personas.map { Self.squaredDistance(point, $0) }
        let persona = Self.least(toPersonas, among: personasOfProfile[profile])
        let others = personas.indices.filter { $0 != persona }
        let next = others.isEmpty ? -1 : Self.least(toPersonas, among: others)
        return Found(
            persona: persona, distance: (toPersonas[persona] / weight).squareRoot(), next: next,
            nextDistance: next < 0 ? .infinity : (toPersonas[next] / weight).squareRoot())
    }

    /// The first of the least.
    private static func least(_ distances: [Double], among rows: [Int]) -> Int {
        rows.min { distances[$0] != distances[$1] ? distances[$0] < distances[$1] : $0 < $1 } ?? 0
    }

    private static func squaredDistance(_ point: [Double], _ centre: [Double]) -> Double {
        var sum = 0.0
        for column in point.indices where !point[column].isNaN {
            let difference = point[column] - centre[column]
            sum += difference * difference
        }
        return sum
    }
}
