import Bytes
import Segmentation

extension ReferenceReader {
    /// Reads `path` with the values of all neighbourhoods, as a build has them: 250 KB an indicator. O(indicators × IRIS).
    public static func readWithValues(_ path: String) throws(StoreError) -> ReferenceData {
        var data = try read(path)
        do throws(SQLiteError) {
            let connection = try SQLiteConnection(path: path, mode: .readOnly)
            let rows = Dictionary(
                uniqueKeysWithValues: data.indicators.enumerated().map { ($1.definition.id, $0) })
            var columns = try connection.prepare(ReferenceSchema.indicatorColumn.selectAll)
            while try columns.step() {
                guard let row = columns.string(0).flatMap({ rows[$0] }) else { continue }
                data.indicators[row].values = floats(columns.bytes(1))
                data.indicators[row].origins = columns.bytes(2).withUnsafeBufferPointer { Array($0) }
            }
        } catch {
            throw .sqlite(error)
        }
        return data
    }

    /// Little-endian Float32 values, one after another.
    private static func floats(_ bytes: Span<UInt8>) -> [Float] {
        let raw = bytes.bytes
        return (0..<(bytes.count / 4)).map { index in
            Float(bitPattern: UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
        }
    }
}
