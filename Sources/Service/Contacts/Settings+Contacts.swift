public import Audiences
public import Store

extension Settings {
    /// What the settings declare about contacts and events.
    public func contactSchema() throws(SettingsError) -> ContactSchema {
        let attributes = try Self.read(contact.attributes, name: "contact.attributes")
        let properties = try Self.read(contact.eventProperties, name: "contact.event_properties")
        do {
            return try ContactSchema(
                attributes: attributes, channels: contact.channels, eventProperties: properties,
                amountScale: contact.amountDecimals)
        } catch {
            throw Self.refusal(error)
        }
    }

    /// The time zone of `contact.time_zone`.
    public func contactTimeZone() throws(SettingsError) -> TimeZoneRules {
        if let zone = TimeZoneFile.load(contact.timeZone) { return zone }
        throw .badValue(
            name: "contact.time_zone", value: "\"\(contact.timeZone)\"", file: nil,
            expected: "a name of the IANA time zone database that this machine has, such as Europe/Paris")
    }

    /// How contacts and events are kept.
    public var contactPolicy: ContactPolicy {
        var policy = ContactPolicy()
        policy.keepsUnknown = contact.unknownDays > 0
        policy.pendingMilliseconds = Int64(contact.unknownDays) * 86_400_000
        policy.idempotencyMilliseconds = Int64(contact.idempotencyHours) * 3_600_000
        return policy
    }

    private static func read(_ texts: [String], name: String) throws(SettingsError) -> [Attribute] {
        var attributes: [Attribute] = []
        for text in texts {
            guard let attribute = AttributeDeclaration.read(text) else {
                throw .badValue(name: name, value: "\"\(text)\"", file: nil, expected: AttributeDeclaration.expected)
            }
            // Columns of a database do not tell letters of one case from the other.
            let twin = attributes.first { $0.name.lowercased() == attribute.name.lowercased() }
            guard twin == nil else { throw refusal(.nameTaken(attribute.name)) }
            attributes.append(attribute)
        }
        return attributes
    }

    private static func refusal(_ error: SchemaError) -> SettingsError {
        let (value, expected) =
            switch error {
            case .invalidName(let name): (name, "a letter, then letters, digits and _, 64 at most")
            case .nameTaken(let name):
                (name, "a name that no other attribute and no field of every contact or event has")
            case .invalidScale(let name): (name, "declared with 0 to 18 digits behind the point, an amount with 0 to 6")
            case .invalidEnumeration(let name): (name, "declared with 1 to 1000 values")
            case .setInEvent(let name): (name, "one value: events hold no texts")
            case .tooMany(let what, let limit): (what, "at most \(limit)")
            }
        return .badValue(name: "a declaration in contact", value: "\"\(value)\"", file: nil, expected: expected)
    }
}
