import Audiences
import Bytes

/// Saved audiences and frozen lists.
extension ContactSession {
    /// Saves a new version, which is a draft. Versions before it stay.
    public mutating func save(_ audience: SavedAudience) throws(SQLiteError) -> SavedAudience {
        var saved = audience
        var key = try audienceKey(audience.name)
        if let key {
            saved.version =
                (try database.connection.integer("SELECT version FROM audience WHERE key = \(key)") ?? 0) + 1
            try database.connection.execute("UPDATE audience SET version = \(saved.version) WHERE key = \(key)")
        } else {
            saved.version = 1
            var insert = try database.connection.prepare(
                "INSERT INTO audience (name, version, created_at) VALUES (?, 1, ?)")
            try insert.bind(audience.name, at: 1)
            try insert.bind(now.milliseconds, at: 2)
            try insert.run()
            key = database.connection.lastInsertedRow
        }
        saved.savedAt = now
        saved.approval = nil
        try insert(saved, key ?? 0)
        return saved
    }

    private mutating func insert(_ audience: SavedAudience, _ key: Int64) throws(SQLiteError) {
        var insert = try database.connection.prepare(
            """
            INSERT INTO audience_version (audience, version, rule, author, note, owner, review, channel, expected_least,
            expected_most, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(key, at: 1)
        try insert.bind(audience.version, at: 2)
        try insert.bind(audience.rule, at: 3)
        try insert.bind(audience.author, at: 4)
        try insert.bind(audience.note, at: 5)
        try insert.bind(audience.owner, at: 6)
        try insert.bind(audience.review.map { Int64($0.day) }, at: 7)
        try insert.bind(audience.channel, at: 8)
        try insert.bind(audience.expected.least.map { Int64($0) }, at: 9)
        try insert.bind(audience.expected.most.map { Int64($0) }, at: 10)
        try insert.bind(audience.savedAt.milliseconds, at: 11)
        try insert.run()
    }

    private func audienceKey(_ name: String) throws(SQLiteError) -> Int64? {
        var select = try database.connection.prepare("SELECT key FROM audience WHERE name = ?")
        try select.bind(name, at: 1)
        return try select.step() ? select.integer(0) : nil
    }

    /// The newest version; nil when there is no such audience.
    public func audience(_ name: String) throws(SQLiteError) -> SavedAudience? {
        try SavedAudienceRows.read(database.connection, where: "a.name = ? AND v.version = a.version", name).first
    }

    /// The newest version of each, by name.
    public func audiences() throws(SQLiteError) -> [SavedAudience] {
        try SavedAudienceRows.read(database.connection, where: "v.version = a.version")
    }

    /// Approves a version, with the count that the person saw and what it means now. False when it is not the newest.
    public mutating func approve(
        _ name: String, version: Int64, by person: String?, count: Int64, meaning: UInt64
    ) throws(SQLiteError) -> Bool {
        var update = try database.connection.prepare(
            """
            UPDATE audience_version SET approved_at = ?, approved_by = ?, approved_count = ?, approved_meaning = ?
            WHERE version = ? AND audience = (SELECT key FROM audience WHERE name = ? AND version = ?)
            """)
        try update.bind(now.milliseconds, at: 1)
        try update.bind(person, at: 2)
        try update.bind(count, at: 3)
        try update.bind(Int64(bitPattern: meaning), at: 4)
        try update.bind(version, at: 5)
        try update.bind(name, at: 6)
        try update.bind(version, at: 7)
        try update.run()
        return database.connection.changedRows == 1
    }

    /// Deletes an audience with its versions and frozen lists. False when there is none.
    public mutating func deleteAudience(_ name: String) throws(SQLiteError) -> Bool {
        guard let key = try audienceKey(name) else { return false }
        try database.connection.execute(
            """
            DELETE FROM snapshot_chunk WHERE snapshot IN (SELECT key FROM snapshot WHERE audience = \(key));
            DELETE FROM snapshot WHERE audience = \(key); DELETE FROM audience_version WHERE audience = \(key);
            DELETE FROM audience WHERE key = \(key)
            """)
        return true
    }

    /// Freezes a list of contacts, given by their keys in any order. Nil when there is no such audience. Contacts that have been erased meanwhile are left out.
    public mutating func freeze(
        _ snapshot: SavedSnapshot, members keys: [Int64]
    ) throws(SQLiteError) -> SavedSnapshot? {
        guard let audience = try audienceKey(snapshot.audience) else { return nil }
        var saved = snapshot
        saved.at = now
        saved.count = Int64(keys.count)
        saved.number =
            (try database.connection.integer("SELECT max(number) FROM snapshot WHERE audience = \(audience)") ?? 0) + 1
        var insert = try database.connection.prepare(
            """
            INSERT INTO snapshot (audience, number, version, rule, channel, at, count, author, note, settings)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try insert.bind(audience, at: 1)
        try insert.bind(saved.number, at: 2)
        try insert.bind(saved.version, at: 3)
        try insert.bind(saved.rule, at: 4)
        try insert.bind(saved.channel, at: 5)
        try insert.bind(saved.at.milliseconds, at: 6)
        try insert.bind(saved.count, at: 7)
        try insert.bind(saved.author, at: 8)
        try insert.bind(saved.note, at: 9)
        try insert.bind(saved.settings, at: 10)
        try insert.run()
        saved.key = database.connection.lastInsertedRow
        try insertChunks(keys.sorted(), of: saved.key)
        return saved
    }

    private mutating func insertChunks(_ keys: [Int64], of snapshot: Int64) throws(SQLiteError) {
        var insert = try database.connection.prepare(
            "INSERT INTO snapshot_chunk (snapshot, chunk, members) VALUES (?, ?, ?)")
        var start = 0
        while start < keys.count {
            let chunk = SnapshotChunk.number(of: keys[start])
            var members = [UInt8](repeating: 0, count: SnapshotChunk.bytes)
            while start < keys.count, SnapshotChunk.number(of: keys[start]) == chunk {
                SnapshotChunk.set(keys[start], in: &members)
                start += 1
            }
            try insert.bind(snapshot, at: 1)
            try insert.bind(chunk, at: 2)
            try insert.bind(blob: members.span, at: 3)
            try insert.run()
        }
    }
}
