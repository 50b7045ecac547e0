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
    /// Days and milliseconds of the day.
    private let from: (day: Int32, time: Int32)?
    private let before: (day: Int32, time: Int32)?

    init(_ filter: EventFilter) {
        kind = filter.kind.map { AxisSteps($0, stride: 1) }
        from = filter.from.map(Self.parts)
        before = filter.before.map(Self.parts)
    }

    private static func parts(_ instant: Instant) -> (day: Int32, time: Int32) {
        let (day, time) = instant.dayAndTime
        return (Int32(clamping: day), Int32(time))
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
        guard let steps = kind.byteSteps(column) else {
            events.update(repeating: 0, count: all)
            kind.add(column, all, events)
            // The list is written over the cells that it is made of: it is never ahead of them.
            var count = 0
            for event in 0..<all {
                let isMeant = events[event] == 0
                events[count] = Int32(truncatingIfNeeded: event)
                count &+= isMeant ? 1 : 0
            }
            return count
        }
        let values = column.values(Int8.self)
        return steps.withUnsafeBufferPointer { steps in
            var count = 0
            for event in 0..<all {
                events[count] = Int32(truncatingIfNeeded: event)
                count &+= steps[Int(UInt8(bitPattern: values[event]))] == 0 ? 1 : 0
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
        _ block: EventBlock, _ events: UnsafeMutablePointer<Int32>, _ count: Int, _ limit: (day: Int32, time: Int32),
        isFrom: Bool
    ) -> Int {
        let times = block.columns[ColumnLayout.eventTime]
        let packed = block.columns[ColumnLayout.eventDay]
        guard packed.width == 2 else {
            return keep(events, count) { event in
                let day = Int32(truncatingIfNeeded: packed[event])
                let isEarlier = day == limit.day ? times[event] < Int64(limit.time) : day < limit.day
                return isEarlier != isFrom
            }
        }
        let days = packed.values(Int16.self)
        return keep(events, count) { event in
            let day = Int32(days[event])
            let isEarlier = day == limit.day ? times[event] < Int64(limit.time) : day < limit.day
            return isEarlier != isFrom
        }
    }

    @inline(__always)
    private func keep(_ events: UnsafeMutablePointer<Int32>, _ count: Int, _ isMeant: (Int) -> Bool) -> Int {
        var kept = 0
        for index in 0..<count {
            let event = events[index]
            events[kept] = event
            kept &+= isMeant(Int(event)) ? 1 : 0
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
            kept &+= cell >= 0 ? 1 : 0
        }
        return kept
    }
}

extension FoldScratch {
    /// Cells of the segment's contacts: 0 for those that are asked for, below zero for others.
    func markContacts() {
        for row in 0..<ContactSegment.rowCount {
            cells[row] = Int32(truncatingIfNeeded: words[row >> 6] &>> UInt64(row & 63) & 1) &- 1
        }
    }
}
