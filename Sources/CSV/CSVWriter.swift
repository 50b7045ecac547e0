import Bytes

/// Writes CSV into a buffer: fields are quoted when they must be (RFC 4180, section 2), lines end in LF, or in CRLF
/// where the table that is answered has them.
///
/// The buffer is the caller's, who empties it as often as he likes; nothing is allocated besides its growth.
public struct CSVWriter: Sendable {
    public let separator: UInt8
    private var isAtLineStart = true

    private let endsLinesInCarriageReturn: Bool

    public init(separator: UInt8 = ASCII.comma, endsLinesInCarriageReturn: Bool = false) {
        self.separator = separator
        self.endsLinesInCarriageReturn = endsLinesInCarriageReturn
    }

    /// Appends a field to the current line.
    public mutating func field(_ bytes: Span<UInt8>, to buffer: inout ByteBuffer) {
        begin(&buffer)
        guard needsQuotes(bytes) else { return buffer.append(bytes) }
        buffer.append(ASCII.quote)
        for index in bytes.indices {
            if bytes[index] == ASCII.quote { buffer.append(ASCII.quote) }
            buffer.append(bytes[index])
        }
        buffer.append(ASCII.quote)
    }

    /// Appends a field to the current line. Copies the text once more than bytes would be.
    public mutating func field(_ text: String, to buffer: inout ByteBuffer) {
        let bytes = Array(text.utf8)
        field(bytes.span, to: &buffer)
    }

    /// Ends the current line.
    public mutating func endLine(to buffer: inout ByteBuffer) {
        if endsLinesInCarriageReturn { buffer.append(ASCII.carriageReturn) }
        buffer.append(ASCII.lineFeed)
        isAtLineStart = true
    }

    /// The line that was being written goes on, after a line of another buffer was ended.
    public mutating func continueLine() { isAtLineStart = false }

    private mutating func begin(_ buffer: inout ByteBuffer) {
        if !isAtLineStart { buffer.append(separator) }
        isAtLineStart = false
    }

    private func needsQuotes(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == separator || byte == ASCII.quote || byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
                return true
            }
        }
        return false
    }
}
