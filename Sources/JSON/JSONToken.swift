/// What `JSONReader.next` found. Ranges are byte offsets into the reader's input.
public enum JSONToken: Equatable, Sendable {
    case beginObject
    case endObject
    case beginArray
    case endArray
    /// The key of a member; its colon has been read too, and its value comes next.
    case key(JSONText)
    case string(JSONText)
    case number(JSONNumber)
    case bool(Bool)
    case null
    /// The value is complete and nothing but white space follows.
    case end
}

/// A string in the input: the bytes between its quotes, already checked.
public struct JSONText: Equatable, Sendable {
    /// Offset of the byte behind the opening quote.
    public let start: Int
    /// Offset of the closing quote.
    public let end: Int
    /// Whether the bytes hold escapes. If not, they are the string itself.
    public let hasEscapes: Bool

    public var isEmpty: Bool { start == end }
    public var range: Range<Int> { start..<end }
}

/// A number in the input, as it was written.
public struct JSONNumber: Equatable, Sendable {
    public let start: Int
    public let end: Int

    public var range: Range<Int> { start..<end }
}
