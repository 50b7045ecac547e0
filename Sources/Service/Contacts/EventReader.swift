import Audiences
import Bytes
import CSV
import JSON
import Store

/// Reads events from JSON and from tables into `fields`, and checks them against what is declared.
struct EventReader: ~Copyable {
    var fields = EventFields()
    /// Names of what is not declared, each once.
    private(set) var undeclared: [String] = []
    private let schema: ContactSchema
    private let zone: TimeZoneRules
    /// Whether an event must say its id and whose it is.
    private let needsOwner: Bool

    /// Times without an offset are in `zone`.
    init(_ schema: ContactSchema, _ zone: TimeZoneRules, needsOwner: Bool = true) {
        self.schema = schema
        self.zone = zone
        self.needsOwner = needsOwner
    }

    /// Reads the event whose first token was just read.
    mutating func read(_ json: inout JSONReader, _ first: JSONToken) throws(ContactError) {
        fields.removeAll()
        guard first == .beginObject else {
            throw ContactError(.expected("an event, that is an object"), at: json.tokenOffset)
        }
        let start = json.tokenOffset
        var hasTime = false
        while let key = try ContactReader.nextKey(&json) {
            if json.text(key, equals: "id") {
                fields.id.append(try ContactDraftReader.readID(&json) ?? "")
            } else if json.text(key, equals: "contact") {
                fields.contact.append(try ContactDraftReader.readID(&json) ?? "")
            } else if json.text(key, equals: "type") {
                fields.type.append(try Self.word(&json) ?? "")
            } else if json.text(key, equals: "channel") {
                fields.channel.append(try Self.word(&json) ?? "")
            } else if json.text(key, equals: "category") {
                fields.category.append(try Self.word(&json) ?? "")
            } else if json.text(key, equals: "at") {
                guard let at = try JSONValues.instant(&json, zone) else { continue }
                fields.at = try Self.checked(at, json.tokenOffset)
                hasTime = true
            } else if json.text(key, equals: "amount") {
                fields.amount = try readAmount(&json)
            } else if json.text(key, equals: "properties") {
                try readProperties(&json)
            } else {
                passOver(json.string(key))
                try ContactReader.skip(&json)
            }
        }
        if let missing = missing(hasTime: hasTime) { throw ContactError(.refused("\(missing) is missing"), at: start) }
    }

    private func missing(hasTime: Bool) -> String? {
        if fields.id.isEmpty, needsOwner { return "id" }
        if fields.contact.isEmpty, needsOwner { return "contact" }
        if fields.type.isEmpty { return "type" }
        return hasTime ? nil : "at"
    }

    private mutating func passOver(_ name: String) {
        if !undeclared.contains(name) { undeclared.append(name) }
    }

    private static func word(_ json: inout JSONReader) throws(ContactError) -> String? {
        guard let text = try JSONValues.text(&json, maximumBytes: Attribute.textLimit) else { return nil }
        guard !text.utf8.contains(where: { $0 < ASCII.space }) else {
            throw ContactError(.refused("expected a text without control characters"), at: json.tokenOffset)
        }
        return text
    }

    private static func checked(_ at: Instant, _ offset: Int) throws(ContactError) -> Instant {
        guard at >= EventRecord.earliest, at <= EventRecord.latest else {
            throw ContactError(.refused(timeRefusal), at: offset)
        }
        return at
    }

    private static let timeRefusal = "expected a time between 1911 and 2088"

    private func readAmount(_ json: inout JSONReader) throws(ContactError) -> ExactDecimal? {
        let value = try JSONValues.value(of: Attribute("amount", .decimal(scale: schema.amountScale)), &json)
        guard case .number(let amount) = value else { return nil }
        return amount
    }

    private mutating func readProperties(_ json: inout JSONReader) throws(ContactError) {
        switch try ContactReader.next(&json) {
        case .null: return
        case .beginObject: break
        default: throw ContactError(.expected("properties: an object"), at: json.tokenOffset)
        }
        while let key = try ContactReader.nextKey(&json) {
            let name = json.string(key)
            if let property = schema.eventProperty(name) {
                fields.properties[name] = try JSONValues.value(of: property, &json)
            } else {
                passOver("properties.\(name)")
                try ContactReader.skip(&json)
            }
        }
    }

    // MARK: Tables

    /// Where the columns of a table of events are.
    struct Columns {
        let id, contact, type, at: Int
        let channel, category, amount: Int?
        let properties: [(column: Int, attribute: Attribute)]
        /// Columns that nothing is read from.
        let undeclared: [String]

        /// Throws the names of the columns that are missing.
        init(_ header: CSVHeader, _ schema: ContactSchema) throws(RecordError) {
            let names = ["id", "contact", "type", "at"]
            let found = names.map { header.index(of: $0) }
            let missing = zip(names, found).filter { $0.1 == nil }.map(\.0)
            guard let id = found[0], let contact = found[1], let type = found[2], let at = found[3] else {
                throw RecordError(place: "", detail: "the header has no column \(missing.joined(separator: ", "))")
            }
            self.id = id
            self.contact = contact
            self.type = type
            self.at = at
            channel = header.index(of: "channel")
            category = header.index(of: "category")
            amount = header.index(of: "amount")
            properties = schema.eventProperties.compactMap { attribute in
                header.index(of: attribute.name).map { ($0, attribute) }
            }
            let known = Set([id, contact, type, at] + [channel, category, amount].compactMap(\.self))
                .union(properties.map(\.column))
            undeclared = header.names.indices.filter { !known.contains($0) }.map { header.names[$0] }
        }
    }

    /// Reads the current record of a table.
    mutating func read(_ row: borrowing CSVReader, _ columns: Columns) throws(RecordError) {
        fields.removeAll()
        try Self.copy(row.field(columns.id), "id", maximumBytes: ContactRecord.idLimit, isNeeded: true, to: &fields.id)
        try Self.copy(
            row.field(columns.contact), "contact", maximumBytes: ContactRecord.idLimit, isNeeded: true,
            to: &fields.contact)
        try Self.copy(
            row.field(columns.type), "type", maximumBytes: Attribute.textLimit, isNeeded: true, to: &fields.type)
        if let column = columns.channel {
            try Self.copy(
                row.field(column), "channel", maximumBytes: Attribute.textLimit, isNeeded: false, to: &fields.channel)
        }
        if let column = columns.category {
            try Self.copy(
                row.field(column), "category", maximumBytes: Attribute.textLimit, isNeeded: false, to: &fields.category)
        }
        guard let time = ISOTime(row.field(columns.at)) else {
            throw RecordError(place: "at", detail: "expected a time such as 2026-06-30T12:00:00+02:00")
        }
        let at = zone.instant(of: time)
        guard at >= EventRecord.earliest, at <= EventRecord.latest else {
            throw RecordError(place: "at", detail: Self.timeRefusal)
        }
        fields.at = at
        if let column = columns.amount { fields.amount = try amount(row.field(column)) }
        for (column, attribute) in columns.properties {
            guard !row.field(column).isEmpty else { continue }
            do { fields.properties[attribute.name] = try attribute.value(ofCell: row.text(column)) } catch {
                throw RecordError(place: attribute.name, detail: error.sentence)
            }
        }
    }

    private static func copy(
        _ text: Span<UInt8>, _ name: StaticString, maximumBytes: Int, isNeeded: Bool, to field: inout ByteBuffer
    ) throws(RecordError) {
        if text.isEmpty {
            if isNeeded { throw RecordError(place: "\(name)", detail: "is missing") }
            return
        }
        guard text.count <= maximumBytes else {
            throw RecordError(place: "\(name)", detail: "longer than \(maximumBytes) bytes")
        }
        for index in text.indices where text[index] < ASCII.space {
            throw RecordError(place: "\(name)", detail: "expected a text without control characters")
        }
        guard UTF8Validation.firstInvalid(in: text) == nil else { return field.append(windows1252: text) }
        field.append(text)
    }

    private func amount(_ text: Span<UInt8>) throws(RecordError) -> ExactDecimal? {
        guard !text.isEmpty else { return nil }
        guard let amount = ExactDecimal(text), let units = amount.units(atScale: schema.amountScale),
            units.magnitude <= Attribute.unitsLimit.magnitude
        else {
            throw RecordError(
                place: "amount", detail: "expected \(Attribute.Kind.decimal(scale: schema.amountScale).expectation)")
        }
        return ExactDecimal(units: units, scale: schema.amountScale)
    }
}

/// Why one record of many was not taken. Holds no value of it.
struct RecordError: Error, Equatable {
    /// A JSON pointer, or the name of a column; empty for all of it.
    var place: String
    var detail: String
}
