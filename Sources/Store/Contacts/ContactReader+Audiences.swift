public import Audiences
import Bytes

/// Saved audiences and frozen lists, as of the last commit.
extension ContactReader {
    /// All versions of an audience, the oldest first; none when there is no such audience.
    public mutating func versions(of name: String) throws(ContactStoreError) -> [SavedAudience] {
        try snapshotted { reader throws(SQLiteError) in
            try SavedAudienceRows.read(reader.connection, where: "a.name = ?", name)
        }
    }

    /// Frozen lists of an audience, newest first, older than `number`.
    public mutating func snapshots(
        of name: String, before number: Int64 = .max, limit: Int
    ) throws(ContactStoreError) -> [SavedSnapshot] {
        try snapshotted { reader throws(SQLiteError) in
            var select = try reader.connection.prepare(
                """
                SELECT \(SavedAudienceRows.snapshotColumns) FROM snapshot s JOIN audience a ON a.key = s.audience
                WHERE a.name = ? AND s.number < ? ORDER BY s.number DESC LIMIT ?
                """)
            try select.bind(name, at: 1)
            try select.bind(number, at: 2)
            try select.bind(limit, at: 3)
            var snapshots: [SavedSnapshot] = []
            while try select.step() { snapshots.append(SavedAudienceRows.snapshot(select)) }
            return snapshots
        }
    }

    /// The audiences of which a list has been frozen.
    public mutating func namesWithSnapshots() throws(ContactStoreError) -> Set<String> {
        try snapshotted { reader throws(SQLiteError) in
            var select = try reader.connection.prepare(
                "SELECT a.name FROM audience a WHERE EXISTS (SELECT 1 FROM snapshot s WHERE s.audience = a.key)")
            var names: Set<String> = []
            while try select.step() { if let name = select.string(0) { names.insert(name) } }
            return names
        }
    }

    /// One frozen list; nil when there is none of that number.
    public mutating func snapshot(of name: String, number: Int64) throws(ContactStoreError) -> SavedSnapshot? {
        try snapshotted { reader throws(SQLiteError) in
            var select = try reader.connection.prepare(
                """
                SELECT \(SavedAudienceRows.snapshotColumns) FROM snapshot s JOIN audience a ON a.key = s.audience
                WHERE a.name = ? AND s.number = ?
                """)
            try select.bind(name, at: 1)
            try select.bind(number, at: 2)
            return try select.step() ? SavedAudienceRows.snapshot(select) : nil
        }
    }

    /// The lists of any audience that were frozen for the channel since then, with who is on them. 512 bytes of memory for each
    /// 4,096 contacts and list.
    public mutating func recentLists(
        for channel: String, since: Instant
    ) throws(ContactStoreError) -> [(snapshot: SavedSnapshot, members: SnapshotMembers)] {
        try snapshotted { reader throws(SQLiteError) in
            var select = try reader.connection.prepare(
                """
                SELECT \(SavedAudienceRows.snapshotColumns) FROM snapshot s JOIN audience a ON a.key = s.audience
                WHERE s.at >= ? AND s.channel = ? ORDER BY s.at
                """)
            try select.bind(since.milliseconds, at: 1)
            try select.bind(channel, at: 2)
            var lists: [(snapshot: SavedSnapshot, members: SnapshotMembers)] = []
            while try select.step() {
                let snapshot = SavedAudienceRows.snapshot(select)
                lists.append((snapshot, try reader.members(of: snapshot.key)))
            }
            return lists
        }
    }

    /// Who is on a list.
    public mutating func members(of snapshot: SavedSnapshot) throws(ContactStoreError) -> SnapshotMembers {
        try snapshotted { reader throws(SQLiteError) in try reader.members(of: snapshot.key) }
    }

    private borrowing func members(of snapshot: Int64) throws(SQLiteError) -> SnapshotMembers {
        var select = try connection.prepare("SELECT chunk, members FROM snapshot_chunk WHERE snapshot = ?")
        try select.bind(snapshot, at: 1)
        var members = SnapshotMembers()
        while try select.step() {
            members.chunks[select.integer(0)] = select.bytes(1).withUnsafeBufferPointer { Array($0) }
        }
        return members
    }

    /// The next members of a list behind a contact's key, in the order of their keys, at most so many. Who has been erased is not
    /// there; who no longer consents to the list's channel is passed over and counted.
    public mutating func page(
        of snapshot: SavedSnapshot, after key: Int64, limit: Int
    ) throws(ContactStoreError) -> SnapshotPage {
        try snapshotted { reader throws(SQLiteError) in
            let keys = try reader.keys(of: snapshot.key, after: key, limit: limit)
            var page = SnapshotPage(last: keys.last ?? key, isLast: keys.count < limit)
            // A channel that is no longer declared has no consents.
            let isDeclared = snapshot.channel.map { reader.columns.schema.channels.contains($0) } ?? true
            let consent = isDeclared ? snapshot.channel.map { "consent_given_\($0)" } ?? "1" : "0"
            var select = try reader.connection.prepare("SELECT id, \(consent) FROM contact WHERE key = ?")
            for key in keys {
                try select.bind(key, at: 1)
                if try select.step() {
                    if select.integer(1) == 1 {
                        page.ids.append(select.string(0) ?? "")
                    } else {
                        page.withdrawn += 1
                    }
                }
                select.reset()
            }
            return page
        }
    }

    private borrowing func keys(of snapshot: Int64, after key: Int64, limit: Int) throws(SQLiteError) -> [Int64] {
        var select = try connection.prepare(
            "SELECT chunk, members FROM snapshot_chunk WHERE snapshot = ? AND chunk >= ? ORDER BY chunk")
        try select.bind(snapshot, at: 1)
        try select.bind(SnapshotChunk.number(of: key + 1), at: 2)
        var keys: [Int64] = []
        while keys.count < limit, try select.step() {
            let first = select.integer(0) * SnapshotChunk.contacts
            let members = select.bytes(1)
            var candidate = max(key + 1, first)
            while keys.count < limit, candidate < first + SnapshotChunk.contacts {
                if SnapshotChunk.contains(candidate, in: members) { keys.append(candidate) }
                candidate += 1
            }
        }
        return keys
    }
}

/// Who is on a frozen list, by the contacts' keys.
public struct SnapshotMembers: Sendable {
    var chunks: [Int64: [UInt8]] = [:]

    public func contains(_ key: Int64) -> Bool {
        guard let chunk = chunks[SnapshotChunk.number(of: key)] else { return false }
        return SnapshotChunk.contains(key, in: chunk.span)
    }
}

/// A part of a frozen list.
public struct SnapshotPage: Equatable, Sendable {
    public var ids: [String] = []
    /// The key of the last contact that was looked at: the next page begins behind it.
    public var last: Int64
    /// Whether there is nothing behind it.
    public var isLast: Bool
    /// Contacts that were passed over because they no longer consent.
    public var withdrawn = 0

    init(last: Int64, isLast: Bool) {
        self.last = last
        self.isLast = isLast
    }
}
