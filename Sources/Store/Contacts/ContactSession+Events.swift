public import Audiences
import Bytes

/// Events: added, kept for contacts that are not known yet, erased.
extension ContactSession {
    /// What became of an event.
    public enum EventOutcome: Equatable, Sendable {
        case added
        /// The contact has an event with this id already; the first one stays.
        case duplicate
        /// The contact is not known; the event waits for it.
        case waits
        /// The contact is not known, and the configuration keeps no such events.
        case refused
    }

    /// Adds an event, checked against the schema before. An id is unique among the events of its contact.
    public mutating func add(_ event: EventRecord) throws(SQLiteError) -> EventOutcome {
        guard let key = try key(of: event.contact) else {
            return policy.keepsUnknown ? try keep(event) : .refused
        }
        return try add(event, to: key)
    }

    private mutating func add(_ event: EventRecord, to key: Int64) throws(SQLiteError) -> EventOutcome {
        let id = Array(event.id.utf8)
        encode(event)
        var encoded = ByteBuffer()
        var page = ByteBuffer()
        swap(&encoded, &self.encoded)
        swap(&page, &self.page)
        defer {
            swap(&encoded, &self.encoded)
            swap(&page, &self.page)
        }
        let slot = EventPage.slot(of: id.span)
        try statements.findPage.bind(EventPage.place(contact: key), at: 1)
        try statements.findPage.bind(EventPage.place(contact: key, slot: slot), at: 2)
        guard try statements.findPage.step() else {
            statements.findPage.reset()
            try Self.insert(&statements.insertPage, EventPage.place(contact: key), encoded.bytes)
            return added(event)
        }
        let place = statements.findPage.integer(0)
        page.removeAll()
        let insertion = EventPage.insert(
            encoded.bytes, id: id.span, into: statements.findPage.bytes(1), output: &page)
        statements.findPage.reset()
        switch insertion {
        case .duplicate:
            Self.release(encoded.bytes, from: &words)
            return .duplicate
        case .damaged: throw Self.damagedPage
        case .whole: try Self.update(&statements.updatePage, place, page.bytes)
        case .cut(let offset, let slot):
            try Self.update(&statements.updatePage, place, page.bytes.extracting(0..<offset))
            try Self.insert(
                &statements.insertPage, EventPage.place(contact: key, slot: slot),
                page.bytes.extracting(offset..<page.count))
        }
        return added(event)
    }

    private mutating func added(_ event: EventRecord) -> EventOutcome {
        changes.append(.event(event))
        return .added
    }

    /// `SQLITE_CORRUPT`: a page that cannot be read is a damaged file, whoever notices it.
    static let damagedPage = SQLiteError(
        code: 11, call: "EventPage.read", context: "event_page", message: "a page of events cannot be read")

    /// Leaves the event's bytes in `encoded`, and its words used.
    private mutating func encode(_ event: EventRecord) {
        var facts = EventEncoding()
        facts.type = use(event.type)
        facts.channel = event.channel.map { use($0) } ?? 0
        facts.category = event.category.map { use($0) } ?? 0
        facts.at = event.at.milliseconds
        facts.amount = event.amount.flatMap { amount in
            amount.units(atScale: schema.amountScale).map { ($0, schema.amountScale) }
        }
        var properties = ByteBuffer()
        EventProperties.append(
            event.properties, declared: schema.eventProperties, codes: database.propertyCodes, to: &properties)
        let id = Array(event.id.utf8)
        encoded.removeAll()
        EventEncoding.append(facts, id: id.span, properties: properties.bytes, to: &encoded)
    }

    private mutating func use(_ text: String) -> UInt64 {
        let bytes = Array(text.utf8)
        return words.use(bytes.span)
    }

    /// The events in these bytes use their words no longer. Returns how many there were.
    @discardableResult
    private static func release(_ events: Span<UInt8>, from words: inout EventWords) -> Int {
        var position = 0
        var count = 0
        while position < events.count, let event = EventEncoding.read(events, at: &position) {
            words.release(event.type)
            words.release(event.channel)
            words.release(event.category)
            count += 1
        }
        return count
    }

    static func insert(
        _ statement: inout SQLiteStatement, _ place: Int64, _ events: Span<UInt8>
    ) throws(SQLiteError) {
        try statement.bind(place, at: 1)
        try statement.bind(blob: events, at: 2)
        try statement.run()
    }

    static func update(
        _ statement: inout SQLiteStatement, _ place: Int64, _ events: Span<UInt8>
    ) throws(SQLiteError) {
        try statement.bind(blob: events, at: 1)
        try statement.bind(place, at: 2)
        try statement.run()
    }

    /// Erases the events of a contact and says how many there were.
    mutating func erasePages(of key: Int64) throws(SQLiteError) -> Int {
        var count = 0
        let range = (EventPage.place(contact: key), EventPage.place(contact: key + 1) - 1)
        do {
            var select = try database.connection.prepare("SELECT events FROM event_page WHERE place BETWEEN ? AND ?")
            try select.bind(range.0, at: 1)
            try select.bind(range.1, at: 2)
            while try select.step() { count += Self.release(select.bytes(0), from: &words) }
        }
        var erase = try database.connection.prepare("DELETE FROM event_page WHERE place BETWEEN ? AND ?")
        try erase.bind(range.0, at: 1)
        try erase.bind(range.1, at: 2)
        try erase.run()
        return count
    }
}

/// Events of contacts that are not known.
extension ContactSession {
    private mutating func keep(_ event: EventRecord) throws(SQLiteError) -> EventOutcome {
        var properties = ByteBuffer()
        EventProperties.append(
            event.properties, declared: schema.eventProperties, codes: database.propertyCodes, to: &properties)
        try statements.insertPending.bind(event.contact, at: 1)
        try statements.insertPending.bind(event.id, at: 2)
        try statements.insertPending.bind(event.type, at: 3)
        try statements.insertPending.bind(event.channel, at: 4)
        try statements.insertPending.bind(event.category, at: 5)
        try statements.insertPending.bind(event.at.milliseconds, at: 6)
        try statements.insertPending.bind(event.amount?.description, at: 7)
        try statements.insertPending.bind(blob: properties.bytes, at: 8)
        try statements.insertPending.bind(now.milliseconds, at: 9)
        try statements.insertPending.run()
        return database.connection.changedRows == 0 ? .duplicate : .waits
    }

    /// Events that have waited for a contact become his.
    mutating func adoptPending(of id: String, _ key: Int64) throws(SQLiteError) {
        let waiting = try pending(of: id)
        guard !waiting.isEmpty else { return }
        for event in waiting { _ = try add(event, to: key) }
        try statements.erasePending.bind(id, at: 1)
        try statements.erasePending.run()
    }

    private mutating func pending(of id: String) throws(SQLiteError) -> [EventRecord] {
        defer { statements.pendingOf.reset() }
        try statements.pendingOf.bind(id, at: 1)
        var events: [EventRecord] = []
        while try statements.pendingOf.step() {
            events.append(
                ContactReader.pendingEvent(statements.pendingOf, of: id, schema, codes: database.propertyCodes))
        }
        return events
    }

    mutating func countAndErasePending(of id: String) throws(SQLiteError) -> Int {
        try statements.erasePending.bind(id, at: 1)
        try statements.erasePending.run()
        return database.connection.changedRows
    }

    /// Erases what has been kept long enough: waiting events, remembered answers. Returns how many events were given up.
    public mutating func expire() throws(SQLiteError) -> Int {
        var events = try database.connection.prepare("DELETE FROM pending_event WHERE received_at < ?")
        try events.bind(now.milliseconds - policy.pendingMilliseconds, at: 1)
        try events.run()
        let count = database.connection.changedRows
        var answers = try database.connection.prepare("DELETE FROM idempotency WHERE at < ?")
        try answers.bind(now.milliseconds - policy.idempotencyMilliseconds, at: 1)
        try answers.run()
        return count
    }
}
