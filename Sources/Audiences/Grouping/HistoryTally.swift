/// Contacts by when they had their first and their last event.
public struct HistoryTally: Sendable {
    private let lastBandCount: Int
    private let cellCount: Int
    /// Of those in the selection, then of the others.
    private var counts: [Int]

    fileprivate init(firstBounds: Int, lastBounds: Int) {
        lastBandCount = lastBounds + 1
        cellCount = (firstBounds + 1) * lastBandCount
        counts = [Int](repeating: 0, count: 2 * cellCount)
    }

    /// Contacts whose first event is in the one band and whose last is in the other; those in the selection, or the others. Band k
    /// holds the days from bound k - 1 on that are before bound k.
    public func contacts(first: Int, last: Int, isSelected: Bool = true) -> Int {
        counts[(isSelected ? 0 : cellCount) + first * lastBandCount + last]
    }

    fileprivate mutating func add(
        _ histories: borrowing EventHistories, _ split: SelectionSplit, _ firstBounds: [Int32], _ lastBounds: [Int32]
    ) {
        for contact in 0..<EventBlock.rowCount where histories.counts[contact] > 0 {
            let (firstDay, lastDay) = (histories.firstDays[contact], histories.lastDays[contact])
            var cell = split.isOther(contact) &* cellCount
            for bound in firstBounds { cell &+= firstDay >= bound ? lastBandCount : 0 }
            for bound in lastBounds { cell &+= lastDay >= bound ? 1 : 0 }
            counts[cell] &+= 1
        }
    }

    fileprivate mutating func merge(_ other: HistoryTally) {
        for cell in counts.indices { counts[cell] += other.counts[cell] }
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

    /// 0 for a contact of the selection, 1 for the others.
    @inline(__always)
    func isOther(_ contact: Int) -> Int {
        guard let selection else { return 0 }
        let row = firstRow &+ contact
        return Int(truncatingIfNeeded: ~selection.word(row >> 6, segment) &>> UInt64(row & 63) & 1)
    }
}

extension ContactTable {
    /// Counts the contacts that have events that the filter means by the local dates of the first and the last of them, apart by
    /// whether they are in the selection (all are, when nil). Bounds ascend. O(contacts), about 3 ns for each.
    public func tallyHistories(
        _ filter: EventFilter, firstDays: [CivilDate], lastDays: [CivilDate],
        splitting selection: ContactSelection? = nil,
        threads: Int = 2
    ) -> HistoryTally {
        let (firstBounds, lastBounds) = (firstDays.map(\.day), lastDays.map(\.day))
        let window = DayWindow(filter)
        let empty = HistoryTally(firstBounds: firstBounds.count, lastBounds: lastBounds.count)
        return fold(threads: threads, nil, projectedBy: filter.projector, empty) { tally, number, segment, scratch in
            for (index, block) in segment.blocks.enumerated() {
                guard let events = block.projection else { continue }
                scratch.histories.read(events, block, window)
                tally.add(
                    scratch.histories, SelectionSplit(selection, segment: number, block: index), firstBounds,
                    lastBounds)
            }
        } merge: {
            $0.merge($1)
        }
    }
}
