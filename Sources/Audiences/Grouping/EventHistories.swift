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
/// Most often all events of a contact are meant, because periods end now: then nothing but what they come to is read. Else those of
/// the period are a run of the contact's events in their order of time. The pointers are valid from `init` to `deinit`, for the contacts of a block.
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
