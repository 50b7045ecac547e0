/// Values by 64-bit hash while they are collected: open addressing, grown by doubling. Hash 0 is taken for 1.
struct HashTable: Sendable {
    /// A hash, 0 for none, and its value beside it: a look-up waits for one cache line.
    private struct Slot {
        var hash: UInt64 = 0
        var value: UInt32 = 0
    }

    private var slots: [Slot]
    private(set) var count = 0

    init(capacity: Int = 1024) {
        var size = 1024
        while size < capacity * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
    }

    /// The value under `hash`. O(1): one cache line, seldom two.
    @inline(__always)
    func value(_ hash: UInt64) -> UInt32? {
        let wanted = Self.wanted(hash)
        let mask = slots.count &- 1
        var slot = firstSlot(wanted)
        while slots[slot].hash != 0 {
            if slots[slot].hash == wanted { return slots[slot].value }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// Asks memory for what `value` looks at.
    @inline(__always)
    func prefetch(_ hash: UInt64) { slots.prefetch(firstSlot(Self.wanted(hash))) }

    @inline(__always)
    private static func wanted(_ hash: UInt64) -> UInt64 { hash == 0 ? 1 : hash }

    @inline(__always)
    private func firstSlot(_ wanted: UInt64) -> Int {
        Int(truncatingIfNeeded: wanted >> 20) & (slots.count &- 1)
    }

    /// The value under `hash`; when there was none, `new` is put there and returned as fresh.
    mutating func insert(_ hash: UInt64, new: UInt32) -> (value: UInt32, isNew: Bool) {
        if count &* 2 >= slots.count { grow() }
        let wanted = Self.wanted(hash)
        let mask = slots.count &- 1
        var slot = firstSlot(wanted)
        while slots[slot].hash != 0 {
            if slots[slot].hash == wanted { return (slots[slot].value, false) }
            slot = (slot &+ 1) & mask
        }
        slots[slot] = Slot(hash: wanted, value: new)
        count &+= 1
        return (new, true)
    }

    private mutating func grow() {
        var larger = HashTable(capacity: slots.count)
        for slot in slots where slot.hash != 0 { _ = larger.insert(slot.hash, new: slot.value) }
        self = larger
    }
}
