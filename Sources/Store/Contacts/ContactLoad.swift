public import Audiences
import Bytes

/// Reads all contacts and events of `contacts.sqlite` into the table in memory.
///
/// A second for a million contacts, another for ten million events: values go from SQLite's page into the columns without a String or a
/// record on the way. Pages of events lie in the order of contacts, so that contacts are found by walking along.
public struct ContactLoad: ~Copyable {
    /// What has been loaded.
    public struct Loaded: Sendable {
        public let table: ContactTable
        /// The number of each contact by its row in the table; 0 where there is none.
        public let keys: [Int64]
        public let notices: [String]
    }

    /// How far it has come, for the log.
    public struct Progress: Equatable, Sendable {
        public var contacts = 0
        public var contactsExpected = 0
        public var events = 0
    }

    private let reader: ContactReader
    private var loader: ContactTableLoader
    private var progress = Progress()
    /// By contact in the order of keys.
    private var keys: [Int64] = []
    private var rows: [ContactRow] = []
    private var unreadable = 0
    private let report: (Progress) -> Void

    /// Events between two reports of progress.
    private static let reportInterval = 1_000_000

    /// Loads the file at `path`, which a `ContactSession` has brought up to date. `report` is called now and then, on this thread.
    public static func load(
        path: String, schema: ContactSchema, threads: Int = 2, report: (Progress) -> Void = { _ in }
    ) throws(ContactStoreError) -> Loaded {
        try withoutActuallyEscaping(report) { report throws(ContactStoreError) in
            let reader = try ContactReader(path: path, schema: schema)
            var load = ContactLoad(reader, expected: try count(path, schema), report)
            do throws(SQLiteError) {
                try load.reader.connection.execute("BEGIN")
                try load.loadContacts()
                try load.loadEvents()
                try load.reader.connection.execute("COMMIT")
            } catch {
                throw .sqlite(error)
            }
            return load.finish(threads: threads)
        }
    }

    /// Contacts in the file, near enough: the largest key is found at once, a count would read everything.
    private static func count(_ path: String, _ schema: ContactSchema) throws(ContactStoreError) -> Int {
        let connection = try ContactDatabase.connect(path, .readOnly)
        do { return Int(try connection.integer("SELECT max(key) FROM contact") ?? 0) } catch { throw .sqlite(error) }
    }

    private init(_ reader: consuming ContactReader, expected: Int, _ report: @escaping (Progress) -> Void) {
        loader = ContactTableLoader(
            schema: reader.columns.schema, expectedContacts: expected, expectedEvents: expected * 10)
        self.reader = reader
        self.report = report
        progress.contactsExpected = expected
        keys.reserveCapacity(expected)
        rows.reserveCapacity(expected)
    }

    private consuming func finish(threads: Int) -> Loaded {
        var keyByRow = [Int64](repeating: 0, count: (rows.map(\.index).max().map(Int.init) ?? -1) + 1)
        for (key, row) in zip(keys, rows) { keyByRow[Int(row.index)] = key }
        let notices =
            unreadable == 0 ? [] : ["\(unreadable) values of events no longer fit what is declared: they are unknown"]
        return Loaded(table: loader.finish(threads: threads), keys: keyByRow, notices: notices)
    }

    // MARK: Contacts

    private mutating func loadContacts() throws(SQLiteError) {
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
        while try select.step() { load(select, columns) }
        report(progress)
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
        let target: ContactColumn

        init(_ source: Int32, _ value: Value, _ target: ContactColumn?) {
            guard let target else { preconditionFailure("the table has a column for every field of its schema") }
            self.source = source
            self.value = value
            self.target = target
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

    private mutating func load(_ select: borrowing SQLiteStatement, _ columns: [TargetColumn]) {
        keys.append(select.integer(0))
        rows.append(loader.appendContact(id: select.bytes(1)))
        for column in columns where !select.isNull(column.source) {
            switch column.value {
            case .text: loader.set(select.bytes(column.source), column.target)
            case .units: loader.set(units: select.integer(column.source), column.target)
            case .boolean: loader.set(select.integer(column.source) != 0, column.target)
            case .set:
                let joined = select.bytes(column.source)
                if !joined.isEmpty { loader.setTexts(joined, column.target) }
            }
        }
        let place = select.isNull(Self.irisColumn) ? Self.citycodeColumn : Self.irisColumn
        if !select.isNull(place) { loader.setPlace(select.bytes(place)) }
        progress.contacts += 1
        if progress.contacts % Self.reportInterval == 0 { report(progress) }
    }

    // MARK: Events

    /// What stands for a word in each of the columns of texts; found when it is first seen.
    private struct WordCodes {
        static let missing = Int64.min
        var codes: [Int64] = []

        mutating func find(_ word: UInt64, _ make: () -> Int64) -> Int64 {
            let index = Int(word)
            while codes.count <= index { codes.append(Self.missing) }
            if codes[index] == Self.missing { codes[index] = make() }
            return codes[index]
        }
    }

    private mutating func loadEvents() throws(SQLiteError) {
        let words = try EventWords(reader.connection)
        let target = EventTarget(loader, reader.columns.schema, codes: reader.propertyCodes)
        var codes = [WordCodes](repeating: WordCodes(), count: 3)
        var index = 0
        var select = try reader.connection.prepare("SELECT place, events FROM event_page ORDER BY place")
        while try select.step() {
            let key = EventPage.contact(ofPlace: select.integer(0))
            while index < keys.count, keys[index] < key { index += 1 }
            // A page without its contact cannot be: both are written in one transaction.
            guard index < keys.count, keys[index] == key else { throw ContactSession.damagedPage }
            try load(select.bytes(1), rows[index], target, words, &codes)
        }
        report(progress)
    }

    /// The columns of events.
    private struct EventTarget {
        let type, channel, category, amount: EventColumn
        let properties: [UInt64: (column: EventColumn, attribute: Attribute)]
        let scale: Int

        init(_ loader: borrowing ContactTableLoader, _ schema: ContactSchema, codes: [Int64]) {
            guard let type = loader.eventColumn(EventField.type), let channel = loader.eventColumn(EventField.channel),
                let category = loader.eventColumn(EventField.category),
                let amount = loader.eventColumn(EventField.amount)
            else { preconditionFailure("the table has the columns that all events have") }
            self.type = type
            self.channel = channel
            self.category = category
            self.amount = amount
            scale = schema.amountScale
            var properties: [UInt64: (column: EventColumn, attribute: Attribute)] = [:]
            for (attribute, code) in zip(schema.eventProperties, codes) {
                guard let column = loader.eventColumn(attribute.name) else { continue }
                properties[UInt64(code)] = (column, attribute)
            }
            self.properties = properties
        }
    }

    private mutating func load(
        _ page: Span<UInt8>, _ row: ContactRow, _ target: EventTarget, _ words: borrowing EventWords,
        _ codes: inout [WordCodes]
    ) throws(SQLiteError) {
        var position = 0
        while position < page.count {
            guard let event = EventEncoding.read(page, at: &position) else { throw ContactSession.damagedPage }
            loader.appendEvent(row, at: Instant(milliseconds: event.at))
            set(event.type, target.type, words, &codes[0])
            if event.channel != 0 { set(event.channel, target.channel, words, &codes[1]) }
            if event.category != 0 { set(event.category, target.category, words, &codes[2]) }
            if let amount = event.amount { set(amount, target) }
            if !event.properties.isEmpty { setProperties(page.extracting(event.properties), target) }
            progress.events += 1
            if progress.events % Self.reportInterval == 0 { report(progress) }
        }
    }

    private mutating func set(
        _ word: UInt64, _ column: EventColumn, _ words: borrowing EventWords, _ codes: inout WordCodes
    ) {
        let code = codes.find(word) { loader.code(of: words.text(word), column) }
        loader.set(units: code, column)
    }

    private mutating func set(_ amount: (units: Int64, scale: Int), _ target: EventTarget) {
        if amount.scale == target.scale { return loader.set(units: amount.units, target.amount) }
        guard let units = ExactDecimal(units: amount.units, scale: amount.scale).units(atScale: target.scale) else {
            unreadable += 1
            return
        }
        loader.set(units: units, target.amount)
    }

    private mutating func setProperties(_ bytes: Span<UInt8>, _ target: EventTarget) {
        var position = 0
        while position < bytes.count, let stored = EventProperties.read(bytes, at: &position) {
            guard let (column, attribute) = target.properties[stored.code] else { continue }
            switch (attribute.kind, stored.value) {
            case (.text, .text(let range)), (.enumeration, .text(let range)):
                loader.set(bytes.extracting(range), column)
            case (.boolean, .boolean(let truth)): loader.set(truth, column)
            case (.date, .date(let date)): loader.set(units: Int64(date.day), column)
            case (.integer, .number(let number)): setNumber(number, scale: 0, column)
            case (.decimal(let scale), .number(let number)): setNumber(number, scale: scale, column)
            default: unreadable += 1
            }
        }
    }

    private mutating func setNumber(_ number: ExactDecimal, scale: Int, _ column: EventColumn) {
        guard let units = number.units(atScale: scale) else {
            unreadable += 1
            return
        }
        loader.set(units: units, column)
    }
}
