import Enrichment

/// Rights and wrongs counted. Tallies of the parts of a table, added in its order, are the tally of the table.
struct EvaluationTally: Sendable {
    struct Count: Sendable, Equatable {
        var right = 0
        var of = 0

        /// 0–1; nil of nothing.
        var share: Double? { of == 0 ? nil : Double(right) / Double(of) }

        mutating func add(_ isRight: Bool?) {
            guard let isRight else { return }
            of += 1
            if isRight { right += 1 }
        }

        mutating func add(_ other: Count) {
            right += other.right
            of += other.of
        }
    }

    /// One part of a table: its counts of each measure.
    struct Group: Sendable {
        var rows = 0
        /// Rows whose question contradicts their known answer, of those whose commune is wrong.
        var contradicted = 0
        var counts = [Count](repeating: Count(), count: Measure.allCases.count)

        subscript(measure: Measure) -> Count { counts[measure.rawValue] }

        var wrongCommunes: Int { self[.commune].of - self[.commune].right }
    }

    /// One match level: how many answers, and of each measure how many are right.
    private(set) var levels = [Group](repeating: Group(), count: MatchLevel.allCases.count)
    /// By name; the main part has none.
    private(set) var groups: [String: Group] = [:]
    private(set) var calibration = Calibration()
    private(set) var rows = 0
    /// Lines that could not be read, and rows that know no answer.
    var unreadable = 0
    var withoutAnswer = 0
    /// Rows whose commune is not one of the reference, so that no answer can be right.
    var unknownCommunes = 0

    /// Rows of all groups whose question contradicts their known answer.
    var contradicted: Int { groups.values.reduce(0) { $0 + $1.contradicted } }

    /// Groups beyond these are counted as one.
    private static let maximumGroups = 200
    private static let otherGroups = "others"

    mutating func count(_ verdict: Verdict, _ level: MatchLevel?, score: Double, group: String) {
        rows += 1
        let name = groups[group] != nil || groups.count < Self.maximumGroups ? group : Self.otherGroups
        Self.count(verdict, in: &groups[name, default: Group()])
        guard let level else { return }
        Self.count(verdict, in: &levels[Int(level.rawValue)])
        if let isRight = verdict.isRight { calibration.count(score: score, isRight: isRight) }
    }

    private static func count(_ verdict: Verdict, in group: inout Group) {
        group.rows += 1
        if verdict.isContradicted { group.contradicted += 1 }
        for measure in Measure.allCases { group.counts[measure.rawValue].add(verdict[measure]) }
    }

    mutating func add(_ other: EvaluationTally) {
        rows += other.rows
        unreadable += other.unreadable
        withoutAnswer += other.withoutAnswer
        unknownCommunes += other.unknownCommunes
        for (name, group) in other.groups { Self.add(group, to: &groups[name, default: Group()]) }
        for level in levels.indices { Self.add(other.levels[level], to: &levels[level]) }
        calibration.add(other.calibration)
    }

    private static func add(_ group: Group, to sum: inout Group) {
        sum.rows += group.rows
        sum.contradicted += group.contradicted
        for index in sum.counts.indices { sum.counts[index].add(group.counts[index]) }
    }
}
