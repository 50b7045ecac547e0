extension ContactTable {
    /// Counts the events of several filters that differ in nothing but their periods, which may overlap: the last axis has a group for each.
    /// With a selection the first axis has two groups, the contacts that are in it and the others, else there is but one axis. Exact. What
    /// a period of whole days holds lies side by side, so this takes about 1 ns for each event of a period.
    public func tallyPeriods(
        _ filters: [EventFilter], splitting selection: ContactSelection? = nil, threads: Int = 2
    ) -> EventTally {
        let groupCounts = selection == nil ? [filters.count] : [2, filters.count]
        let empty = EventTally(groupCounts, cells: groupCounts.reduce(1, *))
        guard let projector = filters.first?.projector else { return empty }
        let windows = filters.map(DayWindow.init)
        return fold(threads: threads, nil, projectedBy: projector, empty) { tally, number, segment, scratch in
            scratch.reserveSeen(cells: 1)
            for (index, block) in segment.blocks.enumerated() {
                guard let events = block.projection else { continue }
                let split = SelectionSplit(selection, segment: number, block: index)
                var end = 0
                for (period, window) in windows.enumerated() {
                    let runs = window.runs(events.days, events.count, hint: end)
                    end = runs.lastEdge.upperBound
                    let sums = PeriodSums(events, block, runs, window, split, seen: scratch.seen)
                    tally.add(sums.selected, period)
                    if selection != nil { tally.add(sums.others, filters.count + period) }
                }
            }
        } merge: {
            $0.merge($1)
        }
    }
}

/// What the events of a period come to in one block, in the selection and outside.
private struct PeriodSums {
    private(set) var selected = EventTally.Cell()
    private(set) var others = EventTally.Cell()

    /// `seen` has a bit for each contact of the block, whatever they are before.
    init(
        _ events: ProjectedEvents, _ block: EventBlock, _ runs: DayWindow.Runs, _ window: DayWindow,
        _ split: SelectionSplit, seen: UnsafeMutablePointer<UInt64>
    ) {
        seen.update(repeating: 0, count: FoldScratch.seenWords)
        window.forEachRange(of: runs, events, block) { add($0, events, split, seen) }
        for word in 0..<FoldScratch.seenWords {
            let outside = split.others(word)
            selected.contacts &+= (seen[word] & ~outside).nonzeroBitCount
            others.contacts &+= (seen[word] & outside).nonzeroBitCount
        }
    }

    @inline(__always)
    private mutating func add(
        _ places: Range<Int>, _ events: ProjectedEvents, _ split: SelectionSplit, _ seen: UnsafeMutablePointer<UInt64>
    ) {
        let owners = events.owners
        for place in places {
            let owner = Int(owners[place])
            seen[owner >> 6] |= 1 &<< UInt64(owner & 63)
        }
        let outside = split.isOfAll ? 0 : places.reduce(0) { $0 &+ split.isOther(Int(owners[$1])) }
        selected.count &+= places.count &- outside
        others.count &+= outside
        switch events.amounts.width {
        case 1: sum(places, owners, split, events.amounts.values(Int8.self))
        case 2: sum(places, owners, split, events.amounts.values(Int16.self))
        case 4: sum(places, owners, split, events.amounts.values(Int32.self))
        case 8: sum(places, owners, split, events.amounts.values(Int64.self))
        // Of no bytes no amount is known.
        default: break
        }
    }

    @inline(__always)
    private mutating func sum<Value: FixedWidthInteger & SignedInteger>(
        _ places: Range<Int>, _ owners: UnsafePointer<Int16>, _ split: SelectionSplit, _ amounts: UnsafePointer<Value>
    ) {
        // Sums of narrow amounts fit.
        func plus(_ one: Int64, _ other: Int64) -> Int64 {
            Value.bitWidth < 64 ? one &+ other : ValueSummary.saturatingSum(one, other)
        }
        func amount(_ place: Int) -> Int64 { amounts[place] == .min ? 0 : Int64(amounts[place]) }
        var (sum, otherSum): (Int64, Int64) = (0, 0)
        if split.isOfAll {
            for place in places { sum = plus(sum, amount(place)) }
        } else {
            for place in places {
                let isOther = split.isOther(Int(owners[place])) == 1
                sum = plus(sum, isOther ? 0 : amount(place))
                otherSum = plus(otherSum, isOther ? amount(place) : 0)
            }
        }
        selected.amount = ValueSummary.saturatingSum(selected.amount, sum)
        others.amount = ValueSummary.saturatingSum(others.amount, otherSum)
    }
}

extension EventTally {
    fileprivate mutating func add(_ counted: Cell, _ cell: Int) {
        cells[cell].count += counted.count
        cells[cell].contacts += counted.contacts
        cells[cell].amount = ValueSummary.saturatingSum(cells[cell].amount, counted.amount)
    }
}
