/// Points for clustering: one row a point, `width` Floats each, padded with zeros to whole vectors of eight.
struct PointMatrix: Sendable {
    static let lanes = 8

    let count: Int
    /// Variables of a point.
    let dimensions: Int
    /// Vectors of eight Floats a row.
    let stride: Int
    var vectors: [SIMD8<Float>]
    /// How much each point counts; not negative.
    let weights: [Double]

    init(rows: [[Float]], weights: [Double]) {
        count = rows.count
        dimensions = rows.first?.count ?? 0
        stride = (dimensions + Self.lanes - 1) / Self.lanes
        vectors = Array(repeating: SIMD8(repeating: 0), count: count * stride)
        self.weights = weights
        for (row, values) in rows.enumerated() {
            for (column, value) in values.enumerated() {
                vectors[row * stride + column / Self.lanes][column % Self.lanes] = value
            }
        }
    }

    /// The rows of `members`, in that order.
    func subset(_ members: [Int]) -> PointMatrix {
        var copy = PointMatrix(rows: [], weights: members.map { weights[$0] }, count: members.count, of: self)
        for (row, member) in members.enumerated() {
            for vector in 0..<stride { copy.vectors[row * stride + vector] = vectors[member * stride + vector] }
        }
        return copy
    }

    private init(rows: [[Float]], weights: [Double], count: Int, of other: PointMatrix) {
        self.count = count
        dimensions = other.dimensions
        stride = other.stride
        vectors = Array(repeating: SIMD8(repeating: 0), count: count * other.stride)
        self.weights = weights
    }

    func value(_ row: Int, _ column: Int) -> Float {
        vectors[row * stride + column / Self.lanes][column % Self.lanes]
    }

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
    var spread: Double {
        let mean = mean
        var sum = 0.0
        for row in 0..<count where weights[row] > 0 {
            var distance = 0.0
            for column in 0..<dimensions {
                let difference = Double(value(row, column)) - mean[column]
                distance += difference * difference
            }
            sum += weights[row] * distance
        }
        return sum
    }
}

/// Weighted k-means (Lloyd, 1982) from k-means++ starts (Arthur and Vassilvitskii, 2007).
///
/// The same seed gives the same answer on any number of threads: each restart has a generator and sums of its own, and the
/// best restart is the one of the least spread, the first of equals.
struct KMeans: Sendable {
    struct Result: Sendable {
        /// One row of `PointMatrix.stride` vectors for each cluster.
        var centres: [SIMD8<Float>]
        /// The cluster of each point.
        var labels: [Int32]
        /// The weighted sum of squared distances to the centres.
        var spread: Double
    }

    /// Lloyd's steps end when this share of the spread or less is gained, or after so many steps.
    private static let leastGain = 1e-6
    private static let maximumSteps = 100

    /// One restart. O(steps × points × k × dimensions).
    static func run(_ points: PointMatrix, k: Int, seed: UInt64) -> Result {
        var random = SeededRandom(seed: seed)
        var centres = start(points, k: k, &random)
        var labels = Array(repeating: Int32(0), count: points.count)
        var distances = Array(repeating: Float(0), count: points.count)
        var spread = Double.infinity
        for _ in 0..<maximumSteps {
            assign(points, centres, k: k, &labels, &distances)
            let now = weightedSum(points, distances)
            move(&centres, points, labels, distances, k: k)
            if spread - now <= leastGain * now { break }
            spread = now
        }
        assign(points, centres, k: k, &labels, &distances)
        return Result(centres: centres, labels: labels, spread: weightedSum(points, distances))
    }

    /// k-means++: each next centre is a point drawn in proportion to its weight and its squared distance to the nearest.
    private static func start(_ points: PointMatrix, k: Int, _ random: inout SeededRandom) -> [SIMD8<Float>] {
        var centres: [SIMD8<Float>] = []
        var nearest = Array(repeating: Float.infinity, count: points.count)
        var chosen = draw(points.weights, &random)
        for _ in 0..<k {
            let centre = Array(points.vectors[chosen * points.stride..<(chosen + 1) * points.stride])
            centres += centre
            lowerDistances(points, centre, &nearest)
            chosen = draw(points.weights.indices.map { points.weights[$0] * Double(nearest[$0]) }, &random)
        }
        return centres
    }

    private static func lowerDistances(
        _ points: PointMatrix, _ centre: [SIMD8<Float>], _ nearest: inout [Float]
    ) {
        let vectors = points.vectors.span
        let centre = centre.span
        let stride = points.stride
        for row in nearest.indices {
            nearest[row] = min(nearest[row], squaredDistance(vectors, row &* stride, centre, 0, stride))
        }
    }

    /// An index in proportion to the weights; the last that has any when rounding runs past the end.
    private static func draw(_ weights: [Double], _ random: inout SeededRandom) -> Int {
        var rest = random.unit() * weights.reduce(0, +)
        var last = 0
        for (index, weight) in weights.enumerated() where weight > 0 {
            last = index
            rest -= weight
            if rest < 0 { return index }
        }
        return last
    }

    @inline(__always)
    private static func squaredDistance(
        _ a: Span<SIMD8<Float>>, _ aStart: Int, _ b: Span<SIMD8<Float>>, _ bStart: Int, _ stride: Int
    ) -> Float {
        var sum = SIMD8<Float>(repeating: 0)
        var vector = 0
        while vector < stride {
            let difference = a[aStart &+ vector] - b[bStart &+ vector]
            sum += difference * difference
            vector &+= 1
        }
        return sum.sum()
    }

    /// Gives each point its nearest centre; of equals the first. The hot loop.
    static func assign(
        _ points: PointMatrix, _ centres: [SIMD8<Float>], k: Int, _ labels: inout [Int32], _ distances: inout [Float]
    ) {
        let vectors = points.vectors.span
        let centres = centres.span
        let stride = points.stride
        var labels = labels.mutableSpan
        var distances = distances.mutableSpan
        for row in 0..<points.count {
            let start = row &* stride
            var best = Float.infinity
            var label: Int32 = 0
            var cluster = 0
            while cluster < k {
                let distance = squaredDistance(vectors, start, centres, cluster &* stride, stride)
                if distance < best {
                    best = distance
                    label = Int32(truncatingIfNeeded: cluster)
                }
                cluster &+= 1
            }
            labels[row] = label
            distances[row] = best
        }
    }

    private static func weightedSum(_ points: PointMatrix, _ distances: [Float]) -> Double {
        var sum = 0.0
        for row in 0..<points.count { sum += points.weights[row] * Double(distances[row]) }
        return sum
    }

    /// Moves each centre to the weighted mean of its points; an empty one to the point that adds most to the spread.
    private static func move(
        _ centres: inout [SIMD8<Float>], _ points: PointMatrix, _ labels: [Int32], _ distances: [Float], k: Int
    ) {
        let stride = points.stride
        var sums = Array(repeating: SIMD8<Double>(repeating: 0), count: k * stride)
        var totals = Array(repeating: 0.0, count: k)
        for row in 0..<points.count {
            let cluster = Int(labels[row])
            let weight = points.weights[row]
            totals[cluster] += weight
            for vector in 0..<stride {
                sums[cluster * stride + vector] += SIMD8<Double>(points.vectors[row * stride + vector]) * weight
            }
        }
        var taken: Set<Int> = []
        for cluster in 0..<k {
            if totals[cluster] > 0 {
                for vector in 0..<stride {
                    centres[cluster * stride + vector] = SIMD8<Float>(sums[cluster * stride + vector] / totals[cluster])
                }
            } else if let far = farthest(points, distances, except: taken) {
                taken.insert(far)
                for vector in 0..<stride {
                    centres[cluster * stride + vector] = points.vectors[far * stride + vector]
                }
            }
        }
    }

    private static func farthest(_ points: PointMatrix, _ distances: [Float], except taken: Set<Int>) -> Int? {
        var best: (row: Int, cost: Double)?
        for row in 0..<points.count where !taken.contains(row) {
            let cost = points.weights[row] * Double(distances[row])
            if cost > best?.cost ?? 0 { best = (row, cost) }
        }
        return best?.row
    }
}
