/// What a contact's events of a period come to.
struct EventHistory: Sendable {
    var count: Int32
    /// Local day of the last.
    var lastDay: Int32
    /// Units at the schema's scale; stops at the ends of 64 bits.
    var amount: Int64
}

/// The histories of the contacts of one block, in columns.
///
/// Most often nearly all events of a block are meant, because periods end now: then nothing but what they come to is read of most
/// contacts, and of the others the run of their events. Else the events of the period are walked in the order of their days. The
/// pointers are valid from `init` to `deinit`, for the contacts of a block.
struct EventHistories: ~Copyable {
    /// 0 for a contact of which the other columns say nothing.
    let counts: UnsafeMutablePointer<Int32> = .allocate(capacity: EventBlock.rowCount)
    /// Local days of the first and of the last event.
    let firstDays: UnsafeMutablePointer<Int32> = .allocate(capacity: EventBlock.rowCount)
    let lastDays: UnsafeMutablePointer<Int32> = .allocate(capacity: EventBlock.rowCount)
    /// Units at the schema's scale; they stop at the ends of 64 bits.
    let amounts: UnsafeMutablePointer<Int64> = .allocate(capacity: EventBlock.rowCount)

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
        let sure = runs.reduce(0) { $0 + ($1.isSure ? $1.places.count : 0) }
        if events.count - sure > events.count / Self.fewOthers {
            walk(runs, events, block, window)
        } else {
            sumUp(events, block, window)
        }
    }

    /// Of so many events one that may not be meant is worth looking for by contact.
    private static let fewOthers = 8

    /// Event after event: those of a contact are met in the order of their days.
    private func walk(
        _ runs: [DayWindow.Run], _ events: ProjectedEvents, _ block: EventBlock, _ window: DayWindow
    ) {
        counts.update(repeating: 0, count: EventBlock.rowCount)
        amounts.update(repeating: 0, count: EventBlock.rowCount)
        let (owners, days, column) = (events.owners, events.days, events.amounts)
        for run in runs {
            for place in run.places where run.isSure || window.holds(place, events, block) == 1 {
                let contact = Int(owners[place])
                if counts[contact] == 0 { firstDays[contact] = days[place] }
                counts[contact] &+= 1
                lastDays[contact] = days[place]
                let amount = column[place]
                if amount != PackedColumn.unknown {
                    amounts[contact] = ValueSummary.saturatingSum(amounts[contact], amount)
                }
            }
        }
    }

    /// Contact after contact.
    private func sumUp(_ events: ProjectedEvents, _ block: EventBlock, _ window: DayWindow) {
        let offsets = events.offsets
        for contact in 0..<EventBlock.rowCount {
            let (first, end) = (Int(offsets[contact]), Int(offsets[contact &+ 1]))
            guard first < end else {
                counts[contact] = 0
                continue
            }
            let (firstDay, lastDay) = (events.firstDays[contact], events.lastDays[contact])
            if window.isSure(firstDay) && window.isSure(lastDay) {
                counts[contact] = Int32(truncatingIfNeeded: end &- first)
                firstDays[contact] = firstDay
                lastDays[contact] = lastDay
                amounts[contact] = events.totals[contact]
            } else {
                read(contact, first, end, events, block, window)
            }
        }
    }

    @inline(__always)
    private func read(
        _ contact: Int, _ first: Int, _ end: Int, _ events: ProjectedEvents, _ block: EventBlock, _ window: DayWindow
    ) {
        let runs = events.runs
        var (first, end) = (first, end)
        while end > first, window.holds(Int(runs[end &- 1]), events, block) == 0 { end &-= 1 }
        while first < end, window.holds(Int(runs[first]), events, block) == 0 { first &+= 1 }
        counts[contact] = Int32(truncatingIfNeeded: end &- first)
        guard first < end else { return }
        firstDays[contact] = events.days[Int(runs[first])]
        lastDays[contact] = events.days[Int(runs[end &- 1])]
        var sum: Int64 = 0
        for index in first..<end {
            let amount = events.amounts[Int(runs[index])]
            if amount != PackedColumn.unknown { sum = ValueSummary.saturatingSum(sum, amount) }
        }
        amounts[contact] = sum
    }
}
