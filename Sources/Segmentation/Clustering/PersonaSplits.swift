/// Splits each profile into personas, as many in all as the settings say.
///
/// Every profile is clustered into 1, 2, … personas; then the numbers are chosen together, so that what remains unexplained
/// is the least possible for that total (dynamic programming over profiles; a greedy choice, one more persona where it gains
/// most, can be no better). A split with a persona below the smallest or above the largest share of households that the
/// settings allow is taken only when there is no other way to the total.
struct PersonaSplits {
    /// One way to split a profile.
    struct Split: Sendable {
        var labels: [Int32]
        var k: Int
        var spread: Double
        /// How much the shares of its personas lie outside of the limits, of all households.
        var violation: Double
    }

    /// The points of each profile, ascending.
    let members: [[Int]]
    /// The split that was chosen for each profile.
    private(set) var chosen: [Split] = []

    /// No profile needs more.
    private static let mostPersonas = 8
    /// A share of households outside of the limits costs so many times the spread of all points.
    private static let penalty = 1000.0

    init(_ points: PointMatrix, _ profiles: [Int32], _ settings: SegmentationSettings) {
        var members = Array(repeating: [Int](), count: settings.profiles)
        for (index, profile) in profiles.enumerated() { members[Int(profile)].append(index) }
        self.members = members
        let total = points.weights.reduce(0, +)
        let spread = points.spread
        let most = min(Self.mostPersonas, settings.personas - settings.profiles + 1)
        let options = members.enumerated().map { profile, members -> [Split] in
            let subset = points.subset(members)
            return (1...most).filter { $0 <= max(1, members.count) }.map { k in
                Self.split(subset, k, settings, total: total, spread: spread, seed: UInt64(1000 * (profile + 1) + k))
            }
        }
        let price = { (split: Split) in split.spread + Self.penalty * split.violation * spread }
        chosen = Self.numbers(options.map { $0.map(price) }, total: settings.personas).enumerated().map { profile, k in
            options[profile][k - 1]
        }
    }

    private static func split(
        _ points: PointMatrix, _ k: Int, _ settings: SegmentationSettings, total: Double, spread: Double, seed: UInt64
    ) -> Split {
        let violation = { @Sendable (weights: [Double]) -> Double in
            weights.reduce(0) { sum, weight in
                sum + max(0, settings.smallestShare - weight / total) + max(0, weight / total - settings.largestShare)
            }
        }
        let result = KMeans.best(
            points, k: k, restarts: k == 1 ? 1 : settings.personaRestarts, seed: settings.seed &+ seed
        ) { $0.spread + penalty * violation($0.weights) * spread }
        return Split(
            labels: result.labels, k: k, spread: result.spread, violation: violation(result.weights))
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
