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

    /// Places of events that may be of the period, in three runs: those in the middle are sure. Each begins where the one before ends.
    struct Runs {
        var firstEdge: Range<Int>
        var sure: Range<Int>
        var lastEdge: Range<Int>
    }

    /// The runs of `count` events, whose days ascend. The edges of a short period may meet. `hint` is a place where the period may
    /// begin: the end of the one before.
    func runs(_ days: UnsafePointer<Int32>, _ count: Int, hint: Int = 0) -> Runs {
        let start = hint > 0 && Int(days[hint - 1]) < firstEdge.lowerBound ? hint : 0
        let first = Self.place(of: firstEdge.lowerBound, days, start..<count)
        let firstIn = Self.place(of: firstSure, days, first..<count)
        let end = Self.place(of: lastEdge.upperBound, days, first..<count)
        let endIn = Self.place(of: lastSure + 1, days, first..<end)
        guard firstIn < endIn else { return Runs(firstEdge: first..<end, sure: end..<end, lastEdge: end..<end) }
        return Runs(firstEdge: first..<firstIn, sure: firstIn..<endIn, lastEdge: endIn..<end)
    }

    /// The first place whose day is not before the day. Most often that is one of the ends, or not far from the first.
    private static func place(of day: Int, _ days: UnsafePointer<Int32>, _ places: Range<Int>) -> Int {
        guard let last = places.last, Int(days[last]) >= day else { return places.upperBound }
        var (low, step) = (places.lowerBound, 1)
        guard Int(days[low]) < day else { return low }
        while low + step < last, Int(days[low + step]) < day {
            low += step
            step *= 2
        }
        var high = min(low + step, last)
        // Behind `low`, and `high` at the latest.
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(days[middle]) < day { low = middle } else { high = middle }
        }
        return high
    }

    /// Calls `body` with the places of the period's events, ascending: those that are sure all at once, others one by one.
    @inline(__always)
    func forEachRange(
        of runs: Runs, _ events: ProjectedEvents, _ block: EventBlock, _ body: (Range<Int>) -> Void
    ) {
        for place in runs.firstEdge where look(place, events, block) == 1 { body(place..<place + 1) }
        body(runs.sure)
        for place in runs.lastEdge where look(place, events, block) == 1 { body(place..<place + 1) }
    }

    /// 1 for an event of the period, else 0; asked of those of the edges.
    @inline(never)
    func look(_ place: Int, _ events: ProjectedEvents, _ block: EventBlock) -> Int {
        let milliseconds = block.milliseconds(Int(events.events[place]))
        return milliseconds >= from && milliseconds < before ? 1 : 0
    }
}
