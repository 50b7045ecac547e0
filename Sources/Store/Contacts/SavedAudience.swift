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
    public var expected = ExpectedSize()
    public var savedAt = Instant(milliseconds: 0)
    /// Nil while it is a draft.
    public var approval: Approval?

    public struct Approval: Equatable, Sendable {
        public var at: Instant
        public var by: String?
        /// The count that the person saw.
        public var count: Int64
        /// `AudienceCatalogue.fingerprint` of the rule then.
        public var meaning: UInt64

        public init(at: Instant, by: String?, count: Int64, meaning: UInt64) {
            self.at = at
            self.by = by
            self.count = count
            self.meaning = meaning
        }
    }

    public init(name: String, rule: String) {
        self.name = name
        self.rule = rule
    }

    /// What `ETag` says: another for every version, and when it is approved.
    public var tag: String { approval.map { "\"\(version)-\($0.at.milliseconds)\"" } ?? "\"\(version)\"" }

    /// Whether somebody who saves this as well would change nothing.
    public func saysTheSame(as other: SavedAudience) -> Bool {
        var other = other
        (other.version, other.savedAt, other.approval) = (version, savedAt, approval)
        return self == other
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
