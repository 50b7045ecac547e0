/// Profiles, and personas nested in them, from standardised variables.
public struct Clusters: Sendable {
    /// The profile of each point, 0 the first.
    public private(set) var profileOfPoint: [Int32]
    /// The persona of each point, counted through all profiles.
    public private(set) var personaOfPoint: [Int32]
    /// The profile of each persona.
    public private(set) var profileOfPersona: [Int]

    /// Clusters the points. `order` gives each point's place in the stable order of codes: clusters are numbered by the
    /// weighted mean of it, highest first. `finished` is told of each step.
    public init(
        _ points: PointMatrix, _ settings: SegmentationSettings, order: [Double],
        finished: (TrainingStep) -> Void = { _ in }
    ) {
        let profiles = Self.profiles(points, settings)
        let rank = Self.ranks(profiles.labels, settings.profiles, points.weights, order)
        profileOfPoint = profiles.labels.map { Int32(rank[Int($0)]) }
        finished(.profiles)
        let splits = PersonaSplits(points, profileOfPoint, settings)
        personaOfPoint = Array(repeating: 0, count: points.count)
        profileOfPersona = []
        number(splits, points.weights, order)
        finished(.personas)
    }

    /// Clusters points anew into as many profiles and personas as `others` have, whose points they are a sample of: profiles
    /// are paired with those of `centres`, so that the whole is nearest, and split into as many personas.
    init(_ points: PointMatrix, _ settings: SegmentationSettings, like others: Clusters, centres: [[Double]]) {
        let profiles = Self.profiles(points, settings)
        let found = points.means(of: profiles.labels, groups: settings.profiles)
        let rank = LeastCostMatching.columns(
            found.map { one in
                centres.map { other in zip(one, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
            })
        profileOfPoint = profiles.labels.map { Int32(rank[Int($0)]) }
        let splits = PersonaSplits(points, profileOfPoint, settings, numbers: others.numbers)
        personaOfPoint = Array(repeating: 0, count: points.count)
        profileOfPersona = []
        number(splits, points.weights, Array(repeating: 0, count: points.count))
    }

    /// How many personas each profile has.
    public var numbers: [Int] {
        (0...(profileOfPersona.max() ?? 0)).map { profile in profileOfPersona.count { $0 == profile } }
    }

    private static func profiles(_ points: PointMatrix, _ settings: SegmentationSettings) -> KMeans.Result {
        KMeans.best(points, k: settings.profiles, restarts: settings.restarts, seed: settings.seed)
    }

    /// Counts the personas through all profiles, within each by the weighted mean of `order`.
    private mutating func number(_ splits: PersonaSplits, _ weights: [Double], _ order: [Double]) {
        for (profile, chosen) in splits.chosen.enumerated() {
            let members = splits.members[profile]
            let rank = Self.ranks(chosen.labels, chosen.k, members.map { weights[$0] }, members.map { order[$0] })
            for (position, member) in members.enumerated() {
                personaOfPoint[member] = Int32(profileOfPersona.count + rank[Int(chosen.labels[position])])
            }
            profileOfPersona += Array(repeating: profile, count: chosen.k)
        }
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
