import Bytes

extension CSVReader {
    /// Reads on in the current record until it is complete, wrong, or the bytes are over.
    ///
    /// Never looks further than the allowed length of a record and one byte, so that a record that is too long is found
    /// to be so at the same byte however the text is cut.
    mutating func scanRecord() -> Event {
        let limit = min(buffer.count, recordStart + format.maximumRecordBytes + 1)
        let separator = separator ?? ASCII.semicolon
        while position < limit {
            switch state {
            case .atFieldStart:
                if buffer[position] == ASCII.quote {
                    position += 1
                    fieldStart = position - recordStart
                    state = .inQuotedField
                } else {
                    fieldStart = position - recordStart
                    state = .inPlainField
                }
            case .inPlainField:
                position = Self.endOfPlainField(buffer.bytes, from: position, to: limit, separator: separator)
                guard position < limit else { break }
                if let event = endField(at: position, separator: separator) { return event }
            case .inQuotedField:
                skipQuotedText(to: limit)
            case .afterQuote:
                if buffer[position] == ASCII.quote {
                    fieldHasDoubledQuotes = true
                    position += 1
                    state = .inQuotedField
                } else if isFieldEnd(buffer[position], separator: separator) {
                    if let event = endField(at: position - 1, separator: separator) { return event }
                } else {
                    return fail(.textAfterQuote)
                }
            case .betweenRecords, .failing, .skippingLine:
                preconditionFailure("not inside a record")
            }
        }
        return bytesAreOver(limit: limit)
    }

    /// The index of the first separator or line end in `start..<end`, or `end`. The hot loop of reading.
    private static func endOfPlainField(_ bytes: Span<UInt8>, from start: Int, to end: Int, separator: UInt8) -> Int {
        var index = start
        while index < end {
            let byte = bytes[index]
            if byte == separator || byte == ASCII.lineFeed || byte == ASCII.carriageReturn { return index }
            index &+= 1
        }
        return end
    }

    /// Moves behind the next quote, or to `limit`.
    private mutating func skipQuotedText(to limit: Int) {
        let (end, lineFeeds, isQuote) = Self.endOfQuotedText(buffer.bytes, from: position, to: limit)
        position = end
        positionLine += lineFeeds
        if isQuote { state = .afterQuote }
    }

    /// The index behind the first quote in `start..<limit`, or `limit`; and the line feeds before it.
    private static func endOfQuotedText(
        _ bytes: Span<UInt8>, from start: Int, to limit: Int
    ) -> (end: Int, lineFeeds: Int, isQuote: Bool) {
        var index = start
        var lineFeeds = 0
        while index < limit {
            let byte = bytes[index]
            index &+= 1
            if byte == ASCII.quote { return (index, lineFeeds, true) }
            if byte == ASCII.lineFeed { lineFeeds &+= 1 }
        }
        return (limit, lineFeeds, false)
    }

    private func isFieldEnd(_ byte: UInt8, separator: UInt8) -> Bool {
        byte == separator || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
    }

    /// Ends the field before `end` at the separator or line end that `position` is on.
    private mutating func endField(at end: Int, separator: UInt8) -> Event? {
        guard fields.count < format.maximumFields else { return fail(.tooManyFields) }
        closeField(at: end)
        let byte = buffer[position]
        position += 1
        guard byte != separator else {
            state = .atFieldStart
            return nil
        }
        skipsLineFeed = byte == ASCII.carriageReturn
        positionLine += 1
        return completeRecord()
    }

    private mutating func closeField(at end: Int) {
        fields.append(
            FieldRange(start: fieldStart, end: end - recordStart, hasDoubledQuotes: fieldHasDoubledQuotes))
        fieldHasDoubledQuotes = false
    }

    private mutating func completeRecord() -> Event {
        state = .betweenRecords
        for index in fields.indices where fields[index].hasDoubledQuotes { removeDoubledQuotes(index) }
        return .record
    }

    /// Writes the field over itself with one quote for two.
    private mutating func removeDoubledQuotes(_ field: Int) {
        let range = fields[field]
        var write = recordStart + range.start
        var read = write
        while read < recordStart + range.end {
            let byte = buffer[read]
            buffer[write] = byte
            write += 1
            read += byte == ASCII.quote ? 2 : 1
        }
        fields[field].end = write - recordStart
        fields[field].hasDoubledQuotes = false
    }

    private mutating func bytesAreOver(limit: Int) -> Event {
        if limit == recordStart + format.maximumRecordBytes + 1 {
            return fail(state == .inQuotedField ? .unterminatedQuote : .recordTooLong)
        }
        guard isFinished else { return .needsMoreBytes }
        switch state {
        case .inQuotedField: return fail(.unterminatedQuote)
        case .atFieldStart: fieldStart = position - recordStart
        case .afterQuote, .inPlainField, .betweenRecords, .failing, .skippingLine: break
        }
        guard fields.count < format.maximumFields else { return fail(.tooManyFields) }
        closeField(at: state == .afterQuote ? position - 1 : position)
        return completeRecord()
    }
}

/// Finds which byte separates fields, from the first line. Keeps its place, so that a line that comes in pieces is
/// looked at once.
struct SeparatorFinder {
    private var counts: InlineArray<4, Int> = [0, 0, 0, 0]
    private var position = 0
    private var isQuoted = false

    /// Looks at the rest of the line that `bytes` begins with; true once its end or the limit is reached.
    mutating func scan(_ bytes: Span<UInt8>, limit: Int) -> Bool {
        while position < bytes.count && position < limit {
            let byte = bytes[position]
            if byte == ASCII.quote { isQuoted.toggle() }
            if !isQuoted {
                if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { return true }
                for index in counts.indices where CSVFormat.candidates[index] == byte { counts[index] += 1 }
            }
            position += 1
        }
        return position >= limit
    }

    /// The candidate seen most, the earlier one when equal.
    var separator: UInt8 {
        var best = 0
        for index in counts.indices where counts[index] > counts[best] { best = index }
        return CSVFormat.candidates[best]
    }
}
