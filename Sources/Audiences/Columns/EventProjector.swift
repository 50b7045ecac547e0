import Bytes
import Synchronization

/// Which events a projection holds, and the zone whose days and hours it tells.
///
/// A table has one projection at a time, that of the question asked last: who asks about purchases always asks the same.
struct EventProjector: Sendable {
    /// Folded; nil for events of all types.
    let types: Set<String>?
    let zone: TimeZoneRules
    /// Above 0; blocks that were projected by one of the same number need not be again.
    let version: Int
    /// By the number of a type. Newer types are not known.
    let isMeant: [Bool]
    let calendar: LocalDays

    /// 1990-01-01 to 2049-12-31: what lies outside is rare, and found in the rules of the zone.
    private static let likelyDays: ClosedRange<Int32> = 7305...29_219

    private init(
        types: Set<String>?, zone: TimeZoneRules, version: Int, isMeant: [Bool], calendar: LocalDays
    ) {
        self.types = types
        self.zone = zone
        self.version = version
        self.isMeant = isMeant
        self.calendar = calendar
    }

    private func asks(_ types: Set<String>?, _ zone: TimeZoneRules) -> Bool { types == self.types && zone == self.zone }

    /// The projector of such events of the table: the last one, when it asked for the same and no type has come since. The
    /// first in a zone takes a millisecond or two.
    static func of(_ table: ContactTable, types: Set<String>?, zone: TimeZoneRules) -> EventProjector {
        let dictionary = table.eventDictionaries[ColumnLayout.eventType]
        return table.lastProjector.withLock { last in
            let isSame = last?.asks(types, zone) ?? false
            if isSame, let last, last.isMeant.count == dictionary?.count { return last }
            var isMeant: [Bool] = []
            dictionary?.forEach(from: 0) { _, text in
                isMeant.append(types?.contains(TextFolding.folded(String(text))) ?? true)
            }
            let sameZone = last.flatMap { $0.zone == zone ? $0.calendar : nil }
            let projector = EventProjector(
                types: types, zone: zone, version: (last?.version ?? 0) + (isSame ? 0 : 1), isMeant: isMeant,
                calendar: sameZone ?? LocalDays(zone, days: likelyDays))
            last = projector
            return projector
        }
    }
}
