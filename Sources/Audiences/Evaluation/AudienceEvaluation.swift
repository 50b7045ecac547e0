/// What a rule means, now: how many contacts, how they can be reached, what each clause does, and what is odd about it.
public struct AudienceEvaluation: Equatable, Sendable {
    /// Contacts in the table, and those that are in.
    public var total = 0
    public var count = 0
    public var reach: [Reach] = []
    public var clauses: [Clause] = []
    public var overlaps: [Overlap] = []
    public var warnings: [Warning] = []
    /// The first contacts that are in.
    public var sample: [String] = []

    /// Of all contacts, 0 to 1.
    public var share: Double { total == 0 ? 0 : Double(count) / Double(total) }

    /// Who of the audience may be written to.
    public struct Reach: Equatable, Sendable {
        public var channel: String
        /// In, and consent is given.
        public var reachable: Int
        /// In, but consent is refused or unknown.
        public var excluded: Int
    }

    /// A part of the root, in the order as written.
    public struct Clause: Equatable, Sendable {
        /// `rules[1]`
        public var path: String
        /// In the text form.
        public var text: String
        /// Contacts that are left after it and all before it (of `or`: taken in so far).
        public var funnel: Int
        /// What it alone would give.
        public var alone: Int
        /// What the others would give without it; nil for a lone clause.
        public var without: Int?
    }

    public struct Overlap: Equatable, Sendable {
        public var audience: String
        /// Of the other audience, and in both.
        public var count: Int
        public var common: Int
    }

    public enum Warning: Equatable, Sendable {
        case nobody
        case tooSmall(count: Int, floor: Int)
        case nearlyEverybody(share: Double)
        case equalTo(audience: String)
        /// The count is the same without it.
        case clauseChangesNothing(path: String)
        case mostlyUnknown(field: String, knownShare: Double)
    }

    /// From when on something is odd.
    public struct Limits: Equatable, Sendable {
        /// An audience of fewer is too small to act on.
        public var smallestCount = 50
        public var nearlyEverybody = 0.95
        /// A field that is known of fewer is mostly unknown.
        public var knownShare = 0.5
        public var sampleSize = 10

        public init() {}
    }
}

extension AudienceEvaluation.Warning {
    /// `too_small`
    public var code: String {
        switch self {
        case .nobody: "nobody"
        case .tooSmall: "too_small"
        case .nearlyEverybody: "nearly_everybody"
        case .equalTo: "equal_to_audience"
        case .clauseChangesNothing: "clause_changes_nothing"
        case .mostlyUnknown: "mostly_unknown"
        }
    }

    /// The part of the rule that it is about; nil for the whole.
    public var path: String? { if case .clauseChangesNothing(let path) = self { path } else { nil } }

    /// A sentence for a person.
    public var detail: String {
        switch self {
        case .nobody: "Nobody is in."
        case .tooSmall(let count, let floor): "\(count) contacts are few to act on; the floor is \(floor)."
        case .nearlyEverybody(let share): "\(Int((share * 100).rounded())) percent of all contacts are in."
        case .equalTo(let audience): "The same contacts are in the audience \"\(audience)\"."
        case .clauseChangesNothing(let path): "The count is the same without \(path)."
        case .mostlyUnknown(let field, let share):
            "\"\(field)\" is known of \(Int((share * 100).rounded())) percent of the contacts only."
        }
    }
}
