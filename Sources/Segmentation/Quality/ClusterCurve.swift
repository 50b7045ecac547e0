/// Variance explained against the number of clusters.
public enum ClusterCurve {
    public struct Step: Sendable, Equatable {
        public let clusters: Int
        /// 0 to 1.
        public let explained: Double
    }

    /// Clusters the points for each number, without nesting. O(numbers × restarts × one run).
    public static func compute(
        _ points: PointMatrix, clusters: [Int], restarts: Int, seed: UInt64
    ) -> [Step] {
        let spread = points.spread
        return clusters.map { k in
            let result = KMeans.best(points, k: k, restarts: restarts, seed: seed)
            return Step(clusters: k, explained: spread > 0 ? 1 - result.spread / spread : 0)
        }
    }
}
