import Bytes
import CSQLite

/// What SQLite refused to do: which call, on what, and why.
public struct SQLiteError: Error, Equatable, CustomStringConvertible {
    /// SQLite's extended result code, for example 26 (`SQLITE_NOTADB`) or 2067 (`SQLITE_CONSTRAINT_UNIQUE`).
    public let code: Int32
    /// The function of the C interface that failed.
    public let call: String
    /// What it was called on: a file's path or the text of a statement.
    public let context: String
    /// SQLite's own words.
    public let message: String

    public var description: String { "\(call): \(message) (SQLite code \(code)): \(context)" }
}

/// A connection to one database file. Closed when it goes out of scope.
///
/// One thread at a time: the connection is opened without SQLite's own locks. Pointers stay inside this file:
/// `handle` is valid from `init` to `deinit`, and `sqlite3_close_v2` keeps it alive for statements that outlive it.
public struct SQLiteConnection: ~Copyable {
    /// How the file is opened.
    public enum Mode: Sendable {
        /// It must exist and is never written to.
        case readOnly
        /// It must exist.
        case readWrite
        /// It is made when it does not exist.
        case create
    }

    private let handle: OpaquePointer
    /// The file's path, as given.
    public let path: String

    /// Opens `path`. The file's header is not read before the first statement.
    public init(path: String, mode: Mode) throws(SQLiteError) {
        let access =
            switch mode {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            let message = String(cString: opened.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
            sqlite3_close_v2(opened)
            throw SQLiteError(code: code, call: "sqlite3_open_v2", context: path, message: message)
        }
        handle = opened
        self.path = path
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs one or more statements that give no rows.
    public borrowing func execute(_ sql: String) throws(SQLiteError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, call: "sqlite3_exec", context: sql) }
    }

    /// Compiles the one statement of `sql`; what follows its first `;` must be empty.
    public borrowing func prepare(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        var compiled: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
        guard code == SQLITE_OK else { throw error(code, call: "sqlite3_prepare_v3", context: sql) }
        guard let compiled else {
            throw SQLiteError(
                code: SQLITE_MISUSE, call: "sqlite3_prepare_v3", context: sql, message: "no statement in this text")
        }
        return SQLiteStatement(compiled)
    }

    /// The first column of the first row of `sql` as an integer, or nil when there is no row.
    public borrowing func integer(_ sql: String) throws(SQLiteError) -> Int64? {
        var statement = try prepare(sql)
        return try statement.step() ? statement.integer(0) : nil
    }

    /// The first column of the first row of `sql` as text, or nil when there is no row or it holds NULL.
    public borrowing func text(_ sql: String) throws(SQLiteError) -> String? {
        var statement = try prepare(sql)
        return try statement.step() ? statement.string(0) : nil
    }

    /// The rowid of the last row inserted on this connection.
    public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Rows that the last INSERT, UPDATE or DELETE changed.
    public var changedRows: Int { Int(sqlite3_changes64(handle)) }

    /// Whether no transaction is open.
    public var isIdle: Bool { sqlite3_get_autocommit(handle) != 0 }

    private borrowing func error(_ code: Int32, call: String, context: String) -> SQLiteError {
        SQLiteError(code: code, call: call, context: context, message: String(cString: sqlite3_errmsg(handle)))
    }
}

/// A compiled statement. Finalised when it goes out of scope.
///
/// Parameters count from 1 and columns from 0, as in SQLite. A span of a column is valid until the next `step`,
/// `reset` or bind, which the compiler enforces: those mutate the statement that the span borrows.
public struct SQLiteStatement: ~Copyable {
    /// The storage class of a value in a row.
    public enum ValueType: Int32, Sendable {
        case integer = 1
        case real = 2
        case text = 3
        case blob = 4
        case null = 5
    }

    private let handle: OpaquePointer

    fileprivate init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { sqlite3_finalize(handle) }

    /// Moves to the next row; false when there is none. After an error the statement must be reset.
    public mutating func step() throws(SQLiteError) -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw error(code, call: "sqlite3_step")
    }

    /// As `step`, with the values of the next row in `row`. For whoever reads them more than once: half the cost of asking the
    /// statement each time.
    mutating func step(into row: inout SQLiteRow) throws(SQLiteError) -> Bool {
        guard try step() else { return false }
        row.read(handle)
        return true
    }

    /// Makes the statement ready to run again; bindings stay.
    public mutating func reset() { sqlite3_reset(handle) }

    /// Runs a statement that gives no row, and makes it ready to run again.
    public mutating func run() throws(SQLiteError) {
        defer { sqlite3_reset(handle) }
        _ = try step()
    }

    // MARK: Parameters, counted from 1

    public mutating func bind(_ value: Int64, at parameter: Int32) throws(SQLiteError) {
        try check(sqlite3_bind_int64(handle, parameter, value), call: "sqlite3_bind_int64")
    }

    public mutating func bind(_ value: Int, at parameter: Int32) throws(SQLiteError) {
        try bind(Int64(value), at: parameter)
    }

    /// Binds a number; NaN becomes NULL, as SQLite has no NaN.
    public mutating func bind(_ value: Double, at parameter: Int32) throws(SQLiteError) {
        try check(sqlite3_bind_double(handle, parameter, value), call: "sqlite3_bind_double")
    }

    /// Binds text, copied.
    public mutating func bind(_ value: String, at parameter: Int32) throws(SQLiteError) {
        var value = value
        let code = value.withUTF8 { bindText($0, at: parameter) }
        try check(code, call: "sqlite3_bind_text64")
    }

    /// Binds text, or NULL for nil.
    public mutating func bind(_ value: String?, at parameter: Int32) throws(SQLiteError) {
        guard let value else { return try bindNull(at: parameter) }
        try bind(value, at: parameter)
    }

    /// Binds text that is UTF-8 already, copied.
    public mutating func bind(text bytes: Span<UInt8>, at parameter: Int32) throws(SQLiteError) {
        let code = bytes.withUnsafeBufferPointer { bindText($0, at: parameter) }
        try check(code, call: "sqlite3_bind_text64")
    }

    /// Binds a blob, copied. No bytes make an empty blob, not NULL.
    public mutating func bind(blob bytes: Span<UInt8>, at parameter: Int32) throws(SQLiteError) {
        let code = bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress, bytes.count > 0 else {
                return sqlite3_bind_zeroblob(handle, parameter, 0)
            }
            return sqlite3_bind_blob64(handle, parameter, start, UInt64(bytes.count), csqlite_transient())
        }
        try check(code, call: "sqlite3_bind_blob64")
    }

    /// Binds an integer, or NULL for nil.
    public mutating func bind(_ value: Int?, at parameter: Int32) throws(SQLiteError) {
        guard let value else { return try bindNull(at: parameter) }
        try bind(value, at: parameter)
    }

    /// Binds a number, or NULL for nil.
    public mutating func bind(_ value: Double?, at parameter: Int32) throws(SQLiteError) {
        guard let value else { return try bindNull(at: parameter) }
        try bind(value, at: parameter)
    }

    /// Binds an integer, or NULL for nil.
    public mutating func bind(_ value: Int64?, at parameter: Int32) throws(SQLiteError) {
        guard let value else { return try bindNull(at: parameter) }
        try bind(value, at: parameter)
    }

    public mutating func bindNull(at parameter: Int32) throws(SQLiteError) {
        try check(sqlite3_bind_null(handle, parameter), call: "sqlite3_bind_null")
    }

    // MARK: Columns of the current row, counted from 0

    /// How many columns a row has.
    public borrowing func columnCount() -> Int32 { sqlite3_column_count(handle) }

    /// The storage class of a value; ask before reading it as another.
    public borrowing func type(_ column: Int32) -> ValueType {
        ValueType(rawValue: sqlite3_column_type(handle, column)) ?? .null
    }

    public borrowing func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    /// The value as an integer; 0 for NULL.
    public borrowing func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The value as a number; 0 for NULL.
    public borrowing func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    /// The bytes of text or of a blob; none for NULL. Valid until the statement changes.
    @_lifetime(borrow self)
    public borrowing func bytes(_ column: Int32) -> Span<UInt8> {
        // sqlite3_column_blob gives UTF-8 text as it is; the length must be asked for after it.
        let start = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        let held = UnsafeBufferPointer(
            start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : count)
        return _overrideLifetime(held.span, borrowing: self)
    }

    /// The value as text, nil for NULL. Allocates.
    public borrowing func string(_ column: Int32) -> String? {
        isNull(column) ? nil : String(bytes(column))
    }

    /// SQLite takes a null pointer for NULL, so no bytes are bound as the start of an empty literal.
    private borrowing func bindText(_ utf8: UnsafeBufferPointer<UInt8>, at parameter: Int32) -> Int32 {
        let empty: StaticString = ""
        return UnsafeRawPointer(utf8.baseAddress ?? empty.utf8Start).withMemoryRebound(
            to: CChar.self, capacity: utf8.count
        ) {
            sqlite3_bind_text64(
                handle, parameter, $0, UInt64(utf8.count), csqlite_transient(), UInt8(SQLITE_UTF8))
        }
    }

    private borrowing func check(_ code: Int32, call: String) throws(SQLiteError) {
        guard code == SQLITE_OK else { throw error(code, call: call) }
    }

    private borrowing func error(_ code: Int32, call: String) -> SQLiteError {
        let database = sqlite3_db_handle(handle)
        let sql = sqlite3_sql(handle).map { String(cString: $0) } ?? ""
        return SQLiteError(code: code, call: call, context: sql, message: String(cString: sqlite3_errmsg(database)))
    }
}
