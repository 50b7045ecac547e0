/// A bootstrap sample of points (Efron, 1979): as many as there are, drawn with replacement.
struct BootstrapSample {
    /// How often each point was drawn.
    let times: [Int]

    /// The same seed draws the same. O(points).
    init(of count: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var times = Array(repeating: 0, count: count)
        for _ in 0..<count { times[Int(random.next() % UInt64(count))] += 1 }
        self.times = times
    }

    /// Those of `members` that were drawn, each counting as often as it was.
    func points(_ points: PointMatrix, among members: [Int]) -> PointMatrix {
        let drawn = members.filter { times[$0] > 0 }
        return points.subset(drawn, weights: drawn.map { points.weights[$0] * Double(times[$0]) })
    }
}
