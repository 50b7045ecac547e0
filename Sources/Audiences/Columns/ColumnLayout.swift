/// Which columns a contact has, in which order.
public struct ContactColumn: Equatable, Sendable {
    public let index: Int
    public let name: String
    public let type: FieldType
}

/// Which columns an event has, in which order.
public struct EventColumn: Equatable, Sendable {
    public let index: Int
    public let name: String
    public let type: FieldType
}

/// The columns of the contact table, from the schema.
struct ColumnLayout: Sendable {
    let contactColumns: [ContactColumn]
    let eventColumns: [EventColumn]
    private let contactColumnsByName: [String: ContactColumn]
    private let eventColumnsByName: [String: EventColumn]

    /// The hidden column that the indicators of the neighbourhood are found by: the IRIS, or the commune where that is all
    /// that is known.
    static let place = "place"
    /// Columns of events that every block has. The time of an event is split in two: most comparisons look at the day alone.
    static let eventType = 0
    static let eventChannel = 1
    static let eventCategory = 2
    static let eventDay = 3
    static let eventTime = 4
    static let eventAmount = 5
    static let firstEventProperty = 6

    init(_ schema: ContactSchema) {
        let text = FieldType.text(isExact: false)
        var contact: [(String, FieldType)] = [
            (ContactField.persona, text), (ContactField.profile, text), (ContactField.iris, text),
            (ContactField.citycode, text), (ContactField.postcode, text), (ContactField.department, text),
            (ContactField.matchLevel, text), (ContactField.matchScore, .number(scale: ContactRecord.Place.scoreScale)),
            (ContactField.lifecycle, text), (ContactField.createdAt, .instant), (ContactField.updatedAt, .instant),
            (Self.place, text),
        ]
        for channel in schema.channels {
            contact.append((ContactField.consent(channel), .boolean))
            contact.append((ContactField.consentAt(channel), .instant))
            contact.append((ContactField.consentSource(channel), text))
        }
        for attribute in schema.attributes { contact.append((attribute.name, FieldType(attribute))) }
        contactColumns = contact.enumerated().map { ContactColumn(index: $0, name: $1.0, type: $1.1) }
        var event: [(String, FieldType)] = [
            (EventField.type, text), (EventField.channel, text), (EventField.category, text), (EventField.at, .instant),
            ("", .number(scale: 0)), (EventField.amount, .number(scale: schema.amountScale)),
        ]
        for property in schema.eventProperties { event.append((property.name, FieldType(property))) }
        eventColumns = event.enumerated().map { EventColumn(index: $0, name: $1.0, type: $1.1) }
        contactColumnsByName = Dictionary(uniqueKeysWithValues: contactColumns.map { ($0.name, $0) })
        eventColumnsByName = Dictionary(uniqueKeysWithValues: eventColumns.map { ($0.name, $0) })
    }

    func contactColumn(_ name: String) -> ContactColumn? { contactColumnsByName[name] }
    func eventColumn(_ name: String) -> EventColumn? { name.isEmpty ? nil : eventColumnsByName[name] }
}
