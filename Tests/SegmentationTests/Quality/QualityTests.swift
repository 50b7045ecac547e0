import Statistics
import Testing

@testable import Segmentation

/// The measures of quality against slow models that are their definitions.
@Suite struct QualityTests {
    static func points(_ count: Int, seed: UInt64, dimensions: Int = 3) -> PointMatrix {
        var random = SeededRandom(seed: seed)
        let rows = (0..<count).map { _ in (0..<dimensions).map { _ in Float(random.unit()) } }
        return PointMatrix(rows: rows, weights: (0..<count).map { _ in 1 + 9 * random.unit() })
    }

    static func labels(_ count: Int, groups: Int, seed: UInt64) -> [Int32] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in Int32(random.next() % UInt64(groups)) }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func theRandIndexCountsPairs(seed: UInt64) {
        let one = Self.labels(40, groups: 4, seed: seed)
        let other = Self.labels(40, groups: 3, seed: seed + 100)
        var (both, inOne, inOther, all) = (0.0, 0.0, 0.0, 0.0)
        for a in 0..<40 {
            for b in 0..<a {
                all += 1
                if one[a] == one[b] { inOne += 1 }
                if other[a] == other[b] { inOther += 1 }
                if one[a] == one[b], other[a] == other[b] { both += 1 }
            }
        }
        let expected = inOne * inOther / all
        let model = (both - expected) / ((inOne + inOther) / 2 - expected)
        #expect(abs(RandIndex.adjusted(one, other) - model) < 1e-12)
    }

    @Test func theRandIndexDoesNotMindNames() {
        #expect(RandIndex.adjusted([0, 0, 1, 1, 2], [2, 2, 0, 0, 1]) == 1)
        #expect(RandIndex.adjusted([0, 0, 0], [0, 0, 0]) == 1)
        #expect(RandIndex.adjusted([0, 0, 1, 1], [0, 1, 0, 1]) < 0)
    }

    @Test func aWeightOfTwoIsTwoThingsToTheRandIndex() {
        let weighted = RandIndex.adjusted([0, 1, 1, 0], [0, 1, 0, 0], weights: [2, 1, 3, 1])
        let repeated = RandIndex.adjusted([0, 0, 1, 1, 1, 1, 0], [0, 0, 1, 0, 0, 0, 0])
        #expect(abs(weighted - repeated) < 1e-12)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func varianceBetweenAndWithinAddUp(seed: UInt64) {
        let points = Self.points(60, seed: seed)
        let labels = Self.labels(60, groups: 5, seed: seed)
        let explained = VarianceExplained(points, labels, groups: 5)
        let total = points.weights.reduce(0, +)
        for column in 0..<3 {
            let mean = (0..<60).reduce(0.0) { $0 + points.weights[$1] * Double(points.value($1, column)) } / total
            var (between, all) = (0.0, 0.0)
            for group in 0..<5 {
                let members = (0..<60).filter { labels[$0] == Int32(group) }
                let weight = members.reduce(0.0) { $0 + points.weights[$1] }
                let own = members.reduce(0.0) { $0 + points.weights[$1] * Double(points.value($1, column)) } / weight
                between += weight * (own - mean) * (own - mean)
            }
            for row in 0..<60 {
                let difference = Double(points.value(row, column)) - mean
                all += points.weights[row] * difference * difference
            }
            #expect(abs(explained.byVariable[column] - between / all) < 1e-9)
        }
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func theSilhouetteIsAsDefined(seed: UInt64) {
        let points = Self.points(30, seed: seed)
        let labels = Self.labels(30, groups: 3, seed: seed)
        let distance = { (a: Int, b: Int) in
            (0..<3).reduce(0.0) { sum, column in
                let difference = Double(points.value(a, column) - points.value(b, column))
                return sum + difference * difference
            }.squareRoot()
        }
        var (sum, total) = (0.0, 0.0)
        for row in 0..<30 {
            let means = (0..<3).map { group -> Double in
                let others = (0..<30).filter { labels[$0] == Int32(group) && $0 != row }
                let weight = others.reduce(0.0) { $0 + points.weights[$1] }
                return others.reduce(0.0) { $0 + points.weights[$1] * distance(row, $1) } / weight
            }
            let own = means[Int(labels[row])]
            let next = (0..<3).filter { $0 != Int(labels[row]) }.map { means[$0] }.min()!
            sum += points.weights[row] * (next - own) / max(own, next)
            total += points.weights[row]
        }
        let measured = Silhouette.sampled(points, labels, groups: 3, sample: 30)
        #expect(abs(measured - sum / total) < 1e-5)
    }

    @Test func pointsOnTheirCentresHaveAFullSilhouette() {
        let points = PointMatrix(rows: [[0, 0], [0, 0], [5, 5], [5, 5]], weights: [1, 2, 3, 4])
        #expect(Silhouette.simplified(points, [0, 0, 1, 1], groups: 2) == 1)
        #expect(Silhouette.simplified(points, [0, 1, 0, 1], groups: 2) < 0.5)
    }

    @Test func driftIsNoneOfItselfAndTheSameBothWays() {
        #expect(Divergence.stabilityIndex([0.5, 0.3, 0.2], [0.5, 0.3, 0.2]) == 0)
        let there = Divergence.stabilityIndex([0.6, 0.4], [0.4, 0.6])
        // 0.2 ln 1.5 twice.
        #expect(abs(there - 0.4 * 0.405465108) < 1e-8)
        #expect(abs(there - Divergence.stabilityIndex([0.4, 0.6], [0.6, 0.4])) < 1e-15)
        #expect(Divergence.stabilityIndex([1, 0], [0.5, 0.5]).isFinite)
    }

    @Test func separateGroupsAreStable() throws {
        var rows: [[Float]] = []
        var random = SeededRandom(seed: 5)
        for centre in 0..<4 {
            for _ in 0..<60 {
                rows.append([
                    Float(centre % 2 * 20) + Float(random.unit()), Float(centre / 2 * 20) + Float(random.unit()),
                ])
            }
        }
        let points = PointMatrix(rows: rows, weights: Array(repeating: 1, count: rows.count))
        let settings = try SegmentationSettings(
            json: """
                {"seed": 1, "restarts": 10, "personaRestarts": 2, "personaSamples": 2, "profiles": 4, "personas": 4, "smallestShare": 0,
                 "largestShare": 1, "smallestHouseholds": 1, "variables": []}
                """)
        let stability = Stability(points, settings)
        for agreement in stability.betweenSeeds([1, 2, 3]) { #expect(agreement.profiles == 1) }
        let clusters = Clusters(points, settings, order: rows.map { Double($0[0]) })
        for agreement in stability.betweenSamples(3, clusters: clusters) { #expect(agreement.profiles == 1) }
        let centres = points.means(of: clusters.profileOfPoint, groups: 4)
        let again = Clusters(points, settings.with(seed: 9), like: clusters, centres: centres)
        #expect(again.numbers == clusters.numbers && again.profileOfPoint == clusters.profileOfPoint)
    }

    @Test func theGridHasCellsOfEqualHouseholds() {
        let count = 3400
        var random = SeededRandom(seed: 9)
        let column = { (id: String) in
            IndicatorColumn(
                definition: IndicatorDefinition(
                    id: id, labelFrench: "", labelEnglish: "", unit: "", theme: "", kind: "", formula: "", source: "",
                    vintage: "", base: "", level: "iris", domain: "demographics", decimals: 0),
                coverage: 1, values: (0..<count).map { _ in Float(random.unit()) },
                origins: Array(repeating: 1, count: count), personaAverages: [])
        }
        let input = SegmentationInput(
            neighbourhoods: [], epci: [], columns: [column("density"), column("median_income")])
        let grid = NewInformation.grid(
            input, Array(0..<count), Array(repeating: 1, count: count), cells: 34)
        var sizes = Array(repeating: 0, count: 34)
        for cell in grid { sizes[Int(cell)] += 1 }
        #expect(sizes.min()! > 85 && sizes.max()! < 120)
        // Cells of the first band are less dense than those of the last.
        let density = input.columns[0].values
        let first = grid.indices.filter { grid[$0] < 6 }.map { density[$0] }.max()!
        let last = grid.indices.filter { grid[$0] >= 29 }.map { density[$0] }.min()!
        #expect(first < last)
    }
}
