/// The figures of one persona or profile beside those of France.
///
/// A figure that no file gives is NaN. Rules compare, and every comparison with NaN is false, so a rule that asks for what
/// is not known does not fire.
struct GroupFigures: Sendable {
    /// Means over the group's households.
    private let values: [Double]
    private let france: [Double]
    /// Standard deviations of the neighbourhoods of France, weighted by households.
    private let deviations: [Double]
    /// Means over the households of the group that this one is part of: the profile of a persona, France for a profile.
    private let parents: [Double]

    init(values: [Double], france: [Double], deviations: [Double], parents: [Double]) {
        self.values = values
        self.france = france
        self.deviations = deviations
        self.parents = parents
    }

    subscript(figure: PortraitFigure) -> Double { values[figure.position] }

    func ofFrance(_ figure: PortraitFigure) -> Double { france[figure.position] }

    func ofParent(_ figure: PortraitFigure) -> Double { parents[figure.position] }

    /// 100 where the group is as France.
    func index(_ figure: PortraitFigure) -> Double {
        let france = ofFrance(figure)
        return france > 0 ? 100 * self[figure] / france : .nan
    }

    /// How far from France, in standard deviations of neighbourhoods; 0 when not known.
    func difference(_ figure: PortraitFigure) -> Double { scaled(self[figure] - ofFrance(figure), figure) }

    /// How far from its profile, in the same measure; 0 when not known.
    func differenceFromParent(_ figure: PortraitFigure) -> Double { scaled(self[figure] - ofParent(figure), figure) }

    private func scaled(_ distance: Double, _ figure: PortraitFigure) -> Double {
        let deviation = deviations[figure.position]
        return deviation > 0 && distance.isFinite ? distance / deviation : 0
    }
}

extension PortraitFigure {
    /// Its place among all figures.
    var position: Int { Self.positions[self]! }

    private static let positions = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

extension GroupFigures {
    /// The figures of groups of neighbourhoods. `groups` gives the group of each neighbourhood, `parents` the parent of each
    /// group (nil: France). O(figures × neighbourhoods).
    static func of(
        groups: [Int], count: Int, parents: (groups: [Int], count: Int, ofGroup: [Int])?, weights: [Double],
        columns: [IndicatorColumn]
    ) -> [GroupFigures] {
        let byID = Dictionary(
            columns.enumerated().map { ($1.definition.id, $0) }, uniquingKeysWith: { first, _ in first })
        var means: [WeightedMeans] = []
        var parentMeans: [WeightedMeans] = []
        for figure in PortraitFigure.allCases {
            let values = byID[figure.rawValue].map { columns[$0].values } ?? []
            means.append(WeightedMeans(values, groups, count, weights))
            if let parents { parentMeans.append(WeightedMeans(values, parents.groups, parents.count, weights)) }
        }
        return (0..<count).map { group in
            GroupFigures(
                values: means.map { $0.ofGroup[group] }, france: means.map(\.ofAll), deviations: means.map(\.deviation),
                parents: parents.map { parents in parentMeans.map { $0.ofGroup[parents.ofGroup[group]] } }
                    ?? means.map(\.ofAll))
        }
    }
}

/// Means of a column by group and over all, weighted; NaN where nothing is known.
struct WeightedMeans {
    let ofGroup: [Double]
    let ofAll: Double
    /// Standard deviation over all.
    let deviation: Double

    /// `values` may be empty: nothing is known then.
    init(_ values: [Float], _ groups: [Int], _ count: Int, _ weights: [Double]) {
        var sums = Array(repeating: 0.0, count: count)
        var totals = Array(repeating: 0.0, count: count)
        for (index, value) in values.enumerated() where !value.isNaN {
            sums[groups[index]] += weights[index] * Double(value)
            totals[groups[index]] += weights[index]
        }
        let total = totals.reduce(0, +)
        let mean = total > 0 ? sums.reduce(0, +) / total : .nan
        var squares = 0.0
        for (index, value) in values.enumerated() where !value.isNaN {
            squares += weights[index] * (Double(value) - mean) * (Double(value) - mean)
        }
        ofGroup = (0..<count).map { totals[$0] > 0 ? sums[$0] / totals[$0] : .nan }
        ofAll = mean
        deviation = total > 0 ? (squares / total).squareRoot() : .nan
    }
}
