import Bytes
import Enrichment
import Segmentation

extension ReferenceReader {
    /// Reads `path` as `read` does, with the definitions of its personas and the values of its indicators for every IRIS: of
    /// those named, or of all when `indicators` is nil. 5 bytes an IRIS and indicator.
    public static func readWithValues(
        _ path: String, indicators: Set<String>? = nil
    ) throws(StoreError) -> ReferenceData {
        var data = try read(path)
        let json: String?
        do throws(SQLiteError) {
            let connection = try SQLiteConnection(path: path, mode: .readOnly)
            try readValues(&data, indicators, connection)
            json = try ReferenceChecksum.value(MetaKey.definitions, in: connection)
        } catch {
            throw .sqlite(error)
        }
        data.definitions = try json.map { json throws(StoreError) in try definitions(json, path) }
        guard data.indicators.contains(where: { !$0.values.isEmpty }) else {
            throw .content(path: path, reason: "it has no indicators of single IRIS: build it from official files")
        }
        return data
    }

    private static func definitions(_ json: String, _ path: String) throws(StoreError) -> SegmentationDefinitions {
        do throws(InputError) {
            return try SegmentationDefinitions(json: json)
        } catch {
            throw .content(path: path, reason: error.description)
        }
    }

    private static func readValues(
        _ data: inout ReferenceData, _ indicators: Set<String>?, _ connection: borrowing SQLiteConnection
    ) throws(SQLiteError) {
        let places = Dictionary(uniqueKeysWithValues: data.indicators.enumerated().map { ($1.definition.id, $0) })
        let shape = ColumnShape(data.neighbourhoods)
        var origins: [Int64: [UInt8]] = [:]
        var lists = try connection.prepare(ReferenceSchema.indicatorOrigin.selectAll)
        while try lists.step() { origins[lists.integer(0)] = lists.bytes(1).withUnsafeBufferPointer { Array($0) } }
        var rows = try connection.prepare(ReferenceSchema.indicatorColumn.selectAll)
        while try rows.step() {
            guard let id = rows.string(0), indicators?.contains(id) ?? true, let place = places[id] else { continue }
            let (width, bytes) = (Int(rows.integer(3)), rows.bytes(4))
            guard
                let figures = PackedFigures(
                    base: Int(rows.integer(2)), width: width, decimals: data.indicators[place].definition.decimals,
                    bytes: bytes, count: bytes.count / max(1, width)), let origin = origins[rows.integer(5)]
            else { continue }
            let isByCommune = rows.string(1) == IndicatorArea.commune
            data.indicators[place].values = shape.unpack((0..<figures.count).map { Float(figures[$0]) }, isByCommune)
            data.indicators[place].origins = shape.unpack(origin, isByCommune)
        }
    }
}
