/// A bootstrap sample of points (Efron, 1979): as many as there are, drawn with replacement.
enum BootstrapSample {
    /// Each point once that was drawn, counting as often as it was. The same seed draws the same.
    static func draw(_ points: PointMatrix, seed: UInt64) -> PointMatrix {
        var random = SeededRandom(seed: seed)
        var times = Array(repeating: 0, count: points.count)
        for _ in 0..<points.count { times[Int(random.next() % UInt64(points.count))] += 1 }
        let drawn = times.indices.filter { times[$0] > 0 }
        return points.subset(drawn, weights: drawn.map { points.weights[$0] * Double(times[$0]) })
    }
}
