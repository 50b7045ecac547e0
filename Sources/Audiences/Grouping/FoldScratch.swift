/// What one thread needs while it folds segments: the bits of the contacts that are asked for, a number for each of them, and
/// lists of the events of one block. All pointers are valid from `init` to `deinit`, those of events for `eventCapacity` of them
/// until the next `reserve`.
struct FoldScratch: ~Copyable {
    /// One bit for each row of the segment.
    let words: UnsafeMutablePointer<UInt64> = .allocate(capacity: ContactSegment.wordCount)
    /// One for each row of the segment.
    let cells: UnsafeMutablePointer<Int32> = .allocate(capacity: ContactSegment.rowCount)
    /// The events that are asked for, by their places in the projection, and the cell of each.
    private(set) var places: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    private(set) var eventCells: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    /// Their numbers in the block, when a column is asked for that the projection has not.
    private(set) var events: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    private var eventCapacity = 0
    /// A bit for each cell of events and each contact of a block, all off between blocks: 16 words a cell.
    private(set) var seen: UnsafeMutablePointer<UInt64> = .allocate(capacity: 0)
    private(set) var seenCount = 0
    /// Of the contacts of a block now, and at an earlier moment.
    var histories = EventHistories()
    var earlierHistories = EventHistories()

    deinit {
        words.deallocate()
        cells.deallocate()
        deallocateEvents()
        seen.deallocate()
    }

    private func deallocateEvents() {
        places.deallocate()
        eventCells.deallocate()
        events.deallocate()
    }

    /// Words of `seen` for each cell.
    static let seenWords = EventBlock.rowCount / 64

    /// Room for the contacts of so many cells of events.
    mutating func reserveSeen(cells: Int) {
        guard cells &* Self.seenWords > seenCount else { return }
        seen.deallocate()
        seenCount = cells &* Self.seenWords
        seen = .allocate(capacity: seenCount)
        seen.initialize(repeating: 0, count: seenCount)
    }

    /// Room for so many events.
    mutating func reserve(_ count: Int) {
        guard count > eventCapacity else { return }
        deallocateEvents()
        eventCapacity = count &* 2
        places = .allocate(capacity: eventCapacity)
        eventCells = .allocate(capacity: eventCapacity)
        events = .allocate(capacity: eventCapacity)
    }
}

extension FoldScratch {
    /// Cells of the segment's contacts: 0 for those that are asked for, far below zero for others.
    func markContacts() {
        for row in 0..<ContactSegment.rowCount {
            let isOut = Int32(truncatingIfNeeded: ~words[row >> 6] &>> UInt64(row & 63) & 1)
            cells[row] = isOut &* AxisSteps.leaveOut
        }
    }

    /// Adds the stride to the cells of the contacts that are not in the selection.
    func split(_ selection: ContactSelection, segment: Int, stride: Int32) {
        for row in 0..<ContactSegment.rowCount {
            cells[row] &+=
                Int32(truncatingIfNeeded: ~selection.word(row >> 6, segment) &>> UInt64(row & 63) & 1) &* stride
        }
    }

}

extension ContactSelection {
    /// The bits of 64 rows of a segment; those of contacts that came after the selection was made are off.
    @inline(__always)
    func word(_ index: Int, _ segment: Int) -> UInt64 {
        let place = segment &* ContactSegment.wordCount &+ index
        return place < words.count ? words[place] : 0
    }
}
