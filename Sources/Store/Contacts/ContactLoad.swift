public import Audiences
import Bytes
import Synchronization

/// Reads all contacts and events of `contacts.sqlite` into the table in memory, on two threads: one reads contacts, the other events.
///
///     contact, by key ──▶ row 0, 1, 2 … ──▶ columns of segments ─┐
///     event_page, by place = contact and slot ──▶ the same rows ──▶ blocks of the same segments ─┴▶ ContactTable
///
/// In an empty table the contact that comes n-th by its key is given the n-th row: so the thread of events knows the rows without waiting for
/// the other. Values go from SQLite's page into the columns without a String or a record on the way.
public struct ContactLoad: ~Copyable {
    /// What has been loaded.
    public struct Loaded: Sendable {
        public let table: ContactTable
        /// The number of each contact by its row in the table.
        public let keys: [Int64]
        public let notices: [String]
    }

    /// How far it has come, for the log.
    public struct Progress: Equatable, Sendable {
        public var contacts = 0
        public var events = 0
    }

    private let reader: ContactReader
    private var loader: ContactTableLoader
    /// By row.
    private var keys: [Int64] = []
    private let report: LoadReport

    /// Contacts and events between two reports of progress.
    static let reportInterval = 100_000

    /// Loads the file at `path`, which a `ContactSession` has brought up to date and nobody writes to meanwhile. `report` is called now and then, on
    /// either thread.
    public static func load(
        path: String, schema: ContactSchema, threads: Int = 2,
        report: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws(ContactStoreError) -> Loaded {
        let report = LoadReport(report)
        var load = try ContactLoad(
            ContactReader(path: path, schema: schema), expected: count(path, schema), report)
        let table = load.loader.table
        let events = ReadAhead {
            Result { () throws(ContactStoreError) in try EventLoad.load(path: path, table, report) }
        }
        let contacts = load.loadContacts()
        let unreadable = try Self.outcome(of: events)
        if case .failure(let error) = contacts { throw .sqlite(error) }
        return load.finish(threads: threads, unreadable: unreadable)
    }

    private static func outcome(
        of events: ReadAhead<Result<Int, ContactStoreError>>
    ) throws(ContactStoreError) -> Int {
        // Its work throws nothing: errors are in the result, with their type.
        guard let result = try? events.take() else { preconditionFailure("work without an outcome") }
        return try result.get()
    }

    /// Contacts in the file, near enough: the largest key is found at once, a count would read everything.
    private static func count(_ path: String, _ schema: ContactSchema) throws(ContactStoreError) -> Int {
        let connection = try ContactDatabase.connect(path, .readOnly)
        do { return Int(try connection.integer("SELECT max(key) FROM contact") ?? 0) } catch { throw .sqlite(error) }
    }

    private init(_ reader: consuming ContactReader, expected: Int, _ report: LoadReport) {
        loader = ContactTableLoader(schema: reader.columns.schema, expectedContacts: expected)
        self.reader = reader
        self.report = report
        keys.reserveCapacity(expected)
    }

    private consuming func finish(threads: Int, unreadable: Int) -> Loaded {
        let notices =
            unreadable == 0 ? [] : ["\(unreadable) values of events no longer fit what is declared: they are unknown"]
        return Loaded(table: loader.finish(threads: threads), keys: keys, notices: notices)
    }

    // MARK: Contacts

    private mutating func loadContacts() -> Result<Void, SQLiteError> {
        do throws(SQLiteError) { return .success(try readContacts()) } catch { return .failure(error) }
    }

    private mutating func readContacts() throws(SQLiteError) {
        let schema = reader.columns.schema
        var columns = fixedColumns()
        var next: Int32 = ContactColumns.fixedCount + 1
        for channel in schema.channels {
            columns.append(TargetColumn(next, .boolean, loader.contactColumn(ContactField.consent(channel))))
            columns.append(TargetColumn(next + 1, .units, loader.contactColumn(ContactField.consentAt(channel))))
            columns.append(TargetColumn(next + 2, .text, loader.contactColumn(ContactField.consentSource(channel))))
            next += 3
        }
        for attribute in schema.attributes {
            columns.append(TargetColumn(next, Value(attribute.kind), loader.contactColumn(attribute.name)))
            next += 1
        }
        var select = try reader.connection.prepare("\(reader.columns.select) ORDER BY key")
        while try select.step() { try load(select, columns) }
        report.add(contacts: keys.count % Self.reportInterval)
    }

    /// How a column's values go into the table.
    private enum Value {
        case text, units, boolean, set

        init(_ kind: Attribute.Kind) {
            switch kind {
            case .text, .enumeration: self = .text
            case .integer, .decimal, .date: self = .units
            case .boolean: self = .boolean
            case .textSet: self = .set
            }
        }
    }

    private struct TargetColumn {
        let source: Int32
        let value: Value
        /// Its index in the table: the column itself holds its name, whose references would be counted a million times.
        let target: Int

        init(_ source: Int32, _ value: Value, _ target: ContactColumn?) {
            guard let target else { preconditionFailure("the table has a column for every field of its schema") }
            self.source = source
            self.value = value
            self.target = target.index
        }
    }

    /// Places of `ContactColumns.select`, behind the key.
    private func fixedColumns() -> [TargetColumn] {
        let fields: [(Int32, Value, String)] = [
            (3, .units, ContactField.createdAt), (4, .units, ContactField.updatedAt),
            (5, .text, ContactField.matchLevel),
            (6, .units, ContactField.matchScore), (7, .text, ContactField.iris), (8, .text, ContactField.citycode),
            (9, .text, ContactField.postcode), (10, .text, ContactField.department), (11, .text, ContactField.profile),
            (12, .text, ContactField.persona), (13, .text, ContactField.lifecycle),
        ]
        return fields.map { TargetColumn($0.0, $0.1, loader.contactColumn($0.2)) }
    }

    private static let irisColumn: Int32 = 7
    private static let citycodeColumn: Int32 = 8

    private mutating func load(
        _ select: borrowing SQLiteStatement, _ columns: [TargetColumn]
    ) throws(SQLiteError) {
        let row = loader.appendContact(id: select.bytes(1))
        guard Int(row.index) == keys.count else { throw Self.twoContactsOfOneID }
        keys.append(select.integer(0))
        for column in columns where !select.isNull(column.source) {
            switch column.value {
            case .text: loader.set(select.bytes(column.source), column: column.target)
            case .units: loader.set(units: select.integer(column.source), column: column.target)
            case .boolean: loader.set(units: select.integer(column.source) != 0 ? 1 : 0, column: column.target)
            case .set:
                let joined = select.bytes(column.source)
                if !joined.isEmpty { loader.set(joined, column: column.target) }
            }
        }
        let place = select.isNull(Self.irisColumn) ? Self.citycodeColumn : Self.irisColumn
        if !select.isNull(place) { loader.setPlace(select.bytes(place)) }
        if keys.count % Self.reportInterval == 0 { report.add(contacts: Self.reportInterval) }
    }

    /// `SQLITE_CORRUPT`: ids are unique in the file.
    private static let twoContactsOfOneID = SQLiteError(
        code: 11, call: "ContactLoad", context: "contact", message: "two contacts have one id")
}

/// How far the two threads have come, together.
final class LoadReport: Sendable {
    private let progress = Mutex(ContactLoad.Progress())
    private let tell: @Sendable (ContactLoad.Progress) -> Void

    init(_ tell: @escaping @Sendable (ContactLoad.Progress) -> Void) { self.tell = tell }

    func add(contacts: Int = 0, events: Int = 0) {
        let now = progress.withLock { progress in
            progress.contacts += contacts
            progress.events += events
            return progress
        }
        tell(now)
    }
}
