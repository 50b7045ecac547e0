/// A way to sort events into groups: by a column, or by when they happened.
public enum EventAxis: Sendable {
    case column(Axis)
    /// By local date between bounds, which ascend: months, quarters, weeks. What lies outside is left out.
    case days(bounds: [CivilDate])
    /// Monday is 0.
    case weekdays
    /// 0 to 23, as a clock on the wall shows.
    case hours

    /// Groups; the last one of a column's is that of the unknown.
    public var count: Int {
        switch self {
        case .column(let axis): axis.count
        case .days(let bounds): max(0, bounds.count - 1)
        case .weekdays: 7
        case .hours: 24
        }
    }

    var needsLocalTime: Bool { if case .column = self { false } else { true } }
}

/// An axis of events made ready for the loops.
enum EventSteps: Sendable {
    case column(AxisSteps)
    case days(first: Int32, steps: [Int32])
    case weekdays(stride: Int32)
    case hours(stride: Int32)

    private static let leaveOut: Int32 = -(1 << 26)

    init(_ axis: EventAxis, stride: Int32) {
        switch axis {
        case .column(let axis): self = .column(AxisSteps(axis, stride: stride))
        case .weekdays: self = .weekdays(stride: stride)
        case .hours: self = .hours(stride: stride)
        case .days(let bounds):
            var steps: [Int32] = []
            for (index, bound) in bounds.dropLast().enumerated() {
                steps.append(
                    contentsOf: repeatElement(Int32(index) * stride, count: Int(bounds[index + 1].day - bound.day)))
            }
            self = .days(first: bounds.first?.day ?? 0, steps: steps)
        }
    }

    func add(_ block: EventBlock, _ scratch: borrowing FoldScratch, _ count: Int) {
        let cells = scratch.eventCells
        switch self {
        case .column(let steps): steps.add(block.columns[steps.column], scratch.events, count, cells)
        case .hours(let stride):
            let hours = scratch.hours
            for index in 0..<count { cells[index] &+= hours[index] &* stride }
        case .weekdays(let stride):
            let days = scratch.days
            // 1970-01-01 was a Thursday; the sum keeps the remainder from being negative.
            for index in 0..<count {
                let weekday = UInt32(bitPattern: days[index] &+ 3 &+ 7 &* (1 << 24)) % 7
                cells[index] &+= Int32(bitPattern: weekday) &* stride
            }
        case .days(let first, let steps):
            let days = scratch.days
            steps.withUnsafeBufferPointer { steps in
                for index in 0..<count {
                    let offset = Int(days[index] &- first)
                    cells[index] &+= offset >= 0 && offset < steps.count ? steps[offset] : Self.leaveOut
                }
            }
        }
    }
}

extension FoldScratch {
    /// Fills `days` and `hours` of the events that were picked.
    func setLocalTimes(_ block: EventBlock, _ count: Int, _ calendar: LocalDays) {
        let days = block.columns[ColumnLayout.eventDay]
        let times = block.columns[ColumnLayout.eventTime]
        guard days.width == 2, times.width == 4 else {
            for index in 0..<count {
                let event = Int(events[index])
                set(index, Int32(truncatingIfNeeded: days[event]), Int32(truncatingIfNeeded: times[event]), calendar)
            }
            return
        }
        let (shortDays, wideTimes) = (days.values(Int16.self), times.values(Int32.self))
        for index in 0..<count {
            let event = Int(events[index])
            set(index, Int32(shortDays[event]), wideTimes[event], calendar)
        }
    }

    @inline(__always)
    private func set(_ index: Int, _ day: Int32, _ time: Int32, _ calendar: LocalDays) {
        let local = calendar.local(day: day, time: time)
        days[index] = local.day
        hours[index] = local.hour
    }
}
