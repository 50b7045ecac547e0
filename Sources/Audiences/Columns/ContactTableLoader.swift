import Bytes
import Dispatch
import Synchronization

/// Fills a table at start, without a record or a String for each contact. The table is nobody else's until `finish`.
///
///     let row = loader.appendContact(id: id)
///     loader.set(text, personaColumn)
///     loader.appendEvent(row, at: instant)
///     loader.set(text, typeColumn)
///
/// Contacts and events may come in any order, mixed; events in order of contact and time are loaded fastest.
public struct ContactTableLoader: ~Copyable {
    /// Nobody else's until `finish`, but for an `EventRunLoader` on another thread.
    public let table: ContactTable
    private var segments: [ContactSegment] = []
    private var row = ContactRow(0)
    private var block: EventBlock?
    private let placeColumn: Int
    private var contactCount = 0
    private var eventCount = 0

    /// The numbers expected need not be right.
    public init(schema: ContactSchema, expectedContacts: Int = 0, expectedEvents: Int = 0) {
        table = ContactTable(schema: schema)
        guard let place = table.layout.contactColumn(ColumnLayout.place) else {
            preconditionFailure("every table has the hidden column")
        }
        placeColumn = place.index
        table.reserveIDs(expectedContacts)
    }

    /// The column of a field, by the name that rules use: `persona`, `consent.email`, an attribute.
    public func contactColumn(_ field: String) -> ContactColumn? { table.layout.contactColumn(field) }

    /// The column of a field of events: `type`, `amount`, a property.
    public func eventColumn(_ field: String) -> EventColumn? { table.layout.eventColumn(field) }

    /// Begins a contact. One whose id is there already is begun again, with what is known of it.
    public mutating func appendContact(id: Span<UInt8>) -> ContactRow {
        let (row, isNew) = table.rowForWriting(id)
        if row.segment >= segments.count { segments = table.segments }
        if isNew {
            segments[row.segment].revive(row.offset)
            contactCount += 1
        }
        self.row = row
        return row
    }

    /// The contact that was appended with the id; nil when there is none.
    public func row(id: Span<UInt8>) -> ContactRow? { table.row(id) }

    /// Sets a text of the contact appended last.
    public mutating func set(_ text: Span<UInt8>, _ column: ContactColumn) { set(text, column: column.index) }

    /// As with the column itself, by its index: the column holds a name, whose references would be counted for each value.
    public mutating func set(_ text: Span<UInt8>, column: Int) {
        guard let dictionary = table.contactDictionaries[column] else { preconditionFailure("no column of texts") }
        set(units: dictionary.intern(text), column: column)
    }

    /// As with the column itself, by its index.
    public mutating func set(units: Int64, column: Int) {
        segments[row.segment].columns[column].set(units, at: row.offset)
    }

    /// Sets a set of the contact appended last: its texts sorted, with the byte 1F between them; not an empty one.
    public mutating func setTexts(_ joined: Span<UInt8>, _ column: ContactColumn) { set(joined, column) }

    /// Sets a number in units of the column's scale, a date as its day, an instant as its milliseconds.
    public mutating func set(units: Int64, _ column: ContactColumn) { set(units: units, column: column.index) }

    public mutating func set(_ truth: Bool, _ column: ContactColumn) { set(units: truth ? 1 : 0, column) }

    /// Sets the hidden column that neighbourhood indicators are found by: the IRIS, or the commune when that is all.
    public mutating func setPlace(_ code: Span<UInt8>) {
        set(code, column: placeColumn)
    }

    /// Begins an event.
    public mutating func appendEvent(_ row: ContactRow, at instant: Instant) {
        block = segments[row.segment].appendEvent(row.offset, at: instant)
        eventCount += 1
    }

    /// Sets a text of the event appended last.
    public mutating func set(_ text: Span<UInt8>, _ column: EventColumn) {
        guard let dictionary = table.eventDictionaries[column.index] else { preconditionFailure("no column of texts") }
        set(units: dictionary.intern(text), column)
    }

    /// What stands for a text in the column: to be found once and set many times, as units.
    public func code(of text: Span<UInt8>, _ column: EventColumn) -> Int64 {
        guard let dictionary = table.eventDictionaries[column.index] else { preconditionFailure("no column of texts") }
        return dictionary.intern(text)
    }

    /// Sets a number in units of the column's scale, or a date as its day, of the event appended last.
    public mutating func set(units: Int64, _ column: EventColumn) {
        guard let block else { preconditionFailure("no event has been appended") }
        block.setLast(units, column: column.index)
    }

    public mutating func set(_ truth: Bool, _ column: EventColumn) { set(units: truth ? 1 : 0, column) }

    /// Sorts the events, on so many threads, and gives the table away.
    public consuming func finish(threads: Int = 2) -> ContactTable {
        table.contactCounter.store(contactCount, ordering: .releasing)
        table.eventCounter.add(eventCount, ordering: .acquiringAndReleasing)
        let segments = table.segments
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < segments.count else { return }
                segments[index].writing {
                    segments[index].arrange()
                    segments[index].trim()
                }
            }
        }
        return table
    }
}
