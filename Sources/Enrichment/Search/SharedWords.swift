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

    private var names = [UInt32](repeating: empty, count: capacity)
    private var weights = [Float](repeating: 0, count: capacity)
    private var used: [UInt16] = []
    private var counts = [Int32](repeating: 0, count: steps + 1)

    var isFull: Bool { used.count >= Self.maximumCount }

    mutating func removeAll() {
        for slot in used { names[Int(slot)] = Self.empty }
        used.removeAll(keepingCapacity: true)
    }

    mutating func add(_ name: UInt32, weight: Float) {
        var slot = Int(name &* 0x9E37_79B1 >> 16) & (Self.capacity - 1)
        while names[slot] != Self.empty {
            if names[slot] == name {
                weights[slot] += weight
                return
            }
            slot = (slot + 1) & (Self.capacity - 1)
        }
        names[slot] = name
        weights[slot] = weight
        used.append(UInt16(slot))
    }

    /// Puts the names that share most into `selected`, at most `limit`; of equals those that were added first. O(names).
    mutating func selectHeaviest(_ limit: Int, into selected: inout [UInt32]) {
        selected.removeAll(keepingCapacity: true)
        if used.count <= limit {
            for slot in used { selected.append(names[Int(slot)]) }
            return
        }
        for step in counts.indices { counts[step] = 0 }
        for slot in used { counts[Self.step(weights[Int(slot)])] += 1 }
        var least = Self.steps
        var room = limit - Int(counts[least])
        while least > 0, room - Int(counts[least - 1]) >= 0 {
            least -= 1
            room -= Int(counts[least])
        }
        for slot in used where Self.step(weights[Int(slot)]) >= least { selected.append(names[Int(slot)]) }
        guard least > 0, selected.count < limit else { return }
        for slot in used where Self.step(weights[Int(slot)]) == least - 1 {
            selected.append(names[Int(slot)])
            if selected.count == limit { return }
        }
    }

    private static func step(_ weight: Float) -> Int { min(steps, Int(weight * stepsPerUnit)) }
}
