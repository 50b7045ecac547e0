import Dispatch
import Synchronization

extension KMeans {
    /// The best of several restarts, run on as many threads as there are cores; the same for any number of them.
    ///
    /// `cost` ranks the restarts, least first; the spread when it is not given.
    static func best(
        _ points: PointMatrix, k: Int, restarts: Int, seed: UInt64,
        cost: @Sendable (Result) -> Double = { $0.spread }
    ) -> Result {
        let best = Mutex<(restart: Int, cost: Double, result: Result)?>(nil)
        DispatchQueue.concurrentPerform(iterations: restarts) { restart in
            let result = run(points, k: k, seed: Self.seed(of: restart, seed))
            let cost = cost(result)
            best.withLock { best in
                if let best, (best.cost, best.restart) < (cost, restart) { return }
                best = (restart, cost, result)
            }
        }
        return best.withLock { $0!.result }
    }

    private static func seed(of restart: Int, _ seed: UInt64) -> UInt64 {
        var random = SeededRandom(seed: seed &+ UInt64(restart) &* 0x1000_0000_01B3)
        return random.next()
    }
}
