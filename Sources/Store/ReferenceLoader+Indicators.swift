import Bytes
import Enrichment

extension ReferenceLoader {
    /// Loads all indicators with their number of decimals.
    static func loadIndicators(
        _ builder: inout ReferenceIndexBuilder, _ connection: borrowing SQLiteConnection
    ) throws {
        var decimals: [(id: String, decimals: Int)] = []
        try forEachRow(of: ReferenceSchema.indicator, connection) { row in
            decimals.append((row.string(0) ?? "", Int(row.integer(13))))
        }
        let decimalsByID = Dictionary(uniqueKeysWithValues: decimals.map { ($0.id, $0.decimals) })
        var withColumn: Set<String> = []
        try forEachRow(of: ReferenceSchema.indicatorColumn, connection) { row in
            let id = row.string(0) ?? ""
            // The embedded reference has no values of IRIS, only averages.
            guard !row.bytes(1).isEmpty else { return }
            withColumn.insert(id)
            let origins = row.bytes(2).withUnsafeBufferPointer { Array($0) }
            try builder.addIndicator(
                id: row.bytes(0), decimals: decimalsByID[id] ?? 0, values: floats(row.bytes(1)), origins: origins)
        }
        let personas = Int(try connection.integer("SELECT count(*) FROM persona") ?? 0)
        let averages = try personaAverages(connection, personas)
        for (id, decimals) in decimals where !withColumn.contains(id) {
            let name = Array(id.utf8)
            try builder.addIndicator(
                id: name.span, decimals: decimals, averages: averages[id] ?? [Float](repeating: .nan, count: personas),
                origin: personaOrigin)
        }
    }

    /// `IndicatorOrigin.persona`.
    private static let personaOrigin: UInt8 = 5

    /// By indicator the averages of all personas, in the order of their codes; NaN where one is not known.
    private static func personaAverages(
        _ connection: borrowing SQLiteConnection, _ personas: Int
    ) throws -> [String: [Float]] {
        var places: [String: Int] = [:]
        var rows = try connection.prepare("SELECT code FROM persona ORDER BY code")
        while try rows.step() { places[rows.string(0) ?? ""] = places.count }
        var averages: [String: [Float]] = [:]
        try forEachRow(of: ReferenceSchema.personaIndicator, connection) { row in
            guard let place = places[row.string(0) ?? ""] else { return }
            averages[row.string(1) ?? "", default: [Float](repeating: .nan, count: personas)][place] = Float(
                row.double(2))
        }
        return averages
    }

    /// Little-endian Float32 values, one after another.
    private static func floats(_ bytes: Span<UInt8>) -> [Float] {
        let raw = bytes.bytes
        return (0..<(bytes.count / 4)).map { index in
            Float(bitPattern: UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
        }
    }
}
