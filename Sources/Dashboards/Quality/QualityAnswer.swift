import Audiences
import Statistics

/// How far the data can be trusted.
public struct QualityAnswer: Sendable {
    public struct Field: Sendable {
        public var name: String
        public var known: Int?
        public var unknown: Int?
    }

    /// How the personas of contacts that came lately differ from those of the others.
    public struct Drift: Sendable {
        /// Contacts that came in the last days, and those that came before, whose persona is known.
        public var days: Int
        public var recent: Int?
        public var others: Int?
        /// Population stability index: below 0.1 little has moved, above 0.25 much. From what is told alone.
        public var stabilityIndex: Double?
    }

    /// A saved audience that nobody has acted on, or that is nearly another one.
    public struct Remark: Sendable, Equatable {
        public var audience: String
        /// `never_used`, `nearly_equal`.
        public var kind: String
        public var other: String?
        /// Contacts of both among those of either, 0 to 1. Nil when it would tell of a few that are in one of them alone.
        public var likeness: Double?
    }

    public var contacts: Int
    public var matchLevels: [LabelledCount]
    /// Matches by score, in bands.
    public var scores: [LabelledCount]
    public var fields: [Field]
    /// By months since the contact was last changed.
    public var staleness: [LabelledCount]
    public var drift: Drift
    public var remarks: [Remark]
}

/// A saved audience, for the remarks on it.
public struct NamedAudience: Sendable {
    public var name: String
    public var contacts: ContactSelection
    public var isUsed: Bool

    public init(name: String, contacts: ContactSelection, isUsed: Bool) {
        self.name = name
        self.contacts = contacts
        self.isUsed = isUsed
    }
}

extension DashboardSubject {
    private static let scoreBounds: [(units: Int64, label: String)] = [
        (5000, "0.5"), (8000, "0.8"), (9000, "0.9"), (9500, "0.95"), (9900, "0.99"),
    ]
    private static let staleMonths = [6, 12, 24]
    private static let driftDays = 90
    /// Audiences with so many of their contacts in common are as good as one.
    private static let nearlyEqual = 0.95

    /// Counts over contacts, one pass for each field.
    public func quality(_ audiences: [NamedAudience], _ disclosure: inout Disclosure) throws(DashboardError)
        -> QualityAnswer
    {
        QualityAnswer(
            contacts: contactCount, matchLevels: try counts(ContactField.matchLevel, &disclosure),
            scores: try scores(&disclosure), fields: try fields(&disclosure), staleness: try staleness(&disclosure),
            drift: try drift(&disclosure), remarks: Self.remarks(audiences, disclosure))
    }

    private func column(_ field: String) throws(DashboardError) -> ContactColumn {
        guard let column = table.contactColumn(field) else { throw .unknownField(parameter: "", name: field) }
        return column
    }

    private func scores(_ disclosure: inout Disclosure) throws(DashboardError) -> [LabelledCount] {
        let bounds = Self.scoreBounds
        let axis = Axis.bands(try column(ContactField.matchScore), bounds: bounds.map(\.units))
        let labels =
            ["< " + bounds[0].label] + zip(bounds, bounds.dropFirst()).map { $0.label + " – " + $1.label }
            + ["≥ " + bounds[bounds.count - 1].label, ""]
        return try labelled(axis, "scores", labels, &disclosure)
    }

    private func staleness(_ disclosure: inout Disclosure) throws(DashboardError) -> [LabelledCount] {
        let bounds = Self.staleMonths.reversed().map { clock.zone.instant(of: today.adding(months: -$0)).milliseconds }
        let axis = Axis.bands(try column(ContactField.updatedAt), bounds: bounds)
        return try labelled(axis, "staleness", ["> 24", "12 – 24", "6 – 12", "≤ 6", ""], &disclosure)
    }

    private func labelled(
        _ axis: Axis, _ name: String, _ labels: [String], _ disclosure: inout Disclosure
    ) throws(DashboardError) -> [LabelledCount] {
        let (people, all) = try tallied(axis)
        let told = disclosure.line(name, labels, people, ofAll: all)
        return labels.indices.map { LabelledCount(label: labels[$0], count: told[$0] ? people[$0] : nil) }
    }

    /// Known and unknown values of every field that rules use.
    private func fields(_ disclosure: inout Disclosure) throws(DashboardError) -> [QualityAnswer.Field] {
        let names =
            [
                ContactField.persona, ContactField.iris, ContactField.citycode, ContactField.postcode,
                ContactField.department, ContactField.lifecycle, ContactField.createdAt,
            ] + table.schema.channels.map(ContactField.consent) + table.schema.attributes.map(\.name)
        var fields: [QualityAnswer.Field] = []
        for name in names {
            let axis = table.knownAxis(try column(name))
            let (people, all) = try tallied(axis)
            let told = disclosure.line("known " + name, ["known", ""], people, ofAll: all)
            fields.append(
                QualityAnswer.Field(
                    name: name, known: told[0] ? people[0] : nil, unknown: told[1] ? people[1] : nil))
        }
        return fields
    }

    private func drift(_ disclosure: inout Disclosure) throws(DashboardError) -> QualityAnswer.Drift {
        let personas = try PersonaAxis(self)
        let from = clock.zone.instant(of: CivilDate(day: today.day - Int32(Self.driftDays))).milliseconds
        let came = Axis.bands(try column(ContactField.createdAt), bounds: [from])
        let axes = [personas.axis, came]
        let (counts, all) = try counted { () throws(TallyError) in
            let counts = try table.tally(axes, of: audience, threads: options.threads).counts
            let all = audience == nil ? nil : try table.tally(axes, threads: options.threads).counts
            return (counts, all)
        }
        // Columns: before, lately, not known when.
        let rows = personas.personas.count + 1
        func people(_ counts: [Int]) -> [[Int]] {
            var people = (0..<rows).map { row in
                let cells = Array(counts[(row * 3)..<(row * 3 + 3)])
                return cells + [cells.reduce(0, +)]
            }
            people.append((0..<4).map { column in people.reduce(0) { $0 + $1[column] } })
            return people
        }
        let crossed = people(counts)
        let told = disclosure.crossing(
            "drift", rows: personas.personas + ["?"], columns: ["before", "lately", "?"], crossed,
            ofAll: all.map(people))
        var (before, lately): ([Double], [Double]) = ([], [])
        for row in personas.personas.indices where told[row][0] && told[row][1] {
            before.append(Double(crossed[row][0]))
            lately.append(Double(crossed[row][1]))
        }
        let sums = (lately.reduce(0, +), before.reduce(0, +))
        return QualityAnswer.Drift(
            days: Self.driftDays, recent: told[rows][1] ? crossed[rows][1] : nil,
            others: told[rows][0] ? crossed[rows][0] : nil,
            stabilityIndex: sums.0 > 0 && sums.1 > 0 ? Divergence.stabilityIndex(lately, before) : nil)
    }

    private static func remarks(_ audiences: [NamedAudience], _ disclosure: Disclosure) -> [QualityAnswer.Remark] {
        let unused = audiences.filter { !$0.isUsed }.map {
            QualityAnswer.Remark(audience: $0.name, kind: "never_used")
        }
        // Whether two groups of a few people are the same people is not told.
        let large = audiences.filter { $0.contacts.count >= disclosure.floor }
        let alike = large.indices.flatMap { one in
            large[(one + 1)...].compactMap { remark(large[one], $0, disclosure) }
        }
        return unused + alike
    }

    /// That the two are nearly equal, when they are.
    private static func remark(
        _ one: NamedAudience, _ other: NamedAudience, _ disclosure: Disclosure
    ) -> QualityAnswer.Remark? {
        let common = one.contacts.commonCount(other.contacts)
        let (count, otherCount) = (one.contacts.count, other.contacts.count)
        let either = count + otherCount - common
        guard either > 0, Double(common) >= nearlyEqual * Double(either) else { return nil }
        let isTold = !disclosure.isFew(count - common) && !disclosure.isFew(otherCount - common)
        return QualityAnswer.Remark(
            audience: one.name, kind: "nearly_equal", other: other.name,
            likeness: isTold ? Double(common) / Double(either) : nil)
    }
}
