/// How much of the weighted variance of points lies between groups and not within them, 0 to 1: over all variables, and of
/// each.
public struct VarianceExplained: Sendable, Equatable {
    /// Over all variables together: 1 − (sum of squared distances to the centres of the groups) / (that to the mean).
    public let total: Double
    /// Of each variable alone (η², the correlation ratio), in the order of the columns.
    public let byVariable: [Double]
    /// The weighted sum of squared distances to the centres of the groups: what k-means makes small.
    public let withinSumOfSquares: Double

    /// `labels` gives each point's group, below `groups`. O(points × variables).
    public init(_ points: PointMatrix, _ labels: [Int32], groups: Int) {
        let centres = points.means(of: labels, groups: groups)
        var within = Array(repeating: 0.0, count: points.dimensions)
        for row in 0..<points.count {
            let centre = centres[Int(labels[row])]
            for column in 0..<points.dimensions {
                let difference = Double(points.value(row, column)) - centre[column]
                within[column] += points.weights[row] * difference * difference
            }
        }
        let spread = points.spreadByColumn
        withinSumOfSquares = within.reduce(0, +)
        let all = spread.reduce(0, +)
        total = all > 0 ? 1 - withinSumOfSquares / all : 0
        byVariable = zip(within, spread).map { $1 > 0 ? 1 - $0 / $1 : 0 }
    }
}
