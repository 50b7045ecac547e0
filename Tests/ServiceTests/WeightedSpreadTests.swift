import TestSupport
import Testing

@testable import Service

@Suite struct WeightedSpreadTests {
    /// Each place repeated as often as it weighs, sorted.
    private func expanded(_ values: [Double], _ weights: [Double]) -> [Double] {
        zip(values, weights).flatMap { value, weight in
            value.isFinite ? [Double](repeating: value, count: Int(weight)) : []
        }.sorted()
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func itIsTheSpreadOfSingleHouseholds(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...60, using: &random)
        let values = (0..<count).map { _ in
            Int.random(in: 0..<10, using: &random) == 0 ? Double.nan : Double(Int.random(in: -5...15, using: &random))
        }
        let weights = values.map { _ in Double(Int.random(in: 0...6, using: &random)) }
        let spread = WeightedSpread(values, weights: weights)
        let single = expanded(values, weights)
        #expect(spread.total == Double(single.count))
        guard !single.isEmpty else { return #expect(spread.quantile(0.5).isNaN && spread.borders(5).isEmpty) }
        for tenth in 1...10 {
            let place = (single.count * tenth + 9) / 10 - 1
            #expect(spread.quantile(Double(tenth) / 10) == single[max(place, 0)])
        }
        let histogram = spread.histogram(7, from: -2, to: 10)
        for (place, households) in histogram.enumerated() {
            let expected = single.filter { value in
                let own = Int(((value + 2) / 12 * 7).rounded(.down))
                return min(max(own, 0), 6) == place
            }
            #expect(households == Double(expected.count))
        }
        let borders = spread.borders(5)
        #expect(borders.count <= 4)
        for place in 0...borders.count {
            #expect(single.contains { value in borders.count { value > $0 } == place })
        }
    }

    @Test func oneValueHasNoBordersAndNoHistogram() {
        let spread = WeightedSpread([3, 3, .nan], weights: [1, 2, 5])
        #expect(spread.borders(5).isEmpty)
        #expect(spread.histogram(4, from: 3, to: 3) == [0, 0, 0, 0])
        #expect(spread.quantile(0.01) == 3)
    }
}
