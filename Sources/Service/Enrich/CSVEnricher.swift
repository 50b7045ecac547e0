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

    init(_ reference: ServedReference, _ limits: EnrichLimits) {
        self.reference = reference
        maximumFieldBytes = limits.maximumFieldBytes
        reader = CSVReader(format: CSVFormat(maximumRecordBytes: limits.maximumLineBytes))
    }

    /// An enricher for a part of a table whose header is known: `quartier enrich` cuts a file for all cores.
    init(_ reference: ServedReference, _ limits: EnrichLimits, header: CSVHeader, separator: UInt8) throws(BatchError) {
        self.init(reference, limits)
        reader = CSVReader(format: CSVFormat(separator: separator, maximumRecordBytes: limits.maximumLineBytes))
        writer = CSVWriter(separator: separator)
        try accept(header)
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
        let found = AddressColumns(header)
        guard !found.isEmpty else { throw .noAddressColumn(found: header.names) }
        columns = found
        columnCount = header.names.count
    }

    private mutating func answerHeader(into output: inout ByteBuffer) throws(BatchError) {
        writer = CSVWriter(separator: reader.separator ?? ASCII.comma)
        try accept(CSVHeader(reader))
        copyFields(into: &output)
        CSVResult.writeHeader(&writer, to: &output)
    }

    private mutating func answerRecord(into output: inout ByteBuffer) {
        copyFields(into: &output)
        if reader.fieldCount > columnCount {
            summary.rejected += 1
            text.removeAll()
            text.append("line \(reader.line): \(reader.fieldCount) fields under \(columnCount) columns")
            CSVResult.writeError(text.bytes, &writer, to: &output)
            return
        }
        guard readAddress() else {
            summary.rejected += 1
            text.removeAll()
            text.append("line \(reader.line): a field is longer than \(maximumFieldBytes) bytes")
            CSVResult.writeError(text.bytes, &writer, to: &output)
            return
        }
        let match = enricher.match(in: reference)
        summary.count(match.level.rawValue)
        result.write(match, reference.index, &writer, to: &output)
    }

    private mutating func answerMalformed(_ error: CSVError, into output: inout ByteBuffer) {
        summary.rejected += 1
        for _ in 0..<columnCount { writer.field(text.bytes.extracting(0..<0), to: &output) }
        text.removeAll()
        text.append(error.description)
        CSVResult.writeError(text.bytes, &writer, to: &output)
    }

    /// The columns as they came, as many as the header has.
    private mutating func copyFields(into output: inout ByteBuffer) {
        for index in 0..<max(columnCount, columns == nil ? reader.fieldCount : 0) {
            let field = reader.field(index)
            if UTF8Validation.firstInvalid(in: field) == nil {
                writer.field(field, to: &output)
            } else {
                text.removeAll()
                text.append(latin1: field)
                writer.field(text.bytes, to: &output)
            }
        }
    }

    /// False when a field is longer than addresses are.
    private mutating func readAddress() -> Bool {
        enricher.input.removeAll()
        guard let columns else { return false }
        return read(columns.line, into: &enricher.input.line)
            && read(columns.housenumber, into: &enricher.input.housenumber)
            && read(columns.street, into: &enricher.input.street)
            && read(columns.postcode, into: &enricher.input.postcode)
            && read(columns.city, into: &enricher.input.city)
            && read(columns.citycode, into: &enricher.input.citycode)
            && read(columns.iris, into: &enricher.input.iris) && readPosition(columns)
    }

    private func read(_ column: Int?, into buffer: inout ByteBuffer) -> Bool {
        guard let column else { return true }
        let field = reader.field(column)
        guard field.count <= maximumFieldBytes else { return false }
        if UTF8Validation.firstInvalid(in: field) == nil { buffer.append(field) } else { buffer.append(latin1: field) }
        return true
    }

    private mutating func readPosition(_ columns: AddressColumns) -> Bool {
        guard let latitude = columns.latitude, let longitude = columns.longitude else { return true }
        enricher.input.latitude = CSVNumber.parse(reader.field(latitude))
        enricher.input.longitude = CSVNumber.parse(reader.field(longitude))
        return true
    }
}

extension ByteBuffer {
    /// Appends Latin-1 text as UTF-8: each byte is its own character.
    mutating func append(latin1 bytes: Span<UInt8>) {
        for index in bytes.indices { append(scalar: UInt32(bytes[index])) }
    }
}
