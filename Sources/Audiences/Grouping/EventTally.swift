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
                cell.pointee.contacts &+= cell.pointee.last == contact ? 0 : 1
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
        let groupCounts = contactAxes.map(\.count) + eventAxes.map(\.count)
        let cells = try Self.cellCount(groupCounts)
        let strides = Self.strides(groupCounts)
        let contactSteps = zip(contactAxes, strides).map { AxisSteps($0, stride: $1) }
        let eventSteps = zip(eventAxes, strides.dropFirst(contactAxes.count)).map { EventSteps($0, stride: $1) }
        let picker = EventPicker(filter)
        let calendar = eventAxes.contains(where: \.needsLocalTime) ? localDays(filter) : nil
        return fold(threads: threads, selection, EventTally(groupCounts, cells: cells)) {
            tally, number, segment, scratch in
            scratch.markContacts()
            for steps in contactSteps {
                steps.add(segment.columns[steps.column], ContactSegment.rowCount, scratch.cells)
            }
            // A contact that is out stays below zero whatever is added: the mark is -1 and the steps of a known group may be more.
            if !contactSteps.isEmpty { scratch.leaveOutUnmarked() }
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
    /// Takes the contacts out whose bits are off.
    func leaveOutUnmarked() {
        for row in 0..<ContactSegment.rowCount where words[row >> 6] &>> UInt64(row & 63) & 1 == 0 { cells[row] = -1 }
    }
}
