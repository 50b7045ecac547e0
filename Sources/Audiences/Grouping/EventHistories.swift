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
/// projection sums them up, and those behind the end are taken away again. Else those that are meant are taken one by one.
///
/// The pointers are valid from `init` to `deinit`, for the contacts of a block.
struct EventHistories: ~Copyable {
    typealias Column<Value> = UnsafeMutablePointer<Value>

    /// 0 for a contact of which the other columns say nothing: whatever they hold.
    let counts: Column<Int32> = .allocate(capacity: EventBlock.rowCount)
    /// Local days of the first and of the last event.
    let firstDays: Column<Int32> = .allocate(capacity: EventBlock.rowCount)
    let lastDays: Column<Int32> = .allocate(capacity: EventBlock.rowCount)
    /// Units at the schema's scale; they stop at the ends of 64 bits.
    let amounts: Column<Int64> = .allocate(capacity: EventBlock.rowCount)

    deinit {
        counts.deallocate()
        firstDays.deallocate()
        lastDays.deallocate()
        amounts.deallocate()
    }

    @inline(__always)
    subscript(contact: Int) -> EventHistory {
        EventHistory(count: counts[contact], lastDay: lastDays[contact], amount: amounts[contact])
    }

    /// Takes the events of the window.
    func read(_ events: ProjectedEvents, _ block: EventBlock, _ window: DayWindow) {
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

    private func takeAll(_ events: ProjectedEvents) {
        counts.update(from: events.counts, count: EventBlock.rowCount)
        firstDays.update(from: events.firstDays, count: EventBlock.rowCount)
        lastDays.update(from: events.lastDays, count: EventBlock.rowCount)
        amounts.update(from: events.totals, count: EventBlock.rowCount)
    }

    /// Takes events away behind which no other of their contacts are left.
    private func drop(_ places: Range<Int>, _ events: ProjectedEvents) {
        let owners = events.owners
        for place in places { counts[Int(owners[place])] &-= 1 }
        Self.subtract(events.gaps, places, owners, from: lastDays)
        Self.subtract(events.amounts, places, owners, from: amounts)
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
    private func takeOnly(
        _ runs: DayWindow.Runs, _ events: ProjectedEvents, _ block: EventBlock, _ window: DayWindow
    ) {
        counts.update(repeating: 0, count: EventBlock.rowCount)
        firstDays.update(repeating: 0, count: EventBlock.rowCount)
        lastDays.update(repeating: 0, count: EventBlock.rowCount)
        amounts.update(repeating: 0, count: EventBlock.rowCount)
        for place in runs.firstEdge where window.look(place, events, block) == 1 { take(place, events) }
        for place in runs.sure { take(place, events) }
        for place in runs.lastEdge where window.look(place, events, block) == 1 { take(place, events) }
    }

    @inline(__always)
    private func take(_ place: Int, _ events: ProjectedEvents) {
        let (contact, day, amount) = (Int(events.owners[place]), events.days[place], events.amounts[place])
        if counts[contact] == 0 { firstDays[contact] = day }
        counts[contact] &+= 1
        lastDays[contact] = day
        if amount != PackedColumn.unknown {
            amounts[contact] = ValueSummary.saturatingSum(amounts[contact], amount)
        }
    }
}
