import Dispatch
import Synchronization

/// A plan with its texts asked, for one table. Can be kept and asked again and again, by any thread.
public final class PreparedPlan: Sendable {
    public let plan: Plan
    public let table: ContactTable
    private let binding: Mutex<Binding>

    public init(_ plan: Plan, _ table: ContactTable) {
        self.plan = plan
        self.table = table
        binding = Mutex(Binding(plan, table))
    }

    /// A binding that covers all texts of now.
    func currentBinding() -> Binding {
        binding.withLock { binding in
            if !binding.isCurrent { binding.extend() }
            return binding
        }
    }

    func rowEvaluator(_ binding: Binding, segment: Int) -> RowEvaluator {
        RowEvaluator(
            binding: binding, zone: plan.zone, layout: table.layout, firstRow: segment * ContactSegment.rowCount)
    }

    /// An evaluator that covers all texts of now.
    func evaluator(segment: Int) -> RowEvaluator { rowEvaluator(currentBinding(), segment: segment) }

    /// Whether the contact is in; false when it has been forgotten. A few microseconds.
    public func contains(_ row: ContactRow) -> Bool {
        let segment = table.segment(row)
        return segment.reading {
            // Under the lock: every text that the segment speaks of has been asked.
            let evaluator = rowEvaluator(currentBinding(), segment: row.segment)
            return segment.isLive(row.offset) && evaluator.matches(plan.root, segment, row.offset)
        }
    }

    /// The contacts that are in, asked on so many threads.
    public func select(threads: Int = 2) -> ContactSelection {
        let segments = table.segments
        var selection = ContactSelection(segments: segments.count)
        selection.words.withUnsafeMutableBufferPointer { words in
            guard let base = words.baseAddress else { return }
            nonisolated(unsafe) let all = base
            forEachSegment(segments, threads: threads) { index, segment, evaluator in
                let words = all + index * ContactSegment.wordCount
                words.update(from: segment.live, count: ContactSegment.wordCount)
                evaluator.filter(plan.root, segment, words)
            }
        }
        return selection
    }

    /// How many contacts are in, asked on so many threads.
    public func count(threads: Int = 2) -> Int {
        let total = Atomic<Int>(0)
        forEachSegment(table.segments, threads: threads) { _, segment, evaluator in
            let words = evaluator.scratch.take()
            defer { evaluator.scratch.giveBack() }
            words.update(from: segment.live, count: ContactSegment.wordCount)
            evaluator.filter(plan.root, segment, words)
            var count = 0
            for word in 0..<ContactSegment.wordCount { count &+= words[word].nonzeroBitCount }
            total.add(count, ordering: .relaxed)
        }
        return total.load(ordering: .relaxed)
    }

    /// Calls `body` for every segment, under its lock, with an evaluator that covers all its texts. The threads take the
    /// segments as they come; which thread does which makes no difference to the answers.
    func forEachSegment(
        _ segments: [ContactSegment], threads: Int, _ body: @Sendable (Int, ContactSegment, SegmentEvaluator) -> Void
    ) {
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, segments.count))) { _ in
            let scratch = ScratchWords()
            let accumulators = EventAccumulators()
            var binding = currentBinding()
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < segments.count else { return }
                segments[index].reading {
                    if !binding.isCurrent { binding = currentBinding() }
                    let rows = rowEvaluator(binding, segment: index)
                    body(index, segments[index], SegmentEvaluator(rows, scratch, accumulators))
                }
            }
        }
    }
}
