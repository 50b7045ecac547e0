public import Audiences

/// What is to become of one contact.
public struct ContactWrite: Equatable, Sendable {
    public enum Mode: Equatable, Sendable {
        /// What is not named is forgotten, but for where the contact lives: an address is not kept, so that a sender who has not learned a
        /// new one names none. A contact that is not there is made.
        case replace
        /// What is not named stays. A contact that is not there is made.
        case merge
        /// What is not named stays. A contact that is not there stays away.
        case patch
    }

    /// What must hold of the stored contact, as `If-Match` and `If-None-Match` say it.
    public enum Precondition: Equatable, Sendable {
        case none
        case exists
        case isMissing
        /// One of these tags.
        case has([String])
    }

    public var id: String
    public var mode: Mode
    public var patch: ContactPatch
    /// The address as it was sent, for those who keep it.
    public var address: ContactPatch.Change<String> = .keep
    /// When the contact began, if the sender says so.
    public var createdAt: Instant?
    public var precondition = Precondition.none

    public init(id: String, mode: Mode, patch: ContactPatch) {
        self.id = id
        self.mode = mode
        self.patch = patch
    }

    public enum Outcome: Equatable, Sendable {
        case created(StoredContact)
        case updated(StoredContact)
        case missing
        /// The contact is not what the precondition says.
        case refused
    }

    func holds(for stored: StoredContact?) -> Bool {
        switch precondition {
        case .none: true
        case .exists: stored != nil
        case .isMissing: stored == nil
        case .has(let tags): stored.map { tags.contains($0.tag) } ?? false
        }
    }

    /// The contact as it will be.
    func applied(to stored: StoredContact?, now: Instant) -> ContactRecord {
        var base = stored?.record ?? ContactRecord(id: id)
        if mode == .replace {
            base = ContactRecord(
                id: id, place: base.place, profile: base.profile, persona: base.persona, createdAt: base.createdAt)
        }
        var record = patch.applied(to: base)
        record.createdAt = createdAt ?? record.createdAt ?? now
        record.updatedAt = now
        for (channel, consent) in patch.consents {
            guard let consent else { continue }
            record.consents[channel] = Self.dated(consent, before: stored?.record.consents[channel], now: now)
        }
        return record
    }

    /// A consent without a date was given now, unless it says what was known before.
    private static func dated(
        _ consent: ContactRecord.Consent, before: ContactRecord.Consent?, now: Instant
    ) -> ContactRecord.Consent {
        var consent = consent
        guard consent.at == nil else { return consent }
        if let before, before.isGiven == consent.isGiven, consent.source == nil || consent.source == before.source {
            return before
        }
        consent.at = now
        return consent
    }
}
