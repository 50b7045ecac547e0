/// A period, by local days as far as they tell.
///
///     out │ look │ in   in  …  in │ look │ out
///      day of from             day of before
///
/// Only events of the days that an end of the period lies within need a look at their milliseconds: one day for each end, more where
/// the offset from UTC changes nearby, none where the end is a midnight.
struct DayWindow: Sendable {
    private let from: Int64
    private let before: Int64
    /// Days all of whose events are in.
    private let firstSure: Int
    private let lastSure: Int
    /// Days to look at.
    private let firstEdge: Range<Int>
    private let lastEdge: Range<Int>

    /// Farther than any day, and still good to subtract.
    private static let never = Int(Int32.max)

    init(_ filter: EventFilter) {
        let zone = filter.projector.zone
        from = filter.from?.milliseconds ?? .min
        before = filter.before?.milliseconds ?? .max
        firstEdge = filter.from.map { Self.daysAround($0, zone) } ?? -Self.never..<(-Self.never)
        lastEdge = filter.before.map { Self.daysAround($0, zone) } ?? Self.never..<Self.never
        firstSure = firstEdge.upperBound
        lastSure = lastEdge.lowerBound - 1
    }

    /// The local days that have moments both before and from the instant on: days before them are over by then, those behind begin
    /// later. Offsets are below a day, so what they are within two days is all that matters.
    private static func daysAround(_ instant: Instant, _ zone: TimeZoneRules) -> Range<Int> {
        let offsets = (-48...48).map { hours in
            Int64(zone.offsetSeconds(at: Instant(milliseconds: instant.milliseconds + hours * 3_600_000))) * 1000
        }
        let (least, most) = (offsets.min() ?? 0, offsets.max() ?? 0)
        let day = Instant.millisecondsPerDay
        let first = floorDivide(instant.milliseconds + least, day)
        let end = floorDivide(instant.milliseconds + most + day - 1, day)
        return Int(first)..<Int(end)
    }

    /// Places of events, and whether all of them are in.
    struct Run {
        var places: Range<Int>
        var isSure: Bool
    }

    /// The runs of events that may be of the period, ascending; `days` ascend. The edges of a short period may meet.
    func runs(_ days: UnsafePointer<Int32>, _ count: Int) -> [Run] {
        func place(_ day: Int) -> Int {
            var (low, high) = (0, count)
            while low < high {
                let middle = (low + high) / 2
                if Int(days[middle]) < day { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let (first, end) = (place(firstEdge.lowerBound), place(lastEdge.upperBound))
        let (firstIn, endIn) = (place(firstSure), place(lastSure + 1))
        guard firstIn < endIn else { return [Run(places: first..<max(first, end), isSure: false)] }
        return [
            Run(places: first..<firstIn, isSure: false), Run(places: firstIn..<endIn, isSure: true),
            Run(places: endIn..<end, isSure: false),
        ]
    }

    @inline(__always)
    func isSure(_ day: Int32) -> Bool { Int(day) >= firstSure && Int(day) <= lastSure }

    /// Whether the milliseconds of the day's events must be looked at.
    @inline(__always)
    func isEdge(_ day: Int32) -> Bool {
        let day = Int(day)
        return UInt(bitPattern: day &- firstEdge.lowerBound) < UInt(bitPattern: firstEdge.count)
            || UInt(bitPattern: day &- lastEdge.lowerBound) < UInt(bitPattern: lastEdge.count)
    }

    /// 1 for an event of the period, else 0.
    @inline(__always)
    func holds(_ place: Int, _ events: ProjectedEvents, _ block: EventBlock) -> Int {
        let day = events.days[place]
        return isEdge(day) ? look(place, events, block) : isSure(day) ? 1 : 0
    }

    @inline(never)
    func look(_ place: Int, _ events: ProjectedEvents, _ block: EventBlock) -> Int {
        let milliseconds = block.milliseconds(Int(events.events[place]))
        return milliseconds >= from && milliseconds < before ? 1 : 0
    }
}
