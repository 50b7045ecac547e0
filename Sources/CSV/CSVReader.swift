import Bytes

/// Reads CSV in pieces, one record at a time.
///
///     var reader = CSVReader()
///     reader.append(piece)
///     while true {
///         switch reader.next() {
///         case .record: use(reader.field(0))
///         case .malformed(let error): report(error)
///         case .needsMoreBytes: append the next piece, or finish()
///         case .end: return
///         }
///     }
///
/// The answers do not depend on where the pieces are cut. Lines without any byte are skipped. A record is scanned
/// once, however many pieces it comes in: the cost is O(bytes), and nothing is allocated once the buffers have grown.
/// After a line that cannot be read, reading goes on with the line after it: a bad line spoils only itself.
public struct CSVReader: ~Copyable {
    /// What `next` found.
    public enum Event: Equatable, Sendable {
        /// A record: read it through `fieldCount` and `field`.
        case record
        /// A line that could not be read; `next` goes on after it. Its fields are what lies between separators, whatever its
        /// quotes say, as many of them as a record may have and within the bytes that a record may have.
        case malformed(CSVError)
        /// All complete records are read: append more, or call `finish`.
        case needsMoreBytes
        /// The text is over.
        case end
    }

    enum State {
        /// Nothing of a record is read yet.
        case betweenRecords
        case atFieldStart
        case inPlainField
        case inQuotedField
        /// After a quote inside a quoted field: a second one makes a quote, anything else must end the field.
        case afterQuote
        /// The record cannot be read: waits for the end of its first line, or for as much of it as a record may have.
        case failing
        /// Drops the rest of a line that could not be read.
        case skippingLine
    }

    /// Where a field is, counted from the start of its record.
    struct FieldRange {
        var start: Int
        var end: Int
        var hasDoubledQuotes: Bool
    }

    /// The limits and, when it was given, the separator.
    public let format: CSVFormat
    /// The byte between fields; nil until it is given or found.
    public internal(set) var separator: UInt8?
    /// The line on which the current record begins, counted from 1.
    public internal(set) var line = 1
    /// Bytes of all pieces that have been read, up to the end of the last record or line that `next` gave.
    public var offset: Int { droppedBytes + position }
    /// The line that the next record can begin on at the earliest.
    public var nextLine: Int { positionLine }

    var buffer: ByteBuffer
    var fields: [FieldRange] = []
    var state = State.betweenRecords
    var recordStart = 0
    /// The next byte to look at.
    var position = 0
    /// The line that `position` is on.
    var positionLine = 1
    /// Where the field being read began, counted from `recordStart`, and whether it holds doubled quotes.
    var fieldStart = 0
    var fieldHasDoubledQuotes = false
    var isFinished = false
    /// Bytes that are no longer in the buffer.
    var droppedBytes = 0
    var skipsLineFeed = false
    /// Why the record that is being given up cannot be read.
    var failure = CSVError.Reason.recordTooLong
    var mayHaveByteOrderMark = true
    /// Whether the text began with a byte order mark (UTF-8).
    public internal(set) var hasByteOrderMark = false
    /// Whether the last line that was read ended in a carriage return, with or without a line feed.
    public var endsLinesInCarriageReturn: Bool { skipsLineFeed }
    var finder = SeparatorFinder()

    /// `firstLine` is the number of the first line, where the text is a part of a longer one.
    public init(format: CSVFormat = CSVFormat(), firstLine: Int = 1) {
        self.format = format
        line = firstLine
        positionLine = firstLine
        separator = format.separator
        buffer = ByteBuffer(capacity: 1 << 16)
    }

    /// Takes in a piece of the text. Ends the life of the current record.
    public mutating func append(_ bytes: Span<UInt8>) {
        precondition(!isFinished, "bytes appended after the end")
        dropSpentBytes()
        buffer.append(bytes)
    }

    /// Says that no more bytes will come: a last line without a line end counts.
    public mutating func finish() { isFinished = true }

    /// How many fields the current record has.
    public var fieldCount: Int { fields.count }

    /// A field of the current record, its quotes taken off; no bytes when the record is too short to have it.
    @_lifetime(borrow self)
    public borrowing func field(_ index: Int) -> Span<UInt8> {
        guard index >= 0 && index < fields.count else { return buffer.bytes.extracting(0..<0) }
        let range = fields[index]
        return buffer.bytes.extracting(recordStart + range.start..<recordStart + range.end)
    }

    /// A field as text. Bytes that are not UTF-8 are taken for Latin-1, as older official files have it. Allocates.
    public borrowing func text(_ index: Int) -> String { CSVText.decode(field(index)) }

    /// A field as a number, or nil when it is none: empty, a mark of secrecy (`s`, `ns`, `nd`, `N/A`), or a word.
    public borrowing func number(_ index: Int) -> Double? { CSVNumber.parse(field(index)) }

    /// The next record, or why there is none yet.
    public mutating func next() -> Event {
        guard skipByteOrderMark() else { return .needsMoreBytes }
        while true {
            switch state {
            case .betweenRecords:
                guard beginRecord() else { return isFinished ? .end : .needsMoreBytes }
            case .failing:
                guard let event = endFailedLine() else { return .needsMoreBytes }
                return event
            case .skippingLine:
                guard skipLine() else { return isFinished ? .end : .needsMoreBytes }
            case .atFieldStart, .inPlainField, .inQuotedField, .afterQuote:
                return scanRecord()
            }
        }
    }
}

// MARK: - Between records

extension CSVReader {
    /// Makes room by dropping what is before the record being read.
    mutating func dropSpentBytes() {
        if state == .betweenRecords || state == .skippingLine {
            fields.removeAll(keepingCapacity: true)
            recordStart = position
        }
        buffer.removeFirst(recordStart)
        droppedBytes += recordStart
        position -= recordStart
        recordStart = 0
    }

    /// False when there are too few bytes to tell whether the text begins with a byte order mark.
    mutating func skipByteOrderMark() -> Bool {
        guard mayHaveByteOrderMark else { return true }
        let mark: InlineArray<3, UInt8> = [0xEF, 0xBB, 0xBF]
        for index in mark.indices {
            guard index < buffer.count else {
                if isFinished { mayHaveByteOrderMark = false }
                return isFinished
            }
            guard buffer[index] == mark[index] else {
                mayHaveByteOrderMark = false
                return true
            }
        }
        position = 3
        mayHaveByteOrderMark = false
        hasByteOrderMark = true
        return true
    }

    /// Moves to the first byte of the next record and learns the separator; false when the bytes do not reach.
    mutating func beginRecord() -> Bool {
        fields.removeAll(keepingCapacity: true)
        while position < buffer.count {
            let byte = buffer[position]
            if byte == ASCII.lineFeed && skipsLineFeed {
                skipsLineFeed = false
            } else if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
                skipsLineFeed = byte == ASCII.carriageReturn
                positionLine += 1
            } else {
                break
            }
            position += 1
        }
        guard position < buffer.count else { return false }
        skipsLineFeed = false
        recordStart = position
        line = positionLine
        guard findSeparator() else { return false }
        fieldStart = 0
        fieldHasDoubledQuotes = false
        state = .atFieldStart
        return true
    }

    /// False when the first line is not complete yet and the separator is to be found in it.
    mutating func findSeparator() -> Bool {
        guard separator == nil else { return true }
        var finder = finder
        let isComplete = finder.scan(buffer.bytes.extracting(recordStart...), limit: format.maximumRecordBytes)
        self.finder = finder
        guard isComplete || isFinished else { return false }
        separator = finder.separator
        return true
    }

    /// Drops bytes up to and with the end of the line; false when it is not there yet.
    mutating func skipLine() -> Bool {
        fields.removeAll(keepingCapacity: true)
        while position < buffer.count {
            let byte = buffer[position]
            position += 1
            if endsLine(byte) { return true }
        }
        return false
    }

    private mutating func endsLine(_ byte: UInt8) -> Bool {
        guard byte == ASCII.lineFeed || byte == ASCII.carriageReturn else { return false }
        skipsLineFeed = byte == ASCII.carriageReturn
        positionLine += 1
        state = .betweenRecords
        return true
    }

    /// Gives up the record: reading goes on after the end of its first line.
    mutating func fail(_ reason: CSVError.Reason) -> Event {
        fields.removeAll(keepingCapacity: true)
        fieldHasDoubledQuotes = false
        position = recordStart
        positionLine = line
        failure = reason
        state = .failing
        return endFailedLine() ?? .needsMoreBytes
    }

    /// Splits the first line of what cannot be read at every separator; nil until it is there, or as much of it as a record may
    /// have, so that the fields do not depend on where the text is cut.
    private mutating func endFailedLine() -> Event? {
        let limit = min(buffer.count, recordStart + format.maximumRecordBytes + 1)
        var end = position
        while end < limit, buffer[end] != ASCII.lineFeed, buffer[end] != ASCII.carriageReturn { end += 1 }
        position = end
        guard end < limit || isFinished || limit == recordStart + format.maximumRecordBytes + 1 else { return nil }
        splitFailedLine(recordStart..<end)
        let first = fields
        state = .skippingLine
        _ = skipLine()
        fields = first
        return .malformed(CSVError(reason: failure, line: line))
    }

    private mutating func splitFailedLine(_ range: Range<Int>) {
        let separator = separator ?? ASCII.semicolon
        var start = range.lowerBound
        for index in range.lowerBound...range.upperBound
        where (index == range.upperBound || buffer[index] == separator) && fields.count < format.maximumFields {
            fields.append(failedField(start..<index))
            start = index + 1
        }
    }

    /// A field with a quote at either end and none inside is what they enclose.
    private borrowing func failedField(_ range: Range<Int>) -> FieldRange {
        let isQuoted =
            range.count >= 2 && buffer[range.lowerBound] == ASCII.quote && buffer[range.upperBound - 1] == ASCII.quote
            && buffer.bytes.extracting(range).firstIndex(of: ASCII.quote, from: 1) == range.count - 1
        let margin = isQuoted ? 1 : 0
        return FieldRange(
            start: range.lowerBound - recordStart + margin, end: range.upperBound - recordStart - margin,
            hasDoubledQuotes: false)
    }
}
