public import Audiences

/// A saved rule: one version of it, with what people have said about it.
public struct SavedAudience: Equatable, Sendable {
    public var name: String
    /// Counts the versions of the audience from 1.
    public var version: Int64 = 0
    /// The rule as JSON.
    public var rule: String
    public var author: String?
    public var note: String?
    public var owner: String?
    /// When somebody should look at it again.
    public var review: CivilDate?
    /// The channel that it is acted on through.
    public var channel: String?
    /// How many contacts are expected, at least and at most.
    public var expected: (least: Int64?, most: Int64?) = (nil, nil)
    public var savedAt = Instant(milliseconds: 0)
    /// Nil while it is a draft.
    public var approval: Approval?

    public struct Approval: Equatable, Sendable {
        public var at: Instant
        public var by: String?
        /// The count that the person saw.
        public var count: Int64
    }

    public init(name: String, rule: String) {
        self.name = name
        self.rule = rule
    }

    public static func == (one: SavedAudience, other: SavedAudience) -> Bool {
        one.name == other.name && one.version == other.version && one.rule == other.rule && one.author == other.author
            && one.note == other.note && one.owner == other.owner && one.review == other.review
            && one.channel == other.channel && one.expected == other.expected && one.savedAt == other.savedAt
            && one.approval == other.approval
    }

    /// Whether so many contacts are as many as are expected.
    public func expects(_ count: Int64) -> Bool {
        count >= expected.least ?? .min && count <= expected.most ?? .max
    }
}

/// A frozen list.
public struct SavedSnapshot: Equatable, Sendable {
    /// Its number in the database.
    public var key: Int64 = 0
    public var audience: String
    /// Counts the snapshots of the audience from 1.
    public var number: Int64 = 0
    public var version: Int64
    public var rule: String
    public var channel: String?
    public var at = Instant(milliseconds: 0)
    /// How many were on it when it was made.
    public var count: Int64 = 0
    public var author: String?
    public var note: String?
    /// Splits, hold-out, exclusions and caps that it was made with, as JSON.
    public var settings: String

    public init(audience: String, version: Int64, rule: String, settings: String = "{}") {
        self.audience = audience
        self.version = version
        self.rule = rule
        self.settings = settings
    }
}
