/// Weighted k-means (Lloyd, 1982) from k-means++ starts (Arthur and Vassilvitskii, 2007), made fast by Hamerly's bounds
/// (2010): a point whose own centre is surely nearer than any other is passed by without a distance.
///
/// The same seed gives the same answer on any number of threads: each restart has a generator and sums of its own, and the
/// best restart is the one of the least spread, the first of equals.
public struct KMeans: Sendable {
    public struct Result: Sendable {
        /// One row of `PointMatrix.stride` vectors for each cluster.
        var centres: [SIMD8<Float>]
        /// The cluster of each point.
        public var labels: [Int32]
        /// The weighted sum of squared distances to the centres.
        public var spread: Double
        /// The weight of each cluster.
        public var weights: [Double]
    }

    /// More steps than any restart has been seen to take.
    private static let maximumSteps = 500

    /// One restart, until no point changes its cluster. At most O(steps × points × k × dimensions).
    static func run(_ points: PointMatrix, k: Int, seed: UInt64) -> Result {
        guard points.count > 0 else {
            let nowhere = Array(repeating: SIMD8<Float>(repeating: 0), count: k * points.stride)
            return Result(centres: nowhere, labels: [], spread: 0, weights: Array(repeating: 0, count: k))
        }
        var random = SeededRandom(seed: seed)
        return run(points, k: k, centres: start(points, k: k, &random))
    }

    /// Lloyd's steps from given centres.
    static func run(_ points: PointMatrix, k: Int, centres: [SIMD8<Float>]) -> Result {
        var steps = KMeansSteps(points, k: k, centres: centres)
        for _ in 0..<maximumSteps {
            guard steps.moveCentres() else { break }
            if steps.assign() == 0, !steps.hasEmptyCluster { break }
        }
        return Result(
            centres: steps.centres, labels: steps.labels, spread: steps.spread(), weights: steps.totals)
    }

    /// The cluster of the nearest centre for each point, the first of equals. O(points × k × dimensions).
    static func nearest(_ points: PointMatrix, _ centres: [SIMD8<Float>], k: Int) -> [Int32] {
        let stride = points.stride
        let vectors = points.vectors.span
        let centres = centres.span
        return (0..<points.count).map { row in
            var (label, least) = (0, Float.infinity)
            for cluster in 0..<k {
                let distance = squaredDistance(vectors, row &* stride, centres, cluster &* stride, stride)
                if distance < least { (label, least) = (cluster, distance) }
            }
            return Int32(label)
        }
    }

    /// k-means++: each next centre is a point drawn in proportion to its weight and its squared distance to the nearest.
    private static func start(_ points: PointMatrix, k: Int, _ random: inout SeededRandom) -> [SIMD8<Float>] {
        var centres: [SIMD8<Float>] = []
        var nearest = Array(repeating: Float.infinity, count: points.count)
        var chances = points.weights
        for _ in 0..<k {
            let chosen = draw(chances, &random)
            let centre = Array(points.vectors[chosen * points.stride..<(chosen + 1) * points.stride])
            centres += centre
            lowerDistances(points, centre, &nearest, &chances)
        }
        return centres
    }

    private static func lowerDistances(
        _ points: PointMatrix, _ centre: [SIMD8<Float>], _ nearest: inout [Float], _ chances: inout [Double]
    ) {
        let vectors = points.vectors.span
        let weights = points.weights.span
        let centre = centre.span
        var nearest = nearest.mutableSpan
        var chances = chances.mutableSpan
        let stride = points.stride
        for row in 0..<points.count {
            let distance = squaredDistance(vectors, row &* stride, centre, 0, stride)
            if distance < nearest[row] { nearest[row] = distance }
            chances[row] = weights[row] * Double(nearest[row])
        }
    }

    /// An index in proportion to the weights; the last that has any when rounding runs past the end.
    private static func draw(_ weights: [Double], _ random: inout SeededRandom) -> Int {
        var rest = random.unit() * weights.reduce(0, +)
        var last = 0
        for index in weights.indices where weights[index] > 0 {
            last = index
            rest -= weights[index]
            if rest < 0 { return index }
        }
        return last
    }
}

/// The squared distance of two rows of `stride` vectors.
@inline(__always)
func squaredDistance(
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
