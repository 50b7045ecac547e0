import Bytes
import Enrichment

extension ReferenceLoader {
    /// Loads all indicators with their number of decimals.
    static func loadIndicators(
        _ builder: inout ReferenceIndexBuilder, _ connection: borrowing SQLiteConnection
    ) throws {
        var decimals: [String: Int] = [:]
        try forEachRow(of: ReferenceSchema.indicator, connection) { row in
            decimals[row.string(0) ?? ""] = Int(row.integer(13))
        }
        try forEachRow(of: ReferenceSchema.indicatorColumn, connection) { row in
            let origins = row.bytes(2).withUnsafeBufferPointer { Array($0) }
            try builder.addIndicator(
                id: row.bytes(0), decimals: decimals[row.string(0) ?? ""] ?? 0, values: floats(row.bytes(1)),
                origins: origins)
        }
    }

    /// Little-endian Float32 values, one after another.
    private static func floats(_ bytes: Span<UInt8>) -> [Float] {
        let raw = bytes.bytes
        return (0..<(bytes.count / 4)).map { index in
            Float(bitPattern: UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
        }
    }
}
