/// Bounds that part numbers into groups of one size, without sorting them all.
enum Quantiles {
    /// The values at the places `count * k / groups` of the sorted numbers, for k from 1 to `groups - 1`. Empty of nothing. O(numbers).
    static func bounds<Number: FixedWidthInteger>(_ parts: [[Number]], groups: Int) -> [Int64] {
        let count = parts.reduce(0) { $0 + $1.count }
        guard count > 0 else { return [] }
        return bounds(parts, count, ranks: (1..<groups).map { count * $0 / groups })
    }

    private static let slotCount = 1 << 16

    /// One pass counts the numbers by slots of the range, a second sorts those of the slots that hold a rank.
    @inline(__always)
    private static func bounds<Number: FixedWidthInteger>(_ parts: [[Number]], _ count: Int, ranks: [Int]) -> [Int64] {
        var (least, most) = (Int64.max, Int64.min)
        for part in parts {
            for value in part {
                least = min(least, Int64(value))
                most = max(most, Int64(value))
            }
        }
        var shift: UInt64 = 0
        let span = UInt64(bitPattern: most &- least)
        while span >> shift >= UInt64(slotCount) { shift += 1 }
        var counts = [Int](repeating: 0, count: slotCount)
        for part in parts {
            for value in part { counts[Int(UInt64(bitPattern: Int64(value) &- least) &>> shift)] &+= 1 }
        }
        var slots: [(slot: Int, before: Int)] = []
        var (slot, before) = (0, 0)
        for rank in ranks {
            while before + counts[slot] <= rank {
                before += counts[slot]
                slot += 1
            }
            slots.append((slot, before))
        }
        var wanted = [Int8](repeating: -1, count: slotCount)
        for (place, slot) in slots.enumerated() where wanted[slot.slot] < 0 { wanted[slot.slot] = Int8(place) }
        var members = [[Int64]](repeating: [], count: ranks.count)
        if shift > 0 {
            for part in parts {
                for value in part {
                    let place = wanted[Int(UInt64(bitPattern: Int64(value) &- least) &>> shift)]
                    if place >= 0 { members[Int(place)].append(Int64(value)) }
                }
            }
        }
        for place in members.indices { members[place].sort() }
        return ranks.indices.map { index in
            let (slot, before) = slots[index]
            guard shift > 0 else { return least &+ Int64(slot) }
            return members[Int(wanted[slot])][ranks[index] - before]
        }
    }
}
