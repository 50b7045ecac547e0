public import Audiences

/// `contacts.sqlite`, opened for writing by the one process that may, and brought up to date.
///
/// Write-ahead log with `synchronous=FULL`: a commit returns when the log is on the disk, so what has been acknowledged survives
/// `kill -9` and power loss; readers see the last commit and never wait. `secure_delete` overwrites what is deleted.
public struct ContactDatabase: ~Copyable {
    let connection: SQLiteConnection
    public let path: String
    public let schema: ContactSchema
    /// Codes of the schema's event properties, in its order.
    let propertyCodes: [Int64]
    /// What is worth a line in the log.
    public let notices: [String]
    private let lock: FileLock

    /// Pages of the log after which a commit also moves it into the database: 32 MB.
    private static let checkpointPages = 8192
    /// KiB of pages that the writer keeps; the system's cache holds the rest.
    private static let cacheKiB = 32 * 1024
    /// For a person who looks into the file with another program.
    private static let busyMilliseconds = 5000

    /// Opens `path`, which is made when it does not exist. With `dropsUndeclared` the values of attributes, channels and event properties
    /// that are no longer declared are erased. Cost: a millisecond; a migration, or erasing, reads the whole file.
    public init(
        path: String, schema: ContactSchema, dropsUndeclared: Bool = false
    ) throws(ContactStoreError) {
        let lock = try FileLock(database: path)
        try lock.makePrivate(path)
        let connection = try Self.connect(path, .create)
        try Self.checkOwner(connection, path)
        try Self.configure(connection)
        try Self.emptyLogOfEarlierRun(connection)
        try ContactMigrations.migrate(connection, path: path)
        let outcome = try Self.declare(schema, dropsUndeclared, connection)
        self.lock = lock
        self.connection = connection
        self.path = path
        self.schema = schema
        propertyCodes = outcome.propertyCodes
        notices = outcome.notices
    }

    static func connect(
        _ path: String, _ mode: SQLiteConnection.Mode
    ) throws(ContactStoreError) -> SQLiteConnection {
        do throws(SQLiteError) {
            let connection = try SQLiteConnection(path: path, mode: mode)
            try connection.execute("PRAGMA busy_timeout = \(busyMilliseconds)")
            return connection
        } catch {
            throw .sqlite(error)
        }
    }

    private static func checkOwner(
        _ connection: borrowing SQLiteConnection, _ path: String
    ) throws(ContactStoreError) {
        do throws(SQLiteError) {
            let id = try connection.integer("PRAGMA application_id") ?? 0
            let tables = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
            if id == ContactMigrations.applicationID || (id == 0 && tables == 0) { return }
        } catch {
            throw .sqlite(error)
        }
        throw .notContacts(path: path)
    }

    private static func configure(_ connection: borrowing SQLiteConnection) throws(ContactStoreError) {
        do throws(SQLiteError) {
            _ = try connection.text("PRAGMA journal_mode = WAL")
            try connection.execute(
                """
                PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF;
                PRAGMA cache_size = -\(cacheKiB); PRAGMA temp_store = MEMORY
                """)
            _ = try connection.integer("PRAGMA wal_autocheckpoint = \(checkpointPages)")
            _ = try connection.integer("PRAGMA journal_size_limit = \(checkpointPages * 4096)")
        } catch {
            throw .sqlite(error)
        }
    }

    private static func declare(
        _ schema: ContactSchema, _ dropsUndeclared: Bool, _ connection: borrowing SQLiteConnection
    ) throws(ContactStoreError) -> ContactDeclarations.Outcome {
        do { try connection.execute("BEGIN IMMEDIATE") } catch { throw .sqlite(error) }
        do throws(ContactStoreError) {
            let outcome = try ContactDeclarations.apply(schema, dropsUndeclared: dropsUndeclared, to: connection)
            do { try connection.execute("COMMIT") } catch { throw .sqlite(error) }
            return outcome
        } catch {
            try? connection.execute("ROLLBACK")
            throw error
        }
    }

    /// Moves the whole log into the database and empties it, so that nothing of what was erased is left in it. False while a reader
    /// still needs it.
    borrowing func emptyLog() throws(SQLiteError) -> Bool { try Self.emptyLog(connection) }

    /// Does not wait for readers: other writes are waiting.
    private static func emptyLog(_ connection: borrowing SQLiteConnection) throws(SQLiteError) -> Bool {
        try connection.execute("PRAGMA busy_timeout = 0")
        let isBusy = try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)")
        try connection.execute("PRAGMA busy_timeout = \(busyMilliseconds)")
        return isBusy == 0
    }

    /// A process that was killed between an erasure and the end of it has left what was erased in the log.
    private static func emptyLogOfEarlierRun(_ connection: borrowing SQLiteConnection) throws(ContactStoreError) {
        do { _ = try emptyLog(connection) } catch { throw .sqlite(error) }
    }
}

extension ContactMigrations {
    /// Takes the steps that the file has not had.
    static func migrate(_ connection: borrowing SQLiteConnection, path: String) throws(ContactStoreError) {
        do throws(SQLiteError) {
            let version = try connection.integer("PRAGMA user_version") ?? 0
            if version <= currentVersion {
                for next in Int(version)..<steps.count { try take(next, connection) }
                return
            }
            throw SQLiteError(code: 0, call: "", context: "\(version)", message: "")
        } catch {
            // Code 0 is no error of SQLite: it stands for a file from the future.
            throw error.code == 0 ? .newerVersion(path: path, found: Int64(error.context) ?? 0) : .sqlite(error)
        }
    }

    private static func take(_ step: Int, _ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        do throws(SQLiteError) {
            try connection.execute(
                """
                BEGIN IMMEDIATE; \(steps[step]);
                PRAGMA application_id = \(applicationID); PRAGMA user_version = \(step + 1); COMMIT
                """)
        } catch {
            try? connection.execute("ROLLBACK")
            throw error
        }
    }
}
