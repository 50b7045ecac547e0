import Bytes
import CSV

/// Which rows of a file could not be used, and why: all are counted, the first few are kept.
public struct RowProblems: Sendable, Equatable {
    /// More would bury the reader of a build's report.
    static let keptExamples = 3

    public private(set) var count = 0
    /// The first of them: the line and the reason.
    public private(set) var examples: [String] = []

    mutating func add(line: Int, reason: String) {
        count += 1
        if examples.count < Self.keptExamples { examples.append("line \(line): \(reason)") }
    }
}

/// Reads a file of rows: the first names the columns, each other is handed over.
enum TableReading {
    /// Calls `start` with the header and then `row` with each record, which answers why it could not use it, or nil.
    /// Returns how many rows were used. A bad row spoils only itself; memory is bounded by one record and one piece.
    static func read(
        _ path: String, problems: inout RowProblems,
        start: (CSVHeader) throws(InputError) -> Void,
        row: (borrowing CSVReader) -> String?
    ) throws(InputError) -> Int {
        var file = try InputFile(path: path)
        var reader = CSVReader()
        var piece = ByteBuffer(capacity: 1 << 18)
        var hasHeader = false
        var used = 0
        while true {
            switch reader.next() {
            case .record:
                if !hasHeader {
                    hasHeader = true
                    try start(CSVHeader(reader))
                } else if let reason = row(reader) {
                    problems.add(line: reader.line, reason: reason)
                } else {
                    used += 1
                }
            case .malformed(let error): problems.add(line: error.line, reason: error.reason.description)
            case .needsMoreBytes:
                piece.removeAll()
                if try file.read(into: &piece) { reader.append(piece.bytes) } else { reader.finish() }
            case .end: return used
            }
        }
    }

    /// The names of the columns of a file, or nil when it has no first row.
    static func header(of path: String) throws(InputError) -> CSVHeader? {
        var file = try InputFile(path: path)
        var reader = CSVReader()
        var piece = ByteBuffer(capacity: 1 << 12)
        while true {
            switch reader.next() {
            case .record: return CSVHeader(reader)
            case .malformed: continue
            case .needsMoreBytes:
                piece.removeAll()
                if try file.read(into: &piece, upTo: 1 << 12) { reader.append(piece.bytes) } else { reader.finish() }
            case .end: return nil
            }
        }
    }
}
