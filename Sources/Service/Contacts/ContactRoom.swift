import Audiences
import Dispatch
import FoundationEssentials
import Store
import Synchronization

/// The number of the contact in each row of the table: what the database calls it.
final class ContactKeys: Sendable {
    private let keys: Mutex<[Int64]>

    init(_ keys: [Int64]) { self.keys = Mutex(keys) }

    /// 0 for a row without a contact.
    func key(of row: ContactRow) -> Int64 {
        keys.withLock { Int(row.index) < $0.count ? $0[Int(row.index)] : 0 }
    }

    /// All keys as they are now.
    var all: [Int64] { keys.withLock { $0 } }

    func note(_ created: [CreatedContact], in table: ContactTable) {
        guard !created.isEmpty else { return }
        keys.withLock { keys in
            for contact in created {
                guard let row = table.row(contact.id) else { continue }
                while keys.count <= Int(row.index) { keys.append(0) }
                keys[Int(row.index)] = contact.key
            }
        }
    }
}

/// The contacts being served: the file, its writer, a reader, and the table in memory.
final class ContactRoom: Sendable {
    let schema: ContactSchema
    let table: ContactTable
    let writer: ContactWriter
    let keys: ContactKeys
    let audiences: AudienceDesk
    let demonstration: Demonstration
    private let readerQueue = DispatchQueue(label: "quartier.contacts.reader", qos: .userInitiated)
    private let reader: ReaderBox

    /// `@unchecked Sendable`: touched on the reader's queue only.
    private final class ReaderBox: @unchecked Sendable {
        var reader: Store.ContactReader
        init(_ reader: consuming Store.ContactReader) { self.reader = reader }
    }

    /// Opens the file, made when it does not exist, and loads it. `log` is given lines without personal data.
    init(_ configuration: ContactConfiguration, log: @escaping @Sendable (String) -> Void) throws(ContactStoreError) {
        let schema = configuration.schema
        let database = try ContactDatabase(
            path: configuration.path, schema: schema, dropsUndeclared: configuration.dropsUndeclared)
        let session = try ContactSession(database, policy: configuration.policy)
        for notice in session.notices { log(notice) }
        let lastLogged = Mutex(ContinuousClock.now)
        let loaded = try ContactLoad.load(path: configuration.path, schema: schema) { progress in
            let isDue = lastLogged.withLock { last in
                let now = ContinuousClock.now
                guard now - last >= Self.logInterval else { return false }
                last = now
                return true
            }
            if isDue { log("loaded \(progress.contacts) contacts and \(progress.events) events so far") }
        }
        for notice in loaded.notices { log(notice) }
        let table = loaded.table
        let keys = ContactKeys(loaded.keys)
        self.schema = schema
        self.table = table
        self.keys = keys
        reader = ReaderBox(try Store.ContactReader(path: configuration.path, schema: schema))
        writer = ContactWriter(session, clock: { ContactRoom.now }) { committed in
            table.apply(committed.changes)
            keys.note(committed.created, in: table)
        }
        audiences = try AudienceDesk(configuration, table, writer, keys, log: log)
        demonstration = try Demonstration(writer)
    }

    /// Between two lines about loading.
    private static let logInterval = Duration.seconds(1)

    static var now: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

    /// Runs `body` with the reader, off the loops.
    func read(_ body: @escaping @Sendable (inout Store.ContactReader) -> Void) {
        readerQueue.async { [reader] in body(&reader.reader) }
    }

    func close() {
        audiences.close()
        writer.close()
    }
}
