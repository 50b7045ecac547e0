import Bytes
import Enrichment

/// Reads `reference.sqlite` into the index in memory, and checks on the way that it is whole.
///
/// Every table that is read is hashed row by row and compared with what its writer noted, so a file that was cut or
/// changed is refused with the table's name. Four threads read, each with a connection of its own: areas, places, streets,
/// indicators; a fifth takes in the names of streets. Cost: about a microsecond a row, most of it SQLite's.
public struct ReferenceLoader {
    /// Why a file was not loaded. The reference that is being served stays.
    public enum Failure: Error, CustomStringConvertible {
        case sqlite(SQLiteError)
        case notAReference(path: String)
        case otherFormat(path: String, found: Int64)
        case damaged(table: String)
        case content(ReferenceError)

        public var description: String {
            switch self {
            case .sqlite(let error): error.description
            case .notAReference(let path): "\(path) is an SQLite file, but not a reference of Quartier"
            case .otherFormat(let path, let found):
                "\(path) has format \(found); this version reads format \(ReferenceSchema.formatVersion): "
                    + "build it again with quartier build"
            case .damaged(let table): "the table \(table) is not what was written: the file was changed or cut"
            case .content(let error): error.description
            }
        }
    }

    /// What is known of a loaded reference besides its index.
    public struct Loaded: Sendable {
        public let index: ReferenceIndex
        public let catalogue: ReferenceCatalogue
        public let dataset: String
        /// `embedded` or `full`.
        public let kind: String
        public let checksum: String
    }

    /// Loads `path`.
    public static func load(path: String) throws(Failure) -> Loaded {
        do {
            let connection = try SQLiteConnection(path: path, mode: .readOnly)
            return try load(connection, path: path)
        } catch let error as Failure {
            throw error
        } catch let error as SQLiteError {
            throw .sqlite(error)
        } catch let error as ReferenceError {
            throw .content(error)
        } catch {
            preconditionFailure("an error of no known kind: \(error)")
        }
    }

    private static func load(_ connection: borrowing SQLiteConnection, path: String) throws -> Loaded {
        guard try connection.integer("PRAGMA application_id") == ReferenceSchema.applicationID else {
            throw Failure.notAReference(path: path)
        }
        let format = try connection.integer("PRAGMA user_version") ?? 0
        guard format == ReferenceSchema.formatVersion else { throw Failure.otherFormat(path: path, found: format) }
        guard try ReferenceChecksum.overallMatches(in: connection) else { throw Failure.damaged(table: "meta") }
        let dataset = try ReferenceChecksum.value(MetaKey.dataset, in: connection) ?? "unknown"
        let naming = StreetNaming(expected: try ReferenceChecksum.rows(ReferenceSchema.street, in: connection))
        let streets = ReadAhead { try loadStreets(path, naming: naming) }
        let indicators = ReadAhead { try loadIndicators(path) }
        let places = ReadAhead { try loadPlaces(path) }
        var builder = ReferenceIndexBuilder(dataset: dataset)
        try loadPersonas(&builder, connection)
        try loadIris(&builder, connection)
        try loadCommunes(&builder, connection)
        let indexedStreets = ReadAhead { [codes = builder.codes] in
            try ReferenceIndexBuilder.IndexedStreets(streets.take(), naming.takeKeys(), codes)
        }
        try loadShapes(&builder, connection)
        try builder.setPlaces(places.take())
        let placeNames = ReadAhead { [names = builder.takePlaceNames()] in names.indexed() }
        try builder.buildAreas()
        let catalogue = try ReferenceCatalogue(connection)
        try builder.setPlaceNames(placeNames.take())
        try builder.setStreets(indexedStreets.take(), naming.takeWords())
        try builder.setIndicators(indicators.take())
        return Loaded(
            index: builder.build(), catalogue: catalogue, dataset: dataset,
            kind: try ReferenceChecksum.value(MetaKey.kind, in: connection) ?? "full",
            checksum: try ReferenceChecksum.value(MetaKey.checksum, in: connection) ?? "")
    }

    /// Calls `body` for each row of a table, and checks the table's sum at the end.
    static func forEachRow(
        of table: ReferenceSchema.Table, _ connection: borrowing SQLiteConnection,
        _ body: (borrowing SQLiteRow) throws -> Void
    ) throws {
        var checksum = ReferenceChecksum()
        var statement = try connection.prepare(table.selectAll)
        var row = SQLiteRow()
        while try statement.step(into: &row) {
            checksum.combine(row)
            try body(row)
        }
        guard try checksum.matches(table, in: connection) else { throw Failure.damaged(table: table.name) }
    }

    private static func loadPersonas(
        _ builder: inout ReferenceIndexBuilder, _ connection: borrowing SQLiteConnection
    ) throws {
        try forEachRow(of: ReferenceSchema.profile, connection) { row in
            try builder.addProfile(code: row.bytes(0), name: row.bytes(1))
        }
        try forEachRow(of: ReferenceSchema.persona, connection) { row in
            try builder.addPersona(code: row.bytes(0), profile: row.bytes(1), name: row.bytes(2))
        }
    }

    private static func loadIris(
        _ builder: inout ReferenceIndexBuilder, _ connection: borrowing SQLiteConnection
    ) throws {
        try forEachRow(of: ReferenceSchema.iris, connection) { row in
            let type = row.bytes(2)
            try builder.addIris(
                code: row.bytes(0), name: row.bytes(1), type: type.isEmpty ? 0 : type[0], commune: row.bytes(3),
                latitude: row.isNull(4) ? .nan : row.double(4), longitude: row.isNull(5) ? .nan : row.double(5),
                area: row.double(6), households: row.double(7), persona: row.bytes(8), estimated: row.integer(9) != 0,
                fit: PersonaFit(rawValue: UInt8(clamping: row.integer(10))) ?? .borderline)
        }
    }

    private static func loadCommunes(
        _ builder: inout ReferenceIndexBuilder, _ connection: borrowing SQLiteConnection
    ) throws {
        try forEachRow(of: ReferenceSchema.commune, connection) { row in
            try builder.addCommune(
                code: row.bytes(0), name: row.bytes(1), department: row.bytes(2), parent: row.bytes(5),
                population: Int(row.integer(6)))
        }
        try forEachRow(of: ReferenceSchema.communeIRIS, connection) { row in
            try builder.addCommuneIris(commune: row.bytes(0), iris: row.bytes(1))
        }
        try forEachRow(of: ReferenceSchema.formerCode, connection) { row in
            try builder.addFormerCode(
                code: row.bytes(0), commune: row.bytes(1), place: row.isNull(2) ? nil : Int(row.integer(2)) - 1)
        }
    }

    private static func loadShapes(
        _ builder: inout ReferenceIndexBuilder, _ connection: borrowing SQLiteConnection
    ) throws {
        try forEachRow(of: ReferenceSchema.irisShape, connection) { row in
            try builder.addShape(iris: row.bytes(0), shape: row.bytes(1))
        }
    }
}
