import Audiences
import Bytes

/// Reads the pages of events into the table, in the order of contacts; beside `ContactLoad`, on a thread of its own.
struct EventLoad: ~Copyable {
    private let reader: ContactReader
    private var runs: EventRunLoader
    private let target: EventTarget
    private let words: EventWords
    private var codes = [WordCodes](repeating: WordCodes(), count: 3)
    private var count = 0
    private var unreadable = 0
    private let report: LoadReport

    private init(
        _ reader: consuming ContactReader, _ words: consuming EventWords, _ table: ContactTable, _ report: LoadReport
    ) {
        runs = EventRunLoader(table)
        target = EventTarget(runs, reader.columns.schema, codes: reader.propertyCodes)
        self.words = words
        self.report = report
        self.reader = reader
    }

    /// Loads all events of the file at `path` into a table that nobody has yet, and says how many values did not fit what is declared.
    static func load(
        path: String, _ table: ContactTable, _ report: LoadReport
    ) throws(ContactStoreError) -> Int {
        let reader = try ContactReader(path: path, schema: table.schema)
        do throws(SQLiteError) {
            let words = try EventWords(reader.connection)
            return try EventLoad(reader, words, table, report).run()
        } catch {
            throw .sqlite(error)
        }
    }

    private consuming func run() throws(SQLiteError) -> Int {
        try readPages()
        runs.finish()
        return unreadable
    }

    private mutating func readPages() throws(SQLiteError) {
        // Contacts are walked along with the pages: their rows are their ranks.
        var contacts = try reader.connection.prepare("SELECT key FROM contact ORDER BY key")
        var pages = try reader.connection.prepare("SELECT place, events FROM event_page ORDER BY place")
        var key: Int64 = -1
        var rank = -1
        while try pages.step() {
            let owner = EventPage.contact(ofPlace: pages.integer(0))
            while key < owner, try contacts.step() {
                key = contacts.integer(0)
                rank += 1
            }
            // A page without its contact cannot be: both are written in one transaction.
            guard key == owner else { throw ContactSession.damagedPage }
            try load(pages.bytes(1), ContactRow(rank))
        }
        report.add(events: count % ContactLoad.reportInterval)
    }

    private mutating func load(_ page: Span<UInt8>, _ row: ContactRow) throws(SQLiteError) {
        var position = 0
        while position < page.count {
            guard let event = EventEncoding.read(page, at: &position) else { throw ContactSession.damagedPage }
            runs.append(row, at: Instant(milliseconds: event.at))
            set(event.type, target.type, 0)
            if event.channel != 0 { set(event.channel, target.channel, 1) }
            if event.category != 0 { set(event.category, target.category, 2) }
            if let amount = event.amount { set(amount) }
            if !event.properties.isEmpty { setProperties(page.extracting(event.properties)) }
            count += 1
            if count % ContactLoad.reportInterval == 0 { report.add(events: ContactLoad.reportInterval) }
        }
    }

    /// `field` counts the columns of texts that every event has.
    private mutating func set(_ word: UInt64, _ column: Int, _ field: Int) {
        if let code = codes[field].find(word) { return runs.set(code, column: column) }
        let code = runs.code(of: words.text(word), column: column)
        codes[field].note(code, for: word)
        runs.set(code, column: column)
    }

    private mutating func set(_ amount: (units: Int64, scale: Int)) {
        if amount.scale == target.scale { return runs.set(amount.units, column: target.amount) }
        setNumber(ExactDecimal(units: amount.units, scale: amount.scale), scale: target.scale, target.amount)
    }

    private mutating func setProperties(_ bytes: Span<UInt8>) {
        var position = 0
        while position < bytes.count, let stored = EventProperties.read(bytes, at: &position) {
            guard let (column, attribute) = target.properties[stored.code] else { continue }
            switch (attribute.kind, stored.value) {
            case (.text, .text(let range)), (.enumeration, .text(let range)):
                runs.set(runs.code(of: bytes.extracting(range), column: column), column: column)
            case (.boolean, .boolean(let truth)): runs.set(truth ? 1 : 0, column: column)
            case (.date, .date(let date)): runs.set(Int64(date.day), column: column)
            case (.integer, .number(let number)): setNumber(number, scale: 0, column)
            case (.decimal(let scale), .number(let number)): setNumber(number, scale: scale, column)
            default: unreadable += 1
            }
        }
    }

    private mutating func setNumber(_ number: ExactDecimal, scale: Int, _ column: Int) {
        guard let units = number.units(atScale: scale) else {
            unreadable += 1
            return
        }
        runs.set(units, column: column)
    }
}

extension EventLoad {
    /// The columns of events.
    private struct EventTarget {
        let type, channel, category, amount: Int
        let properties: [UInt64: (column: Int, attribute: Attribute)]
        let scale: Int

        init(_ loader: borrowing EventRunLoader, _ schema: ContactSchema, codes: [Int64]) {
            guard let type = loader.eventColumn(EventField.type), let channel = loader.eventColumn(EventField.channel),
                let category = loader.eventColumn(EventField.category),
                let amount = loader.eventColumn(EventField.amount)
            else { preconditionFailure("the table has the columns that all events have") }
            self.type = type.index
            self.channel = channel.index
            self.category = category.index
            self.amount = amount.index
            scale = schema.amountScale
            var properties: [UInt64: (column: Int, attribute: Attribute)] = [:]
            for (attribute, code) in zip(schema.eventProperties, codes) {
                guard let column = loader.eventColumn(attribute.name) else { continue }
                properties[UInt64(code)] = (column.index, attribute)
            }
            self.properties = properties
        }
    }

    /// What stands for each word in a column of texts, as far as it has been asked for.
    private struct WordCodes {
        private static let missing = Int64.min
        private var codes: [Int64] = []

        func find(_ word: UInt64) -> Int64? {
            guard word < codes.count, codes[Int(word)] != Self.missing else { return nil }
            return codes[Int(word)]
        }

        mutating func note(_ code: Int64, for word: UInt64) {
            while codes.count <= Int(word) { codes.append(Self.missing) }
            codes[Int(word)] = code
        }
    }
}
