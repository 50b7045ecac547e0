import Bytes
import Synchronization

/// A contact's place in the table. It stays as long as the contact does.
public struct ContactRow: Hashable, Comparable, Sendable {
    public let index: Int32

    /// For loaders that know the order in which contacts come.
    public init(_ index: Int) { self.index = Int32(index) }

    var segment: Int { Int(index) / ContactSegment.rowCount }
    var offset: Int { Int(index) % ContactSegment.rowCount }

    public static func < (one: ContactRow, other: ContactRow) -> Bool { one.index < other.index }
}

/// All contacts and their events in memory, as columns.
///
/// One thread changes it (`apply`), any number reads. Readers see each contact as it is at a moment during their
/// reading; what was applied before they began is always seen.
public final class ContactTable: @unchecked Sendable {
    public let schema: ContactSchema
    let layout: ColumnLayout
    /// By column; nil where there are no texts.
    let contactDictionaries: [TextDictionary?]
    let eventDictionaries: [TextDictionary?]

    /// Guards the ids, the free rows and the list of segments, not what is in a segment.
    private let directoryLock = ReadWriteLock()
    private var ids: InternTable
    private var freeRows: [Int] = []
    private var segmentList: [ContactSegment] = []

    let contactCounter = Atomic<Int>(0)
    let eventCounter = Atomic<Int>(0)
    let changeCounter = Atomic<Int>(0)
    let frozen = FrozenRegister()
    /// By which the blocks were projected last.
    let lastProjector = Mutex<EventProjector?>(nil)

    public init(schema: ContactSchema) {
        self.schema = schema
        layout = ColumnLayout(schema)
        contactDictionaries = layout.contactColumns.map { $0.type.hasDictionary ? TextDictionary() : nil }
        eventDictionaries = layout.eventColumns.map { $0.type.hasDictionary ? TextDictionary() : nil }
        ids = InternTable()
    }

    public var contactCount: Int { contactCounter.load(ordering: .acquiring) }
    public var eventCount: Int { eventCounter.load(ordering: .acquiring) }
    /// Counts the calls of `apply`: while it stays, so does every answer to a rule that does not ask for the time.
    public var changeCount: Int { changeCounter.load(ordering: .acquiring) }

    /// Whether the contact is in the table. O(1).
    public func contains(_ id: String) -> Bool { row(id) != nil }

    /// The row of the contact; nil when there is none. O(1).
    public func row(_ id: String) -> ContactRow? {
        var id = id
        return id.withUTF8 { row($0.span) }
    }

    /// The row of the contact; nil when there is none. O(1).
    public func row(_ id: Span<UInt8>) -> ContactRow? { directoryLock.reading { ids.find(id).map(ContactRow.init) } }

    /// The id of the contact; nil when it has been forgotten.
    public func id(_ row: ContactRow) -> String? {
        directoryLock.reading { ids.isInUse(Int(row.index)) ? ids.text(Int(row.index)) : nil }
    }

    /// Appends the ids of the rows that are in use to a buffer, one call for each. Takes the lock once.
    public func forEachID(_ rows: some Sequence<ContactRow>, _ body: (ContactRow, Span<UInt8>) -> Void) {
        directoryLock.reading {
            for row in rows where ids.isInUse(Int(row.index)) {
                ids.withBytes(Int(row.index)) { body(row, $0) }
            }
        }
    }

    /// The segments as they are now.
    var segments: [ContactSegment] { directoryLock.reading { segmentList } }

    func segment(_ row: ContactRow) -> ContactSegment { directoryLock.reading { segmentList[row.segment] } }

    /// A row for the id: the one that it has, or a new one.
    func rowForWriting(_ id: Span<UInt8>) -> (row: ContactRow, isNew: Bool) {
        directoryLock.writing {
            if let known = ids.find(id) { return (ContactRow(known), false) }
            if let free = freeRows.popLast() {
                ids.insert(id, reusing: free)
                return (ContactRow(free), true)
            }
            let row = ContactRow(ids.intern(id).number)
            if row.segment >= segmentList.count { segmentList.append(ContactSegment(layout)) }
            return (row, true)
        }
    }

    /// The segment that the row is in or will be in.
    func segmentForLoading(_ row: ContactRow) -> ContactSegment {
        directoryLock.writing {
            while row.segment >= segmentList.count { segmentList.append(ContactSegment(layout)) }
            return segmentList[row.segment]
        }
    }

    /// Takes the id out of the directory; its row may be given to another.
    func removeID(_ row: ContactRow) {
        directoryLock.writing {
            ids.remove(Int(row.index))
            freeRows.append(Int(row.index))
        }
    }

    func reserveIDs(_ count: Int) { directoryLock.writing { ids = InternTable(capacity: count) } }

    /// The rows of these numbers, which are below `2^31`.
    public func rows(_ numbers: some Sequence<Int>) -> some Sequence<ContactRow> { numbers.lazy.map { ContactRow($0) } }

    /// The first contacts of the table, in the order of their rows.
    public func rows(limit: Int) -> [ContactRow] {
        var rows: [ContactRow] = []
        for (index, segment) in segments.enumerated() {
            segment.reading {
                for offset in 0..<ContactSegment.rowCount where segment.isLive(offset) && rows.count < limit {
                    rows.append(ContactRow(index * ContactSegment.rowCount + offset))
                }
            }
            if rows.count >= limit { break }
        }
        return rows
    }

    /// Bytes that the table holds in memory, near enough. O(segments).
    public var memoryBytes: Int {
        var bytes = directoryLock.reading { ids.memoryBytes }
        for dictionary in contactDictionaries + eventDictionaries { bytes += dictionary?.memoryBytes ?? 0 }
        for segment in segments { bytes += segment.memoryBytes }
        return bytes
    }
}
