public import Audiences
public import Bytes

/// An event as it was read, checked against the schema: meant to be kept and refilled, so that reading one event after another allocates
/// nothing.
public struct EventFields: ~Copyable {
    public var id = ByteBuffer()
    public var contact = ByteBuffer()
    public var type = ByteBuffer()
    /// Empty for none.
    public var channel = ByteBuffer()
    /// Empty for none.
    public var category = ByteBuffer()
    public var at = Instant(milliseconds: 0)
    public var amount: ExactDecimal?
    public var properties: [String: AttributeValue] = [:]

    public init() {}

    public mutating func removeAll() {
        id.removeAll()
        contact.removeAll()
        type.removeAll()
        channel.removeAll()
        category.removeAll()
        amount = nil
        if !properties.isEmpty { properties.removeAll() }
    }

    /// The same as a value of its own.
    public var record: EventRecord {
        EventRecord(
            id: String(id.bytes), contact: String(contact.bytes), type: String(type.bytes),
            channel: channel.isEmpty ? nil : String(channel.bytes),
            category: category.isEmpty ? nil : String(category.bytes), at: at, amount: amount, properties: properties)
    }
}
