/// What has been found of the events of each contact of a block.
final class EventAccumulators {
    typealias Words = UnsafeMutablePointer<UInt64>

    /// A bit for each contact that has such an event.
    let any: Words = .allocate(capacity: EventBlock.rowCount / 64)
    /// Events, or known values, or different values.
    let counts: UnsafeMutablePointer<Int32> = .allocate(capacity: EventBlock.rowCount)
    /// A sum, a least or greatest, a first or last.
    let values: UnsafeMutablePointer<Int64> = .allocate(capacity: EventBlock.rowCount)
    /// The different values of the contact whose events are being read.
    private var distinct: Set<Int64> = []
    private var distinctOwner = -1

    deinit {
        any.deallocate()
        counts.deallocate()
        values.deallocate()
    }

    func begin(_ question: EventsNode.Question) {
        switch question {
        case .any, .none: any.update(repeating: 0, count: EventBlock.rowCount / 64)
        case .count, .share: counts.update(repeating: 0, count: EventBlock.rowCount)
        case .aggregate:
            counts.update(repeating: 0, count: EventBlock.rowCount)
            values.update(repeating: 0, count: EventBlock.rowCount)
            distinctOwner = -1
        }
    }

    /// Takes in the events from `start` on whose bits are on. They come in order of contact and time.
    func add(_ question: EventsNode.Question, _ block: EventBlock, from start: Int, _ words: Words, _ wordCount: Int) {
        let owners = block.ownerValues + start
        switch question {
        case .any, .none:
            let any = any
            forEach(words, wordCount) { event in
                let owner = Int(owners[event])
                any[owner >> 6] |= 1 &<< UInt64(owner & 63)
            }
        case .count, .share:
            let counts = counts
            forEach(words, wordCount) { counts[Int(owners[$0])] &+= 1 }
        case .aggregate(let aggregate, _): add(aggregate, block, owners, from: start, words, wordCount)
        }
    }

    @inline(__always)
    private func forEach(_ words: Words, _ wordCount: Int, _ body: (Int) -> Void) {
        for word in 0..<wordCount {
            var rest = words[word]
            while rest != 0 {
                body(word &* 64 &+ rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
        }
    }

    private func add(
        _ aggregate: Aggregate, _ block: EventBlock, _ owners: UnsafePointer<Int16>, from start: Int, _ words: Words,
        _ wordCount: Int
    ) {
        let counts = counts
        guard let column = aggregate.column else {
            return forEach(words, wordCount) { counts[Int(owners[$0])] &+= 1 }
        }
        if column == ColumnLayout.eventDay {
            return add(aggregate.function, owners, words, wordCount) { block.milliseconds(start &+ $0) }
        }
        // The usual widths of an amount have loops of their own.
        let packed = block.columns[column]
        switch packed.width {
        case 2: add(aggregate.function, owners, words, wordCount, narrow: packed.values(Int16.self) + start)
        case 4: add(aggregate.function, owners, words, wordCount, narrow: packed.values(Int32.self) + start)
        default: add(aggregate.function, owners, words, wordCount) { packed[start &+ $0] }
        }
    }

    @inline(__always)
    private func add<Value: FixedWidthInteger & SignedInteger>(
        _ function: AggregateFunction, _ owners: UnsafePointer<Int16>, _ words: Words, _ wordCount: Int,
        narrow values: UnsafePointer<Value>
    ) {
        add(function, owners, words, wordCount) { event in
            let value = values[event]
            return value == .min ? PackedColumn.unknown : Int64(value)
        }
    }

    @inline(__always)
    private func add(
        _ function: AggregateFunction, _ owners: UnsafePointer<Int16>, _ words: Words, _ wordCount: Int,
        _ value: (Int) -> Int64
    ) {
        let (counts, values) = (counts, values)
        switch function {
        case .count:
            forEach(words, wordCount) { if value($0) != PackedColumn.unknown { counts[Int(owners[$0])] &+= 1 } }
        case .sum, .avg:
            forEachKnown(owners, words, wordCount, value) { owner, value in
                values[owner] = ValueSummary.saturatingSum(values[owner], value)
                counts[owner] &+= 1
            }
        case .min:
            forEachKnown(owners, words, wordCount, value) { owner, value in
                values[owner] = counts[owner] == 0 ? value : Swift.min(values[owner], value)
                counts[owner] = 1
            }
        case .max:
            forEachKnown(owners, words, wordCount, value) { owner, value in
                values[owner] = counts[owner] == 0 ? value : Swift.max(values[owner], value)
                counts[owner] = 1
            }
        case .first:
            forEachKnown(owners, words, wordCount, value) { owner, value in
                if counts[owner] == 0 { values[owner] = value }
                counts[owner] = 1
            }
        case .last:
            forEachKnown(owners, words, wordCount, value) { owner, value in
                values[owner] = value
                counts[owner] = 1
            }
        case .distinct: addDistinct(owners, words, wordCount, value)
        }
    }

    @inline(__always)
    private func forEachKnown(
        _ owners: UnsafePointer<Int16>, _ words: Words, _ wordCount: Int, _ value: (Int) -> Int64,
        _ body: (Int, Int64) -> Void
    ) {
        forEach(words, wordCount) { event in
            let value = value(event)
            if value != PackedColumn.unknown { body(Int(owners[event]), value) }
        }
    }

    /// Numbers of a small dictionary are bits of one word; others go through a set.
    private func addDistinct(_ owners: UnsafePointer<Int16>, _ words: Words, _ wordCount: Int, _ value: (Int) -> Int64)
    {
        let (counts, values) = (counts, values)
        forEach(words, wordCount) { event in
            let value = value(event)
            guard value != PackedColumn.unknown else { return }
            let owner = Int(owners[event])
            if value >= 0, value < 64 {
                let bit = Int64(bitPattern: 1 &<< UInt64(value))
                if values[owner] & bit == 0 {
                    values[owner] |= bit
                    counts[owner] &+= 1
                }
            } else {
                if owner != distinctOwner {
                    distinct.removeAll(keepingCapacity: true)
                    distinctOwner = owner
                }
                if distinct.insert(value).inserted { counts[owner] &+= 1 }
            }
        }
    }
}
