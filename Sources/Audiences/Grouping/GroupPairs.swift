/// How many contacts have events of one group and of another: what is bought together.
public struct GroupPairs: Sendable {
    /// The most groups: one bit each.
    public static let groupLimit = 64

    public let groupCount: Int
    /// Contacts with an event of any group.
    public private(set) var contacts = 0
    /// `groupCount` rows of `groupCount`: row a, column b ≥ a; on the diagonal the contacts with group a.
    private var counts: [Int]

    init(groupCount: Int) {
        self.groupCount = groupCount
        counts = [Int](repeating: 0, count: groupCount * groupCount)
    }

    /// Contacts with events of both groups; of one, when they are the same.
    public func contacts(_ one: Int, _ other: Int) -> Int { counts[min(one, other) * groupCount + max(one, other)] }

    mutating func add(_ mask: UInt64) {
        guard mask != 0 else { return }
        contacts &+= 1
        let groupCount = groupCount
        counts.withUnsafeMutableBufferPointer { counts in
            var rest = mask
            while rest != 0 {
                let row = rest.trailingZeroBitCount &* groupCount
                var others = rest
                while others != 0 {
                    counts[row &+ others.trailingZeroBitCount] &+= 1
                    others &= others &- 1
                }
                rest &= rest &- 1
            }
        }
    }

    mutating func merge(_ other: GroupPairs) {
        contacts += other.contacts
        for index in counts.indices { counts[index] += other.counts[index] }
    }
}

extension ContactTable {
    /// Counts the contacts with events of each pair of the axis' groups; the unknown is no group here. The axis has at most
    /// `GroupPairs.groupLimit` groups. O(events + contacts × pairs of each).
    public func tallyPairs(
        _ filter: EventFilter, _ axis: Axis, of selection: ContactSelection? = nil, threads: Int = 2
    ) throws(TallyError) -> GroupPairs {
        let groups = axis.count - 1
        guard groups <= GroupPairs.groupLimit else { throw TallyError(cells: groups, limit: GroupPairs.groupLimit) }
        let steps = AxisSteps(axis, stride: 1)
        let picker = EventPicker(filter)
        let isPlain = selection == nil
        return fold(
            threads: threads, selection, projectedBy: filter.projector, GroupPairs(groupCount: groups)
        ) { pairs, _, segment, scratch in
            if !isPlain { scratch.markContacts() }
            var masks = [UInt64](repeating: 0, count: EventBlock.rowCount)
            for (index, block) in segment.blocks.enumerated() {
                guard let events = block.projection else { continue }
                let owners = isPlain ? nil : scratch.cells + index * EventBlock.rowCount
                let count = picker.pick(events, block, owners, &scratch)
                EventSteps.column(steps).add(events, block, scratch, count)
                pairs.add(events.owners, scratch, count, &masks)
            }
        } merge: {
            $0.merge($1)
        }
    }
}

extension GroupPairs {
    /// Takes in the events that were picked of a block. `masks` has a word for each contact, all zero before and after.
    fileprivate mutating func add(
        _ owners: UnsafePointer<Int16>, _ scratch: borrowing FoldScratch, _ count: Int, _ masks: inout [UInt64]
    ) {
        let (places, cells, groups) = (scratch.places, scratch.eventCells, Int32(groupCount))
        masks.withUnsafeMutableBufferPointer { masks in
            for index in 0..<count {
                let group = cells[index]
                let isGroup = group >= 0 && group < groups
                masks[Int(owners[Int(places[index])])] |= isGroup ? 1 &<< UInt64(group & 63) : 0
            }
            for row in masks.indices where masks[row] != 0 {
                add(masks[row])
                masks[row] = 0
            }
        }
    }
}
