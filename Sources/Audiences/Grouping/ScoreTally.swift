/// Contacts with events by the scores of their recency, frequency and monetary value, 1 to 5 each; and by those that they had at an
/// earlier moment.
public struct ScoreTally: Sendable {
    /// Cells of three scores: recency changes slowest, monetary value fastest.
    public static let cellCount = ScoreBounds.groups * ScoreBounds.groups * ScoreBounds.groups

    /// The cell of those without events.
    static let noCell = cellCount

    public internal(set) var bounds = ScoreBounds()
    /// Of each cell; that of those without events is the last.
    private let groupOfCell: [Int]
    private let groupCount: Int
    /// By cell, of those in the selection, then of the others.
    private var cells = [Cell](repeating: Cell(), count: 2 * (ScoreTally.noCell + 1))
    /// From the groups of then to the groups of now.
    private var moves: [Int]
    /// Those whose cells the slots do not tell.
    fileprivate var undecided: [Undecided] = []

    private struct Cell: Sendable {
        var people = 0
        var amount: Int64 = 0
    }

    fileprivate struct Undecided: Sendable {
        var now: EventHistory
        var then: EventHistory
        var isOther: Int
    }

    fileprivate init(_ groupOfCell: [Int]) {
        let noGroup = (groupOfCell.max() ?? 0) + 1
        self.groupOfCell = groupOfCell + [noGroup]
        groupCount = noGroup + 1
        moves = [Int](repeating: 0, count: 2 * groupCount * groupCount)
    }

    /// Contacts of a cell, of the selection or of the others.
    public func people(_ cell: Int, isSelected: Bool = true) -> Int {
        cells[cell + (isSelected ? 0 : Self.noCell + 1)].people
    }

    /// What their amounts add up to, in units at the schema's scale.
    public func amount(_ cell: Int, isSelected: Bool = true) -> Int64 {
        cells[cell + (isSelected ? 0 : Self.noCell + 1)].amount
    }

    /// Contacts that were in a group of cells at the earlier moment (nil: had no events yet) and are in another now.
    public func moved(from: Int?, to: Int, isSelected: Bool = true) -> Int {
        moves[((isSelected ? 0 : groupCount) + (from ?? groupCount - 1)) * groupCount + to]
    }

    fileprivate mutating func add(_ now: borrowing EventHistories, _ ranks: ScoreRanks, _ split: SelectionSplit) {
        var waiting: [Undecided] = []
        withCounters { counters in
            ranks.withTable { table in
                for contact in 0..<EventBlock.rowCount {
                    let (cell, isOther) = (table.cell(now[contact]), split.isOther(contact))
                    if cell > Self.noCell {
                        waiting.append(Undecided(now: now[contact], then: .none, isOther: isOther))
                    } else {
                        counters.count(cell, now.amounts[contact], isOther)
                    }
                }
            }
        }
        undecided += waiting
    }

    fileprivate mutating func add(
        _ now: borrowing EventHistories, _ ranks: ScoreRanks, _ then: borrowing EventHistories, _ ranksThen: ScoreRanks,
        _ split: SelectionSplit
    ) {
        var waiting: [Undecided] = []
        withCounters { counters in
            ranks.withTable { table in
                ranksThen.withTable { tableThen in
                    for contact in 0..<EventBlock.rowCount {
                        let (cell, isOther) = (table.cell(now[contact]), split.isOther(contact))
                        let cellThen = tableThen.cell(then[contact])
                        if max(cell, cellThen) > Self.noCell {
                            waiting.append(Undecided(now: now[contact], then: then[contact], isOther: isOther))
                        } else {
                            counters.count(cell, now.amounts[contact], isOther)
                            counters.move(cellThen, cell, isOther)
                        }
                    }
                }
            }
        }
        undecided += waiting
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
        let waiting = undecided
        let bounds = ranks.bounds(waiting.map(\.now))
        let boundsThen = ranksThen?.bounds(waiting.map(\.then))
        withCounters { counters in
            for contact in waiting {
                let cell = bounds.cell(contact.now)
                counters.count(cell, contact.now.amount, contact.isOther)
                if let boundsThen { counters.move(boundsThen.cell(contact.then), cell, contact.isOther) }
            }
        }
        self.bounds = bounds
        undecided = []
    }

    /// The counters where they lie, for a loop.
    private struct Counters {
        let cells: UnsafeMutablePointer<Cell>
        let moves: UnsafeMutablePointer<Int>
        let groupOfCell: UnsafePointer<Int>
        let groupCount: Int

        @inline(__always)
        func count(_ cell: Int, _ amount: Int64, _ isOther: Int) {
            let place = cells + (cell &+ isOther &* (ScoreTally.noCell + 1))
            place.pointee.people &+= 1
            place.pointee.amount &+= amount
        }

        @inline(__always)
        func move(_ then: Int, _ now: Int, _ isOther: Int) {
            moves[(isOther &* groupCount &+ groupOfCell[then]) &* groupCount &+ groupOfCell[now]] &+= 1
        }
    }

    /// The pointers are valid within the body.
    @inline(__always)
    private mutating func withCounters(_ body: (Counters) -> Void) {
        groupOfCell.withUnsafeBufferPointer { groupOfCell in
            cells.withUnsafeMutableBufferPointer { cells in
                moves.withUnsafeMutableBufferPointer { moves in
                    guard let group = groupOfCell.baseAddress, let cells = cells.baseAddress,
                        let moves = moves.baseAddress
                    else { return }
                    body(Counters(cells: cells, moves: moves, groupOfCell: group, groupCount: groupCount))
                }
            }
        }
    }
}

extension ContactTable {
    /// Scores the contacts by the events that the filter means, bounds being those of all contacts, and counts them apart by whether
    /// they are in the selection (all are, when nil). With an earlier moment also where the groups of then are now, by the bounds of
    /// then: `groupOfCell` has a group for each cell. Two passes over the contacts.
    public func tallyScores(
        _ filter: EventFilter, before earlier: Instant? = nil, groupOfCell: [Int],
        splitting selection: ContactSelection? = nil, threads: Int = 2
    ) -> ScoreTally {
        precondition(groupOfCell.count == ScoreTally.cellCount, "a group for each cell")
        let moments = [filter.before] + (earlier.map { [$0] } ?? [])
        let dates = moments.map { ScoreDate(filter, before: $0) }
        let ranks = scoreRanks(filter.projector, dates, threads)
        var tally = fold(
            threads: threads, nil, projectedBy: filter.projector, ScoreTally(groupOfCell)
        ) { tally, number, segment, scratch in
            for (index, block) in segment.blocks.enumerated() {
                guard let events = block.projection else { continue }
                let split = SelectionSplit(selection, segment: number, block: index)
                scratch.histories.read(events, block, dates[0].window)
                guard dates.count > 1 else {
                    tally.add(scratch.histories, ranks[0], split)
                    continue
                }
                scratch.earlierHistories.read(events, block, dates[1].window)
                tally.add(scratch.histories, ranks[0], scratch.earlierHistories, ranks[1], split)
            }
        } merge: {
            $0.merge($1)
        }
        tally.finish(ranks[0], dates.count > 1 ? ranks[1] : nil)
        return tally
    }

    /// The ranks of each date, from one pass.
    private func scoreRanks(_ projector: EventProjector, _ dates: [ScoreDate], _ threads: Int) -> [ScoreRanks] {
        let empty = [Int32](repeating: 0, count: dates.count * ScoreSlots.count)
        let counts = fold(threads: threads, nil, projectedBy: projector, empty) { counts, _, segment, scratch in
            counts.withUnsafeMutableBufferPointer { counts in
                guard let counts = counts.baseAddress else { return }
                for block in segment.blocks {
                    guard let events = block.projection else { continue }
                    for (index, date) in dates.enumerated() {
                        scratch.histories.read(events, block, date.window)
                        date.slots.count(scratch.histories, counts + index * ScoreSlots.count)
                    }
                }
            }
        } merge: {
            for slot in $0.indices { $0[slot] &+= $1[slot] }
        }
        return dates.enumerated().map { index, date in
            ScoreRanks(counts[(index * ScoreSlots.count)...].prefix(ScoreSlots.count), date.slots)
        }
    }
}

/// A date that contacts are scored at, by their events before it.
private struct ScoreDate: Sendable {
    let window: DayWindow
    let slots: ScoreSlots

    /// 2040-01-01: recency has slots of a day for the twenty years before.
    private static let dayWithoutEnd: Int32 = 25_567

    init(_ filter: EventFilter, before end: Instant?) {
        var filter = filter
        filter.before = end
        window = DayWindow(filter)
        slots = ScoreSlots(day: end.map { filter.projector.zone.local($0).date.day } ?? Self.dayWithoutEnd)
    }
}
