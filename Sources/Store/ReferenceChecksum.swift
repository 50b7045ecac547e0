import Bytes

/// The checksum of a reference, made so that checking costs next to nothing beyond reading.
///
/// Each table has its own, kept in `meta` as `checksum.<table>` (16 hexadecimal digits) beside `rows.<table>`: a
/// `Hash64` over all values of all rows, read by `ReferenceSchema.Table.selectAll`. `meta.checksum` is a `Hash64` over the
/// name, the rows and the checksum of every table, in the order of `ReferenceSchema.contentTables`.
///
/// A loader that reads a table in that order calls `combine` for each row and compares at the end: hashing costs
/// about a nanosecond for eight bytes. Tables that it does not read (say, `iris_shape`) are not checked and cost nothing;
/// `verify` reads them all.
///
///     value    hashed as
///     NULL     0
///     INTEGER  1, the value
///     REAL     2, its bits
///     TEXT     3, its bytes and their number
///     BLOB     4, its bytes and their number
public struct ReferenceChecksum: Sendable {
    private var hash = Hash64(seed: UInt64(ReferenceSchema.formatVersion))
    /// Rows combined so far.
    public private(set) var rows: Int64 = 0

    public init() {}

    /// Takes in a row of a statement made from `Table.selectAll`.
    mutating func combine(_ row: borrowing SQLiteRow) {
        for column in 0..<row.columnCount {
            let type = row.type(column)
            switch type {
            case .null: hash.combine(0)
            case .integer:
                hash.combine(1)
                hash.combine(UInt64(bitPattern: row.integer(column)))
            case .real:
                hash.combine(2)
                hash.combine(row.double(column).bitPattern)
            case .text, .blob:
                hash.combine(type == .text ? 3 : 4)
                let bytes = row.bytes(column)
                hash.combine(bytes)
                hash.combine(UInt64(bytes.count))
            }
        }
        rows += 1
    }

    /// The checksum so far, as 16 hexadecimal digits.
    public var digits: String { hash.finalize().hexadecimal }

    /// Whether `meta` of `connection` holds this checksum and number of rows for `table`.
    public func matches(_ table: ReferenceSchema.Table, in connection: borrowing SQLiteConnection) throws(SQLiteError)
        -> Bool
    {
        let stored = try ReferenceChecksum.stored(table, in: connection)
        return stored?.rows == rows && stored?.digits == digits
    }

    /// Reads all of `table` and hashes it. O(bytes of the table).
    public static func compute(
        _ table: ReferenceSchema.Table, in connection: borrowing SQLiteConnection
    ) throws(SQLiteError) -> ReferenceChecksum {
        var checksum = ReferenceChecksum()
        var statement = try connection.prepare(table.selectAll)
        var row = SQLiteRow()
        while try statement.step(into: &row) { checksum.combine(row) }
        return checksum
    }

    /// The name of the first table whose content is not what was written, or nil when all are. Reads everything.
    public static func verify(_ connection: borrowing SQLiteConnection) throws(SQLiteError) -> String? {
        for table in ReferenceSchema.contentTables {
            guard try compute(table, in: connection).matches(table, in: connection) else { return table.name }
        }
        return try overallMatches(in: connection) ? nil : ReferenceSchema.meta.name
    }

    /// Whether `meta.checksum` agrees with the checksums of the tables in `meta`. Reads only `meta`.
    public static func overallMatches(in connection: borrowing SQLiteConnection) throws(SQLiteError) -> Bool {
        var all: [(table: String, rows: Int64, digits: String)] = []
        for table in ReferenceSchema.contentTables {
            guard let stored = try stored(table, in: connection) else { return false }
            all.append((table.name, stored.rows, stored.digits))
        }
        return try value(MetaKey.checksum, in: connection) == overall(all)
    }

    static func overall(_ tables: [(table: String, rows: Int64, digits: String)]) -> String {
        var hash = Hash64(seed: UInt64(ReferenceSchema.formatVersion))
        for (table, rows, digits) in tables {
            hash.combine(Array(table.utf8).span)
            hash.combine(UInt64(bitPattern: rows))
            hash.combine(Array(digits.utf8).span)
        }
        return hash.finalize().hexadecimal
    }

    private static func stored(
        _ table: ReferenceSchema.Table, in connection: borrowing SQLiteConnection
    ) throws(SQLiteError) -> (rows: Int64, digits: String)? {
        guard let rows = try value("rows." + table.name, in: connection).flatMap({ Int64($0) }),
            let digits = try value("checksum." + table.name, in: connection)
        else { return nil }
        return (rows, digits)
    }

    /// How many rows a table is noted to have.
    static func rows(_ table: ReferenceSchema.Table, in connection: borrowing SQLiteConnection) throws(SQLiteError)
        -> Int
    {
        Int(try stored(table, in: connection)?.rows ?? 0)
    }

    /// The value of `key` in `meta`, or nil.
    public static func value(_ key: String, in connection: borrowing SQLiteConnection) throws(SQLiteError) -> String? {
        var statement = try connection.prepare("SELECT value FROM meta WHERE key = ?")
        try statement.bind(key, at: 1)
        return try statement.step() ? statement.string(0) : nil
    }
}
