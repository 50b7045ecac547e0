import Audiences
import Bytes
import CSV

/// `contacts.csv` and `events.csv` of a folder as a contact table. The types of their columns are guessed from the cells.
struct AudienceFiles {
    let contactsPath: String
    let eventsPath: String
    private var contactHeader = CSVHeader(names: [])
    private var eventHeader = CSVHeader(names: [])
    private var contactKinds: [Attribute.Kind] = []
    private var eventKinds: [Attribute.Kind] = []

    /// Records of events that are looked at for their types.
    private static let guessedEvents = 500_000
    private static let consentPrefix = "consent_"

    /// `renaming` gives columns of contacts the name of another field, where the file has none of that name itself.
    init(folder: String, renaming: [String: String] = [:]) throws(CommandFailure) {
        contactsPath = folder + "/contacts.csv"
        eventsPath = folder + "/events.csv"
        (contactHeader, contactKinds) = try Self.guess(contactsPath, limit: .max)
        (eventHeader, eventKinds) = try Self.guess(eventsPath, limit: Self.guessedEvents)
        let held = Set(contactHeader.names)
        contactHeader = CSVHeader(
            names: contactHeader.names.map { name in
                renaming[name].flatMap { held.contains($0) ? nil : $0 } ?? name
            })
    }

    private static func guess(_ path: String, limit: Int) throws(CommandFailure) -> (CSVHeader, [Attribute.Kind]) {
        var found = CSVHeader(names: [])
        var guesses: [ColumnGuess] = []
        try CSVFile.read(path, limit: limit) { header throws(CommandFailure) in
            found = header
            guesses = header.names.map { _ in ColumnGuess() }
        } record: { record throws(CommandFailure) in
            for index in guesses.indices { guesses[index].add(record.field(index)) }
        }
        return (found, guesses.map(\.kind))
    }

    // MARK: - The schema

    func schema() throws(CommandFailure) -> ContactSchema {
        let plain = ContactSchema.empty
        var attributes: [Attribute] = []
        var channels: [String] = []
        for (name, kind) in zip(contactHeader.names, contactKinds) where name != ContactField.id {
            if name.hasPrefix(Self.consentPrefix) {
                channels.append(String(name.dropFirst(Self.consentPrefix.count)))
            } else if !plain.hasField(name) {
                attributes.append(Attribute(name, kind))
            }
        }
        var properties: [Attribute] = []
        var amountScale = 2
        for (name, kind) in zip(eventHeader.names, eventKinds) where name != "id" && name != "contact" {
            if name == EventField.amount, case .decimal(let scale) = kind { amountScale = max(amountScale, scale) }
            if !plain.hasEventField(name) { properties.append(Attribute(name, kind)) }
        }
        do {
            return try ContactSchema(
                attributes: attributes, channels: channels, eventProperties: properties, amountScale: amountScale)
        } catch {
            throw .failure("\(contactsPath): \(error)")
        }
    }

    // MARK: - Loading

    func load(_ schema: ContactSchema) throws(CommandFailure) -> ContactTable {
        var loader = ContactTableLoader(schema: schema)
        let contactColumns = contactHeader.names.map { name in
            let isConsent = name.hasPrefix(Self.consentPrefix)
            return loader.contactColumn(
                isConsent ? ContactField.consent(String(name.dropFirst(Self.consentPrefix.count))) : name)
        }
        let idIndex = try Self.index("id", contactHeader, contactsPath)
        try CSVFile.read(contactsPath) { _ throws(CommandFailure) in
        } record: { record throws(CommandFailure) in
            _ = loader.appendContact(id: record.field(idIndex))
            for (index, column) in contactColumns.enumerated() {
                guard let column, record.field(index).count > 0 else { continue }
                guard let units = Self.units(record.field(index), column.type) else {
                    loader.set(record.field(index), column)
                    continue
                }
                loader.set(units: try Self.checked(units, contactsPath, record, index), column)
            }
        }
        try loadEvents(&loader)
        return loader.finish()
    }

    private func loadEvents(_ loader: inout ContactTableLoader) throws(CommandFailure) {
        let columns = eventHeader.names.map { $0 == EventField.at ? nil : loader.eventColumn($0) }
        let contactIndex = try Self.index("contact", eventHeader, eventsPath)
        let atIndex = try Self.index(EventField.at, eventHeader, eventsPath)
        try CSVFile.read(eventsPath) { _ throws(CommandFailure) in
        } record: { record throws(CommandFailure) in
            guard let row = loader.row(id: record.field(contactIndex)) else { return }
            guard let at = Instant(record.field(atIndex)) else {
                throw .failure("\(eventsPath): line \(record.line): \"at\" is no date and time")
            }
            loader.appendEvent(row, at: at)
            for (index, column) in columns.enumerated() {
                guard let column, record.field(index).count > 0 else { continue }
                guard let units = Self.units(record.field(index), column.type) else {
                    loader.set(record.field(index), column)
                    continue
                }
                loader.set(units: try Self.checked(units, eventsPath, record, index), column)
            }
        }
    }

    private static func index(_ name: String, _ header: CSVHeader, _ path: String) throws(CommandFailure) -> Int {
        guard let index = header.index(of: name) else { throw .failure("\(path) has no column \"\(name)\"") }
        return index
    }

    /// The integer of a cell; `.some(nil)` when it is not of the type, nil when the column is of texts.
    private static func units(_ cell: Span<UInt8>, _ type: FieldType) -> Int64?? {
        switch type {
        case .text, .textSet: return nil
        case .number(let scale): return .some(ExactDecimal(cell)?.units(atScale: scale))
        case .boolean:
            if cell.equalsIgnoringCase("true") { return 1 }
            return cell.equalsIgnoringCase("false") ? 0 : .some(nil)
        case .date: return .some(CivilDate(cell).map { Int64($0.day) })
        case .instant: return .some(Instant(cell)?.milliseconds)
        }
    }

    private static func checked(_ units: Int64?, _ path: String, _ record: borrowing CSVReader, _ index: Int)
        throws(CommandFailure) -> Int64
    {
        guard let units else {
            throw .failure("\(path): line \(record.line): \"\(record.text(index))\" is not of the type of its column")
        }
        return units
    }
}
