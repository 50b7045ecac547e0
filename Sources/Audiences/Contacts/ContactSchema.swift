/// What the configuration declares about contacts and events. Immutable while the table lives.
public struct ContactSchema: Equatable, Sendable {
    /// Attributes of contacts.
    public let attributes: [Attribute]
    /// Channels that consent is kept for: `email`, `sms`…
    public let channels: [String]
    /// Properties of events.
    public let eventProperties: [Attribute]
    /// Digits behind the point of an event's amount.
    public let amountScale: Int

    /// Attributes, and properties, that can be declared.
    public static let attributeLimit = 200
    public static let channelLimit = 16

    public init(
        attributes: [Attribute] = [], channels: [String] = ["email", "sms"], eventProperties: [Attribute] = [],
        amountScale: Int = 2
    ) throws(SchemaError) {
        self.attributes = attributes
        self.channels = channels
        self.eventProperties = eventProperties
        self.amountScale = amountScale
        try check()
    }

    /// Nothing declared.
    public static let empty = ContactSchema()

    private init() {
        attributes = []
        channels = []
        eventProperties = []
        amountScale = 2
    }

    /// Whether every contact has a field of the name, or an attribute of it is declared.
    public func hasField(_ name: String) -> Bool { ColumnLayout(self).contactColumn(name) != nil }
    public func hasEventField(_ name: String) -> Bool { ColumnLayout(self).eventColumn(name) != nil }

    public func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }
    public func eventProperty(_ name: String) -> Attribute? { eventProperties.first { $0.name == name } }

    private func check() throws(SchemaError) {
        guard (0...6).contains(amountScale) else { throw .invalidScale(name: "amount") }
        guard channels.count <= Self.channelLimit else { throw .tooMany("channels", limit: Self.channelLimit) }
        try Self.check(attributes, what: "attributes", reserved: ContactField.reservedNames)
        try Self.check(eventProperties, what: "event properties", reserved: EventField.reservedNames)
        for property in eventProperties where property.kind == .textSet { throw .setInEvent(name: property.name) }
        var seen: Set<String> = []
        for channel in channels {
            guard Self.isName(channel), seen.insert(channel).inserted else { throw .invalidName(channel) }
        }
    }

    private static func check(_ attributes: [Attribute], what: String, reserved: Set<String>) throws(SchemaError) {
        guard attributes.count <= attributeLimit else { throw .tooMany(what, limit: attributeLimit) }
        var seen = reserved
        for attribute in attributes {
            guard isName(attribute.name) else { throw .invalidName(attribute.name) }
            guard seen.insert(attribute.name).inserted else { throw .nameTaken(attribute.name) }
            if case .decimal(let scale) = attribute.kind, !(0...ExactDecimal.maximumScale).contains(scale) {
                throw .invalidScale(name: attribute.name)
            }
            if case .enumeration(let values) = attribute.kind, values.isEmpty || values.count > 1000 {
                throw .invalidEnumeration(name: attribute.name)
            }
        }
    }

    /// Names are identifiers, so that the text form of a rule needs no quotes: a letter, then letters, digits and `_`.
    public static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 64 else { return false }
        return (first | 0x20) &- 0x61 < 26
            && bytes.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
    }
}

/// What is wrong with declared attributes.
public enum SchemaError: Error, Equatable, Sendable {
    case invalidName(String)
    /// Declared twice, or the name of a field that every contact or event has.
    case nameTaken(String)
    case invalidScale(name: String)
    case invalidEnumeration(name: String)
    case setInEvent(name: String)
    case tooMany(String, limit: Int)
}
