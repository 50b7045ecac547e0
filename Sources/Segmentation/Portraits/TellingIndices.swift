#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Chooses the indicators that tell most of a group: the highest and the lowest indices that mean something.
///
/// Left out are indicators that say little (too rare in France, or hardly different between personas), that portraits do not
/// speak of, and those that say again what a chosen one says: whose averages go hand in hand over all personas.
struct TellingIndices {
    /// How many are shown of each.
    static let shown = 10

    private struct Candidate {
        let id: String
        /// In the order of the groups.
        let means: [Double]
        let france: Double
        /// Logarithms of the averages of personas, centred and of length 1: their products are correlations.
        let direction: [Double]
        /// Whether it is common enough that little of it says something.
        let isCommon: Bool
    }

    private let candidates: [Candidate]

    /// The share of the spread between neighbourhoods that personas must explain.
    private static let leastExplained = 0.03
    /// Averages that correlate more say the same.
    private static let mostCorrelation = 0.93
    /// A share of France's households that must live where there is any of it; and for low indices.
    private static let leastPresence = 0.05
    private static let commonPresence = 0.35
    /// With fewer personas, correlations are chance.
    private static let leastPersonas = 8
    private static let kinds: Set<String> = ["share", "rate", "mean", "median", "ratio", "quantile", "density"]

    /// `groups` gives the group of each neighbourhood, `personas` its persona.
    init(
        _ columns: [IndicatorColumn], groups: [Int], count: Int, personas: [Int], personaCount: Int, weights: [Double]
    ) {
        candidates = columns.compactMap { column in
            let it = column.definition
            guard Self.kinds.contains(it.kind), PortraitTopics.allow(it) else { return nil }
            let means = WeightedMeans(column.values, groups, count, weights)
            let byPersona = WeightedMeans(column.values, personas, personaCount, weights)
            guard means.ofAll > 0, means.deviation > 0, byPersona.ofGroup.allSatisfy({ $0 >= 0 }),
                means.ofGroup.allSatisfy({ $0 >= 0 })
            else { return nil }
            let presence = Self.presence(column.values, weights)
            guard presence >= Self.leastPresence,
                Self.explained(byPersona, personas, weights) >= Self.leastExplained
            else { return nil }
            return Candidate(
                id: it.id, means: means.ofGroup, france: means.ofAll, direction: Self.direction(byPersona),
                isCommon: presence >= Self.commonPresence)
        }
    }

    /// Of one group: the most extreme first.
    func ofGroup(_ group: Int) -> (highest: [Portrait.TellingIndex], lowest: [Portrait.TellingIndex]) {
        let ratio = { (candidate: Candidate) in candidate.means[group] / candidate.france }
        let falling = candidates.sorted { ratio($0) != ratio($1) ? ratio($0) > ratio($1) : $0.id < $1.id }
        let rising = candidates.filter(\.isCommon).sorted {
            ratio($0) != ratio($1) ? ratio($0) < ratio($1) : $0.id < $1.id
        }
        return (choose(falling, group) { $0 > 100 }, choose(rising, group) { $0 < 100 })
    }

    private func choose(
        _ sorted: [Candidate], _ group: Int, _ isMeant: (Int) -> Bool
    ) -> [Portrait.TellingIndex] {
        var chosen: [Candidate] = []
        for candidate in sorted where chosen.count < Self.shown {
            guard isMeant(index(candidate, group)) else { break }
            let isRepetition = chosen.contains { correlation($0, candidate) > Self.mostCorrelation }
            if !isRepetition { chosen.append(candidate) }
        }
        return chosen.map { candidate in
            Portrait.TellingIndex(
                indicator: candidate.id, value: Self.rounded(candidate.means[group]),
                france: Self.rounded(candidate.france), index: index(candidate, group))
        }
    }

    private func index(_ candidate: Candidate, _ group: Int) -> Int {
        Int((100 * candidate.means[group] / candidate.france).rounded())
    }

    private func correlation(_ a: Candidate, _ b: Candidate) -> Double {
        guard a.direction.count >= Self.leastPersonas else { return 0 }
        return abs(zip(a.direction, b.direction).reduce(0) { $0 + $1.0 * $1.1 })
    }

    /// Six digits that count are more than anybody reads.
    private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

    private static func presence(_ values: [Float], _ weights: [Double]) -> Double {
        var (present, total) = (0.0, 0.0)
        for (index, value) in values.enumerated() where !value.isNaN {
            total += weights[index]
            if value > 0 { present += weights[index] }
        }
        return total > 0 ? present / total : 0
    }

    private static func explained(_ means: WeightedMeans, _ groups: [Int], _ weights: [Double]) -> Double {
        var totals = Array(repeating: 0.0, count: means.ofGroup.count)
        for (index, group) in groups.enumerated() { totals[group] += weights[index] }
        let total = totals.reduce(0, +)
        let between = zip(means.ofGroup, totals).reduce(0.0) {
            $0 + $1.1 * ($1.0 - means.ofAll) * ($1.0 - means.ofAll)
        }
        return total > 0 ? between / total / (means.deviation * means.deviation) : 0
    }

    private static func direction(_ means: WeightedMeans) -> [Double] {
        // A hundredth of France's mean is added, so that nothing is not infinitely far from little.
        let logs = means.ofGroup.map { log($0 + means.ofAll / 100) }
        let mean = logs.reduce(0, +) / Double(max(1, logs.count))
        let centred = logs.map { $0 - mean }
        let length = centred.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return centred.map { length > 0 ? $0 / length : 0 }
    }
}
