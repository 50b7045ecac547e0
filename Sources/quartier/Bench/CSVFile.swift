import Bytes
import CSV

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The records of a CSV file, one after the other.
enum CSVFile {
    private static let pieceBytes = 1 << 20

    /// Calls `header` with the first record and `record` with each that follows, up to `limit` of them.
    static func read(
        _ path: String, limit: Int = .max, header: (CSVHeader) throws(CommandFailure) -> Void,
        record: (borrowing CSVReader) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw .failure("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var reader = CSVReader()
        var piece = ByteBuffer(capacity: pieceBytes)
        var count = -1
        while count < limit {
            switch reader.next() {
            case .record:
                if count < 0 { try header(CSVHeader(reader)) } else { try record(reader) }
                count += 1
            case .malformed(let error): throw .failure("\(path): \(error)")
            case .end: return
            case .needsMoreBytes:
                piece.removeAll()
                let bytes = piece.appendUninitialized(minimum: pieceBytes) { max(0, Self.read(descriptor, $0)) }
                if bytes == 0 { reader.finish() } else { reader.append(piece.bytes) }
            }
        }
    }

    private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}
