/// Which events are meant: those of some types, of some time.
public struct EventFilter: Sendable {
    /// Finds those of the types, with their local days and hours.
    let projector: EventProjector
    /// From this moment on.
    public var from: Instant?
    /// Before this moment.
    public var before: Instant?
}

extension ContactTable {
    /// Events of the types (all types, when nil), from a moment on and before another. Days and hours are those of the zone.
    public func events(
        ofTypes types: [String]? = nil, from: Instant? = nil, before: Instant? = nil, zone: TimeZoneRules = .utc
    ) -> EventFilter {
        let folded = types.map { Set($0.map(TextFolding.folded)) }
        return EventFilter(
            projector: EventProjector.of(self, types: folded, zone: zone), from: from, before: before)
    }
}

/// Finds the events of a projection that a filter means: those of the days that are sure are a run, those of the days at its ends are
/// looked at.
struct EventPicker: Sendable {
    private let window: DayWindow

    init(_ filter: EventFilter) { window = DayWindow(filter) }

    /// Writes the places of the events of contacts whose cells are not below zero to `scratch.places`, ascending, and 0 for each to
    /// `scratch.eventCells`; returns how many. `owners` are the cells of the block's contacts, nil when all are meant.
    func pick(
        _ events: ProjectedEvents, _ block: EventBlock, _ owners: UnsafePointer<Int32>?, _ scratch: inout FoldScratch
    ) -> Int {
        scratch.reserve(events.count)
        let places = scratch.places
        var count = 0
        func look(_ edge: Range<Int>) {
            for place in edge {
                places[count] = Int32(truncatingIfNeeded: place)
                count &+= window.look(place, events, block)
            }
        }
        let runs = window.runs(events.days, events.count)
        look(runs.firstEdge)
        for place in runs.sure {
            places[count] = Int32(truncatingIfNeeded: place)
            count &+= 1
        }
        look(runs.lastEdge)
        if let owners { count = Self.keep(places, count, events.owners, owners) }
        scratch.eventCells.update(repeating: 0, count: count)
        return count
    }

    private static func keep(
        _ places: UnsafeMutablePointer<Int32>, _ count: Int, _ ownerOfEvent: UnsafePointer<Int16>,
        _ owners: UnsafePointer<Int32>
    ) -> Int {
        var kept = 0
        for index in 0..<count {
            let place = places[index]
            places[kept] = place
            kept &+= Int(truncatingIfNeeded: ~owners[Int(ownerOfEvent[Int(place)])] &>> 31 & 1)
        }
        return kept
    }
}
