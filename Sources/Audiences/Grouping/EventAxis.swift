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
}

/// An axis of events made ready for the loops.
enum EventSteps: Sendable {
    case column(AxisSteps)
    case days(first: Int32, steps: [Int32])
    case weekdays(stride: Int32)
    case hours(stride: Int32)

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

    /// Adds the steps of the events that were picked.
    func add(_ events: ProjectedEvents, _ block: EventBlock, _ scratch: borrowing FoldScratch, _ count: Int) {
        let (cells, places) = (scratch.eventCells, scratch.places)
        switch self {
        case .column(let steps):
            if let packed = events.column(steps.column) { return steps.add(packed, places, count, cells) }
            let numbers = scratch.events
            for index in 0..<count { numbers[index] = Int32(truncatingIfNeeded: events.events[Int(places[index])]) }
            steps.add(block.columns[steps.column], numbers, count, cells)
        case .hours(let stride):
            let hours = events.hours.values(Int8.self)
            for index in 0..<count { cells[index] &+= Int32(hours[Int(places[index])]) &* stride }
        case .weekdays(let stride):
            let days = events.days
            // 1970-01-01 was a Thursday; the sum keeps the remainder from being negative.
            for index in 0..<count {
                let weekday = UInt32(bitPattern: days[Int(places[index])] &+ 3 &+ 7 &* (1 << 24)) % 7
                cells[index] &+= Int32(bitPattern: weekday) &* stride
            }
        case .days(let first, let steps):
            let days = events.days
            steps.withUnsafeBufferPointer { steps in
                for index in 0..<count {
                    let offset = UInt(bitPattern: Int(days[Int(places[index])] &- first))
                    cells[index] &+= offset < UInt(steps.count) ? steps[Int(offset)] : AxisSteps.leaveOut
                }
            }
        }
    }
}

extension ProjectedEvents {
    /// The column of the projection; nil when it is to be looked up in the block.
    fileprivate func column(_ index: Int) -> PackedColumn? {
        switch index {
        case ColumnLayout.eventChannel: channels
        case ColumnLayout.eventCategory: categories
        case ColumnLayout.eventAmount: amounts
        default: nil
        }
    }
}
