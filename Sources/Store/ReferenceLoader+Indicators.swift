import Bytes
import Enrichment

extension ReferenceLoader {
    /// Loads the columns of the indicators that were asked for, in that order, and their number of decimals.
    static func loadIndicators(
        _ builder: inout ReferenceIndexBuilder, _ connection: borrowing SQLiteConnection, _ ids: [String]
    ) throws {
        var unknown: [String] = []
        var description = try connection.prepare("SELECT decimals FROM indicator WHERE id = ?")
        var column = try connection.prepare("SELECT \"values\" FROM indicator_column WHERE indicator = ?")
        for id in ids {
            try description.bind(id, at: 1)
            try column.bind(id, at: 1)
            if try description.step(), try column.step() {
                let name = Array(id.utf8)
                try builder.addIndicator(
                    id: name.span, decimals: Int(description.integer(0)), values: floats(column.bytes(0)))
            } else {
                unknown.append(id)
            }
            description.reset()
            column.reset()
        }
        guard unknown.isEmpty else { throw Failure.unknownIndicators(unknown) }
    }

    /// Little-endian Float32 values, one after another.
    private static func floats(_ bytes: Span<UInt8>) -> [Float] {
        let raw = bytes.bytes
        return (0..<(bytes.count / 4)).map { index in
            Float(bitPattern: UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
        }
    }
}
