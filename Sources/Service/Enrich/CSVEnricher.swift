import Bytes
import CSV
import Enrichment

/// A table of contacts in, the same table with eleven columns more out. The separator stays; the text becomes UTF-8.
struct CSVEnricher: BatchEnricher, ~Copyable {
    private var enricher = Enricher()
    private let reference: ServedReference
    private let maximumFieldBytes: Int
    private var reader: CSVReader
    private var writer = CSVWriter()
    private var columns: AddressColumns?
    private var columnCount = 0
    private var result = CSVResult()
    private var text = ByteBuffer(capacity: 512)
    private(set) var summary = BatchSummary()
    /// Lines of the table that this enricher was not given, between its header and the rest.
    private let skippedLines: Int
    private let map: ColumnMap

    init(
        _ reference: ServedReference, _ limits: EnrichLimits, map: ColumnMap = ColumnMap(), skippedLines: Int = 0
    ) {
        self.map = map
        self.reference = reference
        self.skippedLines = skippedLines
        maximumFieldBytes = limits.maximumFieldBytes
        reader = CSVReader(format: CSVFormat(maximumRecordBytes: limits.maximumLineBytes))
    }

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

    private mutating func accept(_ header: CSVHeader) throws(BatchError) {
        columns = try AddressColumns(header, map)
        columnCount = header.names.count
    }

    private mutating func answerHeader(into output: inout ByteBuffer) throws(BatchError) {
        writer = CSVWriter(separator: reader.separator ?? ASCII.comma)
        try accept(CSVHeader(reader))
        Self.copyFields(reader, columnCount, &writer, &text, into: &output)
        CSVResult.writeHeader(&writer, to: &output)
    }

    private mutating func answerRecord(into output: inout ByteBuffer) {
        Self.copyFields(reader, columnCount, &writer, &text, into: &output)
        if reader.fieldCount > columnCount {
            return reject("line \(line): \(reader.fieldCount) fields under \(columnCount) columns", into: &output)
        }
        guard let columns, columns.read(reader, maximumFieldBytes, into: &enricher.input) else {
            return reject("line \(line): a field is longer than \(maximumFieldBytes) bytes", into: &output)
        }
        let match = enricher.match(in: reference)
        summary.count(match.level.rawValue)
        result.write(match, reference.index, &writer, to: &output)
    }

    private mutating func answerMalformed(_ error: CSVError, into output: inout ByteBuffer) {
        for _ in 0..<columnCount { writer.field("" as StaticString, to: &output) }
        reject(CSVError(reason: error.reason, line: error.line + skippedLines).description, into: &output)
    }

    /// The line of the table that the current record begins on.
    private var line: Int { reader.line + skippedLines }

    private mutating func reject(_ error: String, into output: inout ByteBuffer) {
        summary.rejected += 1
        CSVResult.writeError(error, &writer, to: &output)
    }

    /// The columns as they came, as many as the header has.
    private static func copyFields(
        _ reader: borrowing CSVReader, _ count: Int, _ writer: inout CSVWriter, _ text: inout ByteBuffer,
        into output: inout ByteBuffer
    ) {
        for index in 0..<count {
            let field = reader.field(index)
            if UTF8Validation.firstInvalid(in: field) == nil {
                writer.field(field, to: &output)
            } else {
                text.removeAll()
                text.append(windows1252: field)
                writer.field(text.bytes, to: &output)
            }
        }
    }
}
