/// What one thread needs while it folds segments: the bits of the contacts that are asked for, a number for each of them, and
/// lists of the events of one block. All pointers are valid from `init` to `deinit`, those of events for `eventCapacity` of them
/// until the next `reserve`.
struct FoldScratch: ~Copyable {
    /// One bit for each row of the segment.
    let words: UnsafeMutablePointer<UInt64> = .allocate(capacity: ContactSegment.wordCount)
    /// One for each row of the segment.
    let cells: UnsafeMutablePointer<Int32> = .allocate(capacity: ContactSegment.rowCount)
    /// The events that are asked for, by their numbers in the block, and the cell of each.
    private(set) var events: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    private(set) var eventCells: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    /// The local day and hour of each.
    private(set) var days: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    private(set) var hours: UnsafeMutablePointer<Int32> = .allocate(capacity: 0)
    private var eventCapacity = 0

    deinit {
        words.deallocate()
        cells.deallocate()
        deallocateEvents()
    }

    private func deallocateEvents() {
        events.deallocate()
        eventCells.deallocate()
        days.deallocate()
        hours.deallocate()
    }

    /// Room for so many events.
    mutating func reserve(_ count: Int) {
        guard count > eventCapacity else { return }
        deallocateEvents()
        eventCapacity = count &* 2
        events = .allocate(capacity: eventCapacity)
        eventCells = .allocate(capacity: eventCapacity)
        days = .allocate(capacity: eventCapacity)
        hours = .allocate(capacity: eventCapacity)
    }
}
