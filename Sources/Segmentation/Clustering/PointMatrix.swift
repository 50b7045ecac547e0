/// Points for clustering: one row a point, `dimensions` Floats each, padded with zeros to whole vectors of eight.
///
///     row 0  [v v v v v v v v][v v v v v v v v]…  `stride` vectors     weights[0]
///     row 1  …
///
/// 47,000 points of 26 variables take 6 MB, which fits no cache but is read forwards.
public struct PointMatrix: Sendable {
    static let lanes = 8

    public let count: Int
    /// Variables of a point.
    public let dimensions: Int
    /// Vectors of eight Floats a row.
    let stride: Int
    private(set) var vectors: [SIMD8<Float>]
    /// How much each point counts; not negative.
    public let weights: [Double]

    private init(count: Int, dimensions: Int, weights: [Double]) {
        self.count = count
        self.dimensions = dimensions
        stride = (dimensions + Self.lanes - 1) / Self.lanes
        vectors = Array(repeating: SIMD8(repeating: 0), count: count * stride)
        self.weights = weights
    }

    /// One array of values a point.
    public init(rows: [[Float]], weights: [Double]) {
        self.init(count: rows.count, dimensions: rows.first?.count ?? 0, weights: weights)
        for (row, values) in rows.enumerated() {
            for (column, value) in values.enumerated() { set(row, column, value) }
        }
    }

    /// The given rows of columns, in that order.
    init(columns: [[Float]], rows: [Int], weights: [Double]) {
        self.init(count: rows.count, dimensions: columns.count, weights: weights)
        for (column, values) in columns.enumerated() {
            for (row, index) in rows.enumerated() { set(row, column, values[index]) }
        }
    }

    /// The rows of `members`, in that order, each counting as much as `weights` says (what it counts here when nil).
    func subset(_ members: [Int], weights: [Double]? = nil) -> PointMatrix {
        var copy = PointMatrix(
            count: members.count, dimensions: dimensions, weights: weights ?? members.map { self.weights[$0] })
        for (row, member) in members.enumerated() {
            for vector in 0..<stride { copy.vectors[row * stride + vector] = vectors[member * stride + vector] }
        }
        return copy
    }

    private mutating func set(_ row: Int, _ column: Int, _ value: Float) {
        vectors[row * stride + column / Self.lanes][column % Self.lanes] = value
    }

    public func value(_ row: Int, _ column: Int) -> Float {
        vectors[row * stride + column / Self.lanes][column % Self.lanes]
    }

    /// The values of one point.
    func row(_ row: Int) -> [Float] { (0..<dimensions).map { value(row, $0) } }

    /// The weighted mean of the points.
    var mean: [Double] {
        var sums = Array(repeating: 0.0, count: dimensions)
        var total = 0.0
        for row in 0..<count where weights[row] > 0 {
            total += weights[row]
            for column in 0..<dimensions { sums[column] += weights[row] * Double(value(row, column)) }
        }
        return sums.map { total > 0 ? $0 / total : 0 }
    }

    /// The weighted sum of squared distances to the mean.
    var spread: Double { spreadByColumn.reduce(0, +) }

    /// The weighted sum of squared differences from the mean, for each variable.
    var spreadByColumn: [Double] {
        let mean = mean
        var sums = Array(repeating: 0.0, count: dimensions)
        for row in 0..<count where weights[row] > 0 {
            for column in 0..<dimensions {
                let difference = Double(value(row, column)) - mean[column]
                sums[column] += weights[row] * difference * difference
            }
        }
        return sums
    }

    /// The weighted means of groups of points. A group without weight has zeros.
    func means(of labels: [Int32], groups: Int) -> [[Double]] {
        var sums = Array(repeating: 0.0, count: groups * dimensions)
        var totals = Array(repeating: 0.0, count: groups)
        for row in 0..<count {
            let group = Int(labels[row])
            totals[group] += weights[row]
            for column in 0..<dimensions {
                sums[group * dimensions + column] += weights[row] * Double(value(row, column))
            }
        }
        return (0..<groups).map { group in
            (0..<dimensions).map { totals[group] > 0 ? sums[group * dimensions + $0] / totals[group] : 0 }
        }
    }
}
