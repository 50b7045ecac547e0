/// How many events there are in each cell of some axes, of how many different contacts, and what their amounts add up to.
public struct EventTally: Sendable {
    /// What is counted in one cell.
    struct Cell: Sendable {
        var count = 0
        /// Units at the schema's scale.
        var amount: Int64 = 0
        var contacts = 0
    }

    /// Groups of each axis: those of contacts first, then those of events. The last axis changes fastest.
    public let groupCounts: [Int]
    var cells: [Cell]

    public var cellCount: Int { cells.count }
    /// Events of a cell.
    public func count(_ cell: Int) -> Int { cells[cell].count }
    /// Different contacts with an event in the cell.
    public func contacts(_ cell: Int) -> Int { cells[cell].contacts }
    /// What the known amounts of a cell's events add up to, in units at the schema's scale; stops at the ends of 64 bits.
    public func amount(_ cell: Int) -> Int64 { cells[cell].amount }

    init(_ groupCounts: [Int], cells: Int) {
        self.groupCounts = groupCounts
        self.cells = [Cell](repeating: Cell(), count: cells)
    }

    /// Takes in the events that were picked of a block. `bases` are the cells of its contacts by their own fields, to which those of the
    /// events are added.
    mutating func add(
        _ events: ProjectedEvents, _ bases: UnsafePointer<Int32>, _ scratch: borrowing FoldScratch, _ count: Int
    ) {
        let amounts = events.amounts
        switch amounts.width {
        case 2: add(events.owners, bases, scratch, count, amounts.values(Int16.self))
        case 4: add(events.owners, bases, scratch, count, amounts.values(Int32.self))
        default:
            add(events.owners, bases, scratch, count) {
                let amount = amounts[$0]
                return amount == PackedColumn.unknown ? 0 : amount
            }
        }
    }

    @inline(__always)
    private mutating func add<Value: FixedWidthInteger & SignedInteger>(
        _ owners: UnsafePointer<Int16>, _ bases: UnsafePointer<Int32>, _ scratch: borrowing FoldScratch, _ count: Int,
        _ amounts: UnsafePointer<Value>
    ) {
        add(owners, bases, scratch, count) {
            let amount = amounts[$0]
            return amount == .min ? 0 : Int64(amount)
        }
    }

    /// A contact is counted in a cell when its bit is not on yet: the fields of its own are the same each time, so a bit for each cell
    /// of events is enough.
    @inline(__always)
    private mutating func add(
        _ owners: UnsafePointer<Int16>, _ bases: UnsafePointer<Int32>, _ scratch: borrowing FoldScratch, _ count: Int,
        _ amount: (Int) -> Int64
    ) {
        let (places, eventCells, seen) = (scratch.places, scratch.eventCells, scratch.seen)
        cells.withUnsafeMutableBufferPointer { cells in
            guard let cells = cells.baseAddress else { return }
            for index in 0..<count {
                let place = Int(places[index])
                let owner = Int(owners[place])
                let cell = eventCells[index] &+ bases[owner]
                guard cell >= 0 else { continue }
                let word = seen + (Int(eventCells[index]) &* FoldScratch.seenWords &+ owner >> 6)
                let isNew = Int(truncatingIfNeeded: ~word.pointee &>> UInt64(owner & 63) & 1)
                word.pointee |= 1 &<< UInt64(owner & 63)
                let counted = cells + Int(cell)
                counted.pointee.count &+= 1
                counted.pointee.contacts &+= isNew
                counted.pointee.amount = ValueSummary.saturatingSum(counted.pointee.amount, amount(place))
            }
        }
        scratch.clearSeen(owners, count)
    }

    mutating func merge(_ other: EventTally) {
        for (index, cell) in other.cells.enumerated() {
            cells[index].count += cell.count
            cells[index].contacts += cell.contacts
            cells[index].amount = ValueSummary.saturatingSum(cells[index].amount, cell.amount)
        }
    }
}

extension ContactTable {
    /// Counts the events of the contacts of a selection (all, when nil) in the cells of the axes. Exact. About 1 ns for each event
    /// of the types, and 4 for each that is meant.
    public func tallyEvents(
        _ filter: EventFilter, by contactAxes: [Axis] = [], _ eventAxes: [EventAxis] = [],
        of selection: ContactSelection? = nil, threads: Int = 2
    ) throws(TallyError) -> EventTally {
        try tallyEvents(filter, contactAxes, eventAxes, of: selection, splitting: nil, threads)
    }

    /// The same of all contacts in one pass, apart by whether they are in the selection: the first axis has two groups, those that are
    /// in it and the others.
    public func tallyEvents(
        _ filter: EventFilter, by contactAxes: [Axis] = [], _ eventAxes: [EventAxis] = [],
        splitting selection: ContactSelection, threads: Int = 2
    ) throws(TallyError) -> EventTally {
        try tallyEvents(filter, contactAxes, eventAxes, of: nil, splitting: selection, threads)
    }

    private func tallyEvents(
        _ filter: EventFilter, _ contactAxes: [Axis], _ eventAxes: [EventAxis], of selection: ContactSelection?,
        splitting split: ContactSelection?, _ threads: Int
    ) throws(TallyError) -> EventTally {
        let axisCounts = contactAxes.map(\.count) + eventAxes.map(\.count)
        let groupCounts = split == nil ? axisCounts : [2] + axisCounts
        let cells = try Self.cellCount(groupCounts)
        let strides = Self.strides(axisCounts)
        let splitStride = Int32(axisCounts.reduce(1, *))
        let contactSteps = zip(contactAxes, strides).map { AxisSteps($0, stride: $1) }
        let eventSteps = zip(eventAxes, strides.dropFirst(contactAxes.count)).map { EventSteps($0, stride: $1) }
        let picker = EventPicker(filter)
        let eventCells = eventAxes.reduce(1) { $0 * $1.count }
        guard eventCells <= Self.eventCellLimit else {
            throw TallyError(cells: eventCells, limit: Self.eventCellLimit)
        }
        // Of everybody all in one cell nothing has to be looked up: who has events is a contact.
        let isPlain = selection == nil && split == nil && contactSteps.isEmpty
        return fold(
            threads: threads, selection, projectedBy: filter.projector, EventTally(groupCounts, cells: cells)
        ) { tally, number, segment, scratch in
            scratch.reserveSeen(cells: eventCells)
            if isPlain { scratch.cells.update(repeating: 0, count: ContactSegment.rowCount) }
            if !isPlain { scratch.setCells(segment, number, contactSteps, split, splitStride) }
            for (index, block) in segment.blocks.enumerated() {
                guard let events = block.projection else { continue }
                let bases = scratch.cells + index * EventBlock.rowCount
                let count = picker.pick(events, block, isPlain ? nil : bases, &scratch)
                for steps in eventSteps { steps.add(events, block, scratch, count) }
                tally.add(events, bases, scratch, count)
            }
        } merge: {
            $0.merge($1)
        }
    }

    /// Cells of the axes of events: 128 bytes a thread for each.
    private static let eventCellLimit = 1 << 16
}

extension FoldScratch {
    /// The cell of each contact by its own fields and by whether it is in the selection; below zero for those that are left out.
    fileprivate func setCells(
        _ segment: ContactSegment, _ number: Int, _ steps: [AxisSteps], _ selection: ContactSelection?, _ stride: Int32
    ) {
        markContacts()
        if let selection { split(selection, segment: number, stride: stride) }
        for steps in steps { steps.add(segment.columns[steps.column], ContactSegment.rowCount, cells) }
    }

    /// Turns the bits off of the events that were counted: all at once when that is less work.
    fileprivate func clearSeen(_ owners: UnsafePointer<Int16>, _ count: Int) {
        guard seenCount > count else { return seen.update(repeating: 0, count: seenCount) }
        for index in 0..<count where eventCells[index] >= 0 {
            seen[Int(eventCells[index]) &* Self.seenWords &+ Int(owners[Int(places[index])]) >> 6] = 0
        }
    }
}
