import Bytes

/// A place in a text as an editor shows it.
public struct JSONPosition: Equatable, Sendable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int

    /// The place of the byte at `offset`; the end when `offset` is the count or more. O(n).
    public init(offset: Int, in bytes: Span<UInt8>) {
        line = 1
        column = 1
        for index in 0..<min(offset, bytes.count) {
            let byte = bytes[index]
            if byte == ASCII.lineFeed {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
    }

    public var description: String { "line \(line), column \(column)" }
}
