import Bytes
import Enrichment

/// Indicators are most of the bytes of a full reference.
extension ReferenceLoader {
    /// Reads all indicators of the file at `path`.
    static func loadIndicators(_ path: String) throws -> ReferenceIndexBuilder.Indicators {
        let connection = try SQLiteConnection(path: path, mode: .readOnly)
        var indicators = ReferenceIndexBuilder.Indicators()
        var known: [(id: String, isByIRIS: Bool, decimals: Int)] = []
        try forEachRow(of: ReferenceSchema.indicator, connection) { row in
            known.append((row.string(0) ?? "", row.string(10) == IndicatorArea.iris, Int(row.integer(14))))
        }
        let byID = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0) })
        try forEachRow(of: ReferenceSchema.indicatorOrigin, connection) { row in
            indicators.addOrigins(number: Int(row.integer(0)), row.bytes(1))
        }
        var withColumn: Set<String> = []
        try forEachRow(of: ReferenceSchema.indicatorColumn, connection) { row in
            guard let id = row.string(0), let it = byID[id] else { return }
            withColumn.insert(id)
            try indicators.add(
                id: row.bytes(0), byCommune: row.string(1) == IndicatorArea.commune, isKnownByIRIS: it.isByIRIS,
                figures(row, decimals: it.decimals, id), origins: Int(row.integer(5)))
        }
        // The embedded reference has no figures of IRIS, only averages.
        if withColumn.count < known.count { try loadAverages(known, without: withColumn, connection, &indicators) }
        return indicators
    }

    private static func figures(
        _ row: borrowing SQLiteRow, decimals: Int, _ id: String
    ) throws(ReferenceError) -> PackedFigures {
        let (bytes, width) = (row.bytes(4), Int(row.integer(3)))
        guard
            let figures = PackedFigures(
                base: Int(row.integer(2)), width: width, decimals: decimals, bytes: bytes,
                count: bytes.count / max(1, width))
        else { throw .badColumn(indicator: id, expected: 0, found: bytes.count) }
        return figures
    }

    private static func loadAverages(
        _ known: [(id: String, isByIRIS: Bool, decimals: Int)], without withColumn: Set<String>,
        _ connection: borrowing SQLiteConnection, _ indicators: inout ReferenceIndexBuilder.Indicators
    ) throws {
        var averages: [String: [Double]] = [:]
        try forEachRow(of: ReferenceSchema.personaIndicator, connection) { row in
            averages[row.string(0) ?? ""] = doubles(row.bytes(1))
        }
        let personas = Int(try connection.integer("SELECT count(*) FROM persona") ?? 0)
        for (id, isByIRIS, decimals) in known where !withColumn.contains(id) {
            let name = Array(id.utf8)
            indicators.add(
                id: name.span, decimals: decimals, isKnownByIRIS: isByIRIS,
                averages: (averages[id] ?? [Double](repeating: .nan, count: personas)).map { Float($0) })
        }
    }

    /// Little-endian Float64 values, one after another.
    static func doubles(_ bytes: Span<UInt8>) -> [Double] {
        let raw = bytes.bytes
        return (0..<(bytes.count / 8)).map { index in
            Double(
                bitPattern: UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
        }
    }
}
