/// Contacts by when they had their first and their last event.
public struct HistoryTally: Sendable {
    /// Each preceded by a day before all others.
    private let firstBounds: [Int32]
    private let lastBounds: [Int32]
    /// Contacts whose first event is on a bound's day or later, and the last on another's: of those in the selection, then of the others.
    private var counts: [Int]

    fileprivate init(_ firstDays: [CivilDate], _ lastDays: [CivilDate]) {
        firstBounds = [.min] + firstDays.map(\.day)
        lastBounds = [.min] + lastDays.map(\.day)
        counts = [Int](repeating: 0, count: 2 * firstBounds.count * lastBounds.count)
    }

    /// Contacts whose first event is in the one band and whose last is in the other; those in the selection, or the others. Band k
    /// holds the days from bound k - 1 on that are before bound k.
    public func contacts(first: Int, last: Int, isSelected: Bool = true) -> Int {
        func from(_ first: Int, _ last: Int) -> Int {
            guard first < firstBounds.count, last < lastBounds.count else { return 0 }
            return counts[((isSelected ? 0 : firstBounds.count) + first) * lastBounds.count + last]
        }
        return from(first, last) - from(first + 1, last) - from(first, last + 1) + from(first + 1, last + 1)
    }

    /// Bound by bound instead of contact by contact: such loops take several contacts at a time.
    fileprivate mutating func add(_ histories: borrowing EventHistories, _ split: SelectionSplit) {
        for (first, firstBound) in firstBounds.enumerated() {
            for (last, lastBound) in lastBounds.enumerated() {
                let cell = first * lastBounds.count + last
                var (all, others): (Int32, Int32) = (0, 0)
                for contact in 0..<EventBlock.rowCount {
                    all &+= histories.isAfter(contact, firstBound, lastBound)
                }
                if !split.isOfAll {
                    for contact in 0..<EventBlock.rowCount {
                        others &+=
                            histories.isAfter(contact, firstBound, lastBound)
                            & Int32(truncatingIfNeeded: split.isOther(contact))
                    }
                }
                counts[cell] += Int(all - others)
                counts[cell + firstBounds.count * lastBounds.count] += Int(others)
            }
        }
    }

    fileprivate mutating func merge(_ other: HistoryTally) {
        for cell in counts.indices { counts[cell] += other.counts[cell] }
    }
}

extension EventHistories {
    /// 1 for a contact whose first and last events are on these days or later.
    @inline(__always)
    fileprivate func isAfter(_ contact: Int, _ first: Int32, _ last: Int32) -> Int32 {
        (counts[contact] > 0 ? 1 : 0) & (firstDays[contact] >= first ? 1 : 0) & (lastDays[contact] >= last ? 1 : 0)
    }
}

/// Whether contacts of a block are in a selection.
struct SelectionSplit {
    private let selection: ContactSelection?
    private let segment: Int
    private let firstRow: Int

    /// Everybody is in no selection.
    init(_ selection: ContactSelection?, segment: Int, block: Int) {
        self.selection = selection
        self.segment = segment
        firstRow = block * EventBlock.rowCount
    }

    /// Whether there are no others.
    var isOfAll: Bool { selection == nil }

    /// 0 for a contact of the selection, 1 for the others.
    @inline(__always)
    func isOther(_ contact: Int) -> Int {
        Int(truncatingIfNeeded: others(contact >> 6) &>> UInt64(contact & 63) & 1)
    }

    /// The bits of 64 contacts: on for the others.
    @inline(__always)
    func others(_ word: Int) -> UInt64 {
        guard let selection else { return 0 }
        return ~selection.word(firstRow >> 6 &+ word, segment)
    }
}

extension ContactTable {
    /// Counts the contacts that have events that the filter means by the local dates of the first and the last of them, apart by
    /// whether they are in the selection (all are, when nil). Bounds ascend. O(contacts × bounds), about 1 ns for each of a few bounds.
    public func tallyHistories(
        _ filter: EventFilter, firstDays: [CivilDate], lastDays: [CivilDate],
        splitting selection: ContactSelection? = nil,
        threads: Int = 2
    ) -> HistoryTally {
        let window = DayWindow(filter)
        let empty = HistoryTally(firstDays, lastDays)
        return fold(threads: threads, nil, projectedBy: filter.projector, empty) { tally, number, segment, scratch in
            for (index, block) in segment.blocks.enumerated() {
                guard let events = block.projection else { continue }
                scratch.histories.read(events, block, window)
                tally.add(scratch.histories, SelectionSplit(selection, segment: number, block: index))
            }
        } merge: {
            $0.merge($1)
        }
    }
}
