/// Profiles, and personas nested in them, from standardised variables.
struct Classification {
    /// The profile of each point, 0 the first.
    private(set) var profileOfPoint: [Int32]
    /// The persona of each point, counted through all profiles.
    private(set) var personaOfPoint: [Int32]
    /// The profile of each persona.
    private(set) var profileOfPersona: [Int]
    /// Shares of the weighted spread that profiles and personas explain.
    let explainedByProfiles: Double
    let explainedByPersonas: Double

    /// Clusters the points. `order` gives each point's place in the stable order of codes: clusters are numbered by the
    /// weighted mean of it, highest first.
    init(_ points: PointMatrix, _ settings: SegmentationSettings, order: [Double]) {
        let spread = points.spread
        let profiles = KMeans.best(points, k: settings.profiles, restarts: settings.restarts, seed: settings.seed)
        let rank = Self.ranks(profiles.labels, settings.profiles, points.weights, order)
        profileOfPoint = profiles.labels.map { Int32(rank[Int($0)]) }
        explainedByProfiles = spread > 0 ? 1 - profiles.spread / spread : 0

        let splits = PersonaSplits(points, profileOfPoint, settings)
        personaOfPoint = Array(repeating: 0, count: points.count)
        profileOfPersona = []
        var remaining = 0.0
        for profile in 0..<settings.profiles {
            let chosen = splits.chosen(profile)
            let members = splits.members[profile]
            let rank = Self.ranks(
                chosen.labels, chosen.k, members.map { points.weights[$0] }, members.map { order[$0] })
            for (position, member) in members.enumerated() {
                personaOfPoint[member] = Int32(profileOfPersona.count + rank[Int(chosen.labels[position])])
            }
            profileOfPersona += Array(repeating: profile, count: chosen.k)
            remaining += chosen.spread
        }
        explainedByPersonas = spread > 0 ? 1 - remaining / spread : 0
    }

    /// The weighted mean of each persona's points.
    func personaCentres(_ points: PointMatrix) -> [[Double]] {
        var sums = Array(repeating: Array(repeating: 0.0, count: points.dimensions), count: profileOfPersona.count)
        var totals = Array(repeating: 0.0, count: profileOfPersona.count)
        for row in 0..<points.count {
            let persona = Int(personaOfPoint[row])
            totals[persona] += points.weights[row]
            for column in 0..<points.dimensions {
                sums[persona][column] += points.weights[row] * Double(points.value(row, column))
            }
        }
        return zip(sums, totals).map { sums, total in sums.map { total > 0 ? $0 / total : 0 } }
    }

    /// The place of each cluster by the weighted mean of `order`, highest first.
    private static func ranks(_ labels: [Int32], _ k: Int, _ weights: [Double], _ order: [Double]) -> [Int] {
        var sums = Array(repeating: 0.0, count: k)
        var totals = Array(repeating: 0.0, count: k)
        for (index, label) in labels.enumerated() {
            sums[Int(label)] += weights[index] * order[index]
            totals[Int(label)] += weights[index]
        }
        let means = (0..<k).map { totals[$0] > 0 ? sums[$0] / totals[$0] : -.infinity }
        let sorted = (0..<k).sorted { means[$0] != means[$1] ? means[$0] > means[$1] : $0 < $1 }
        var ranks = Array(repeating: 0, count: k)
        for (rank, cluster) in sorted.enumerated() { ranks[cluster] = rank }
        return ranks
    }
}

/// Splits each profile into personas, as many in all as the settings say, each more where it gains most.
struct PersonaSplits {
    struct Split {
        var k: Int
        var labels: [Int32]
        var spread: Double
        /// Of all households.
        var smallest: Double
        var largest: Double
    }

    /// The points of each profile, ascending.
    let members: [[Int]]
    private var options: [[Split]]
    private var counts: [Int]

    /// No profile needs more.
    private static let mostPersonas = 8

    init(_ points: PointMatrix, _ profiles: [Int32], _ settings: SegmentationSettings) {
        var members = Array(repeating: [Int](), count: settings.profiles)
        for (index, profile) in profiles.enumerated() { members[Int(profile)].append(index) }
        self.members = members
        let total = points.weights.reduce(0, +)
        let most = min(Self.mostPersonas, settings.personas - settings.profiles + 1)
        options = members.enumerated().map { profile, members in
            let subset = points.subset(members)
            return (1...most).filter { $0 <= max(1, members.count) }.map { k in
                let seed = settings.seed &+ UInt64(1000 * (profile + 1) + k)
                let result = KMeans.best(subset, k: k, restarts: settings.personaRestarts, seed: seed)
                return Self.split(result, k, subset, total)
            }
        }
        counts = Array(repeating: 1, count: settings.profiles)
        while counts.reduce(0, +) < settings.personas, let profile = nextToSplit(settings) { counts[profile] += 1 }
    }

    private static func split(_ result: KMeans.Result, _ k: Int, _ points: PointMatrix, _ total: Double) -> Split {
        var weights = Array(repeating: 0.0, count: k)
        for (row, label) in result.labels.enumerated() { weights[Int(label)] += points.weights[row] }
        return Split(
            k: k, labels: result.labels, spread: result.spread, smallest: (weights.min() ?? 0) / total,
            largest: (weights.max() ?? 0) / total)
    }

    func chosen(_ profile: Int) -> Split { options[profile][counts[profile] - 1] }

    /// The profile to give one more persona: one with a persona that is too large before all others, then where the
    /// spread falls most. Never one that would get a persona that is too small, as long as another can be split.
    private func nextToSplit(_ settings: SegmentationSettings) -> Int? {
        let splittable = counts.indices.filter { counts[$0] < options[$0].count }
        let large = splittable.filter { chosen($0).largest > settings.largestShare }
        let fitting = { (profiles: [Int]) in
            profiles.filter { options[$0][counts[$0]].smallest >= settings.smallestShare }
        }
        for candidates in [fitting(large), fitting(splittable), splittable] where !candidates.isEmpty {
            return candidates.max { a, b in
                let (left, right) = (gain(a), gain(b))
                return left != right ? left < right : a > b
            }
        }
        return nil
    }

    private func gain(_ profile: Int) -> Double {
        chosen(profile).spread - options[profile][counts[profile]].spread
    }
}
