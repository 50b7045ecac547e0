/// Which events are meant: those of some types, of some time.
public struct EventFilter: Sendable {
    /// Events whose group is 0; all when nil.
    let kind: Axis?
    /// From this moment on.
    public var from: Instant?
    /// Before this moment.
    public var before: Instant?
    /// Whose days and hours are meant.
    public var zone: TimeZoneRules = .utc
}

extension ContactTable {
    /// Events of the types (all types, when nil), from a moment on and before another. Days are those of the clock's zone.
    public func events(
        ofTypes types: [String]? = nil, from: Instant? = nil, before: Instant? = nil, zone: TimeZoneRules = .utc
    ) -> EventFilter {
        guard let types else { return EventFilter(kind: nil, from: from, before: before, zone: zone) }
        let wanted = Set(types.map(TextFolding.folded))
        let kind = axis(layout.eventColumns[ColumnLayout.eventType], groups: 1) {
            wanted.contains(TextFolding.folded($0)) ? 0 : nil
        }
        return EventFilter(kind: kind, from: from, before: before, zone: zone)
    }
}

/// Finds the events of a block that a filter means. The list holds their numbers, ascending: by contact, then by time.
struct EventPicker: Sendable {
    private let kind: AxisSteps?
    /// 1 for each one-byte value of the kind's column that is meant: added to a count, it needs no branch that is mispredicted.
    private let isMeant: [UInt8]
    /// Milliseconds since 1970.
    private let from: Int64?
    private let before: Int64?

    init(_ filter: EventFilter) {
        kind = filter.kind.map { AxisSteps($0, stride: 1) }
        isMeant = kind?.bytesOfGroupZero ?? []
        from = filter.from?.milliseconds
        before = filter.before?.milliseconds
    }

    /// Writes the numbers of the events whose owners' cells are not below zero to `scratch.events`, and those cells to
    /// `scratch.eventCells`; returns how many. `owners` are the cells of the block's contacts.
    func pick(_ block: EventBlock, _ owners: UnsafePointer<Int32>, _ scratch: inout FoldScratch) -> Int {
        scratch.reserve(block.count)
        var count = pickKind(block, scratch.events)
        count = keepTime(block, scratch.events, count)
        return keepOwners(block.ownerValues, owners, scratch.events, scratch.eventCells, count)
    }

    private func pickKind(_ block: EventBlock, _ events: UnsafeMutablePointer<Int32>) -> Int {
        let all = block.count
        guard let kind else {
            for event in 0..<all { events[event] = Int32(truncatingIfNeeded: event) }
            return all
        }
        let column = block.columns[kind.column]
        guard column.width == 1, isMeant.count == 256 else {
            events.update(repeating: 0, count: all)
            kind.add(column, all, events)
            // The list is written over the cells that it is made of: it is never ahead of them.
            var count = 0
            for event in 0..<all {
                let isOther = nonZeroBit(events[event])
                events[count] = Int32(truncatingIfNeeded: event)
                count &+= Int(1 &- isOther)
            }
            return count
        }
        let values = column.values(Int8.self)
        return isMeant.withUnsafeBufferPointer { isMeant in
            var count = 0
            for event in 0..<all {
                events[count] = Int32(truncatingIfNeeded: event)
                count &+= Int(isMeant[Int(UInt8(bitPattern: values[event]))])
            }
            return count
        }
    }

    private func keepTime(_ block: EventBlock, _ events: UnsafeMutablePointer<Int32>, _ count: Int) -> Int {
        var count = count
        if let from { count = keepTime(block, events, count, from, isFrom: true) }
        if let before { count = keepTime(block, events, count, before, isFrom: false) }
        return count
    }

    private func keepTime(
        _ block: EventBlock, _ events: UnsafeMutablePointer<Int32>, _ count: Int, _ limit: Int64, isFrom: Bool
    ) -> Int {
        let (days, times) = (block.columns[ColumnLayout.eventDay], block.columns[ColumnLayout.eventTime])
        guard days.width == 2, times.width == 4 else {
            return keep(events, count, limit, isFrom) { days[$0] &* Instant.millisecondsPerDay &+ times[$0] }
        }
        let (shortDays, wideTimes) = (days.values(Int16.self), times.values(Int32.self))
        return keep(events, count, limit, isFrom) {
            Int64(shortDays[$0]) &* Instant.millisecondsPerDay &+ Int64(wideTimes[$0])
        }
    }

    @inline(__always)
    private func keep(
        _ events: UnsafeMutablePointer<Int32>, _ count: Int, _ limit: Int64, _ isFrom: Bool,
        _ milliseconds: (Int) -> Int64
    ) -> Int {
        let flip = isFrom ? 1 : 0
        var kept = 0
        for index in 0..<count {
            let event = events[index]
            events[kept] = event
            // The sign of the difference is 1 for an event before the limit.
            let isBefore = Int(truncatingIfNeeded: UInt64(bitPattern: milliseconds(Int(event)) &- limit) &>> 63)
            kept &+= isBefore ^ flip
        }
        return kept
    }

    private func keepOwners(
        _ ownerOfEvent: UnsafePointer<Int16>, _ owners: UnsafePointer<Int32>, _ events: UnsafeMutablePointer<Int32>,
        _ cells: UnsafeMutablePointer<Int32>, _ count: Int
    ) -> Int {
        var kept = 0
        for index in 0..<count {
            let event = events[index]
            let cell = owners[Int(ownerOfEvent[Int(event)])]
            events[kept] = event
            cells[kept] = cell
            kept &+= Int(truncatingIfNeeded: ~cell &>> 31 & 1)
        }
        return kept
    }
}

/// 1 unless the number is 0, without a branch.
@inline(__always)
func nonZeroBit(_ number: Int32) -> Int32 {
    Int32(bitPattern: UInt32(bitPattern: number | (0 &- number)) &>> 31)
}

extension FoldScratch {
    /// Cells of the segment's contacts: 0 for those that are asked for, below zero for others.
    func markContacts() {
        for row in 0..<ContactSegment.rowCount {
            cells[row] = Int32(truncatingIfNeeded: words[row >> 6] &>> UInt64(row & 63) & 1) &- 1
        }
    }
}
