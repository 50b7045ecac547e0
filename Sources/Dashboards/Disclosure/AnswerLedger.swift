import Audiences

/// What has been told before of other audiences: two answers that differ by a few people tell of those few.
///
/// An audience that another one, told of before, contains or lies in is compared with it cell by cell; when the two differ by one to
/// `floor - 1` people nothing is told of the second at all (control of overlap: D. Dobkin, A. Jones and R. Lipton, "Secure
/// databases: protection against user inference", ACM TODS 4, 1979; F. Chin and G. Özsoyoğlu, "Auditing and inference control in
/// statistical databases", IEEE TSE 8, 1982). The same question asked again takes the place of its earlier answer: contacts
/// come and go, and a dashboard that is looked at every day must not go dark.
///
/// Holds the audiences of the last answers, a bit a contact each. Not thread-safe; the caller has a lock.
public struct AnswerLedger: Sendable {
    private struct Entry: Sendable {
        var question: String
        /// Nil for everybody.
        var audience: ContactSelection?
        /// When another moment than now was asked about.
        var moment: Instant?
        var people: [String: [String: Int]]
    }

    private var entries: [Entry] = []
    /// Audiences that are remembered.
    public let limit: Int
    public static let defaultLimit = 64

    public init(limit: Int = AnswerLedger.defaultLimit) { self.limit = limit }

    public enum Finding: Sendable {
        /// It differs from an audience that was told of by one to `floor - 1` people.
        case tooClose
        /// What is remembered of audiences that contain it or lie in it.
        case clear([EarlierAnswer])
    }

    /// Compares an audience (everybody, when nil) with those that were told of. Everybody beside an audience is no matter of memory:
    /// see `Disclosure`. About 10 µs for each audience and a million contacts.
    public func compare(
        _ question: String, _ audience: ContactSelection?, moment: Instant? = nil, floor: Int
    ) -> Finding {
        let count = audience?.count ?? 0
        var answers: [EarlierAnswer] = []
        for entry in entries where entry.question != question {
            // The same people have the same cells, unless another moment is asked about.
            let others = EarlierAnswer(relation: .same, people: entry.people)
            guard let audience, let other = entry.audience else {
                if audience == nil, entry.audience == nil, entry.moment != moment { answers.append(others) }
                continue
            }
            let common = other.commonCount(audience)
            let (onlyThis, onlyOther) = (count - common, other.count - common)
            if (1..<floor).contains(onlyThis) || (1..<floor).contains(onlyOther) { return .tooClose }
            switch (onlyThis, onlyOther) {
            case (0, 0): if entry.moment != moment { answers.append(others) }
            case (0, _): answers.append(EarlierAnswer(relation: .containsThis, people: entry.people))
            case (_, 0): answers.append(EarlierAnswer(relation: .isInThis, people: entry.people))
            default: break
            }
        }
        return .clear(answers)
    }

    /// Remembers what was told; the oldest question is forgotten when there are too many.
    public mutating func note(
        _ question: String, _ audience: ContactSelection?, moment: Instant? = nil, _ people: [String: [String: Int]]
    ) {
        guard limit > 0 else { return }
        var entry = Entry(question: question, audience: audience, moment: moment, people: people)
        if let index = entries.firstIndex(where: { $0.question == question }) {
            entry.people.merge(entries.remove(at: index).people) { new, _ in new }
        }
        entries.append(entry)
        if entries.count > limit { entries.removeFirst() }
    }
}

/// What was told of an audience that contains this one, or lies in it: people by table and label.
public struct EarlierAnswer: Sendable {
    enum Relation {
        case containsThis, isInThis
        /// The same people at another moment.
        case same
    }

    let relation: Relation
    let people: [String: [String: Int]]
}

/// Whether anything may be told of a subject.
public enum DisclosureStanding: String, Sendable {
    case open
    /// Fewer people than the floor.
    case tooFew = "too_few_contacts"
    /// All contacts but a few: the few could be had by subtracting.
    case nearlyAll = "nearly_all_contacts"
    /// The base, or but for a few people of it.
    case tooCloseToBase = "too_close_to_base"
    /// Differs from an audience that was told of before by a few people.
    case tooCloseToEarlier = "too_close_to_an_earlier_answer"
}

extension DashboardSubject {
    /// Whether anything may be told, whatever was told before.
    public func standing(floor: Int) -> DisclosureStanding {
        let few = 1..<max(1, floor)
        guard contactCount >= floor else { return .tooFew }
        guard let audience else { return .open }
        if few.contains(table.contactCount - audience.count) { return .nearlyAll }
        if case .contacts(let other?) = base {
            let common = other.commonCount(audience)
            if other.count < floor || few.contains(other.count - common) || few.contains(audience.count - common) {
                return .tooCloseToBase
            }
            if few.contains(table.contactCount - other.count) { return .tooCloseToBase }
        }
        return .open
    }
}
