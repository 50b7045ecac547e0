public import Audiences
import Bytes

/// The one who writes: what can be done to `contacts.sqlite` within a transaction, and what the table in memory must be told of
/// it once it is durable. One thread at a time.
public struct ContactSession: ~Copyable {
    let database: ContactDatabase
    let columns: ContactColumns
    let policy: ContactPolicy
    var statements: ContactStatements
    var words: EventWords
    /// What has been done in this transaction, in order.
    var changes: [ContactChange] = []
    /// Contacts made in this transaction: ids and keys.
    var created: [CreatedContact] = []
    /// Whether something was erased in this transaction: its bytes must leave the log too.
    var hasErased = false
    /// The same before this transaction: a log that could not be emptied yet.
    private var hadErased = false
    /// When this transaction is.
    public internal(set) var now = Instant(milliseconds: 0)
    var encoded = ByteBuffer(capacity: 256)
    var page = ByteBuffer(capacity: 4096)

    public init(_ database: consuming ContactDatabase, policy: ContactPolicy = ContactPolicy())
        throws(ContactStoreError)
    {
        let columns = ContactColumns(database.schema)
        let statements = try Self.prepare(database, columns)
        let words = try Self.readWords(database)
        self.columns = columns
        self.policy = policy
        self.statements = statements
        self.words = words
        self.database = database
    }

    private static func prepare(
        _ database: borrowing ContactDatabase, _ columns: ContactColumns
    ) throws(ContactStoreError) -> ContactStatements {
        do { return try ContactStatements.prepare(database.connection, columns) } catch { throw .sqlite(error) }
    }

    private static func readWords(_ database: borrowing ContactDatabase) throws(ContactStoreError) -> EventWords {
        do { return try EventWords(database.connection) } catch { throw .sqlite(error) }
    }

    public var schema: ContactSchema { database.schema }
    /// What opening the file has found worth a line in the log.
    public var notices: [String] { database.notices }

    mutating func begin(at now: Instant) throws(SQLiteError) {
        self.now = now
        hadErased = hasErased
        try database.connection.execute("BEGIN IMMEDIATE")
    }

    /// Makes all that was done durable and gives the changes for the table in memory. When it throws, nothing was done.
    mutating func commit() throws(SQLiteError) -> CommittedChanges {
        try words.store(&statements.putWord, &statements.eraseWord)
        try database.connection.execute("COMMIT")
        words.committed()
        let committed = CommittedChanges(changes: changes, created: created)
        changes.removeAll()
        created.removeAll()
        return committed
    }

    /// Undoes what was done since `begin`.
    mutating func rollBack() {
        // SQLite has rolled back by itself after some errors: then there is nothing to undo.
        if !database.connection.isIdle { try? database.connection.execute("ROLLBACK") }
        words.rolledBack()
        changes.removeAll()
        created.removeAll()
        hasErased = hadErased
    }

    /// Runs `body` in a transaction of its own. For commands and tests; the server groups transactions (ContactWriter).
    public mutating func transaction<Outcome>(
        at now: Instant, _ body: (inout ContactSession) throws(SQLiteError) -> Outcome
    ) throws(ContactStoreError) -> Outcome {
        do throws(SQLiteError) {
            try begin(at: now)
            let outcome = try body(&self)
            _ = try commit()
            if hasErased { try finishErasing() }
            return outcome
        } catch {
            rollBack()
            throw .sqlite(error)
        }
    }

    /// Runs `body` in a transaction that goes on over many calls, and is committed now and then. For imports.
    public mutating func gather<Outcome>(
        at now: Instant, _ body: (inout ContactSession) throws(SQLiteError) -> Outcome
    ) throws(ContactStoreError) -> Outcome {
        do throws(SQLiteError) {
            if database.connection.isIdle { try begin(at: now) }
            let outcome = try body(&self)
            if changes.count >= Self.gatheredChanges { _ = try commit() }
            return outcome
        } catch {
            rollBack()
            throw .sqlite(error)
        }
    }

    /// Makes durable what `gather` has done.
    public mutating func commitGathered() throws(ContactStoreError) {
        guard !database.connection.isIdle else { return }
        do throws(SQLiteError) {
            _ = try commit()
        } catch {
            rollBack()
            throw .sqlite(error)
        }
    }

    /// Changes between two commits of an import: bounds the log and memory.
    private static let gatheredChanges = 20_000

    /// Takes what was erased out of the log.
    mutating func finishErasing() throws(SQLiteError) {
        if try database.emptyLog() { hasErased = false }
    }
}

/// What a commit has changed, for those who keep a picture of the contacts in memory.
public struct CommittedChanges: Equatable, Sendable {
    /// In the order in which they were made.
    public var changes: [ContactChange]
    public var created: [CreatedContact]

    public var isEmpty: Bool { changes.isEmpty }
}

/// A new contact and the number that it has been given.
public struct CreatedContact: Equatable, Sendable {
    public var id: String
    public var key: Int64
}

/// The statements that are used all the time.
struct ContactStatements: ~Copyable {
    var find: SQLiteStatement
    var key: SQLiteStatement
    var insert: SQLiteStatement
    var update: SQLiteStatement
    var noteConsent: SQLiteStatement
    var findPage: SQLiteStatement
    var insertPage: SQLiteStatement
    var updatePage: SQLiteStatement
    var pagesOf: SQLiteStatement
    var putWord: SQLiteStatement
    var eraseWord: SQLiteStatement
    var insertPending: SQLiteStatement
    var pendingOf: SQLiteStatement
    var erasePending: SQLiteStatement
    var findAnswer: SQLiteStatement
    var putAnswer: SQLiteStatement

    static func prepare(
        _ connection: borrowing SQLiteConnection, _ columns: ContactColumns
    ) throws(SQLiteError) -> ContactStatements {
        ContactStatements(
            find: try connection.prepare("\(columns.select) WHERE id = ?"),
            key: try connection.prepare("SELECT key FROM contact WHERE id = ?"),
            insert: try connection.prepare(columns.insert),
            update: try connection.prepare(columns.update),
            noteConsent: try connection.prepare(
                """
                INSERT INTO consent_change (contact, number, channel, given, at, source, replaced_at) VALUES (?1,
                (SELECT coalesce(max(number), 0) + 1 FROM consent_change WHERE contact = ?1), ?2, ?3, ?4, ?5, ?6)
                """),
            findPage: try connection.prepare(
                "SELECT place, events FROM event_page WHERE place BETWEEN ? AND ? ORDER BY place DESC LIMIT 1"),
            insertPage: try connection.prepare("INSERT INTO event_page (place, events) VALUES (?, ?)"),
            updatePage: try connection.prepare("UPDATE event_page SET events = ? WHERE place = ?"),
            pagesOf: try connection.prepare("SELECT events FROM event_page WHERE place BETWEEN ? AND ? ORDER BY place"),
            putWord: try connection.prepare("INSERT OR REPLACE INTO event_word (code, text, uses) VALUES (?, ?, ?)"),
            eraseWord: try connection.prepare("DELETE FROM event_word WHERE code = ?"),
            insertPending: try connection.prepare(
                """
                INSERT OR IGNORE INTO pending_event
                (contact, id, type, channel, category, at, amount, properties, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """),
            pendingOf: try connection.prepare(
                """
                SELECT id, type, channel, category, at, amount, properties FROM pending_event WHERE contact = ? ORDER BY id
                """),
            erasePending: try connection.prepare("DELETE FROM pending_event WHERE contact = ?"),
            findAnswer: try connection.prepare("SELECT request, status, etag, body FROM idempotency WHERE key = ?"),
            putAnswer: try connection.prepare(
                """
                INSERT OR REPLACE INTO idempotency (key, request, contact, status, etag, body, at) VALUES (?, ?, ?, ?, ?, ?, ?)
                """))
    }
}
