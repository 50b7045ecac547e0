/// All that is stored of a contact.
public struct ContactRecord: Equatable, Sendable {
    /// 1 to 256 bytes of UTF-8; the caller's own.
    public var id: String
    public var place: Place
    /// `C`, nil when unknown.
    public var profile: String?
    /// `C3`, nil when unknown.
    public var persona: String?
    /// By channel. A channel without an entry is unknown, which is not consent.
    public var consents: [String: Consent]
    public var lifecycle: Lifecycle?
    /// By name; only declared ones, checked by `Attribute.checked`.
    public var attributes: [String: AttributeValue]
    public var createdAt: Instant?
    public var updatedAt: Instant?

    public init(
        id: String, place: Place = Place(), profile: String? = nil, persona: String? = nil,
        consents: [String: Consent] = [:], lifecycle: Lifecycle? = nil, attributes: [String: AttributeValue] = [:],
        createdAt: Instant? = nil, updatedAt: Instant? = nil
    ) {
        self.id = id
        self.place = place
        self.profile = profile
        self.persona = persona
        self.consents = consents
        self.lifecycle = lifecycle
        self.attributes = attributes
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    public static let idLimit = 256

    /// Where the address matched. All nil: nothing is known of it.
    public struct Place: Equatable, Sendable {
        /// As the match levels are named: `housenumber` … `department`, `none`.
        public var level: String?
        /// 0 to 1, with four digits.
        public var score: ExactDecimal?
        public var iris: String?
        /// The commune's.
        public var citycode: String?
        public var postcode: String?
        public var department: String?

        public init(
            level: String? = nil, score: ExactDecimal? = nil, iris: String? = nil, citycode: String? = nil,
            postcode: String? = nil, department: String? = nil
        ) {
            self.level = level
            self.score = score
            self.iris = iris
            self.citycode = citycode
            self.postcode = postcode
            self.department = department
        }

        /// Digits of a score.
        public static let scoreScale = 4
    }

    public struct Consent: Equatable, Sendable {
        public var isGiven: Bool
        public var at: Instant?
        /// Where it was given: `checkout`, `newsletter form`.
        public var source: String?

        public init(isGiven: Bool, at: Instant? = nil, source: String? = nil) {
            self.isGiven = isGiven
            self.at = at
            self.source = source
        }
    }
}

public enum Lifecycle: String, CaseIterable, Sendable {
    case prospect, customer, churned
}
