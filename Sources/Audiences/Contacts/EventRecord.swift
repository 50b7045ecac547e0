/// Something that a contact did.
public struct EventRecord: Equatable, Sendable {
    /// The caller's own; the store ignores one that it has seen. The table in memory does not keep it.
    public var id: String
    /// The contact's id.
    public var contact: String
    /// `purchase`, `visit`…
    public var type: String
    public var channel: String?
    public var category: String?
    public var at: Instant
    /// At the schema's scale at most.
    public var amount: ExactDecimal?
    /// By name; only declared ones, checked by `Attribute.checked`.
    public var properties: [String: AttributeValue]

    public init(
        id: String, contact: String, type: String, channel: String? = nil, category: String? = nil, at: Instant,
        amount: ExactDecimal? = nil, properties: [String: AttributeValue] = [:]
    ) {
        self.id = id
        self.contact = contact
        self.type = type
        self.channel = channel
        self.category = category
        self.at = at
        self.amount = amount
        self.properties = properties
    }

    /// Events lie in these years (UTC): their day is kept in 16 bits. A time outside is a mistake of the sender.
    public static let earliest = Instant("1911-01-01T00:00:00Z")!
    public static let latest = Instant("2088-12-31T23:59:59.999Z")!
}
