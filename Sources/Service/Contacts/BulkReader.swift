import Audiences
import Bytes
import CSV
import JSON
import Store

/// Cuts a body or a file of many records into records, in pieces of any size: an array, a record a line, or a table. What cannot be read is reported with
/// its line and spoils nothing else.
///
/// The records go to `BulkSink`, one after another.
struct BulkReader: ~Copyable {
    enum Format: Equatable {
        case ndjson, csv
    }

    private let format: Format
    private var csv: CSVReader
    private var hasHeader = false
    private var partial = ByteBuffer()
    private var isSkipping = false
    private var line = 1
    private let maximumLineBytes: Int

    init(_ format: Format, maximumLineBytes: Int) {
        self.format = format
        self.maximumLineBytes = maximumLineBytes
        csv = CSVReader(format: CSVFormat(maximumRecordBytes: maximumLineBytes))
    }

    mutating func receive(
        _ piece: Span<UInt8>, _ sink: inout some BulkSink & ~Copyable
    ) throws(BulkError) {
        switch format {
        case .csv:
            csv.append(piece)
            try readRecords(&sink)
        case .ndjson: try readLines(piece, &sink)
        }
    }

    mutating func finish(_ sink: inout some BulkSink & ~Copyable) throws(BulkError) {
        switch format {
        case .csv:
            csv.finish()
            try readRecords(&sink)
        case .ndjson:
            if !partial.isEmpty, !isSkipping { try readPartial(&sink) }
        }
    }

    // MARK: Tables

    private mutating func readRecords(_ sink: inout some BulkSink & ~Copyable) throws(BulkError) {
        while true {
            switch csv.next() {
            case .needsMoreBytes, .end: return
            case .malformed(let error):
                guard hasHeader else { throw .header(error.description) }
                sink.reject(BulkReport.Failure(line: error.line, place: "", detail: error.reason.description))
            case .record:
                do throws(RecordError) {
                    if hasHeader {
                        try sink.accept(csv)
                    } else {
                        try sink.begin(CSVHeader(csv))
                        hasHeader = true
                    }
                } catch {
                    guard hasHeader else { throw .header(error.detail) }
                    sink.reject(BulkReport.Failure(line: csv.line, place: error.place, detail: error.detail))
                }
                try sink.rest()
            }
        }
    }

    // MARK: Lines

    private mutating func readLines(
        _ piece: Span<UInt8>, _ sink: inout some BulkSink & ~Copyable
    ) throws(BulkError) {
        var start = 0
        while let end = piece.firstIndex(of: ASCII.lineFeed, from: start) {
            if isSkipping {
                isSkipping = false
            } else if partial.isEmpty {
                try readLine(piece.extracting(start..<end), &sink)
            } else {
                partial.append(piece.extracting(start..<end))
                try readPartial(&sink)
            }
            line += 1
            start = end + 1
        }
        guard !isSkipping else { return }
        partial.append(piece.extracting(start..<piece.count))
        if partial.count > maximumLineBytes {
            sink.reject(tooLong)
            partial.removeAll()
            isSkipping = true
        }
    }

    private mutating func readPartial(_ sink: inout some BulkSink & ~Copyable) throws(BulkError) {
        var whole = ByteBuffer()
        swap(&whole, &partial)
        try readLine(whole.bytes, &sink)
        whole.removeAll()
        swap(&whole, &partial)
    }

    private var tooLong: BulkReport.Failure {
        BulkReport.Failure(
            line: line, place: "",
            detail: "longer than \(maximumLineBytes) bytes, the limit of a line (enrich.line_bytes)")
    }

    private func readLine(_ text: Span<UInt8>, _ sink: inout some BulkSink & ~Copyable) throws(BulkError) {
        guard text.indices.contains(where: { text[$0] > ASCII.space }) else { return }
        guard text.count <= maximumLineBytes else { return sink.reject(tooLong) }
        var json = JSONReader(text)
        do throws(ContactError) {
            let first = try ContactReader.next(&json)
            try sink.accept(&json, first)
            _ = try ContactReader.next(&json)
            sink.keep()
        } catch {
            sink.reject(
                BulkReport.Failure(
                    line: line, place: JSONPointer.locate(offset: error.offset, in: text), detail: error.detail))
        }
        try sink.rest()
    }
}

/// What takes the records of a bulk, one after another.
protocol BulkSink: ~Copyable {
    /// The header of a table.
    mutating func begin(_ header: CSVHeader) throws(RecordError)
    /// Takes a record of a table.
    mutating func accept(_ row: borrowing CSVReader) throws(RecordError)
    /// Reads a record of JSON, to be kept when all of it is right.
    mutating func accept(_ json: inout JSONReader, _ first: JSONToken) throws(ContactError)
    /// Keeps the record of JSON that was read last.
    mutating func keep()
    mutating func reject(_ failure: BulkReport.Failure)
    /// Called after each record: the time to write what has been gathered.
    mutating func rest() throws(BulkError)
}

/// Why a bulk ends early.
enum BulkError: Error, CustomStringConvertible {
    /// A body that is not JSON, or an array that is too long.
    case json(Problem)
    /// A table without the columns that are needed.
    case header(String)
    /// What came before has been stored.
    case store(ContactStoreError)

    var description: String {
        switch self {
        case .json(let problem): problem.detail
        case .header(let reason): "the header cannot be read: \(reason)"
        case .store(let error): error.description
        }
    }
}
