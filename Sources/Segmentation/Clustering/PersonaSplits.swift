/// Splits each profile into personas, as many in all as the settings say.
///
/// Every profile is clustered into 1, 2, … personas. What a split explains counts only as far as it comes back: bootstrap
/// samples of the profile are split alike, and the gain is multiplied by the cube of how far they agree with the split (the mean
/// adjusted Rand index; choosing numbers by stability goes back to Ben-Hur, Elisseeff and Guyon, 2002). The numbers
/// are then chosen together, so that the sum of those gains is greatest for that total (dynamic programming over profiles; a
/// greedy choice, one more persona where it gains most, can be no better). A split with a persona below the smallest or above
/// the largest share of households that the settings allow is taken only when there is no other way to the total.
struct PersonaSplits {
    /// One way to split a profile.
    struct Split: Sendable {
        var labels: [Int32]
        var k: Int
        var spread: Double
        /// How much the shares of its personas lie outside of the limits, of all households.
        var violation: Double
        /// How far samples were split alike, 1 when all were.
        var stability: Double
    }

    /// The points of each profile, ascending.
    let members: [[Int]]
    /// The split that was chosen for each profile.
    private(set) var chosen: [Split] = []

    private let points: PointMatrix
    private let settings: SegmentationSettings
    private let total: Double
    private let spread: Double
    /// Drawn of all points, so that a point that changes its profile leaves those of the others alone.
    private let samples: [BootstrapSample]

    /// No profile needs more.
    private static let mostPersonas = 6
    /// A share of households outside of the limits costs so many times the spread of all points.
    private static let penalty = 1000.0
    /// Restarts in each sample of a profile.
    private static let sampleRestarts = 6
    /// Samples and the starts in them are the same whatever the seed of the settings, so that choosing numbers adds no chance
    /// between seeds.
    private static let sampleSeed: UInt64 = 0x5EED

    /// `numbers` says into how many each profile is split; nil chooses them.
    init(_ points: PointMatrix, _ profiles: [Int32], _ settings: SegmentationSettings, numbers: [Int]? = nil) {
        var members = Array(repeating: [Int](), count: settings.profiles)
        for (index, profile) in profiles.enumerated() { members[Int(profile)].append(index) }
        self.members = members
        self.points = points
        self.settings = settings
        total = points.weights.reduce(0, +)
        spread = points.spread
        samples =
            numbers == nil
            ? (0..<settings.personaSamples).map {
                BootstrapSample(of: points.count, seed: Self.sampleSeed &+ UInt64($0))
            } : []
        chosen =
            if let numbers {
                numbers.indices.map { split(profile: $0, points.subset(members[$0]), numbers[$0]) }
            } else {
                choose()
            }
    }

    private func choose() -> [Split] {
        let most = min(Self.mostPersonas, settings.personas - settings.profiles + 1)
        let options = members.enumerated().map { profile, members -> [Split] in
            let subset = points.subset(members)
            return (1...most).filter { $0 <= max(1, members.count) }.map { k in
                var split = split(profile: profile, subset, k)
                split.stability = stability(of: split, subset, members)
                return split
            }
        }
        let costs = options.map { splits in splits.map { cost($0, whole: splits[0].spread) } }
        return Self.numbers(costs, total: settings.personas).enumerated().map { profile, k in options[profile][k - 1] }
    }

    /// What a split is worth, least best; `whole` is the spread of the profile as one persona.
    private func cost(_ split: Split, whole: Double) -> Double {
        let gain = (whole - split.spread) * split.stability * split.stability * split.stability
        return whole - gain + Self.penalty * split.violation * spread
    }

    private func split(profile: Int, _ subset: PointMatrix, _ k: Int) -> Split {
        let k = min(k, max(1, subset.count))
        let result = best(
            subset, k, restarts: settings.personaRestarts, seed: settings.seed &+ UInt64(1000 * (profile + 1) + k))
        return Split(
            labels: result.labels, k: k, spread: result.spread, violation: violation(result.weights), stability: 1)
    }

    private func best(_ subset: PointMatrix, _ k: Int, restarts: Int, seed: UInt64) -> KMeans.Result {
        KMeans.best(subset, k: k, restarts: k == 1 ? 1 : restarts, seed: seed) { result in
            result.spread + Self.penalty * violation(result.weights) * spread
        }
    }

    private func violation(_ weights: [Double]) -> Double {
        weights.reduce(0) { sum, weight in
            sum + max(0, settings.smallestShare - weight / total) + max(0, weight / total - settings.largestShare)
        }
    }

    /// The mean adjusted Rand index of the split and of what samples of the profile make of it.
    private func stability(of split: Split, _ subset: PointMatrix, _ members: [Int]) -> Double {
        guard split.k > 1, !samples.isEmpty else { return 1 }
        let agreements = samples.map { sample in
            let drawn = sample.points(points, among: members)
            let found = best(drawn, split.k, restarts: Self.sampleRestarts, seed: Self.sampleSeed)
            let labels = KMeans.nearest(subset, found.centres, k: split.k)
            return RandIndex.adjusted(split.labels, labels, weights: subset.weights)
        }
        return max(0, agreements.reduce(0, +) / Double(agreements.count))
    }

    /// The number for each profile, from 1, at the least sum of costs; `costs[profile][n − 1]` is that of n. They add up to
    /// `total`, or to as near below it as there is room for.
    static func numbers(_ costs: [[Double]], total: Int) -> [Int] {
        // best[n] is the least cost of n personas in the profiles so far, with the numbers that give it.
        var best: [(cost: Double, numbers: [Int])?] = Array(repeating: nil, count: total + 1)
        best[0] = (0, [])
        for options in costs {
            var next: [(cost: Double, numbers: [Int])?] = Array(repeating: nil, count: total + 1)
            for sum in 0...total {
                for k in 1...max(1, options.count) where k <= min(sum, options.count) {
                    guard let before = best[sum - k] else { continue }
                    let cost = before.cost + options[k - 1]
                    if let known = next[sum], known.cost <= cost { continue }
                    next[sum] = (cost, before.numbers + [k])
                }
            }
            best = next
        }
        return best.last { $0 != nil }??.numbers ?? costs.map { _ in 1 }
    }
}
