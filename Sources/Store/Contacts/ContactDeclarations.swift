import Audiences

/// Makes the file fit what the configuration declares: a column for every attribute and channel, a code for every property
/// of events. What is new is unknown for everybody; what is no longer declared is not read, and erased when asked.
enum ContactDeclarations {
    /// What became of the declarations.
    struct Outcome {
        /// Codes of the declared event properties, in the order of the schema.
        var propertyCodes: [Int64] = []
        /// For the log, a sentence each.
        var notices: [String] = []
    }

    /// To be called within a transaction.
    static func apply(
        _ schema: ContactSchema, dropsUndeclared: Bool, to connection: borrowing SQLiteConnection
    ) throws(ContactStoreError) -> Outcome {
        var outcome = Outcome()
        var stored = try read(connection)
        for attribute in schema.attributes {
            let kind = StoredKind(attribute.kind)
            if let row = stored.removeValue(forKey: Name(owner: .contact, name: attribute.name)) {
                try convert(attribute.name, row, to: kind, connection)
            } else {
                _ = try declare(.contact, attribute.name, kind.text, connection)
                try run(
                    "ALTER TABLE contact ADD COLUMN \(ContactColumns.column(attribute)) \(kind.columnType)", connection)
            }
        }
        for channel in schema.channels where stored.removeValue(forKey: Name(owner: .consent, name: channel)) == nil {
            _ = try declare(.consent, channel, "consent", connection)
            for (column, type) in ContactColumns.consentColumns(channel) {
                try run("ALTER TABLE contact ADD COLUMN \(column) \(type)", connection)
            }
        }
        for property in schema.eventProperties {
            let row = stored.removeValue(forKey: Name(owner: .event, name: property.name))
            if let row {
                outcome.propertyCodes.append(row.code)
            } else {
                let kind = StoredKind(property.kind).text
                outcome.propertyCodes.append(try declare(.event, property.name, kind, connection))
            }
        }
        if dropsUndeclared {
            outcome.notices += try drop(stored, connection)
        } else {
            outcome.notices += stored.keys.map(notice).sorted()
        }
        return outcome
    }

    private enum Owner: String {
        case contact, consent, event
    }

    private struct Name: Hashable {
        var owner: Owner
        var name: String
    }

    private struct Row {
        var code: Int64
        var kind: StoredKind?
    }

    private static func notice(_ name: Name) -> String {
        let what =
            switch name.owner {
            case .contact: "the attribute"
            case .consent: "the channel"
            case .event: "the event property"
            }
        return "\(what) \(name.name) is no longer declared: its values are kept and not used; "
            + "contacts.drop_undeclared erases them at the next start"
    }

    private static func read(_ connection: borrowing SQLiteConnection) throws(ContactStoreError) -> [Name: Row] {
        do throws(SQLiteError) {
            var rows: [Name: Row] = [:]
            var select = try connection.prepare("SELECT code, owner, name, kind FROM declared")
            while try select.step() {
                guard let owner = Owner(rawValue: select.string(1) ?? "") else { continue }
                rows[Name(owner: owner, name: select.string(2) ?? "")] = Row(
                    code: select.integer(0), kind: StoredKind(text: select.string(3) ?? ""))
            }
            return rows
        } catch {
            throw .sqlite(error)
        }
    }

    private static func declare(
        _ owner: Owner, _ name: String, _ kind: String, _ connection: borrowing SQLiteConnection
    ) throws(ContactStoreError) -> Int64 {
        do throws(SQLiteError) {
            var insert = try connection.prepare("INSERT INTO declared (owner, name, kind) VALUES (?, ?, ?)")
            try insert.bind(owner.rawValue, at: 1)
            try insert.bind(name, at: 2)
            try insert.bind(kind, at: 3)
            try insert.run()
            return connection.lastInsertedRow
        } catch {
            throw .sqlite(error)
        }
    }

    /// Values become what is declared now where no value can be lost by it: more digits, text of either kind.
    private static func convert(
        _ name: String, _ row: Row, to kind: StoredKind, _ connection: borrowing SQLiteConnection
    ) throws(ContactStoreError) {
        guard let old = row.kind, old != kind else { return }
        let refusal = ContactStoreError.incompatible(attribute: name, was: old.text, now: kind.text)
        guard case .number(let from) = old, case .number(let to) = kind, to > from else { throw refusal }
        let column = ContactColumns.attributePrefix + name
        let factor = (from..<to).reduce(Int64(1)) { power, _ in power * 10 }
        let limit = Attribute.unitsLimit / factor
        do throws(SQLiteError) {
            let tooLarge = try connection.integer("SELECT count(*) FROM contact WHERE abs(\(column)) > \(limit)") ?? 0
            if tooLarge == 0 {
                try connection.execute(
                    "UPDATE contact SET \(column) = \(column) * \(factor) WHERE \(column) IS NOT NULL")
                try connection.execute("UPDATE declared SET kind = '\(kind.text)' WHERE code = \(row.code)")
                return
            }
        } catch {
            throw .sqlite(error)
        }
        throw refusal
    }

    private static func drop(
        _ rows: [Name: Row], _ connection: borrowing SQLiteConnection
    ) throws(ContactStoreError) -> [String] {
        var codes: Set<UInt64> = []
        for (name, row) in rows {
            switch name.owner {
            case .contact:
                try run("ALTER TABLE contact DROP COLUMN \(ContactColumns.attributePrefix + name.name)", connection)
            case .consent:
                for (column, _) in ContactColumns.consentColumns(name.name) {
                    try run("ALTER TABLE contact DROP COLUMN \(column)", connection)
                }
                try run("DELETE FROM consent_change WHERE channel = '\(name.name)'", connection)
            case .event: codes.insert(UInt64(row.code))
            }
            try run("DELETE FROM declared WHERE code = \(row.code)", connection)
        }
        if !codes.isEmpty { try EventProperties.erase(codes, connection) }
        return rows.keys.map { "\($0.name) is no longer declared: its values have been erased" }.sorted()
    }

    private static func run(_ sql: String, _ connection: borrowing SQLiteConnection) throws(ContactStoreError) {
        do { try connection.execute(sql) } catch { throw .sqlite(error) }
    }
}

/// What the values of an attribute are stored as. Integers are numbers without digits behind the point.
enum StoredKind: Equatable {
    case text, boolean, date, texts
    case number(scale: Int)

    init(_ kind: Attribute.Kind) {
        switch kind {
        case .text, .enumeration: self = .text
        case .integer: self = .number(scale: 0)
        case .decimal(let scale): self = .number(scale: scale)
        case .boolean: self = .boolean
        case .date: self = .date
        case .textSet: self = .texts
        }
    }

    /// As `text` wrote it; nil for anything else.
    init?(text: String) {
        switch text {
        case "text": self = .text
        case "boolean": self = .boolean
        case "date": self = .date
        case "texts": self = .texts
        default:
            guard text.hasPrefix("number:"), let scale = Int(text.dropFirst(7)) else { return nil }
            self = .number(scale: scale)
        }
    }

    var text: String {
        switch self {
        case .text: "text"
        case .boolean: "boolean"
        case .date: "date"
        case .texts: "texts"
        case .number(let scale): "number:\(scale)"
        }
    }

    var columnType: String {
        switch self {
        case .text, .texts: "TEXT"
        case .boolean, .date, .number: "INTEGER"
        }
    }
}
