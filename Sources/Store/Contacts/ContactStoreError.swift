#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Why `contacts.sqlite` could not be opened, read or written. Holds no id, no address and no value of a contact.
public enum ContactStoreError: Error, Equatable, CustomStringConvertible {
    case sqlite(SQLiteError)
    /// Another process holds the file.
    case inUse(path: String)
    /// An SQLite file of another program.
    case notContacts(path: String)
    /// Written by a later version of Quartier.
    case newerVersion(path: String, found: Int64)
    /// A declared attribute whose stored values cannot become what it is declared as now.
    case incompatible(attribute: String, was: String, now: String)
    case system(call: String, path: String, errno: Int32)
    /// A stored value that cannot be read.
    case damaged(table: String)
    /// The store is being closed: nothing was written.
    case closed

    public var description: String {
        switch self {
        case .sqlite(let error): error.description
        case .inUse(let path):
            "\(path) is in use by another process: stop the server that holds it, or write through it"
        case .notContacts(let path): "\(path) is an SQLite file, but holds no contacts of Quartier"
        case .newerVersion(let path, let found):
            "\(path) has version \(found); this program knows versions up to \(ContactMigrations.currentVersion)"
        case .incompatible(let attribute, let was, let now):
            "\(attribute) is stored as \(was) and declared as \(now): declare it under another name, or as it was"
        case .system(let call, let path, let number): "\(path): \(call) failed: \(String(cString: strerror(number)))"
        case .damaged(let table): "the table \(table) holds something that was not written by this program"
        case .closed: "the store is closed"
        }
    }

    /// Whether there is no room left on the disk.
    public var isFull: Bool {
        switch self {
        case .sqlite(let error): error.code & 0xFF == Self.sqliteFull
        case .system(_, _, let number): number == ENOSPC
        default: false
        }
    }

    /// `SQLITE_FULL`, the primary code.
    private static let sqliteFull: Int32 = 13
}
