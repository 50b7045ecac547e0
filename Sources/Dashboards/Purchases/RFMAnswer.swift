import Audiences
import Dispatch
import Synchronization

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

/// The four bounds of each measure.
struct RFMBounds: Sendable {
    var recency: [Int64] = []
    var frequency: [Int64] = []
    var monetary: [Int64] = []

    static let groups = 5

    /// The cell of a contact, 0 to 124: recency changes slowest.
    @inline(__always)
    func cell(_ lastDay: Int32, _ count: Int32, _ amount: Int64) -> Int {
        Self.score(Int64(lastDay), recency) &* 25 &+ Self.score(Int64(count), frequency) &* 5
            &+ Self.score(amount, monetary)
    }

    @inline(__always)
    private static func score(_ value: Int64, _ bounds: [Int64]) -> Int {
        var score = 0
        for bound in bounds { score &+= bound <= value ? 1 : 0 }
        return score
    }

    init(_ parts: [EventSummaries]) {
        recency = Quantiles.bounds(parts.map(\.lastDays), groups: Self.groups)
        frequency = Quantiles.bounds(parts.map(\.counts), groups: Self.groups)
        monetary = Quantiles.bounds(parts.map(\.amounts), groups: Self.groups)
    }
}

extension DashboardSubject {
    /// Scores, segments, and the migration since an earlier date. One pass over the events for each date and population.
    public func rfm(since earlier: CivilDate? = nil, _ disclosure: inout Disclosure) throws(DashboardError) -> RFMAnswer
    {
        let parts = table.summarise(purchases(), threads: options.threads)
        let bounds = RFMBounds(parts)
        let scored = RFMTally(parts, bounds, audience, threads: options.threads)
        let all = audience == nil ? nil : RFMTally(parts, bounds, nil, threads: options.threads)
        let others = contactCount - scored.people.reduce(0, +)
        let names = RFMSegment.allCases.map(\.rawValue)
        let cellLabels = (0..<125).map { "\($0 / 25 + 1)\($0 / 5 % 5 + 1)\($0 % 5 + 1)" }
        let segments = scored.bySegment, allSegments = all?.bySegment
        let told = disclosure.groups(
            "rfm",
            parts: (0..<125).map { (cellLabels[$0], RFMSegment.ofCell[$0], scored.people[$0], all?.people[$0]) },
            groups: names.indices.map { (names[$0], segments.people[$0], allSegments?.people[$0]) } + [
                ("none", max(0, others), all.map { table.contactCount - $0.people.reduce(0, +) })
            ])
        let isBuyersTold = told.groups[names.count]
        let buyers = scored.people.reduce(0, +)
        return RFMAnswer(
            buyers: isBuyersTold ? buyers : nil, others: isBuyersTold ? others : nil,
            recencyBounds: bounds.recency.map { CivilDate(day: Int32(clamping: $0)) },
            frequencyBounds: bounds.frequency.map { Int($0) }, monetaryBounds: bounds.monetary.map(amount),
            cells: (0..<125).map { cell in
                RFMAnswer.Cell(
                    recency: cell / 25 + 1, frequency: cell / 5 % 5 + 1, monetary: cell % 5 + 1,
                    count: told.parts[cell] ? scored.people[cell] : nil)
            },
            segments: names.indices.map { index in
                segment(names[index], segments.people[index], segments.amounts[index], buyers, told.groups[index])
            },
            moves: try earlier.map { date throws(DashboardError) in try moves(since: date, parts, bounds, &disclosure) }
                ?? [])
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
    private func moves(
        since date: CivilDate, _ now: [EventSummaries], _ bounds: RFMBounds, _ disclosure: inout Disclosure
    ) throws(DashboardError) -> [RFMAnswer.Move] {
        var filter = purchases()
        // The whole day of the earlier date counts.
        filter.before = clock.zone.instant(of: CivilDate(day: date.day + 1))
        let then = table.summarise(filter, threads: options.threads)
        let boundsThen = RFMBounds(then)
        let names = RFMSegment.allCases.map(\.rawValue) + ["none"]
        func crossed(_ selection: ContactSelection?) -> [[Int]] {
            var people = [[Int]](repeating: [Int](repeating: 0, count: names.count + 1), count: names.count + 1)
            RFMTally.forEachMove(then, boundsThen, now, bounds) { row, from, to in
                if selection?.contains(row) ?? true { people[from][to] += 1 }
            }
            for row in names.indices { people[row][names.count] = people[row].reduce(0, +) }
            for column in 0...names.count {
                people[names.count][column] = names.indices.reduce(0) { $0 + people[$1][column] }
            }
            return people
        }
        let people = crossed(audience)
        let all = audience == nil ? nil : crossed(nil)
        let told = disclosure.crossing("rfm since \(date)", rows: names, columns: names, people, ofAll: all)
        return names.indices.flatMap { from in
            names.indices.map { to in
                RFMAnswer.Move(from: names[from], to: names[to], count: told[from][to] ? people[from][to] : nil)
            }
        }
    }
}

/// Contacts by the cell of their scores.
struct RFMTally: Sendable {
    var people = [Int](repeating: 0, count: 125)
    var amounts = [Int64](repeating: 0, count: 125)

    init(_ parts: [EventSummaries], _ bounds: RFMBounds, _ selection: ContactSelection?, threads: Int) {
        let tallies = Mutex<[([Int], [Int64])]>([])
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, parts.count))) { _ in
            var people = [Int](repeating: 0, count: 125)
            var amounts = [Int64](repeating: 0, count: 125)
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < parts.count else { break }
                let part = parts[index]
                for place in 0..<part.count where selection?.contains(part.rows[place]) ?? true {
                    let cell = bounds.cell(part.lastDays[place], part.counts[place], part.amounts[place])
                    people[cell] &+= 1
                    amounts[cell] = amounts[cell].addingReportingOverflow(part.amounts[place]).partialValue
                }
            }
            tallies.withLock { $0.append((people, amounts)) }
        }
        for (people, amounts) in tallies.withLock({ $0 }) {
            for cell in 0..<125 {
                self.people[cell] += people[cell]
                self.amounts[cell] &+= amounts[cell]
            }
        }
    }

    var bySegment: (people: [Int], amounts: [Int64]) {
        var people = [Int](repeating: 0, count: RFMSegment.allCases.count)
        var amounts = [Int64](repeating: 0, count: RFMSegment.allCases.count)
        for (cell, segment) in RFMSegment.ofCell.enumerated() {
            people[segment] += self.people[cell]
            amounts[segment] &+= self.amounts[cell]
        }
        return (people, amounts)
    }

    /// Calls `body` with each contact that has bought by now, and its segments of then and now; who had not bought by then comes
    /// from the one behind the last. Both lists are in the order of the rows.
    static func forEachMove(
        _ then: [EventSummaries], _ boundsThen: RFMBounds, _ now: [EventSummaries], _ bounds: RFMBounds,
        _ body: (ContactRow, Int, Int) -> Void
    ) {
        var earlier = 0
        var place = 0
        for part in now {
            for index in 0..<part.count {
                let row = part.rows[index]
                while earlier < then.count, place >= then[earlier].count || then[earlier].rows[place] < row {
                    if place >= then[earlier].count {
                        earlier += 1
                        place = 0
                    } else {
                        place += 1
                    }
                }
                var from = RFMSegment.allCases.count
                if earlier < then.count, then[earlier].rows[place] == row {
                    let old = then[earlier]
                    from =
                        RFMSegment.ofCell[
                            boundsThen.cell(old.lastDays[place], old.counts[place], old.amounts[place])]
                }
                let cell = bounds.cell(part.lastDays[index], part.counts[index], part.amounts[index])
                body(row, from, RFMSegment.ofCell[cell])
            }
        }
    }
}
