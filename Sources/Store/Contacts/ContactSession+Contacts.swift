public import Audiences

/// Contacts: made, changed, erased.
extension ContactSession {
    /// The contact with this id; nil when there is none.
    public mutating func find(_ id: String) throws(SQLiteError) -> StoredContact? {
        defer { statements.find.reset() }
        try statements.find.bind(id, at: 1)
        return try statements.find.step() ? columns.read(statements.find) : nil
    }

    /// The number of the contact with this id; nil when there is none.
    mutating func key(of id: String) throws(SQLiteError) -> Int64? {
        defer { statements.key.reset() }
        try statements.key.bind(id, at: 1)
        return try statements.key.step() ? statements.key.integer(0) : nil
    }

    /// Makes or changes a contact. Events that were waiting for a new one are his from now on.
    public mutating func write(_ write: ContactWrite) throws(SQLiteError) -> ContactWrite.Outcome {
        let stored = try find(write.id)
        guard write.holds(for: stored) else { return .refused }
        if stored == nil, write.mode == .patch { return .missing }
        let record = write.applied(to: stored, now: now)
        var contact = StoredContact(key: stored?.key ?? 0, version: (stored?.version ?? 0) + 1, record: record)
        contact.address = write.address.applied(to: stored?.address)
        if let stored {
            try noteConsents(of: stored, whenNot: record)
            try columns.bind(contact, to: &statements.update)
            try statements.update.bind(contact.key, at: columns.keyParameter)
            try statements.update.run()
            changes.append(.put(record))
            return .updated(contact)
        }
        try columns.bind(contact, to: &statements.insert)
        try statements.insert.run()
        contact.key = database.connection.lastInsertedRow
        changes.append(.put(record))
        created.append(CreatedContact(id: record.id, key: contact.key))
        try adoptPending(of: record.id, contact.key)
        return .created(contact)
    }

    /// Keeps what a consent was before it changes: when it was given or withdrawn must be provable.
    private mutating func noteConsents(
        of stored: StoredContact, whenNot record: ContactRecord
    ) throws(SQLiteError) {
        for (channel, consent) in stored.record.consents.sorted(by: { $0.key < $1.key })
        where record.consents[channel] != consent {
            try statements.noteConsent.bind(stored.key, at: 1)
            try statements.noteConsent.bind(channel, at: 2)
            try statements.noteConsent.bind(consent.isGiven ? 1 : 0, at: 3)
            try statements.noteConsent.bind(consent.at?.milliseconds, at: 4)
            try statements.noteConsent.bind(consent.source, at: 5)
            try statements.noteConsent.bind(now.milliseconds, at: 6)
            try statements.noteConsent.run()
        }
    }

    /// What an erasure took away.
    public struct Erasure: Equatable, Sendable {
        public var events = 0
        public var snapshots = 0
    }

    /// Erases everything of a contact: the row, events, events that wait for the id, earlier consents, remembered answers, places in frozen
    /// lists. What stays is that somebody was erased, and when. Nil when nothing was there. The bytes are overwritten, and
    /// leave the log before the erasure is acknowledged.
    public mutating func erase(_ id: String) throws(SQLiteError) -> Erasure? {
        var erasure = Erasure()
        guard let key = try key(of: id) else {
            let waiting = try countAndErasePending(of: id)
            guard waiting > 0 else { return nil }
            erasure.events = waiting
            try leaveTombstone(erasure)
            return erasure
        }
        erasure.events = try erasePages(of: key) + countAndErasePending(of: id)
        erasure.snapshots = try eraseFromSnapshots(key)
        for sql in [
            "DELETE FROM consent_change WHERE contact = ?", "DELETE FROM idempotency WHERE contact = ?",
            "DELETE FROM contact WHERE key = ?",
        ] {
            var statement = try database.connection.prepare(sql)
            try statement.bind(key, at: 1)
            try statement.run()
        }
        try leaveTombstone(erasure)
        changes.append(.forget(id: id))
        return erasure
    }

    private mutating func leaveTombstone(_ erasure: Erasure) throws(SQLiteError) {
        var insert = try database.connection.prepare("INSERT INTO tombstone (at, events, snapshots) VALUES (?, ?, ?)")
        try insert.bind(now.milliseconds, at: 1)
        try insert.bind(erasure.events, at: 2)
        try insert.bind(erasure.snapshots, at: 3)
        try insert.run()
        hasErased = true
    }

    /// Gives the next contacts behind `key` the personas that `place` says for where they live. Returns the last key looked at, nil when
    /// there are no more, and how many changed. The version counts on: a client that holds an old tag learns it.
    public mutating func reassign(
        after key: Int64, limit: Int,
        _ persona: (ContactRecord.Place) -> (profile: String, persona: String)?
    ) throws(SQLiteError) -> (last: Int64?, changed: Int) {
        var contacts: [StoredContact] = []
        do {
            var select = try database.connection.prepare("\(columns.select) WHERE key > ? ORDER BY key LIMIT ?")
            try select.bind(key, at: 1)
            try select.bind(limit, at: 2)
            while try select.step() { contacts.append(columns.read(select)) }
        }
        var changed = 0
        for contact in contacts where contact.record.place.level != nil {
            let found = persona(contact.record.place)
            guard found?.persona != contact.record.persona || found?.profile != contact.record.profile else { continue }
            var contact = contact
            contact.version += 1
            contact.record.persona = found?.persona
            contact.record.profile = found?.profile
            contact.record.updatedAt = now
            try columns.bind(contact, to: &statements.update)
            try statements.update.bind(contact.key, at: columns.keyParameter)
            try statements.update.run()
            changes.append(.put(contact.record))
            changed += 1
        }
        return (contacts.last?.key, changed)
    }

    /// Whether there is no contact.
    public func isEmpty() throws(SQLiteError) -> Bool {
        try database.connection.integer("SELECT 1 FROM contact LIMIT 1") == nil
    }

    /// A fact of the file; nil when it was never noted.
    public mutating func fact(_ key: String) throws(SQLiteError) -> String? {
        var select = try database.connection.prepare("SELECT value FROM meta WHERE key = ?")
        try select.bind(key, at: 1)
        return try select.step() ? select.string(0) : nil
    }

    /// Forgets a fact of the file.
    public mutating func forgetFact(_ key: String) throws(SQLiteError) {
        var delete = try database.connection.prepare("DELETE FROM meta WHERE key = ?")
        try delete.bind(key, at: 1)
        try delete.run()
    }

    /// Notes a fact of the file.
    public mutating func note(_ key: String, _ value: String) throws(SQLiteError) {
        var insert = try database.connection.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)")
        try insert.bind(key, at: 1)
        try insert.bind(value, at: 2)
        try insert.run()
    }
}
