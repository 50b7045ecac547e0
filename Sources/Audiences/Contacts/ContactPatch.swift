/// Some fields of a contact to be set or forgotten; what is not named stays.
public struct ContactPatch: Equatable, Sendable {
    public enum Change<Value: Equatable & Sendable>: Equatable, Sendable {
        case keep
        case forget
        case set(Value)

        /// What the change makes of a value; nil is no value.
        public func applied(to value: Value?) -> Value? {
            switch self {
            case .keep: value
            case .forget: nil
            case .set(let new): new
            }
        }
    }

    public var place: Change<ContactRecord.Place> = .keep
    public var profile: Change<String> = .keep
    public var persona: Change<String> = .keep
    public var lifecycle: Change<Lifecycle> = .keep
    /// Nil forgets the channel's consent.
    public var consents: [String: ContactRecord.Consent?] = [:]
    /// Nil forgets the attribute.
    public var attributes: [String: AttributeValue?] = [:]

    public init() {}

    public func applied(to record: ContactRecord) -> ContactRecord {
        var record = record
        record.place = place.applied(to: record.place) ?? ContactRecord.Place()
        record.profile = profile.applied(to: record.profile)
        record.persona = persona.applied(to: record.persona)
        record.lifecycle = lifecycle.applied(to: record.lifecycle)
        for (channel, consent) in consents { record.consents[channel] = consent }
        for (name, value) in attributes { record.attributes[name] = value }
        return record
    }
}
