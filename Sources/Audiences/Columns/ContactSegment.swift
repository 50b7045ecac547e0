/// 16,384 contacts: their columns and the blocks of their events, behind one lock.
///
/// A reader holds the lock for one segment at a time, well under a millisecond, and the writer as long as one change takes.
final class ContactSegment: @unchecked Sendable {
    static let rowCount = 16_384
    static let wordCount = rowCount / 64
    static let blockCount = rowCount / EventBlock.rowCount

    private let lock = ReadWriteLock()
    /// One for each contact column; all have `rowCount` values.
    let columns: [PackedColumn]
    let blocks: [EventBlock]
    /// A bit for each contact that is in the table.
    let live: UnsafeMutablePointer<UInt64>
    private(set) var liveCount = 0
    /// Blocks with events that are not sorted in yet.
    private var hasUnsorted = false
    /// That of the projector by which all blocks are projected; 0 when one has changed since.
    private var projectedVersion = 0

    init(_ layout: ColumnLayout) {
        columns = layout.contactColumns.map { _ in PackedColumn(count: Self.rowCount) }
        blocks = (0..<Self.blockCount).map { _ in EventBlock(columnCount: layout.eventColumns.count) }
        live = .allocate(capacity: Self.wordCount)
        live.initialize(repeating: 0, count: Self.wordCount)
    }

    deinit { live.deallocate() }

    /// Reads the segment, all its events in order.
    func reading<Result>(_ body: () -> Result) -> Result {
        while true {
            let result: Result? = lock.reading { hasUnsorted ? nil : body() }
            if let result { return result }
            lock.writing { arrange() }
        }
    }

    /// Reads the segment with the projections of its blocks, if a projector is given. Makes those that are missing first; then nobody else reads meanwhile.
    func reading<Result>(projectedBy projector: EventProjector?, _ body: () -> Result) -> Result {
        guard let projector else { return reading(body) }
        let result: Result? = lock.reading {
            hasUnsorted || projectedVersion != projector.version ? nil : body()
        }
        if let result { return result }
        return lock.writing {
            arrange()
            project(projector)
            return body()
        }
    }

    private func project(_ projector: EventProjector) {
        var isComplete = true
        for block in blocks where !block.project(projector) { isComplete = false }
        projectedVersion = isComplete ? projector.version : 0
    }

    func writing<Result>(_ body: () -> Result) -> Result { lock.writing(body) }

    /// Sorts in what was added. Under the writer's lock.
    func arrange() {
        for block in blocks { block.arrange() }
        hasUnsorted = false
    }

    @inline(__always)
    func isLive(_ row: Int) -> Bool { live[row >> 6] >> UInt64(row & 63) & 1 == 1 }
}

// MARK: - Changes, under the writer's lock

extension ContactSegment {
    /// The row is a contact now, of which nothing is known.
    func revive(_ row: Int) {
        precondition(!isLive(row), "the row is a contact already")
        live[row >> 6] |= 1 << UInt64(row & 63)
        liveCount += 1
    }

    /// The row is no contact any more. Returns how many events went with it.
    func forget(_ row: Int) -> Int {
        live[row >> 6] &= ~(1 << UInt64(row & 63))
        liveCount -= 1
        for column in columns where column.width > 0 { column.set(PackedColumn.unknown, at: row) }
        return forgetEvents(row)
    }

    func forgetEvents(_ row: Int) -> Int {
        projectedVersion = 0
        return blocks[row / EventBlock.rowCount].remove(row % EventBlock.rowCount)
    }

    /// Adds an event; its fields are set on the block.
    func appendEvent(_ row: Int, at instant: Instant) -> EventBlock {
        let block = blocks[row / EventBlock.rowCount]
        block.append(owner: row % EventBlock.rowCount, at: instant)
        hasUnsorted = true
        projectedVersion = 0
        return block
    }

    func trim() { for block in blocks { block.trim() } }

    var memoryBytes: Int {
        columns.reduce(0) { $0 + $1.memoryBytes } + blocks.reduce(0) { $0 + $1.memoryBytes }
    }
}
