import Bytes
import Enrichment

/// Places and streets: half of the rows, and folding their names is more work than reading them.
extension ReferenceLoader {
    /// Reads all places and streets of the file at `path`.
    static func loadNames(_ path: String) throws -> ReferenceIndexBuilder.Names {
        let connection = try SQLiteConnection(path: path, mode: .readOnly)
        var names = ReferenceIndexBuilder.NamesBuilder()
        try forEachRow(of: ReferenceSchema.place, connection) { row in
            try names.addPlace(
                name: row.bytes(0), postcode: row.isNull(1) ? nil : Int(row.integer(1)), commune: row.bytes(2),
                kind: row.bytes(3), iris: row.isNull(4) ? nil : row.bytes(4))
        }
        try forEachRow(of: ReferenceSchema.street, connection) { row in
            try names.addStreet(
                name: row.bytes(3), commune: row.bytes(1), postcode: row.isNull(2) ? nil : Int(row.integer(2)),
                isLocality: row.bytes(4).elementsEqual("locality"), latitude: row.double(5), longitude: row.double(6),
                iris: row.isNull(7) ? nil : row.bytes(7), numbers: row.bytes(8))
        }
        return names.finish()
    }
}
