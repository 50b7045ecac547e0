import Audiences

/// Which columns of `contact` hold what is declared, and the way of a contact into a row and out of it.
struct ContactColumns: Sendable {
    static let attributePrefix = "attribute_"

    static func column(_ attribute: Attribute) -> String { attributePrefix + attribute.name }

    static func consentColumns(_ channel: String) -> [(column: String, type: String)] {
        [
            ("consent_given_\(channel)", "INTEGER"), ("consent_at_\(channel)", "INTEGER"),
            ("consent_source_\(channel)", "TEXT"),
        ]
    }

    /// Columns that every contact has, in the order in which they are bound and read.
    private static let fixed = [
        "id", "version", "created_at", "updated_at", "level", "score", "iris", "citycode", "postcode", "department",
        "profile", "persona", "lifecycle", "address",
    ]
    static let fixedCount = Int32(fixed.count)

    let schema: ContactSchema
    /// All columns but the key.
    let names: [String]

    init(_ schema: ContactSchema) {
        self.schema = schema
        names =
            Self.fixed + schema.channels.flatMap { Self.consentColumns($0).map(\.column) }
            + schema.attributes.map(Self.column)
    }

    /// Reads the key and then all columns.
    var select: String { "SELECT key, \(names.joined(separator: ", ")) FROM contact" }

    var insert: String {
        let marks = repeatElement("?", count: names.count).joined(separator: ", ")
        return "INSERT INTO contact (\(names.joined(separator: ", "))) VALUES (\(marks))"
    }

    /// The key is the last parameter.
    var update: String { "UPDATE contact SET \(names.map { "\($0) = ?" }.joined(separator: ", ")) WHERE key = ?" }

    var keyParameter: Int32 { Int32(names.count) + 1 }

    // MARK: Into a row

    func bind(_ contact: StoredContact, to statement: inout SQLiteStatement) throws(SQLiteError) {
        let record = contact.record
        try statement.bind(record.id, at: 1)
        try statement.bind(contact.version, at: 2)
        try statement.bind(record.createdAt?.milliseconds ?? 0, at: 3)
        try statement.bind(record.updatedAt?.milliseconds ?? 0, at: 4)
        try statement.bind(record.place.level, at: 5)
        try statement.bind(record.place.score?.units(atScale: ContactRecord.Place.scoreScale), at: 6)
        try statement.bind(record.place.iris, at: 7)
        try statement.bind(record.place.citycode, at: 8)
        try statement.bind(record.place.postcode, at: 9)
        try statement.bind(record.place.department, at: 10)
        try statement.bind(record.profile, at: 11)
        try statement.bind(record.persona, at: 12)
        try statement.bind(record.lifecycle?.rawValue, at: 13)
        try statement.bind(contact.address, at: 14)
        var parameter = Self.fixedCount + 1
        for channel in schema.channels {
            let consent = record.consents[channel]
            try statement.bind(consent.map { $0.isGiven ? 1 : 0 } as Int?, at: parameter)
            try statement.bind(consent?.at?.milliseconds, at: parameter + 1)
            try statement.bind(consent?.source, at: parameter + 2)
            parameter += 3
        }
        for attribute in schema.attributes {
            try Self.bind(record.attributes[attribute.name], of: attribute.kind, to: &statement, at: parameter)
            parameter += 1
        }
    }

    private static func bind(
        _ value: AttributeValue?, of kind: Attribute.Kind, to statement: inout SQLiteStatement, at parameter: Int32
    ) throws(SQLiteError) {
        switch value {
        case nil: try statement.bindNull(at: parameter)
        case .text(let text): try statement.bind(text, at: parameter)
        case .number(let number):
            let scale = if case .decimal(let scale) = kind { scale } else { 0 }
            try statement.bind(number.units(atScale: scale), at: parameter)
        case .boolean(let truth): try statement.bind(truth ? 1 : 0, at: parameter)
        case .date(let date): try statement.bind(Int(date.day), at: parameter)
        case .texts(let texts): try statement.bind(texts.joined(separator: setSeparator), at: parameter)
        }
    }

    /// Between the texts of a set; no text holds it (`Attribute.checked`).
    static let setSeparator = "\u{1F}"

    // MARK: Out of a row

    /// The contact of the current row of a statement that began as `select` does.
    func read(_ row: borrowing SQLiteStatement) -> StoredContact {
        var record = ContactRecord(id: row.string(1) ?? "")
        record.createdAt = Instant(milliseconds: row.integer(3))
        record.updatedAt = Instant(milliseconds: row.integer(4))
        record.place.level = row.string(5)
        if !row.isNull(6) {
            record.place.score = ExactDecimal(units: row.integer(6), scale: ContactRecord.Place.scoreScale)
        }
        record.place.iris = row.string(7)
        record.place.citycode = row.string(8)
        record.place.postcode = row.string(9)
        record.place.department = row.string(10)
        record.profile = row.string(11)
        record.persona = row.string(12)
        record.lifecycle = row.string(13).flatMap(Lifecycle.init(rawValue:))
        var column = Self.fixedCount + 1
        for channel in schema.channels {
            if !row.isNull(column) {
                record.consents[channel] = ContactRecord.Consent(
                    isGiven: row.integer(column) != 0,
                    at: row.isNull(column + 1) ? nil : Instant(milliseconds: row.integer(column + 1)),
                    source: row.string(column + 2))
            }
            column += 3
        }
        for attribute in schema.attributes {
            record.attributes[attribute.name] = Self.value(of: attribute, row, column)
            column += 1
        }
        return StoredContact(key: row.integer(0), version: row.integer(2), record: record, address: row.string(14))
    }

    private static func value(
        of attribute: Attribute, _ row: borrowing SQLiteStatement, _ column: Int32
    ) -> AttributeValue? {
        guard !row.isNull(column) else { return nil }
        switch attribute.kind {
        case .text, .enumeration: return .text(row.string(column) ?? "")
        case .integer: return .number(ExactDecimal(row.integer(column)))
        case .decimal(let scale): return .number(ExactDecimal(units: row.integer(column), scale: scale))
        case .boolean: return .boolean(row.integer(column) != 0)
        case .date: return .date(CivilDate(day: Int32(clamping: row.integer(column))))
        case .textSet:
            let texts = (row.string(column) ?? "").split(separator: "\u{1F}", omittingEmptySubsequences: false)
            return .texts(texts.count == 1 && texts[0].isEmpty ? [] : texts.map(String.init))
        }
    }
}
