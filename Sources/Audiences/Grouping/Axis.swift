import Bytes

/// A way to sort contacts, or events, into numbered groups by one column: the last group holds the values that are not known.
///
///     table    one group for each text of the dictionary, in the order of its numbers; false and true; texts that belong together
///     bands    numbers, dates or money between bounds: group k holds bounds[k-1] ≤ value < bounds[k]
///
/// Values that belong to no group are left out of every count.
public struct Axis: Sendable {
    enum Mapping: Sendable {
        /// The group of `first`, of `first + 1` …; what lies outside is left out.
        case table(first: Int64, groups: [Int32])
        case bands([Int64])
        /// What is known, whatever it is.
        case known
    }

    /// Place of the column among those of contacts, or of events.
    let column: Int
    let mapping: Mapping
    /// Groups, that of the unknown among them.
    public let count: Int

    /// A group that is in no cell.
    static let leftOut: Int32 = -1

    /// The number of the group of values that are not known.
    public var unknownGroup: Int { count - 1 }

    /// Bounds ascend; `bounds.count + 1` groups and one for the unknown. Numbers are in units of the column's scale, dates are
    /// days, instants milliseconds.
    public static func bands(_ column: ContactColumn, bounds: [Int64]) -> Axis {
        Axis(column: column.index, mapping: .bands(bounds), count: bounds.count + 2)
    }

    /// The same of events.
    public static func bands(_ column: EventColumn, bounds: [Int64]) -> Axis {
        Axis(column: column.index, mapping: .bands(bounds), count: bounds.count + 2)
    }
}

extension ContactTable {
    /// The column of a field, by the name that rules use; nil when there is none.
    public func contactColumn(_ field: String) -> ContactColumn? { layout.contactColumn(field) }

    /// The column of a field of events; nil when there is none.
    public func eventColumn(_ field: String) -> EventColumn? { layout.eventColumn(field) }

    /// One group for each text that the column has now, or for false and true. Contacts whose text is newer are left out. For
    /// numbers, dates and instants use `Axis.bands`.
    public func axis(_ column: ContactColumn) -> Axis { axis(column.index, contactDictionaries[column.index]) }

    /// The same of events.
    public func axis(_ column: EventColumn) -> Axis { axis(column.index, eventDictionaries[column.index]) }

    /// Groups of texts: `group` of each text, nil for those to be left out. For a filter by type, for texts that are one.
    public func axis(_ column: ContactColumn, groups: Int, _ group: (String) -> Int?) -> Axis {
        axis(column.index, texts(contactDictionaries[column.index]), groups, group)
    }

    /// The same of events.
    public func axis(_ column: EventColumn, groups: Int, _ group: (String) -> Int?) -> Axis {
        axis(column.index, texts(eventDictionaries[column.index]), groups, group)
    }

    /// The texts of the column, by the numbers of an axis that was made before.
    public func texts(_ column: ContactColumn) -> [String] { texts(contactDictionaries[column.index]) }

    /// The same of events.
    public func texts(_ column: EventColumn) -> [String] { texts(eventDictionaries[column.index]) }

    private func texts(_ dictionary: TextDictionary?) -> [String] {
        var texts: [String] = []
        dictionary?.forEach(from: 0) { _, text in texts.append(String(text)) }
        return texts
    }

    private func axis(_ column: Int, _ dictionary: TextDictionary?) -> Axis {
        let known = dictionary?.count ?? 2
        return Axis(column: column, mapping: .table(first: 0, groups: Array(0..<Int32(known))), count: known + 1)
    }

    private func axis(_ column: Int, _ texts: [String], _ groups: Int, _ group: (String) -> Int?) -> Axis {
        let numbers = texts.map { group($0).map(Int32.init) ?? Axis.leftOut }
        return Axis(column: column, mapping: .table(first: 0, groups: numbers), count: groups + 1)
    }
}

extension ContactTable {
    /// Two groups: the values that are known, and those that are not.
    public func knownAxis(_ column: ContactColumn) -> Axis { Axis(column: column.index, mapping: .known, count: 2) }
}
