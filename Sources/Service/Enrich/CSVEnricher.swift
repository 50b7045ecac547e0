import Bytes
import CSV
import Enrichment

/// A table of contacts in, the same table with the columns of `CSVResult` more out.
///
/// The dialect stays: separator, line ends, byte order mark. The text becomes UTF-8; a field that is not is taken for
/// Windows-1252. A record that cannot be read comes back as far as it can be taken apart, with its error.
struct CSVEnricher: BatchEnricher, ~Copyable {
    private var enricher = Enricher()
    private let minimumScore: Float
    private let reference: ServedReference
    private let maximumFieldBytes: Int
    private let map: ColumnMap
    private var reader: CSVReader
    private var writer = CSVWriter()
    private var columns: AddressColumns?
    private var headerNames: [String] = []
    private var columnCount: Int { headerNames.count }
    private var result: CSVResult
    private var text = ByteBuffer(capacity: 512)
    private(set) var summary = BatchSummary()
    /// Lines of the table that this enricher was not given, between its header and the rest.
    private let skippedLines: Int
    /// The rejected records with their line and error, when they are wanted.
    private(set) var rejects = ByteBuffer()
    private let keepsRejects: Bool

    /// Columns of `options.indicators` follow the others; there are none unless they are asked for.
    init(
        _ reference: ServedReference, _ options: AnswerOptions, _ limits: EnrichLimits, map: ColumnMap = ColumnMap(),
        skippedLines: Int = 0, keepsRejects: Bool = false
    ) {
        result = CSVResult(indicators: options.indicators ?? [])
        minimumScore = options.minimumScore
        self.reference = reference
        self.map = map
        self.skippedLines = skippedLines
        self.keepsRejects = keepsRejects
        maximumFieldBytes = limits.maximumFieldBytes
        reader = CSVReader(format: CSVFormat(maximumRecordBytes: limits.maximumLineBytes))
    }

    /// The rejects, given away.
    mutating func takeRejects() -> ByteBuffer {
        var taken = ByteBuffer()
        swap(&taken, &rejects)
        return taken
    }

    mutating func forgetRejects() { rejects.removeAll() }

    mutating func receive(_ piece: Span<UInt8>, into output: inout ByteBuffer) throws(BatchError) {
        reader.append(piece)
        try answerRecords(into: &output)
    }

    mutating func finish(into output: inout ByteBuffer) throws(BatchError) {
        reader.finish()
        try answerRecords(into: &output)
    }

    private mutating func answerRecords(into output: inout ByteBuffer) throws(BatchError) {
        while true {
            switch reader.next() {
            case .needsMoreBytes, .end: return
            case .malformed(let error):
                guard columns != nil else { throw .badHeader(error.description) }
                answerMalformed(error, into: &output)
            case .record:
                if columns == nil { try answerHeader(into: &output) } else { answerRecord(into: &output) }
            }
        }
    }

    private mutating func answerHeader(into output: inout ByteBuffer) throws(BatchError) {
        writer = CSVWriter(
            separator: reader.separator ?? ASCII.comma, endsLinesInCarriageReturn: reader.endsLinesInCarriageReturn)
        let header = CSVHeader(reader)
        columns = try AddressColumns(header, map)
        headerNames = header.names
        if reader.hasByteOrderMark { output.append("\u{FEFF}") }
        let start = output.count
        copyFields(into: &output)
        if keepsRejects {
            rejects.append(output.bytes.extracting(start..<output.count))
            for column in CSVResult.rejectColumns { writer.field(column, to: &rejects) }
            writer.endLine(to: &rejects)
            writer.continueLine()
        }
        result.writeHeader(reference.index, &writer, to: &output)
    }

    private mutating func answerRecord(into output: inout ByteBuffer) {
        let start = output.count
        let isUTF8 = copyFields(into: &output)
        if reader.fieldCount > columnCount {
            return reject("\(reader.fieldCount) fields under \(columnCount) columns", from: start, into: &output)
        }
        guard let columns, columns.read(reader, maximumFieldBytes, isKnownUTF8: isUTF8, into: &enricher.input)
        else {
            return reject("a field is longer than \(maximumFieldBytes) bytes", from: start, into: &output)
        }
        let match = enricher.match(in: reference, minimumScore: minimumScore)
        summary.count(match.level.rawValue)
        result.write(match, reference.index, &writer, to: &output)
    }

    private mutating func answerMalformed(_ error: CSVError, into output: inout ByteBuffer) {
        let start = output.count
        copyFields(into: &output)
        reject(error.reason.description, from: start, into: &output)
    }

    /// The line of the table that the current record begins on.
    private var line: Int { reader.line + skippedLines }

    private mutating func reject(_ reason: String, from start: Int, into output: inout ByteBuffer) {
        summary.reject(line: line, reason)
        if keepsRejects {
            rejects.append(output.bytes.extracting(start..<output.count))
            writer.field("\(line)", to: &rejects)
            writer.field(reason, to: &rejects)
            writer.endLine(to: &rejects)
            writer.continueLine()
        }
        result.writeError("line \(line): \(reason)", &writer, to: &output)
    }

    /// The columns as they came, as many as the header has. Whether all of them were UTF-8.
    @discardableResult
    private mutating func copyFields(into output: inout ByteBuffer) -> Bool {
        let isLegacy = Self.copyFields(reader, columnCount, &writer, &text, into: &output)
        if isLegacy { summary.legacyLines += 1 }
        return !isLegacy
    }

    /// Whether any field was not UTF-8.
    private static func copyFields(
        _ reader: borrowing CSVReader, _ count: Int, _ writer: inout CSVWriter, _ text: inout ByteBuffer,
        into output: inout ByteBuffer
    ) -> Bool {
        var isLegacy = false
        for index in 0..<count {
            let field = reader.field(index)
            if UTF8Validation.firstInvalid(in: field) == nil {
                writer.field(field, to: &output)
            } else {
                text.removeAll()
                text.append(windows1252: field)
                writer.field(text.bytes, to: &output)
                isLegacy = true
            }
        }
        return isLegacy
    }
}

/// What is said of a table before its first answer.
public struct TableDescription: Sendable, Equatable {
    /// The columns that are read, and as what.
    public let columns: String
    /// The byte between fields.
    public let separator: UInt8
}

extension CSVEnricher {
    /// Nil before the header has been read.
    var description: TableDescription? {
        guard let columns, let separator = reader.separator else { return nil }
        return TableDescription(columns: columns.description(headerNames), separator: separator)
    }
}
