import Bytes
import Dispatch
import Enrichment
import Synchronization

/// Places and streets: half of the rows, and folding their names is more work than reading them.
extension ReferenceLoader {
    /// Reads all places of the file at `path`.
    static func loadPlaces(_ path: String) throws -> ReferenceIndexBuilder.Places {
        let connection = try SQLiteConnection(path: path, mode: .readOnly)
        var places = ReferenceIndexBuilder.PlacesBuilder()
        try forEachRow(of: ReferenceSchema.place, connection) { row in
            try places.add(
                name: row.bytes(0), postcode: row.digits(1), commune: row.bytes(2), kind: row.bytes(3),
                iris: row.bytes(4))
        }
        return places.finish()
    }

    /// Reads all streets of the file at `path`, and hands their names on while it reads.
    static func loadStreets(_ path: String, naming: StreetNaming) throws -> ReferenceIndexBuilder.Streets {
        let connection = try SQLiteConnection(path: path, mode: .readOnly)
        let pages = try connection.integer("PRAGMA page_count") ?? 0
        var streets = ReferenceIndexBuilder.Streets(
            expected: naming.expected, bytes: Int(pages) * ReferenceSchema.pageBytes)
        try forEachRow(of: ReferenceSchema.street, connection) { row in
            try streets.add(
                name: row.bytes(3), commune: row.bytes(1), postcode: row.digits(2),
                isLocality: row.bytes(4).elementsEqual("locality"), latitude: row.double(5), longitude: row.double(6),
                iris: row.bytes(7), numbers: row.bytes(8))
            if streets.newNameCount == StreetNaming.batch { naming.add(streets.takeNewNames()) }
        }
        naming.add(streets.takeNewNames())
        return streets
    }
}

/// Makes of the names of streets what they are found by, on a thread of its own.
final class StreetNaming: Sendable {
    /// Names that are handed over at once: enough that handing over costs nothing.
    static let batch = 4096

    private let queue = DispatchQueue(label: "quartier.reference.names")
    private let names: Mutex<ReferenceIndexBuilder.StreetNames>
    /// Streets that will come.
    let expected: Int
    private let words = Mutex<ReferenceIndexBuilder.StreetWords?>(nil)

    init(expected: Int) {
        self.expected = expected
        names = Mutex(ReferenceIndexBuilder.StreetNames(expected: expected))
    }

    /// Takes the next names; returns at once.
    func add(_ more: ReferenceIndexBuilder.Names) {
        queue.async { [self] in names.withLock { $0.add(more) } }
    }

    /// Waits for all that was added, and begins with the words.
    func takeKeys() -> ReferenceIndexBuilder.StreetKeys {
        defer { queue.async { [self] in words.withLock { $0 = names.withLock { $0.takeWords() } } } }
        return queue.sync { names.withLock { $0.takeKeys() } }
    }

    /// Waits for the words; after `takeKeys`.
    func takeWords() -> ReferenceIndexBuilder.StreetWords {
        queue.sync { words.withLock { $0.take()! } }
    }
}
