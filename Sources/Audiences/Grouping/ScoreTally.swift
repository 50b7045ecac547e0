/// Contacts with events by the scores of their recency, frequency and monetary value, 1 to 5 each; and by those that they had at an
/// earlier moment.
public struct ScoreTally: Sendable {
    /// Cells of three scores: recency changes slowest, monetary value fastest.
    public static let cellCount = ScoreBounds.groups * ScoreBounds.groups * ScoreBounds.groups

    public internal(set) var bounds = ScoreBounds()
    private let groupOfCell: [Int]
    private let groupCount: Int
    /// By cell, of those in the selection, then of the others.
    private var cells = [Cell](repeating: Cell(), count: 2 * ScoreTally.cellCount)
    /// From the groups of then, the last of those without events, to the groups of now.
    private var moves: [Int]
    /// Those whose cells the slots do not tell.
    fileprivate var undecided: [Undecided] = []

    private struct Cell: Sendable {
        var people = 0
        var amount: Int64 = 0
    }

    fileprivate struct Undecided: Sendable {
        /// Nil of those that have no events.
        var now: EventHistory?
        var then: EventHistory?
        var isOther: Int
    }

    fileprivate init(_ groupOfCell: [Int]) {
        self.groupOfCell = groupOfCell
        groupCount = (groupOfCell.max() ?? 0) + 1
        moves = [Int](repeating: 0, count: 2 * (groupCount + 1) * groupCount)
    }

    /// Contacts of a cell, of the selection or of the others.
    public func people(_ cell: Int, isSelected: Bool = true) -> Int {
        cells[cell + (isSelected ? 0 : Self.cellCount)].people
    }

    /// What their amounts add up to, in units at the schema's scale.
    public func amount(_ cell: Int, isSelected: Bool = true) -> Int64 {
        cells[cell + (isSelected ? 0 : Self.cellCount)].amount
    }

    /// Contacts that were in a group of cells at the earlier moment (nil: had no events yet) and are in another now.
    public func moved(from: Int?, to: Int, isSelected: Bool = true) -> Int {
        moves[((isSelected ? 0 : groupCount + 1) + (from ?? groupCount)) * groupCount + to]
    }

    private mutating func count(_ cell: Int, _ amount: Int64, _ isOther: Int) {
        let place = cell &+ isOther &* Self.cellCount
        cells[place].people &+= 1
        cells[place].amount &+= amount
    }

    /// `then` is nil of those that had no events.
    private mutating func move(_ then: Int?, _ now: Int, _ isOther: Int) {
        let from = then.map { groupOfCell[$0] } ?? groupCount
        moves[(isOther &* (groupCount &+ 1) &+ from) &* groupCount &+ groupOfCell[now]] &+= 1
    }

    fileprivate mutating func add(_ now: borrowing EventHistories, _ ranks: ScoreRanks, _ split: SelectionSplit) {
        for contact in 0..<EventBlock.rowCount where now.counts[contact] > 0 {
            let cell = ranks.cell(now[contact])
            if cell >= 0 {
                count(cell, now.amounts[contact], split.isOther(contact))
            } else {
                wait(now[contact], then: nil, split.isOther(contact))
            }
        }
    }

    fileprivate mutating func add(
        _ now: borrowing EventHistories, _ ranks: ScoreRanks, _ then: borrowing EventHistories, _ ranksThen: ScoreRanks,
        _ split: SelectionSplit
    ) {
        for contact in 0..<EventBlock.rowCount {
            let (has, had) = (now.counts[contact] > 0, then.counts[contact] > 0)
            guard has || had else { continue }
            let cell = has ? ranks.cell(now[contact]) : 0
            let cellThen = had ? ranksThen.cell(then[contact]) : 0
            if cell < 0 || cellThen < 0 {
                wait(now[contact], then: had ? then[contact] : nil, split.isOther(contact))
            } else if has {
                count(cell, now.amounts[contact], split.isOther(contact))
                move(had ? cellThen : nil, cell, split.isOther(contact))
            }
        }
    }

    private mutating func wait(_ now: EventHistory, then: EventHistory?, _ isOther: Int) {
        undecided.append(Undecided(now: now.count > 0 ? now : nil, then: then, isOther: isOther))
    }

    fileprivate mutating func merge(_ other: ScoreTally) {
        for cell in cells.indices {
            cells[cell].people += other.cells[cell].people
            cells[cell].amount &+= other.cells[cell].amount
        }
        for move in moves.indices { moves[move] += other.moves[move] }
        undecided += other.undecided
    }

    /// Finds the bounds, and counts those that had to wait for them.
    fileprivate mutating func finish(_ ranks: ScoreRanks, _ ranksThen: ScoreRanks?) {
        bounds = ranks.bounds(undecided.compactMap(\.now))
        let boundsThen = ranksThen?.bounds(undecided.compactMap(\.then))
        for contact in undecided {
            guard let now = contact.now else { continue }
            let cell = bounds.cell(now)
            count(cell, now.amount, contact.isOther)
            if let boundsThen { move(contact.then.map(boundsThen.cell), cell, contact.isOther) }
        }
        undecided = []
    }
}

extension ContactTable {
    /// Scores the contacts by the events that the filter means, bounds being those of all contacts, and counts them apart by whether
    /// they are in the selection (all are, when nil). With an earlier moment also where the groups of then are now, by the bounds of
    /// then: `groupOfCell` has a group for each cell. Two passes over the contacts, three with an earlier moment.
    public func tallyScores(
        _ filter: EventFilter, before earlier: Instant? = nil, groupOfCell: [Int],
        splitting selection: ContactSelection? = nil, threads: Int = 2
    ) -> ScoreTally {
        precondition(groupOfCell.count == ScoreTally.cellCount, "a group for each cell")
        var filterThen = filter
        filterThen.before = earlier
        let ranks = scoreRanks(filter, threads)
        let ranksThen = earlier == nil ? nil : scoreRanks(filterThen, threads)
        let (window, windowThen) = (DayWindow(filter), DayWindow(filterThen))
        var tally = fold(
            threads: threads, nil, projectedBy: filter.projector, ScoreTally(groupOfCell)
        ) { tally, number, segment, scratch in
            for (index, block) in segment.blocks.enumerated() {
                guard let events = block.projection else { continue }
                let split = SelectionSplit(selection, segment: number, block: index)
                scratch.histories.read(events, block, window)
                guard let ranksThen else {
                    tally.add(scratch.histories, ranks, split)
                    continue
                }
                scratch.earlierHistories.read(events, block, windowThen)
                tally.add(scratch.histories, ranks, scratch.earlierHistories, ranksThen, split)
            }
        } merge: {
            $0.merge($1)
        }
        tally.finish(ranks, ranksThen)
        return tally
    }

    private func scoreRanks(_ filter: EventFilter, _ threads: Int) -> ScoreRanks {
        let window = DayWindow(filter)
        let day = filter.before.map { filter.projector.zone.local($0).date.day } ?? Self.dayWithoutEnd
        let slots = ScoreSlots(day: day)
        let empty = [Int32](repeating: 0, count: ScoreSlots.count)
        let counts = fold(threads: threads, nil, projectedBy: filter.projector, empty) { counts, _, segment, scratch in
            counts.withUnsafeMutableBufferPointer { counts in
                for block in segment.blocks {
                    guard let events = block.projection else { continue }
                    scratch.histories.read(events, block, window)
                    slots.count(scratch.histories, counts)
                }
            }
        } merge: {
            for slot in $0.indices { $0[slot] &+= $1[slot] }
        }
        return ScoreRanks(counts, slots)
    }

    /// 2040-01-01: recency has slots of a day for the twenty years before.
    private static let dayWithoutEnd: Int32 = 25_567
}
