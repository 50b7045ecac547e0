import Dispatch
import Synchronization

extension KMeans {
    /// The best of several restarts, run on as many threads as there are cores; the same for any number of them.
    static func best(_ points: PointMatrix, k: Int, restarts: Int, seed: UInt64) -> Result {
        let results = Mutex<[Result?]>(Array(repeating: nil, count: restarts))
        DispatchQueue.concurrentPerform(iterations: restarts) { restart in
            var seeds = SeededRandom(seed: seed &+ UInt64(restart) &* 0x1000_0000_01B3)
            let result = run(points, k: k, seed: seeds.next())
            results.withLock { $0[restart] = result }
        }
        return results.withLock { all in
            all.compactMap { $0 }.reduce(nil as Result?) { best, next in
                guard let best, best.spread <= next.spread else { return next }
                return best
            }!
        }
    }
}
