import Bytes
import CSV
import Segmentation

/// The records of a CSV file, one after the other.
enum CSVFile {
    private static let pieceBytes = 1 << 20

    /// Calls `header` with the first record and `record` with each that follows, up to `limit` of them.
    static func read(
        _ path: String, limit: Int = .max, header: (CSVHeader) throws(CommandFailure) -> Void,
        record: (borrowing CSVReader) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        do {
            var file = try InputFile(path: path)
            try read(&file, path, limit: limit, header: header, record: record)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .failure("\(error)")
        }
    }

    private static func read(
        _ file: inout InputFile, _ path: String, limit: Int, header: (CSVHeader) throws(CommandFailure) -> Void,
        record: (borrowing CSVReader) throws(CommandFailure) -> Void
    ) throws {
        var reader = CSVReader()
        var piece = ByteBuffer(capacity: pieceBytes)
        var count = -1
        while count < limit {
            switch reader.next() {
            case .record:
                if count < 0 { try header(CSVHeader(reader)) } else { try record(reader) }
                count += 1
            case .malformed(let error): throw CommandFailure.failure("\(path): \(error)")
            case .end: return
            case .needsMoreBytes:
                piece.removeAll()
                if try file.read(into: &piece, upTo: pieceBytes) {
                    reader.append(piece.bytes)
                } else {
                    reader.finish()
                }
            }
        }
    }
}
