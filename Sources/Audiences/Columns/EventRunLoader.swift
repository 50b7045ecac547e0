import Synchronization

/// Loads events that come contact after contact, in the order of rows: as a file has them. Each block is gathered, sorted and packed
/// once, so that no column grows or is widened on the way.
///
///     stage   type channel category day time amount …   one event a line, 8 bytes a field; one block at a time, about a megabyte
///     keys    contact and time of each, to sort by
///
/// The contacts need not be there yet, if their rows are known: another thread may load them meanwhile. To be finished before the
/// table is. One thread.
public struct EventRunLoader: ~Copyable {
    private let table: ContactTable
    private let stride: Int
    private var stage: [Int64] = []
    private var keys: [Int64] = []
    /// The block being gathered; negative before the first.
    private var block = -1
    private var eventCount = 0

    /// Loads into a table that a `ContactTableLoader` has not finished, whose `appendEvent` is then not to be used.
    public init(_ table: ContactTable) {
        self.table = table
        stride = table.layout.eventColumns.count
    }

    /// The column of a field of events: `type`, `amount`, a property.
    public func eventColumn(_ field: String) -> EventColumn? { table.layout.eventColumn(field) }

    /// Begins an event. Rows must not go back to a block that is behind.
    public mutating func append(_ row: ContactRow, at instant: Instant) {
        let index = Int(row.index)
        if index / EventBlock.rowCount != block { begin(index / EventBlock.rowCount) }
        let (day, time) = instant.dayAndTime
        let start = stage.count
        stage.append(contentsOf: repeatElement(PackedColumn.unknown, count: stride))
        stage[start + ColumnLayout.eventDay] = day
        stage[start + ColumnLayout.eventTime] = Int64(time)
        keys.append(
            EventBlock.key(owner: Int64(index % EventBlock.rowCount), milliseconds: instant.milliseconds))
    }

    /// Sets a field of the event appended last: what stands for a text, units of the column's scale, a date as its day, 0 or 1.
    public mutating func set(_ value: Int64, column: Int) { stage[stage.count - stride + column] = value }

    /// What stands for a text in the column: to be found once and set many times.
    public func code(of text: Span<UInt8>, column: Int) -> Int64 {
        guard let dictionary = table.eventDictionaries[column] else { preconditionFailure("no column of texts") }
        return dictionary.intern(text)
    }

    private mutating func begin(_ next: Int) {
        precondition(next > block, "rows go back to a block that is behind")
        pack()
        block = next
    }

    private mutating func pack() {
        guard !keys.isEmpty else { return }
        let segment = table.segmentForLoading(ContactRow(block * EventBlock.rowCount))
        segment.blocks[block % ContactSegment.blockCount].load(stage, keys: keys)
        eventCount += keys.count
        stage.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
    }

    /// Puts the last block into the table.
    public consuming func finish() {
        pack()
        table.eventCounter.add(eventCount, ordering: .acquiringAndReleasing)
    }
}
