import Dashboards
import Segmentation
import Store

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What the invented contacts are drawn from: a company that sells for house and garden, somewhat dearly, better known in some départements
/// than in others. All of it follows from the reference and a seed.
struct DemonstrationWorld: Sendable {
    /// How people of a persona buy.
    struct Habits: Sendable {
        /// 1 = as many purchases as usual.
        var loyalty: Double
        /// 0–1
        var webShare: Double
        /// One weight for each of `categories`.
        var categories: WeightedChoice
    }

    let neighbourhoods: [HouseholdFigures.Neighbourhood]
    /// By the number of the persona.
    let habits: [Habits]
    /// Where contacts live: a weight for each neighbourhood.
    let homes: WeightedChoice

    /// What is sold, and at which price usually.
    static let categories: [(name: String, price: Double)] = [
        ("jardin", 38), ("cuisine", 64), ("décoration", 29), ("linge", 45), ("mobilier", 190), ("bricolage", 52),
    ]

    /// Who is drawn to the company, by standard deviations of a persona's average: the richer and the more at home in houses, the more.
    private static let appeal: [(indicator: String, strength: Double)] = [
        ("median_income", 0.55), ("house_share", 0.3),
    ]
    /// What personas and départements differ by beside that, as an exponent up and down.
    private static let personaNoise = 0.45
    private static let departmentNoise = 0.8

    init(_ figures: HouseholdFigures, _ catalogue: ReferenceCatalogue, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let personas = figures.catalogue.personas.map(\.code)
        let averages = personas.map { code in catalogue.personas.first { $0.code == code }?.averages ?? [] }
        let scores = Self.appeal.map { appeal in
            Self.standardised(
                averages.map { known in known.first { $0.indicator == appeal.indicator }?.value ?? .nan })
        }
        let weights = personas.indices.map { persona in
            var exponent = Self.personaNoise * (2 * random.unit() - 1)
            for (appeal, score) in zip(Self.appeal, scores) { exponent += appeal.strength * score[persona] }
            return exp(exponent)
        }
        habits = personas.map { _ in
            Habits(
                loyalty: 0.6 + 0.9 * random.unit(), webShare: 0.2 + 0.5 * random.unit(),
                categories: WeightedChoice(Self.categories.map { _ in 0.4 + 1.6 * random.unit() }))
        }
        var departments: [String: Double] = [:]
        for place in figures.neighbourhoods where departments[place.department] == nil {
            departments[place.department] = exp(Self.departmentNoise * (2 * random.unit() - 1))
        }
        neighbourhoods = figures.neighbourhoods
        homes = WeightedChoice(
            figures.neighbourhoods.map { $0.households * weights[$0.persona] * (departments[$0.department] ?? 1) })
    }

    /// Deviations from the mean in standard deviations; 0 for what is not known.
    private static func standardised(_ values: [Double]) -> [Double] {
        let known = values.filter(\.isFinite)
        guard known.count > 1 else { return values.map { _ in 0 } }
        let mean = known.reduce(0, +) / Double(known.count)
        let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count)
        guard variance > 0 else { return values.map { _ in 0 } }
        return values.map { $0.isFinite ? ($0 - mean) / variance.squareRoot() : 0 }
    }
}

/// A choice among things of different weights. O(log n).
struct WeightedChoice: Sendable {
    private let sums: [Double]

    init(_ weights: [Double]) {
        var sum = 0.0
        sums = weights.map { weight in
            sum += max(0, weight)
            return sum
        }
    }

    /// The thing at `part`, 0 ≤ part < 1, of all weight; 0 when there is none.
    func pick(_ part: Double) -> Int {
        let wanted = part * (sums.last ?? 0)
        var (low, high) = (0, max(0, sums.count - 1))
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
