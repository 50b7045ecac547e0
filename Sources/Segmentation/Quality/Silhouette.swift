/// How much nearer points are to their own group than to the next (Rousseeuw, 1987): 1 far nearer, 0 on the border, below
/// 0 nearer to another.
public enum Silhouette {
    /// From the distances to the centres of groups instead of to all points (Hruschka and others, 2004), weighted. O(points × groups).
    public static func simplified(_ points: PointMatrix, _ labels: [Int32], groups: Int) -> Double {
        let centres = points.means(of: labels, groups: groups)
        var (sum, total) = (0.0, 0.0)
        for row in 0..<points.count {
            let distances = centres.map { distance(points, row, $0) }
            let own = distances[Int(labels[row])]
            let next = distances.indices.filter { $0 != Int(labels[row]) }.map { distances[$0] }.min() ?? .infinity
            total += points.weights[row]
            sum += points.weights[row] * width(own: own, next: next)
        }
        return total > 0 ? sum / total : 0
    }

    /// As defined, from the weighted mean distances to all points of each group, for a sample of the points: every
    /// `points / sample`-th. O(sample × points).
    public static func sampled(_ points: PointMatrix, _ labels: [Int32], groups: Int, sample: Int) -> Double {
        let step = max(1, points.count / max(1, sample))
        var sizes = Array(repeating: 0.0, count: groups)
        for row in 0..<points.count { sizes[Int(labels[row])] += points.weights[row] }
        var (sum, total) = (0.0, 0.0)
        for row in stride(from: 0, to: points.count, by: step) {
            total += points.weights[row]
            sum += points.weights[row] * width(of: row, points, labels, sizes)
        }
        return total > 0 ? sum / total : 0
    }

    private static func width(
        of row: Int, _ points: PointMatrix, _ labels: [Int32], _ sizes: [Double]
    ) -> Double {
        var sums = Array(repeating: 0.0, count: sizes.count)
        let vectors = points.vectors.span
        for other in 0..<points.count {
            let squared = squaredDistance(
                vectors, row &* points.stride, vectors, other &* points.stride, points.stride)
            sums[Int(labels[other])] += points.weights[other] * Double(squared.squareRoot())
        }
        let label = Int(labels[row])
        let rest = sizes[label] - points.weights[row]
        // A point that is all of its group has no width.
        guard rest > 0 else { return 0 }
        let next = sizes.indices.filter { $0 != label && sizes[$0] > 0 }.map { sums[$0] / sizes[$0] }.min()
        return width(own: sums[label] / rest, next: next ?? .infinity)
    }

    private static func width(own: Double, next: Double) -> Double {
        guard next.isFinite else { return 0 }
        let larger = max(own, next)
        return larger > 0 ? (next - own) / larger : 0
    }

    private static func distance(_ points: PointMatrix, _ row: Int, _ centre: [Double]) -> Double {
        var sum = 0.0
        for column in 0..<points.dimensions {
            let difference = Double(points.value(row, column)) - centre[column]
            sum += difference * difference
        }
        return sum.squareRoot()
    }
}
