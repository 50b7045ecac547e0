public import Audiences
import Bytes

/// Adds millions of events to a file that nobody else has open.
///
/// Events come in the order of their file, and belong to contacts all over the database: adding them one by one would touch a page of the
/// disk for each. So they are gathered, sorted by contact, and written contact after contact: the database is walked through once
/// for each 384 MB of events. What has been written is durable when `flush` returns.
///
///     add ─▶ arena of encoded events, (place, offset) each ─▶ sort ─▶ pages of each contact, merged with what is there ─▶ COMMIT
public struct EventImport: ~Copyable {
    public struct Counts: Equatable, Sendable {
        public var added = 0
        public var duplicates = 0
        /// Kept for contacts that are not known yet.
        public var waiting = 0
        /// Of contacts that are not known, refused by configuration.
        public var refused = 0
    }

    public private(set) var counts = Counts()
    private var session: ContactSession
    /// Contacts by id: number `n` has key `keys[n]`.
    private var ids: ByteStringTable
    private var keys: [Int64] = []
    private var arena = ByteBuffer(capacity: 1 << 20)
    private var entries: [Entry] = []
    private var properties = ByteBuffer()
    private var waiting: [EventRecord] = []
    private var output = ByteBuffer()
    private let now: Instant
    private let arenaLimit: Int

    /// An event in the arena. The order of entries is that of pages: contact, slot, then arrival.
    private struct Entry {
        var place: Int64
        var offset: Int
    }

    /// Bytes of encoded events that are gathered: with what is needed to sort them, up to 650 MB.
    public static let defaultArenaLimit = 384 << 20
    private static let waitingLimit = 100_000
    /// Events written between two commits: bounds the log.
    private static let commitEvents = 1_000_000

    public init(
        _ session: consuming ContactSession, now: Instant, arenaLimit: Int = defaultArenaLimit
    ) throws(ContactStoreError) {
        self.now = now
        self.arenaLimit = arenaLimit
        let read = try Self.readContacts(session)
        ids = read.ids.take()
        keys = read.keys
        self.session = session
    }

    /// Carries a noncopyable value out of a throwing call with another.
    private final class Box {
        private var table: ByteStringTable?
        init(_ table: consuming ByteStringTable) { self.table = consume table }
        func take() -> ByteStringTable { table.take()! }
    }

    private static func readContacts(
        _ session: borrowing ContactSession
    ) throws(ContactStoreError) -> (ids: Box, keys: [Int64]) {
        var keys: [Int64] = []
        do throws(SQLiteError) {
            let count = try session.database.connection.integer("SELECT max(key) FROM contact") ?? 0
            var ids = ByteStringTable(expectedCount: Int(count))
            var select = try session.database.connection.prepare("SELECT key, id FROM contact ORDER BY key")
            while try select.step() {
                keys.append(select.integer(0))
                _ = ids.intern(select.bytes(1))
            }
            return (Box(ids), keys)
        } catch {
            throw .sqlite(error)
        }
    }

    /// Events taken in and not written yet.
    public var gathered: Int { entries.count + waiting.count }

    /// Takes in an event that has been checked against the schema.
    public mutating func add(_ event: borrowing EventFields) throws(ContactStoreError) {
        guard let number = ids.find(event.contact.bytes) else { return try addUnknown(event) }
        var encoding = EventEncoding()
        encoding.type = session.words.use(event.type.bytes)
        if !event.channel.isEmpty { encoding.channel = session.words.use(event.channel.bytes) }
        if !event.category.isEmpty { encoding.category = session.words.use(event.category.bytes) }
        encoding.at = event.at.milliseconds
        let scale = session.schema.amountScale
        if let units = event.amount?.units(atScale: scale) { encoding.amount = (units, scale) }
        properties.removeAll()
        if !event.properties.isEmpty {
            EventProperties.append(
                event.properties, declared: session.schema.eventProperties, codes: session.database.propertyCodes,
                to: &properties)
        }
        let place = EventPage.place(contact: keys[number], slot: EventPage.slot(of: event.id.bytes))
        entries.append(Entry(place: place, offset: arena.count))
        Self.append(encoding, event, properties, to: &arena)
        if arena.count >= arenaLimit { try flush() }
    }

    private static func append(
        _ encoding: EventEncoding, _ event: borrowing EventFields, _ properties: borrowing ByteBuffer,
        to arena: inout ByteBuffer
    ) {
        EventEncoding.append(encoding, id: event.id.bytes, properties: properties.bytes, to: &arena)
    }

    private mutating func addUnknown(_ event: borrowing EventFields) throws(ContactStoreError) {
        guard session.policy.keepsUnknown else {
            counts.refused += 1
            return
        }
        waiting.append(event.record)
        if waiting.count >= Self.waitingLimit { try flush() }
    }

    /// Writes what has been gathered. Durable when it returns.
    public mutating func flush() throws(ContactStoreError) {
        entries.sort { ($0.place, $0.offset) < ($1.place, $1.offset) }
        do throws(SQLiteError) {
            try session.begin(at: now)
            try writeWaiting()
            var start = 0
            var uncommitted = 0
            while start < entries.count {
                let key = EventPage.contact(ofPlace: entries[start].place)
                var end = start + 1
                while end < entries.count, EventPage.contact(ofPlace: entries[end].place) == key { end += 1 }
                try write(start..<end, of: key)
                uncommitted += end - start
                start = end
                if uncommitted >= Self.commitEvents {
                    _ = try session.commit()
                    try session.begin(at: now)
                    uncommitted = 0
                }
            }
            _ = try session.commit()
        } catch {
            session.rollBack()
            throw .sqlite(error)
        }
        entries.removeAll(keepingCapacity: true)
        arena.removeAll()
    }

    private mutating func writeWaiting() throws(SQLiteError) {
        for event in waiting {
            switch try session.add(event) {
            case .added: counts.added += 1
            case .waits: counts.waiting += 1
            case .duplicate: counts.duplicates += 1
            case .refused: counts.refused += 1
            }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Writes the events of one contact: as new pages, or merged with those that are there.
    private mutating func write(_ range: Range<Int>, of key: Int64) throws(SQLiteError) {
        var run = ByteBuffer()
        swap(&run, &arena)
        defer { swap(&run, &arena) }
        var old = ByteBuffer()
        try readPages(of: key, into: &old)
        if old.isEmpty {
            var pages = PageBuilder(key: key)
            swap(&pages.output, &output)
            for entry in entries[range] { try add(run.bytes, at: entry.offset, entry.place, to: &pages) }
            try pages.finish(&session.statements.insertPage)
            swap(&pages.output, &output)
            return
        }
        try merge(old, run, range, of: key)
    }

    /// Pages are taken apart, sorted anew with the events that are added, and written anew.
    private mutating func merge(
        _ old: borrowing ByteBuffer, _ run: borrowing ByteBuffer, _ range: Range<Int>, of key: Int64
    ) throws(SQLiteError) {
        var erase = try session.database.connection.prepare("DELETE FROM event_page WHERE place BETWEEN ? AND ?")
        try erase.bind(EventPage.place(contact: key), at: 1)
        try erase.bind(EventPage.place(contact: key + 1) - 1, at: 2)
        try erase.run()
        var pages = PageBuilder(key: key)
        var next = range.lowerBound
        var position = 0
        while position < old.count {
            let start = position
            guard let event = EventEncoding.read(old.bytes, at: &position) else { throw ContactSession.damagedPage }
            let place = EventPage.place(contact: key, slot: EventPage.slot(of: old.bytes.extracting(event.id)))
            while next < range.upperBound, entries[next].place < place {
                try add(run.bytes, at: entries[next].offset, entries[next].place, to: &pages)
                next += 1
            }
            _ = try pages.add(old.bytes, at: start, place, &session.statements.insertPage)
        }
        while next < range.upperBound {
            try add(run.bytes, at: entries[next].offset, entries[next].place, to: &pages)
            next += 1
        }
        try pages.finish(&session.statements.insertPage)
    }

    private mutating func add(
        _ bytes: Span<UInt8>, at offset: Int, _ place: Int64, to pages: inout PageBuilder
    ) throws(SQLiteError) {
        if let duplicate = try pages.add(bytes, at: offset, place, &session.statements.insertPage) {
            session.words.release(duplicate.type)
            session.words.release(duplicate.channel)
            session.words.release(duplicate.category)
            counts.duplicates += 1
        } else {
            counts.added += 1
        }
    }

    /// Appends all events of a contact, in the order of their slots.
    private mutating func readPages(of key: Int64, into buffer: inout ByteBuffer) throws(SQLiteError) {
        try session.statements.pagesOf.bind(EventPage.place(contact: key), at: 1)
        try session.statements.pagesOf.bind(EventPage.place(contact: key + 1) - 1, at: 2)
        defer { session.statements.pagesOf.reset() }
        while try session.statements.pagesOf.step() { buffer.append(session.statements.pagesOf.bytes(0)) }
    }
}

/// Puts events of one contact, given in the order of slots, into pages.
private struct PageBuilder: ~Copyable {
    private let key: Int64
    var output = ByteBuffer()
    private var count = 0
    private var pagePlace: Int64
    private var lastPlace: Int64 = -1
    /// Where the events with the slot of the last one begin in `output`.
    private var slotStart = 0

    init(key: Int64) {
        self.key = key
        pagePlace = EventPage.place(contact: key)
    }

    /// Adds the event at `offset`; or, when its id is there, gives it back.
    mutating func add(
        _ bytes: Span<UInt8>, at offset: Int, _ place: Int64, _ insert: inout SQLiteStatement
    ) throws(SQLiteError) -> EventEncoding? {
        var position = offset
        guard let event = EventEncoding.read(bytes, at: &position) else { throw ContactSession.damagedPage }
        if place == lastPlace {
            if holds(bytes.extracting(event.id)) { return event }
        } else {
            if count >= EventPage.maximumEvents { try write(next: place, &insert) }
            slotStart = output.count
            lastPlace = place
        }
        output.append(bytes.extracting(event.range))
        count += 1
        return nil
    }

    /// Whether an event of the last slot has this id.
    private borrowing func holds(_ id: Span<UInt8>) -> Bool {
        let page = output.bytes
        var position = slotStart
        while position < page.count, let event = EventEncoding.read(page, at: &position) {
            if page.extracting(event.id).elementsEqual(id) { return true }
        }
        return false
    }

    private mutating func write(next place: Int64, _ insert: inout SQLiteStatement) throws(SQLiteError) {
        try ContactSession.insert(&insert, pagePlace, output.bytes)
        output.removeAll()
        count = 0
        pagePlace = place
    }

    mutating func finish(_ insert: inout SQLiteStatement) throws(SQLiteError) {
        guard count > 0 else { return }
        try ContactSession.insert(&insert, pagePlace, output.bytes)
        output.removeAll()
        count = 0
    }
}
