/// The fields that every contact has, by the names that rules use.
public enum ContactField {
    public static let id = "id"
    public static let persona = "persona"
    public static let profile = "profile"
    public static let iris = "iris"
    public static let citycode = "citycode"
    public static let postcode = "postcode"
    public static let department = "department"
    public static let matchLevel = "match.level"
    public static let matchScore = "match.score"
    public static let lifecycle = "lifecycle"
    public static let createdAt = "created_at"
    public static let updatedAt = "updated_at"
    public static let events = "events"
    public static let audience = "audience"

    /// Names that an attribute cannot have.
    static let reservedNames: Set<String> = [
        id, persona, profile, iris, citycode, postcode, department, lifecycle, createdAt, updatedAt, events, audience,
        "match", "consent",
    ]

    /// `consent.email`, `consent.email.at`, `consent.email.source`.
    public static func consent(_ channel: String) -> String { "consent." + channel }
    public static func consentAt(_ channel: String) -> String { "consent." + channel + ".at" }
    public static func consentSource(_ channel: String) -> String { "consent." + channel + ".source" }
}

/// The fields that every event has, by the names that rules use.
public enum EventField {
    public static let type = "type"
    public static let channel = "channel"
    public static let category = "category"
    public static let at = "at"
    public static let amount = "amount"

    static let reservedNames: Set<String> = [type, channel, category, at, amount, "contact", "id"]
}
