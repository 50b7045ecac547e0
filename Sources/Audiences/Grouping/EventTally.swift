/// How many events there are in each cell of some axes, of how many different contacts, and what their amounts add up to.
public struct EventTally: Sendable {
    /// What is counted in one cell.
    struct Cell: Sendable {
        var count = 0
        /// Units at the schema's scale.
        var amount: Int64 = 0
        var contacts: Int32 = 0
        /// The contact that was counted last; contacts come one after the other.
        var last: Int32 = -1
    }

    /// Groups of each axis: those of contacts first, then those of events. The last axis changes fastest.
    public let groupCounts: [Int]
    var cells: [Cell]

    public var cellCount: Int { cells.count }
    /// Events of a cell.
    public func count(_ cell: Int) -> Int { cells[cell].count }
    /// Different contacts with an event in the cell.
    public func contacts(_ cell: Int) -> Int { Int(cells[cell].contacts) }
    /// What the known amounts of a cell's events add up to, in units at the schema's scale; stops at the ends of 64 bits.
    public func amount(_ cell: Int) -> Int64 { cells[cell].amount }

    init(_ groupCounts: [Int], cells: Int) {
        self.groupCounts = groupCounts
        self.cells = [Cell](repeating: Cell(), count: cells)
    }

    /// Takes in the events that were picked of a block, whose contacts are numbered from `firstContact` on.
    mutating func add(_ block: EventBlock, _ scratch: borrowing FoldScratch, _ count: Int, firstContact: Int32) {
        let amounts = block.columns[ColumnLayout.eventAmount]
        let (events, cells) = (scratch.events, scratch.eventCells)
        switch amounts.width {
        case 2: add(events, cells, count, block.ownerValues, firstContact, amounts.values(Int16.self))
        case 4: add(events, cells, count, block.ownerValues, firstContact, amounts.values(Int32.self))
        default:
            add(events, cells, count, block.ownerValues, firstContact) {
                let amount = amounts[$0]
                return amount == PackedColumn.unknown ? 0 : amount
            }
        }
    }

    @inline(__always)
    private mutating func add<Value: FixedWidthInteger & SignedInteger>(
        _ events: UnsafePointer<Int32>, _ places: UnsafePointer<Int32>, _ count: Int, _ owners: UnsafePointer<Int16>,
        _ firstContact: Int32, _ amounts: UnsafePointer<Value>
    ) {
        add(events, places, count, owners, firstContact) {
            let amount = amounts[$0]
            return amount == .min ? 0 : Int64(amount)
        }
    }

    @inline(__always)
    private mutating func add(
        _ events: UnsafePointer<Int32>, _ places: UnsafePointer<Int32>, _ count: Int, _ owners: UnsafePointer<Int16>,
        _ firstContact: Int32, _ amount: (Int) -> Int64
    ) {
        cells.withUnsafeMutableBufferPointer { cells in
            guard let cells = cells.baseAddress else { return }
            for index in 0..<count where places[index] >= 0 {
                let event = Int(events[index])
                let cell = cells + Int(places[index])
                let contact = firstContact &+ Int32(owners[event])
                cell.pointee.count &+= 1
                cell.pointee.contacts &+= nonZeroBit(cell.pointee.last ^ contact)
                cell.pointee.last = contact
                cell.pointee.amount = ValueSummary.saturatingSum(cell.pointee.amount, amount(event))
            }
        }
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
    /// Counts the events of the contacts of a selection (all, when nil) in the cells of the axes. Exact. About 1 ns for each event,
    /// and 3 for each that is meant.
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
        let calendar = eventAxes.contains(where: \.needsLocalTime) ? localDays(filter) : nil
        return fold(threads: threads, selection, EventTally(groupCounts, cells: cells)) {
            tally, number, segment, scratch in
            scratch.markContacts()
            if let split { scratch.split(split, segment: number, stride: splitStride) }
            for steps in contactSteps {
                steps.add(segment.columns[steps.column], ContactSegment.rowCount, scratch.cells)
            }
            // The steps of its groups may have lifted a contact that is out above zero.
            if !contactSteps.isEmpty || split != nil { scratch.leaveOutUnmarked() }
            for (index, block) in segment.blocks.enumerated() where block.count > 0 {
                let first = index * EventBlock.rowCount
                let count = picker.pick(block, scratch.cells + first, &scratch)
                if let calendar { scratch.setLocalTimes(block, count, calendar) }
                for steps in eventSteps { steps.add(block, scratch, count) }
                tally.add(
                    block, scratch, count, firstContact: Int32(number * ContactSegment.rowCount + first))
            }
        } merge: {
            $0.merge($1)
        }
    }

    /// Tables of the days that the filter's events are likely to have.
    func localDays(_ filter: EventFilter) -> LocalDays {
        let last = filter.before.map { Int32(clamping: $0.dayAndTime.day) } ?? Self.likelyLastDay
        let first = filter.from.map { Int32(clamping: $0.dayAndTime.day) } ?? last - Self.likelyDays
        return LocalDays(filter.zone, days: max(first, last - 4 * Self.likelyDays)...max(first, last))
    }

    /// Ten years: what is older is rare, and found in the rules of the zone.
    private static let likelyDays: Int32 = 3653
    /// 2040-01-01.
    private static let likelyLastDay: Int32 = 25_567
}

extension FoldScratch {
    /// Adds the stride to the cells of the contacts that are not in the selection.
    func split(_ selection: ContactSelection, segment: Int, stride: Int32) {
        let first = segment * ContactSegment.wordCount
        for word in 0..<ContactSegment.wordCount {
            let bits = first + word < selection.words.count ? selection.words[first + word] : 0
            for bit in 0..<64 {
                let isOther = Int32(truncatingIfNeeded: ~bits &>> UInt64(bit) & 1)
                cells[word &* 64 &+ bit] &+= isOther &* stride
            }
        }
    }

    /// Takes the contacts out whose bits are off.
    func leaveOutUnmarked() {
        for row in 0..<ContactSegment.rowCount where words[row >> 6] &>> UInt64(row & 63) & 1 == 0 { cells[row] = -1 }
    }
}
