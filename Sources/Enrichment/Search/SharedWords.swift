/// How much each of some hundred names shares with an address: the weights of the words that it has, added up.
///
/// Open addressing over a table of fixed size, emptied by walking over what was put in.
struct SharedWords {
    private static let capacity = 2048
    /// More names than this are not told apart by their words.
    private static let maximumCount = 1024
    private static let empty = UInt32.max
    /// Weights are sorted by sixteenths.
    private static let steps = 128
    private static let stepsPerUnit: Float = 16

    private struct Slot {
        var name = empty
        var weight: Float = 0
    }

    private var slots = [Slot](repeating: Slot(), count: capacity)
    private var used: [UInt16] = []
    private var counts = [Int32](repeating: 0, count: steps + 1)
    private var stepsOfUsed = [UInt8](repeating: 0, count: maximumCount)

    var isFull: Bool { used.count >= Self.maximumCount }

    mutating func removeAll() {
        for slot in used { slots[Int(slot)].name = Self.empty }
        used.removeAll(keepingCapacity: true)
    }

    /// Adds the weight of a word to each of the names that have it, as long as there is room.
    mutating func add(_ source: WordSource, of names: borrowing NameIndex) {
        Self.add(source, of: names, to: &slots, &used)
    }

    private static func add(
        _ source: WordSource, of names: borrowing NameIndex, to table: inout [Slot], _ used: inout [UInt16]
    ) {
        var slots = table.mutableSpan
        for position in source.occurrences {
            let slot = slot(of: UInt32(names.name(at: position)), in: slots)
            if slots[slot].name == empty {
                slots[slot] = Slot(name: UInt32(names.name(at: position)))
                used.append(UInt16(slot))
            }
            slots[slot].weight += source.weight
            if used.count >= maximumCount { return }
        }
    }

    /// Where a name is, or is to be put.
    @inline(__always)
    private static func slot(of name: UInt32, in slots: borrowing MutableSpan<Slot>) -> Int {
        var slot = Int(name &* 0x9E37_79B1 >> 16) & (capacity - 1)
        while slots[slot].name != empty, slots[slot].name != name { slot = (slot + 1) & (capacity - 1) }
        return slot
    }

    /// Puts the names that share most into `selected`, at most `limit`; of equals those that were added first. O(names).
    mutating func selectHeaviest(_ limit: Int, into selected: inout [UInt32]) {
        selected.removeAll(keepingCapacity: true)
        if used.count <= limit {
            for slot in used { selected.append(slots[Int(slot)].name) }
            return
        }
        Self.countSteps(of: used, in: slots, &stepsOfUsed, &counts)
        var least = Self.steps
        var room = limit - Int(counts[least])
        while least > 0, room - Int(counts[least - 1]) >= 0 {
            least -= 1
            room -= Int(counts[least])
        }
        for position in used.indices where Int(stepsOfUsed[position]) >= least {
            selected.append(slots[Int(used[position])].name)
        }
        guard least > 0, selected.count < limit else { return }
        for position in used.indices where Int(stepsOfUsed[position]) == least - 1 {
            selected.append(slots[Int(used[position])].name)
            if selected.count == limit { return }
        }
    }

    /// The step of the weight of each used slot, and how many have each step.
    private static func countSteps(
        of used: [UInt16], in slots: [Slot], _ stepsOfUsed: inout [UInt8], _ counts: inout [Int32]
    ) {
        var stepsOfUsed = stepsOfUsed.mutableSpan
        var counts = counts.mutableSpan
        for step in counts.indices { counts[step] = 0 }
        for position in used.indices {
            let step = min(steps, Int(slots[Int(used[position])].weight * stepsPerUnit))
            stepsOfUsed[position] = UInt8(step)
            counts[step] &+= 1
        }
    }
}
