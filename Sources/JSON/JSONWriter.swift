import Bytes

/// Writes JSON to the end of a buffer, putting in the commas.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.key("level"); writer.string("commune")
///     writer.key("score"); writer.number(0.98, decimals: 4)
///     writer.endObject()
///
/// It keeps no stack: one flag says whether a comma is due. That each begin has its end, and each member a key, is the
/// caller's part. Its output is always UTF-8. A writer that lives long reuses its storage: `removeAll` and begin again.
public struct JSONWriter: ~Copyable {
    /// What has been written. It can be swapped for another buffer between two whole values.
    public var buffer: ByteBuffer
    @usableFromInline var commaIsDue = false
    /// Arrays and objects that are open.
    public private(set) var depth = 0

    public init(_ buffer: consuming ByteBuffer = ByteBuffer(capacity: 1024)) { self.buffer = buffer }

    /// The bytes written, for as long as the writer is not used.
    @inlinable public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { buffer.bytes }
    }

    /// Forgets all that was written and keeps the storage.
    public mutating func removeAll() {
        buffer.removeAll()
        commaIsDue = false
        depth = 0
    }

    /// Gives the buffer away.
    public consuming func finish() -> ByteBuffer { buffer }

    public mutating func beginObject() { begin(JSONByte.openingBrace) }
    public mutating func endObject() { end(JSONByte.closingBrace) }
    public mutating func beginArray() { begin(JSONByte.openingBracket) }
    public mutating func endArray() { end(JSONByte.closingBracket) }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        buffer.append(bracket)
        commaIsDue = false
        depth &+= 1
    }

    private mutating func end(_ bracket: UInt8) {
        precondition(depth > 0, "an end without its begin")
        buffer.append(bracket)
        commaIsDue = true
        depth &-= 1
    }

    /// A comma, if one is due here; the value that now follows makes one due behind it.
    @inlinable @inline(__always) mutating func separate() {
        if commaIsDue { buffer.append(ASCII.comma) }
        commaIsDue = true
    }

    /// A member's key, which must need no escape: letters, digits and underscores. Inlined, so that the literal's
    /// length is a constant where it is copied.
    @inlinable @inline(__always) public mutating func key(_ literal: StaticString) {
        let comma = commaIsDue ? 1 : 0
        let length = literal.utf8CodeUnitCount
        _ = buffer.appendUninitialized(minimum: length &+ 4) { free in
            // The comma is written in any case; without one the quote takes its place.
            free[0] = ASCII.comma
            free[comma] = ASCII.quote
            let start = comma &+ 1
            UnsafeMutableRawBufferPointer(rebasing: free[start...]).copyMemory(
                from: UnsafeRawBufferPointer(start: literal.utf8Start, count: length))
            free[start &+ length] = ASCII.quote
            free[start &+ length &+ 1] = ASCII.colon
            return start &+ length &+ 2
        }
        commaIsDue = false
    }

    /// A member's key that may need escapes.
    public mutating func key(_ bytes: Span<UInt8>) {
        separate()
        appendEscaped(bytes)
        buffer.append(ASCII.colon)
        commaIsDue = false
    }

    /// A member's key that may need escapes.
    @_disfavoredOverload
    public mutating func key(_ text: String) {
        var text = text
        text.withUTF8 { key($0.span) }
    }

    public mutating func bool(_ value: Bool) {
        if value { raw("true") } else { raw("false") }
    }

    public mutating func null() { raw("null") }

    public mutating func number(_ value: Int) {
        separate()
        buffer.append(decimal: value)
    }

    /// `value` rounded to `decimals` digits (0 to 15) behind the point, without ending zeros; `null` when it is infinite
    /// or not a number.
    public mutating func number(_ value: Double, decimals: Int) {
        guard value.isFinite else { return null() }
        separate()
        buffer.append(value, decimals: decimals)
    }

    /// The shortest number that reads back as `value`; `null` when it is infinite or not a number. May allocate.
    public mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        buffer.append(value.description)
    }

    /// A whole value that is JSON already, as it is.
    public mutating func raw(_ json: Span<UInt8>) {
        separate()
        buffer.append(json)
    }

    /// A whole value that is JSON already, as it is.
    @inlinable public mutating func raw(_ json: StaticString) {
        separate()
        buffer.append(json)
    }

    /// Says that the last raw piece held the end of the open array or object.
    public mutating func endedRaw() {
        precondition(depth > 0, "an end without its begin")
        depth &-= 1
    }

    /// A line feed behind a whole value: the next value begins a line of its own (NDJSON).
    public mutating func newline() {
        buffer.append(ASCII.lineFeed)
        commaIsDue = false
    }
}
