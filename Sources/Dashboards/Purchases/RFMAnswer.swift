import Audiences

/// Recency, frequency and monetary value of those who bought, each scored 1 to 5 (A. Hughes, "Strategic database marketing").
///
/// The bounds part all buyers of the table into five groups of the same size, as far as equal values allow; so scores of an
/// audience compare with those of all.
public struct RFMAnswer: Sendable {
    public struct Cell: Sendable {
        public var recency: Int
        public var frequency: Int
        public var monetary: Int
        public var count: Int?
    }

    public struct Segment: Sendable {
        public var name: String
        public var count: Int?
        /// Of the buyers that are told.
        public var share: Double?
        public var amount: ExactDecimal?
        public var averageValue: Double?
    }

    /// Contacts of a segment at the earlier date, by segment now.
    public struct Move: Sendable {
        public var from: String
        public var to: String
        public var count: Int?
    }

    public var buyers: Int?
    /// Contacts that never bought.
    public var others: Int?
    /// The last purchase on or after which recency scores 2, 3, 4, 5; purchases; amounts.
    public var recencyBounds: [CivilDate]
    public var frequencyBounds: [Int]
    public var monetaryBounds: [ExactDecimal]
    /// 125 cells.
    public var cells: [Cell]
    public var segments: [Segment]
    /// From the earlier date, when one was asked for; `none` had not bought by then.
    public var moves: [Move]
}

/// The named segments, by recency and the mean of frequency and value.
public enum RFMSegment: String, CaseIterable, Sendable {
    case champions, loyal, promising, new, needAttention = "need_attention", atRisk = "at_risk"
    case cannotLose = "cannot_lose", hibernating, lost

    /// The usual grid of recency and frequency with value (1 to 5 each); every score has one segment.
    public static func of(recency: Int, frequency: Int, monetary: Int) -> RFMSegment {
        let worth = (frequency + monetary + 1) / 2
        switch (recency, worth) {
        case (5, 4...5), (4, 5): return .champions
        case (4, 4), (3, 4...5): return .loyal
        case (5, 1), (4, 1): return .new
        case (4...5, 2...3): return .promising
        case (3, 2...3): return .needAttention
        case (3, 1): return .hibernating
        case (1...2, 5): return .cannotLose
        case (1...2, 3...4): return .atRisk
        case (2, 1...2): return .hibernating
        default: return .lost
        }
    }

    /// By the cell of the three scores, 0 to 124.
    static let ofCell: [Int] = (0..<125).map { cell in
        let segment = of(recency: cell / 25 + 1, frequency: cell / 5 % 5 + 1, monetary: cell % 5 + 1)
        return allCases.firstIndex(of: segment) ?? 0
    }
}

extension DashboardSubject {
    /// Scores, segments, and the migration since an earlier date. Two passes over those who bought, three with a date.
    public func rfm(since earlier: CivilDate? = nil, _ disclosure: inout Disclosure) throws(DashboardError) -> RFMAnswer
    {
        let tally = table.tallyScores(
            purchases(),
            // The whole day of the earlier date counts.
            before: earlier.map { clock.zone.instant(of: CivilDate(day: $0.day + 1)) }, groupOfCell: RFMSegment.ofCell,
            splitting: audience, threads: options.threads)
        let scored = RFMCounts(tally, isSelected: true)
        let all = audience == nil ? nil : scored + RFMCounts(tally, isSelected: false)
        let buyers = scored.cells.reduce(0, +)
        let others = contactCount - buyers
        let names = RFMSegment.allCases.map(\.rawValue)
        let cellLabels = (0..<125).map { "\($0 / 25 + 1)\($0 / 5 % 5 + 1)\($0 % 5 + 1)" }
        let told = disclosure.groups(
            "rfm",
            parts: (0..<125).map { (cellLabels[$0], RFMSegment.ofCell[$0], scored.cells[$0], all?.cells[$0]) },
            groups: names.indices.map { (names[$0], scored.segments[$0], all?.segments[$0]) } + [
                ("none", max(0, others), all.map { table.contactCount - $0.cells.reduce(0, +) })
            ])
        let isBuyersTold = told.groups[names.count]
        let bounds = tally.bounds
        return RFMAnswer(
            buyers: isBuyersTold ? buyers : nil, others: isBuyersTold ? others : nil,
            recencyBounds: bounds.recency.map { CivilDate(day: Int32(clamping: $0)) },
            frequencyBounds: bounds.frequency.map { Int($0) }, monetaryBounds: bounds.monetary.map(amount),
            cells: (0..<125).map { cell in
                RFMAnswer.Cell(
                    recency: cell / 25 + 1, frequency: cell / 5 % 5 + 1, monetary: cell % 5 + 1,
                    count: told.parts[cell] ? scored.cells[cell] : nil)
            },
            segments: names.indices.map { index in
                segment(names[index], scored.segments[index], scored.amounts[index], buyers, told.groups[index])
            },
            moves: earlier.map { moves(since: $0, tally, &disclosure) } ?? [])
    }

    private func segment(_ name: String, _ people: Int, _ units: Int64, _ buyers: Int, _ isTold: Bool)
        -> RFMAnswer.Segment
    {
        guard isTold else { return RFMAnswer.Segment(name: name) }
        return RFMAnswer.Segment(
            name: name, count: people, share: buyers > 0 ? Double(people) / Double(buyers) : nil,
            amount: amount(units), averageValue: people > 0 ? amount(units).double / Double(people) : nil)
    }

    // MARK: - Migration

    /// Where the contacts of each segment of then are now. The scores of then are by the bounds of then.
    private func moves(since date: CivilDate, _ tally: ScoreTally, _ disclosure: inout Disclosure) -> [RFMAnswer.Move] {
        let names = RFMSegment.allCases.map(\.rawValue) + ["none"]
        // Who has bought has bought since: nobody is in no segment now.
        func crossed(isSelected: Bool) -> [[Int]] {
            let people = names.indices.map { from in
                let moved = names.indices.dropLast().map { to in
                    tally.moved(from: from < names.count - 1 ? from : nil, to: to, isSelected: isSelected)
                }
                return moved + [0, moved.reduce(0, +)]
            }
            return people + [(0...names.count).map { column in people.reduce(0) { $0 + $1[column] } }]
        }
        let people = crossed(isSelected: true)
        let all =
            audience == nil
            ? nil : zip(people, crossed(isSelected: false)).map { row, others in zip(row, others).map(+) }
        let told = disclosure.crossing("rfm since \(date)", rows: names, columns: names, people, ofAll: all)
        return names.indices.flatMap { from in
            names.indices.map { to in
                RFMAnswer.Move(from: names[from], to: names[to], count: told[from][to] ? people[from][to] : nil)
            }
        }
    }
}

/// Contacts by the cell of their scores, and by segment with what they spent.
private struct RFMCounts {
    var cells: [Int]
    var segments: [Int]
    var amounts: [Int64]

    init(_ tally: ScoreTally, isSelected: Bool) {
        cells = (0..<ScoreTally.cellCount).map { tally.people($0, isSelected: isSelected) }
        segments = RFMSegment.allCases.map { _ in 0 }
        amounts = RFMSegment.allCases.map { _ in 0 }
        for (cell, segment) in RFMSegment.ofCell.enumerated() {
            segments[segment] += cells[cell]
            amounts[segment] &+= tally.amount(cell, isSelected: isSelected)
        }
    }

    static func + (one: RFMCounts, other: RFMCounts) -> RFMCounts {
        var sum = one
        sum.cells = zip(one.cells, other.cells).map(+)
        sum.segments = zip(one.segments, other.segments).map(+)
        sum.amounts = zip(one.amounts, other.amounts).map(&+)
        return sum
    }
}
