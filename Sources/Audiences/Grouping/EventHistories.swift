/// What a contact's events of a period come to.
struct EventHistory: Sendable {
    var count: Int32
    /// Local day of the last.
    var lastDay: Int32
    /// Units at the schema's scale; stops at the ends of 64 bits.
    var amount: Int64

    /// Of no events.
    static let none = EventHistory(count: 0, lastDay: 0, amount: 0)
}

/// The histories of the contacts of one block, in columns.
///
/// Most often a period has no begin and ends now or not long ago: then most events of a block are meant. All of them are taken, as the
/// projection sums them up, and those behind the end are taken away again: from a copy, which is made when there are any. Else those
/// that are meant are taken one by one.
///
/// The columns are valid for the contacts of a block, as long as the projection that was read lives; the copies from `init` to `deinit`.
struct EventHistories: ~Copyable {
    /// 0 for a contact of which the other columns say nothing: whatever they hold.
    private(set) var counts: UnsafePointer<Int32>
    /// Local days of the first and of the last event.
    private(set) var firstDays: UnsafePointer<Int32>
    private(set) var lastDays: UnsafePointer<Int32>
    /// Units at the schema's scale; they stop at the ends of 64 bits.
    private(set) var amounts: UnsafePointer<Int64>

    private let ownCounts = Column<Int32>.allocate(capacity: EventBlock.rowCount)
    private let ownFirstDays = Column<Int32>.allocate(capacity: EventBlock.rowCount)
    private let ownLastDays = Column<Int32>.allocate(capacity: EventBlock.rowCount)
    private let ownAmounts = Column<Int64>.allocate(capacity: EventBlock.rowCount)

    private typealias Column<Value> = UnsafeMutablePointer<Value>

    init() {
        counts = UnsafePointer(ownCounts)
        firstDays = UnsafePointer(ownFirstDays)
        lastDays = UnsafePointer(ownLastDays)
        amounts = UnsafePointer(ownAmounts)
    }

    deinit {
        ownCounts.deallocate()
        ownFirstDays.deallocate()
        ownLastDays.deallocate()
        ownAmounts.deallocate()
    }

    @inline(__always)
    subscript(contact: Int) -> EventHistory {
        EventHistory(count: counts[contact], lastDay: lastDays[contact], amount: amounts[contact])
    }

    /// Takes the events of the window.
    mutating func read(_ events: ProjectedEvents, _ block: EventBlock, _ window: DayWindow) {
        let runs = window.runs(events.days, events.count)
        if runs.firstEdge.upperBound == 0, runs.sure.count >= events.count / 2, !events.sumsMayStop {
            takeAll(events)
            for place in runs.lastEdge where window.look(place, events, block) == 0 { drop(place..<place + 1, events) }
            drop(runs.lastEdge.upperBound..<events.count, events)
        } else {
            takeOnly(runs, events, block, window)
        }
    }

    // MARK: - All but the last

    private mutating func takeAll(_ events: ProjectedEvents) {
        counts = UnsafePointer(events.counts)
        firstDays = UnsafePointer(events.firstDays)
        lastDays = UnsafePointer(events.lastDays)
        amounts = UnsafePointer(events.totals)
    }

    /// Takes events away behind which no other of their contacts are left.
    private mutating func drop(_ places: Range<Int>, _ events: ProjectedEvents) {
        guard !places.isEmpty else { return }
        if counts != UnsafePointer(ownCounts) { copySums(events) }
        let owners = events.owners
        for place in places { ownCounts[Int(owners[place])] &-= 1 }
        Self.subtract(events.gaps, places, owners, from: ownLastDays)
        Self.subtract(events.amounts, places, owners, from: ownAmounts)
    }

    /// The first day stays what it is, as long as there is one.
    private mutating func copySums(_ events: ProjectedEvents) {
        ownCounts.update(from: events.counts, count: EventBlock.rowCount)
        ownLastDays.update(from: events.lastDays, count: EventBlock.rowCount)
        ownAmounts.update(from: events.totals, count: EventBlock.rowCount)
        pointAtOwnSums()
    }

    private mutating func pointAtOwnSums() {
        counts = UnsafePointer(ownCounts)
        lastDays = UnsafePointer(ownLastDays)
        amounts = UnsafePointer(ownAmounts)
    }

    /// Each value from the number of the contact of its place.
    private static func subtract<Sum: FixedWidthInteger>(
        _ column: PackedColumn, _ places: Range<Int>, _ owners: UnsafePointer<Int16>, from sums: Column<Sum>
    ) {
        switch column.width {
        case 1: subtract(column.values(Int8.self), places, owners, from: sums)
        case 2: subtract(column.values(Int16.self), places, owners, from: sums)
        case 4: subtract(column.values(Int32.self), places, owners, from: sums)
        // Of no bytes nothing is known.
        default: break
        }
    }

    @inline(__always)
    private static func subtract<Value: FixedWidthInteger, Sum: FixedWidthInteger>(
        _ values: UnsafePointer<Value>, _ places: Range<Int>, _ owners: UnsafePointer<Int16>, from sums: Column<Sum>
    ) {
        for place in places {
            let value = values[place]
            sums[Int(owners[place])] &-= value == .min ? 0 : Sum(truncatingIfNeeded: value)
        }
    }

    // MARK: - Only some

    /// Those of a contact are met in the order of their days.
    private mutating func takeOnly(
        _ runs: DayWindow.Runs, _ events: ProjectedEvents, _ block: EventBlock, _ window: DayWindow
    ) {
        ownCounts.update(repeating: 0, count: EventBlock.rowCount)
        ownFirstDays.update(repeating: 0, count: EventBlock.rowCount)
        ownLastDays.update(repeating: 0, count: EventBlock.rowCount)
        ownAmounts.update(repeating: 0, count: EventBlock.rowCount)
        window.forEachRange(of: runs, events, block) { places in
            for place in places { take(place, events) }
        }
        pointAtOwnSums()
        firstDays = UnsafePointer(ownFirstDays)
    }

    @inline(__always)
    private func take(_ place: Int, _ events: ProjectedEvents) {
        let (contact, day, amount) = (Int(events.owners[place]), events.days[place], events.amounts[place])
        if ownCounts[contact] == 0 { ownFirstDays[contact] = day }
        ownCounts[contact] &+= 1
        ownLastDays[contact] = day
        if amount != PackedColumn.unknown {
            ownAmounts[contact] = ValueSummary.saturatingSum(ownAmounts[contact], amount)
        }
    }
}
