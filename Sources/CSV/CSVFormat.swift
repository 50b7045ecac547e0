import Bytes

/// How a CSV text is written, and how much of it is taken at once.
public struct CSVFormat: Sendable, Equatable {
    /// The byte between fields; nil to find it in the first line: whichever of `;`, `,`, tab and `|` occurs
    /// most outside quotes, in that order when equal.
    public var separator: UInt8?
    /// A record that is longer, in bytes, is malformed. Also bounds what an unclosed quote can swallow.
    public var maximumRecordBytes: Int
    /// A record with more fields is malformed.
    public var maximumFields: Int

    public init(separator: UInt8? = nil, maximumRecordBytes: Int = 1 << 16, maximumFields: Int = 4096) {
        self.separator = separator
        self.maximumRecordBytes = maximumRecordBytes
        self.maximumFields = maximumFields
    }

    /// The separators that are looked for, in order of preference.
    static let candidates: InlineArray<4, UInt8> = [
        ASCII.semicolon, ASCII.comma, ASCII.tab, UInt8(ascii: "|"),
    ]
}

/// Why a line of CSV could not be read.
public struct CSVError: Error, Equatable, Sendable {
    public enum Reason: Equatable, Sendable {
        /// A quoted field has no closing quote before the text or the allowed length of a record ends.
        case unterminatedQuote
        /// A closing quote is followed by something other than a separator or a line end.
        case textAfterQuote
        case recordTooLong
        case tooManyFields
    }

    public let reason: Reason
    /// The line on which the record begins, counted from 1.
    public let line: Int

    public init(reason: Reason, line: Int) {
        self.reason = reason
        self.line = line
    }
}

extension CSVError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unterminatedQuote: "a quote is not closed"
        case .textAfterQuote: "text follows a closing quote"
        case .recordTooLong: "the record is too long"
        case .tooManyFields: "the record has too many fields"
        }
    }
}

extension CSVError: CustomStringConvertible {
    public var description: String { "line \(line): \(reason)" }
}
