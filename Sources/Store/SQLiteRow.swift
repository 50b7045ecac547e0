import Bytes
import CSQLite

/// The values of one row, looked up once.
///
/// They are valid until the statement steps on. A row is lent and never kept: it cannot be copied, and its spans live no
/// longer than the loan.
struct SQLiteRow: ~Copyable {
    /// `bits` are an integer, those of a number, or the address of bytes.
    private struct Value {
        var bits: UInt64 = 0
        var count: Int32 = 0
        var type: Int32 = SQLITE_NULL
    }

    static let maximumColumns = 16

    private var values = InlineArray<16, Value>(repeating: Value())
    private(set) var columnCount = 0

    /// Looks up the values of the statement's current row, which has `maximumColumns` at most.
    mutating func read(_ statement: OpaquePointer) {
        columnCount = Int(sqlite3_column_count(statement))
        precondition(columnCount <= Self.maximumColumns)
        for column in 0..<columnCount { values[column] = Self.value(sqlite3_column_value(statement, Int32(column))) }
    }

    @inline(__always)
    private static func value(_ value: OpaquePointer?) -> Value {
        let type = sqlite3_value_type(value)
        switch type {
        case SQLITE_INTEGER: return Value(bits: UInt64(bitPattern: sqlite3_value_int64(value)), type: type)
        case SQLITE_FLOAT: return Value(bits: sqlite3_value_double(value).bitPattern, type: type)
        case SQLITE_NULL: return Value()
        default:
            // The length must be asked for after the bytes.
            let start = UInt(bitPattern: sqlite3_value_blob(value))
            return Value(bits: UInt64(start), count: sqlite3_value_bytes(value), type: type)
        }
    }

    func type(_ column: Int) -> SQLiteStatement.ValueType {
        SQLiteStatement.ValueType(rawValue: values[column].type) ?? .null
    }

    func isNull(_ column: Int) -> Bool { values[column].type == SQLITE_NULL }

    /// An integer; 0 for any other value.
    func integer(_ column: Int) -> Int64 {
        values[column].type == SQLITE_INTEGER ? Int64(bitPattern: values[column].bits) : 0
    }

    /// A number; 0 for a value that is none.
    func double(_ column: Int) -> Double {
        switch values[column].type {
        case SQLITE_FLOAT: Double(bitPattern: values[column].bits)
        case SQLITE_INTEGER: Double(integer(column))
        default: 0
        }
    }

    /// The bytes of text or of a blob; none for any other value.
    @_lifetime(borrow self)
    borrowing func bytes(_ column: Int) -> Span<UInt8> {
        let value = values[column]
        let start = value.type == SQLITE_TEXT || value.type == SQLITE_BLOB ? UInt(value.bits) : 0
        let held = UnsafeBufferPointer(
            start: UnsafePointer<UInt8>(bitPattern: start), count: start == 0 ? 0 : Int(value.count))
        return _overrideLifetime(held.span, borrowing: self)
    }

    /// The value as text, nil for NULL. Allocates.
    func string(_ column: Int) -> String? { isNull(column) ? nil : String(bytes(column)) }

    /// Text of digits as a number, as postcodes are kept; nil for NULL and for any other text.
    func digits(_ column: Int) -> Int? {
        let text = bytes(column)
        guard !text.isEmpty else { return nil }
        var number = 0
        for index in text.indices {
            guard ASCII.isDigit(text[index]) else { return nil }
            number = number &* 10 &+ Int(text[index] &- ASCII.zero)
        }
        return number
    }
}
