import Dispatch
import Synchronization

extension ContactTable {
    /// Calls `body` for every segment that has contacts of the selection, under its lock, with its number and with their bits in
    /// the scratch; with the projections of its blocks, when a projector is given. Each thread folds into a value of its own; the
    /// values are merged at the end, in no certain order: what is merged must not depend on it.
    func fold<Value: Sendable>(
        threads: Int, _ selection: ContactSelection?, projectedBy projector: EventProjector? = nil, _ empty: Value,
        _ body: @Sendable (inout Value, Int, ContactSegment, inout FoldScratch) -> Void,
        merge: (inout Value, Value) -> Void
    ) -> Value {
        let segments = self.segments
        let next = Atomic<Int>(0)
        let folded = Mutex<[Value]>([])
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, segments.count))) { _ in
            var value = empty
            var scratch = FoldScratch()
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < segments.count else { break }
                segments[index].reading(projectedBy: projector) {
                    scratch.words.update(from: segments[index].live, count: ContactSegment.wordCount)
                    if let selection { Self.intersect(scratch.words, selection, segment: index) }
                    guard !SegmentEvaluator.isEmpty(scratch.words, ContactSegment.wordCount) else { return }
                    body(&value, index, segments[index], &scratch)
                }
            }
            folded.withLock { $0.append(value) }
        }
        var values = folded.withLock { $0 }
        guard var result = values.popLast() else { return empty }
        for value in values { merge(&result, value) }
        return result
    }

    /// Contacts that came after the selection was made are not in it.
    private static func intersect(
        _ words: UnsafeMutablePointer<UInt64>, _ selection: ContactSelection, segment: Int
    ) {
        for word in 0..<ContactSegment.wordCount { words[word] &= selection.word(word, segment) }
    }

    /// How many cells the axes have, when they are not too many.
    static func cellCount(_ groupCounts: [Int]) throws(TallyError) -> Int {
        let cells = groupCounts.reduce(1) { product, count in
            let (next, overflow) = product.multipliedReportingOverflow(by: count)
            return overflow ? Int.max : next
        }
        guard cells <= AxisSteps.cellLimit, groupCounts.count <= AxisSteps.axisLimit else {
            throw TallyError(cells: cells, limit: AxisSteps.cellLimit)
        }
        return cells
    }

    /// What one group of each axis is worth: the last axis changes fastest.
    static func strides(_ groupCounts: [Int]) -> [Int32] {
        var strides: [Int32] = []
        var stride: Int32 = 1
        for count in groupCounts.reversed() {
            strides.append(stride)
            stride &*= Int32(truncatingIfNeeded: count)
        }
        return strides.reversed()
    }
}

/// Too many groups for one table.
public struct TallyError: Error, Equatable, Sendable {
    public let cells: Int
    public let limit: Int
}
