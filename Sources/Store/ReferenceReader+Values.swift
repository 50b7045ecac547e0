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
        var rows = try connection.prepare(ReferenceSchema.indicatorColumn.selectAll)
        while try rows.step() {
            guard let id = rows.string(0), indicators?.contains(id) ?? true, let place = places[id] else { continue }
            let bytes = rows.bytes(1).bytes
            data.indicators[place].values = (0..<(bytes.byteCount / 4)).map { index in
                Float(
                    bitPattern: UInt32(
                        littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
            }
            data.indicators[place].origins = rows.bytes(2).withUnsafeBufferPointer { Array($0) }
        }
    }
}
