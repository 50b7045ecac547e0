/// Somebody has looked at an audience and said that it may be acted on.
public struct AudienceApproval: Equatable, Sendable {
    /// The count that the person saw.
    public var count: Int
    /// What the rule meant then, with the audiences and computed indicators that it names: see `AudienceCatalogue`.
    public var fingerprint: UInt64

    public init(count: Int, fingerprint: UInt64) {
        self.count = count
        self.fingerprint = fingerprint
    }
}

/// The state of the newest version of an audience. It is made from what is stored and never stored itself.
///
///     draft ──approve──▶ approved ──a rule or a definition that it names changes──▶ changed ──approve──▶ approved
///       ▲                    │
///       └──────save──────────┘ (a new version)
public enum AudienceState: String, Equatable, Sendable {
    case draft, approved
    /// It was approved, but no longer means what it did.
    case changed

    public init(_ approval: AudienceApproval?, fingerprint: UInt64) {
        guard let approval else {
            self = .draft
            return
        }
        self = approval.fingerprint == fingerprint ? .approved : .changed
    }
}

/// Why an audience is not approved.
public enum ApprovalRefusal: Equatable, Sendable {
    /// The person saw another count than there is now, and by more than it moves by itself.
    case countMoved(seen: Int, now: Int)
    case outsideExpectedSize(count: Int, ExpectedSize)

    /// `tolerance` is how far the count may have moved, as a share of what was seen.
    public static func judge(seen: Int, now: Int, _ expected: ExpectedSize, tolerance: Double) -> ApprovalRefusal? {
        let allowed = Int((Double(seen) * tolerance).rounded(.down))
        guard (now - seen).magnitude <= allowed.magnitude else { return .countMoved(seen: seen, now: now) }
        return expected.contains(now) ? nil : .outsideExpectedSize(count: now, expected)
    }

    public var code: String {
        switch self {
        case .countMoved: "count_moved"
        case .outsideExpectedSize: "outside_expected_size"
        }
    }

    public var detail: String {
        switch self {
        case .countMoved(let seen, let now):
            "\(seen) contacts were seen and \(now) are in now: look again before approving."
        case .outsideExpectedSize(let count, let expected):
            "\(count) contacts are in, and \(expected.description) are expected."
        }
    }
}

/// Why nobody is written to.
public enum ActingRefusal: Equatable, Sendable {
    case notApproved
    case changedSinceApproval
    case outsideExpectedSize(count: Int, ExpectedSize)
    /// The rule lets in contacts who have not consented to the channel.
    case consentNotDemanded(channel: String)
    /// Nobody is left to write to.
    case nobody

    /// All that speaks against acting on an audience of `count` contacts.
    public static func judge(
        _ approval: AudienceApproval?, fingerprint: UInt64, count: Int, _ expected: ExpectedSize, channel: String,
        demandedConsents: Set<String>
    ) -> [ActingRefusal] {
        var refusals: [ActingRefusal] = []
        switch AudienceState(approval, fingerprint: fingerprint) {
        case .draft: refusals.append(.notApproved)
        case .changed: refusals.append(.changedSinceApproval)
        case .approved: break
        }
        if !demandedConsents.contains(channel) { refusals.append(.consentNotDemanded(channel: channel)) }
        let size = approval.map { expected.filled(around: $0.count) } ?? expected
        if !size.contains(count) { refusals.append(.outsideExpectedSize(count: count, size)) }
        if count == 0 { refusals.append(.nobody) }
        return refusals
    }

    public var code: String {
        switch self {
        case .notApproved: "not_approved"
        case .changedSinceApproval: "changed_since_approval"
        case .outsideExpectedSize: "outside_expected_size"
        case .consentNotDemanded: "consent_not_demanded"
        case .nobody: "nobody"
        }
    }

    public var detail: String {
        switch self {
        case .notApproved: "The audience is a draft: somebody must approve it."
        case .changedSinceApproval:
            "What the audience means has changed since it was approved: somebody must approve it again."
        case .outsideExpectedSize(let count, let expected):
            "\(count) contacts are in, and \(expected.description) are expected."
        case .consentNotDemanded(let channel):
            "The rule lets in contacts without consent for \(channel): add \"and consent.\(channel)\"."
        case .nobody: "Nobody is left to write to."
        }
    }
}
