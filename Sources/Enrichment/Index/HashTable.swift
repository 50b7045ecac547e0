/// Values by 64-bit hash while they are collected: open addressing, grown by doubling. Hash 0 is taken for 1.
struct HashTable: Sendable {
    private var hashes: [UInt64]
    private var values: [UInt32]
    private(set) var count = 0

    init(capacity: Int = 1024) {
        var size = 1024
        while size < capacity * 2 { size *= 2 }
        hashes = [UInt64](repeating: 0, count: size)
        values = [UInt32](repeating: 0, count: size)
    }

    /// The value under `hash`. O(1): one or two cache lines.
    @inline(__always)
    func value(_ hash: UInt64) -> UInt32? {
        let wanted = hash == 0 ? 1 : hash
        let mask = hashes.count &- 1
        var slot = Int(truncatingIfNeeded: wanted >> 20) & mask
        while hashes[slot] != 0 {
            if hashes[slot] == wanted { return values[slot] }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// The value under `hash`; when there was none, `new` is put there and returned as fresh.
    mutating func insert(_ hash: UInt64, new: UInt32) -> (value: UInt32, isNew: Bool) {
        if count &* 2 >= hashes.count { grow() }
        let wanted = hash == 0 ? 1 : hash
        let mask = hashes.count &- 1
        var slot = Int(truncatingIfNeeded: wanted >> 20) & mask
        while hashes[slot] != 0 {
            if hashes[slot] == wanted { return (values[slot], false) }
            slot = (slot &+ 1) & mask
        }
        hashes[slot] = wanted
        values[slot] = new
        count &+= 1
        return (new, true)
    }

    private mutating func grow() {
        var larger = HashTable(capacity: hashes.count)
        for slot in hashes.indices where hashes[slot] != 0 { _ = larger.insert(hashes[slot], new: values[slot]) }
        self = larger
    }
}
