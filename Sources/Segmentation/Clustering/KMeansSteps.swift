/// The state of one restart between two steps.
///
/// Hamerly's bounds ("Making k-means even faster", 2010): `upper[i]` is no less than the distance of point i to its centre,
/// `lower[i]` no more than that to any other. When the centres move, the bounds move with them; only a point whose bounds
/// cross is measured again. Sums follow the points that change sides, so a late step costs little more than reading the
/// bounds.
struct KMeansSteps {
    private let points: PointMatrix
    private let k: Int
    private(set) var centres: [SIMD8<Float>]
    private(set) var labels: [Int32]
    private var upper: [Float]
    private var lower: [Float]
    private var sums: [SIMD8<Double>]
    /// The weight and the number of points of each cluster.
    private(set) var totals: [Double]
    private var counts: [Int]
    /// How far each centre moved last, and half its distance to the nearest other.
    private var drift: [Float]
    private var halfGap: [Float]

    /// Bounds are Floats and gather rounding errors; what they must clear is this much larger.
    private static let slack: Float = 1.00001

    var hasEmptyCluster: Bool { counts.contains(0) }

    /// Gives each point its nearest centre.
    init(_ points: PointMatrix, k: Int, centres: [SIMD8<Float>]) {
        self.points = points
        self.k = k
        self.centres = centres
        labels = Array(repeating: 0, count: points.count)
        upper = Array(repeating: 0, count: points.count)
        lower = Array(repeating: 0, count: points.count)
        sums = Array(repeating: SIMD8(repeating: 0), count: k * points.stride)
        totals = Array(repeating: 0, count: k)
        counts = Array(repeating: 0, count: k)
        drift = Array(repeating: 0, count: k)
        halfGap = Array(repeating: 0, count: k)
        measureAll()
    }

    /// Measures every point against every centre and sums up anew.
    private mutating func measureAll() {
        for index in sums.indices { sums[index] = SIMD8(repeating: 0) }
        for cluster in 0..<k { (totals[cluster], counts[cluster]) = (0, 0) }
        for row in 0..<points.count {
            let (label, nearest, second) = Self.nearestTwo(points.vectors.span, row, centres.span, k, points.stride)
            labels[row] = label
            upper[row] = nearest
            lower[row] = second
            add(row, to: Int(label), sign: 1)
        }
    }

    /// Moves each centre to the weighted mean of its points. False when none moved.
    mutating func moveCentres() -> Bool {
        let stride = points.stride
        let previous = centres
        for cluster in 0..<k where totals[cluster] > 0 && counts[cluster] > 0 {
            for vector in 0..<stride {
                centres[cluster * stride + vector] = SIMD8<Float>(sums[cluster * stride + vector] / totals[cluster])
            }
        }
        if hasEmptyCluster, fillEmptyClusters() { return true }
        var hasMoved = false
        for cluster in 0..<k {
            let start = cluster * stride
            drift[cluster] = squaredDistance(previous.span, start, centres.span, start, stride).squareRoot()
            hasMoved = hasMoved || drift[cluster] > 0
        }
        return hasMoved
    }

    /// An empty cluster begins anew at the point that adds most to the spread. False when there is no such point: all
    /// lie on centres.
    private mutating func fillEmptyClusters() -> Bool {
        var taken: Set<Int> = []
        let stride = points.stride
        for cluster in 0..<k where counts[cluster] == 0 {
            guard let far = farthest(except: taken) else { break }
            taken.insert(far)
            for vector in 0..<stride {
                centres[cluster * stride + vector] = points.vectors[far * stride + vector]
            }
        }
        guard !taken.isEmpty else { return false }
        measureAll()
        for cluster in 0..<k { drift[cluster] = 0 }
        return true
    }

    private func farthest(except taken: Set<Int>) -> Int? {
        var best: (row: Int, cost: Double)?
        let stride = points.stride
        for row in 0..<points.count where !taken.contains(row) {
            let distance = squaredDistance(
                points.vectors.span, row * stride, centres.span, Int(labels[row]) * stride, stride)
            let cost = points.weights[row] * Double(distance)
            if cost > best?.cost ?? 0 { best = (row, cost) }
        }
        return best?.row
    }

    /// Gives each point its nearest centre again. Returns how many changed.
    mutating func assign() -> Int {
        measureGaps()
        let changed = Self.update(
            points, centres, k: k, drift: drift, halfGap: halfGap, &labels, &upper, &lower)
        for (row, old) in changed {
            add(row, to: Int(old), sign: -1)
            add(row, to: Int(labels[row]), sign: 1)
        }
        return changed.count
    }

    /// The hot loop: moves the bounds, measures the points whose bounds cross, and returns those that changed sides with
    /// the cluster that they left, in order.
    private static func update(
        _ points: PointMatrix, _ centres: [SIMD8<Float>], k: Int, drift: [Float], halfGap: [Float],
        _ labels: inout [Int32], _ upper: inout [Float], _ lower: inout [Float]
    ) -> [(row: Int, old: Int32)] {
        var changed: [(row: Int, old: Int32)] = []
        let (farthest, others) = largestDrifts(drift)
        let vectors = points.vectors.span
        let centres = centres.span
        let drift = drift.span
        let halfGap = halfGap.span
        var labels = labels.mutableSpan
        var upper = upper.mutableSpan
        var lower = lower.mutableSpan
        let stride = points.stride
        for row in 0..<points.count {
            let label = Int(labels[row])
            let bound = max(lower[row] - (label == farthest.cluster ? others : farthest.drift), 0)
            let far = max(bound, halfGap[label])
            let near = upper[row] + drift[label]
            lower[row] = bound
            upper[row] = near
            if near * slack <= far { continue }
            let measured = squaredDistance(vectors, row &* stride, centres, label &* stride, stride).squareRoot()
            upper[row] = measured
            if measured * slack <= far { continue }
            let (next, nearest, second) = nearestTwo(vectors, row, centres, k, stride)
            upper[row] = nearest
            lower[row] = second
            guard Int(next) != label else { continue }
            labels[row] = next
            changed.append((row, Int32(label)))
        }
        return changed
    }

    private mutating func measureGaps() {
        let stride = points.stride
        for cluster in 0..<k {
            var least = Float.infinity
            for other in 0..<k where other != cluster {
                least = min(
                    least, squaredDistance(centres.span, cluster * stride, centres.span, other * stride, stride))
            }
            halfGap[cluster] = least.squareRoot() / 2
        }
    }

    /// The centre that moved most, and how far any other moved at most.
    private static func largestDrifts(_ drift: [Float]) -> (farthest: (cluster: Int, drift: Float), others: Float) {
        let farthest = drift.indices.max { drift[$0] != drift[$1] ? drift[$0] < drift[$1] : $0 > $1 } ?? 0
        let others = drift.indices.filter { $0 != farthest }.map { drift[$0] }.max() ?? 0
        return ((farthest, drift[farthest]), others)
    }

    @inline(__always)
    private mutating func add(_ row: Int, to cluster: Int, sign: Double) {
        let stride = points.stride
        let weight = sign * points.weights[row]
        totals[cluster] += weight
        counts[cluster] += sign > 0 ? 1 : -1
        for vector in 0..<stride {
            sums[cluster &* stride &+ vector] += SIMD8<Double>(points.vectors[row &* stride &+ vector]) * weight
        }
    }

    /// The nearest centre, the first of equals, and the distances to it and to the next one.
    @inline(__always)
    private static func nearestTwo(
        _ vectors: Span<SIMD8<Float>>, _ row: Int, _ centres: Span<SIMD8<Float>>, _ k: Int, _ stride: Int
    ) -> (label: Int32, nearest: Float, second: Float) {
        var nearest = Float.infinity
        var second = Float.infinity
        var label = 0
        var cluster = 0
        while cluster < k {
            let distance = squaredDistance(vectors, row &* stride, centres, cluster &* stride, stride)
            if distance < nearest {
                second = nearest
                nearest = distance
                label = cluster
            } else if distance < second {
                second = distance
            }
            cluster &+= 1
        }
        return (Int32(truncatingIfNeeded: label), nearest.squareRoot(), second.squareRoot())
    }

    /// The weighted sum of squared distances of the points to their centres, in Double.
    func spread() -> Double {
        let stride = points.stride
        var total = 0.0
        for row in 0..<points.count {
            let start = Int(labels[row]) * stride
            var sum = SIMD8<Double>(repeating: 0)
            for vector in 0..<stride {
                let difference =
                    SIMD8<Double>(points.vectors[row * stride + vector]) - SIMD8<Double>(centres[start + vector])
                sum += difference * difference
            }
            total += points.weights[row] * sum.sum()
        }
        return total
    }
}
