public import Audiences
import Bytes

/// All that is stored of one person, for the person.
public struct ContactExport: Equatable, Sendable {
    /// What a consent was before it changed.
    public struct EarlierConsent: Equatable, Sendable {
        public var channel: String
        public var consent: ContactRecord.Consent
        public var replacedAt: Instant
    }

    /// A frozen list that the person is on.
    public struct Membership: Equatable, Sendable {
        public var audience: String
        public var number: Int64
        public var channel: String?
        public var at: Instant
    }

    public var contact: StoredContact
    /// By time, then id.
    public var events: [EventRecord] = []
    public var earlierConsents: [EarlierConsent] = []
    public var memberships: [Membership] = []
}

/// Reads `contacts.sqlite` while it is being written: each call sees one commit. One thread at a time; the writer never waits for it, nor
/// it for the writer.
public struct ContactReader: ~Copyable {
    let connection: SQLiteConnection
    let columns: ContactColumns
    let propertyCodes: [Int64]

    /// Opens the file that a `ContactSession` has brought up to date.
    public init(path: String, schema: ContactSchema) throws(ContactStoreError) {
        let connection = try ContactDatabase.connect(path, .readOnly)
        propertyCodes = try Self.codes(connection, schema)
        columns = ContactColumns(schema)
        self.connection = connection
    }

    private static func codes(
        _ connection: borrowing SQLiteConnection, _ schema: ContactSchema
    ) throws(ContactStoreError) -> [Int64] {
        var codes: [String: Int64] = [:]
        do throws(SQLiteError) {
            var select = try connection.prepare("SELECT name, code FROM declared WHERE owner = 'event'")
            while try select.step() { codes[select.string(0) ?? ""] = select.integer(1) }
        } catch {
            throw .sqlite(error)
        }
        return schema.eventProperties.map { codes[$0.name] ?? 0 }
    }

    /// Everything of the contact with this id; nil when there is none. One row for each page of its events and each frozen list.
    public mutating func export(_ id: String) throws(ContactStoreError) -> ContactExport? {
        try snapshotted { reader throws(SQLiteError) in
            guard let contact = try reader.contact(id) else { return nil }
            var export = ContactExport(contact: contact)
            export.events = try reader.events(of: contact)
            export.earlierConsents = try reader.earlierConsents(of: contact.key)
            export.memberships = try reader.memberships(of: contact.key)
            return export
        }
    }

    /// Runs `body` on one state of the database.
    mutating func snapshotted<Outcome>(
        _ body: (inout ContactReader) throws(SQLiteError) -> Outcome
    ) throws(ContactStoreError) -> Outcome {
        do throws(SQLiteError) {
            try connection.execute("BEGIN")
            do throws(SQLiteError) {
                let outcome = try body(&self)
                try connection.execute("COMMIT")
                return outcome
            } catch {
                try? connection.execute("ROLLBACK")
                throw error
            }
        } catch {
            throw .sqlite(error)
        }
    }

    private borrowing func contact(_ id: String) throws(SQLiteError) -> StoredContact? {
        var select = try connection.prepare("\(columns.select) WHERE id = ?")
        try select.bind(id, at: 1)
        return try select.step() ? columns.read(select) : nil
    }

    private borrowing func events(of contact: StoredContact) throws(SQLiteError) -> [EventRecord] {
        var events: [EventRecord] = []
        var words: [UInt64: String] = [:]
        var select = try connection.prepare("SELECT events FROM event_page WHERE place BETWEEN ? AND ?")
        try select.bind(EventPage.place(contact: contact.key), at: 1)
        try select.bind(EventPage.place(contact: contact.key + 1) - 1, at: 2)
        while try select.step() {
            let page = select.bytes(0)
            var position = 0
            while position < page.count {
                guard let event = EventEncoding.read(page, at: &position) else { throw ContactSession.damagedPage }
                var record = EventRecord(
                    id: String(page.extracting(event.id)), contact: contact.record.id,
                    type: try word(event.type, &words) ?? "", at: Instant(milliseconds: event.at))
                record.channel = try word(event.channel, &words)
                record.category = try word(event.category, &words)
                record.amount = event.amount.map { ExactDecimal(units: $0.units, scale: $0.scale) }
                record.properties = EventProperties.values(
                    page.extracting(event.properties), declared: columns.schema.eventProperties, codes: propertyCodes)
                events.append(record)
            }
        }
        return events.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    }

    private borrowing func word(_ code: UInt64, _ words: inout [UInt64: String]) throws(SQLiteError) -> String? {
        guard code != 0 else { return nil }
        if let word = words[code] { return word }
        var select = try connection.prepare("SELECT text FROM event_word WHERE code = ?")
        try select.bind(Int64(code), at: 1)
        words[code] = try select.step() ? select.string(0) : nil
        return words[code]
    }

    private borrowing func earlierConsents(of key: Int64) throws(SQLiteError) -> [ContactExport.EarlierConsent] {
        var select = try connection.prepare(
            "SELECT channel, given, at, source, replaced_at FROM consent_change WHERE contact = ? ORDER BY number")
        try select.bind(key, at: 1)
        var changes: [ContactExport.EarlierConsent] = []
        while try select.step() {
            changes.append(
                ContactExport.EarlierConsent(
                    channel: select.string(0) ?? "",
                    consent: ContactRecord.Consent(
                        isGiven: select.integer(1) != 0,
                        at: select.isNull(2) ? nil : Instant(milliseconds: select.integer(2)), source: select.string(3)),
                    replacedAt: Instant(milliseconds: select.integer(4))))
        }
        return changes
    }

    private borrowing func memberships(of key: Int64) throws(SQLiteError) -> [ContactExport.Membership] {
        var select = try connection.prepare(
            """
            SELECT a.name, s.number, s.channel, s.at, c.members FROM snapshot s JOIN audience a ON a.key = s.audience
            JOIN snapshot_chunk c ON c.snapshot = s.key AND c.chunk = ? ORDER BY s.at, s.key
            """)
        try select.bind(SnapshotChunk.number(of: key), at: 1)
        var memberships: [ContactExport.Membership] = []
        while try select.step() {
            guard SnapshotChunk.contains(key, in: select.bytes(4)) else { continue }
            memberships.append(
                ContactExport.Membership(
                    audience: select.string(0) ?? "", number: select.integer(1), channel: select.string(2),
                    at: Instant(milliseconds: select.integer(3))))
        }
        return memberships
    }

    /// The event of a row of `pending_event`: id, type, channel, category, at, amount, properties.
    static func pendingEvent(
        _ row: borrowing SQLiteStatement, of contact: String, _ schema: ContactSchema, codes: [Int64]
    ) -> EventRecord {
        EventRecord(
            id: row.string(0) ?? "", contact: contact, type: row.string(1) ?? "", channel: row.string(2),
            category: row.string(3), at: Instant(milliseconds: row.integer(4)),
            amount: row.string(5).flatMap { ExactDecimal($0) },
            properties: EventProperties.values(row.bytes(6), declared: schema.eventProperties, codes: codes))
    }
}
