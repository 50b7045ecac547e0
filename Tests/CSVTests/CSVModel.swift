import Bytes
import CSV

/// What a reader said, kept.
enum Found: Equatable, CustomStringConvertible {
    case record([[UInt8]], line: Int)
    case malformed(CSVError, fields: [[UInt8]])

    var description: String {
        switch self {
        case .record(let fields, let line):
            "\(line): \(fields.map { String(decoding: $0, as: UTF8.self) })"
        case .malformed(let error, let fields):
            "\(error): \(fields.map { String(decoding: $0, as: UTF8.self) })"
        }
    }
}

/// Reads `bytes` cut into pieces that end at `cuts`.
func read(_ bytes: [UInt8], format: CSVFormat = CSVFormat(), cuts: [Int] = []) -> [Found] {
    var reader = CSVReader(format: format)
    var found: [Found] = []
    var rest = cuts + [bytes.count]
    var start = 0
    while true {
        switch reader.next() {
        case .record: found.append(.record(fields(of: reader), line: reader.line))
        case .malformed(let error): found.append(.malformed(error, fields: fields(of: reader)))
        case .needsMoreBytes:
            guard !rest.isEmpty else {
                reader.finish()
                continue
            }
            let end = rest.removeFirst()
            reader.append(bytes.span.extracting(start..<end))
            start = end
        case .end: return found
        }
    }
}

private func fields(of reader: borrowing CSVReader) -> [[UInt8]] {
    var fields: [[UInt8]] = []
    for index in 0..<reader.fieldCount {
        let field = reader.field(index)
        fields.append(field.indices.map { field[$0] })
    }
    return fields
}

/// The slow and obvious reader: the whole text at once, one record cut out at a time.
func readSlowly(_ bytes: [UInt8], format: CSVFormat) -> [Found] {
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    var found: [Found] = []
    var line = 1
    var separator = format.separator
    while true {
        let blank = text.prefix { $0 == 10 || $0 == 13 }
        line += countLines(blank)
        text = text.dropFirst(blank.count)
        if text.isEmpty { return found }
        separator = separator ?? mostFrequentSeparator(text.prefix(format.maximumRecordBytes))
        let record = cutRecord(text, separator: separator!, format: format)
        if let reason = record.error {
            let first = text.prefix(format.maximumRecordBytes + 1).prefix { $0 != 10 && $0 != 13 }
            let fields = first.split(separator: separator!, omittingEmptySubsequences: false).map { field in
                let inner = field.dropFirst().dropLast()
                let isQuoted = field.count >= 2 && field.first == 34 && field.last == 34 && !inner.contains(34)
                return Array(isQuoted ? inner : field)
            }
            found.append(
                .malformed(CSVError(reason: reason, line: line), fields: Array(fields.prefix(format.maximumFields))))
            text = text.drop { $0 != 10 && $0 != 13 }
        } else {
            found.append(.record(record.fields, line: line))
            line += text[..<record.end].count { $0 == 10 }
            text = text[record.end...]
        }
    }
}

private func countLines(_ blank: ArraySlice<UInt8>) -> Int {
    var lines = 0
    var previous: UInt8 = 0
    for byte in blank {
        if !(byte == 10 && previous == 13) { lines += 1 }
        previous = byte
    }
    return lines
}

private func mostFrequentSeparator(_ text: ArraySlice<UInt8>) -> UInt8 {
    var line: [UInt8] = []
    var isQuoted = false
    for byte in text {
        if byte == 34 { isQuoted.toggle() }
        if !isQuoted && (byte == 10 || byte == 13) { break }
        if !isQuoted { line.append(byte) }
    }
    let candidates = Array(";,\t|".utf8)
    let counts = candidates.map { candidate in line.count { $0 == candidate } }
    return candidates[counts.firstIndex(of: counts.max()!)!]
}

private func cutRecord(
    _ text: ArraySlice<UInt8>, separator: UInt8, format: CSVFormat
) -> (fields: [[UInt8]], end: Int, error: CSVError.Reason?) {
    let visible = text.prefix(format.maximumRecordBytes + 1)
    let isCut = visible.count > format.maximumRecordBytes
    var fields: [[UInt8]] = []
    var index = visible.startIndex
    while true {
        var field: [UInt8] = []
        if index < visible.endIndex && visible[index] == 34 {
            index += 1
            while true {
                guard index < visible.endIndex else { return ([], 0, .unterminatedQuote) }
                if visible[index] != 34 {
                    field.append(visible[index])
                    index += 1
                } else if index + 1 < visible.endIndex && visible[index + 1] == 34 {
                    field.append(34)
                    index += 2
                } else {
                    index += 1
                    break
                }
            }
            if index < visible.endIndex, ![separator, 10, 13].contains(visible[index]) {
                return ([], 0, .textAfterQuote)
            }
        } else {
            while index < visible.endIndex && ![separator, 10, 13].contains(visible[index]) {
                field.append(visible[index])
                index += 1
            }
        }
        if index == visible.endIndex && isCut { return ([], 0, .recordTooLong) }
        if fields.count == format.maximumFields { return ([], 0, .tooManyFields) }
        fields.append(field)
        if index == visible.endIndex || visible[index] != separator { return (fields, index, nil) }
        index += 1
    }
}
