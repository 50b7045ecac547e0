/// Many values by 64-bit hash, built once and then only read: open addressing with linear probing (Knuth, The Art of Computer
/// Programming, volume 3, section 6.4, algorithm L).
///
/// A slot holds the low half of the hash and the value; the high half says where the search begins. Slots are a half more than
/// entries, so a look-up reads one cache line, seldom two, whether it finds anything or not; an entry costs 12 bytes in all. A
/// name that is not there is taken for one that is once in a thousand million look-ups. Building is O(entries).
struct HashDirectory: Sendable {
    /// 0 where the slot is free, else the low half of the hash and the value plus one.
    private let slots: [UInt64]

    init(_ pairs: [(hash: UInt64, value: UInt32)]) {
        var builder = HashDirectoryBuilder(count: pairs.count)
        for pair in pairs { builder.put(pair.hash, pair.value) }
        self = builder.finish()
    }

    fileprivate init(slots: [UInt64]) { self.slots = slots }

    /// Calls `body` with each value kept under `hash`, in the order in which they were put, until it returns false.
    func forEach(_ hash: UInt64, _ body: (Int) -> Bool) {
        let low = hash << 32
        var slot = Self.firstSlot(hash, of: slots.count)
        while true {
            let entry = slots[slot]
            if entry == 0 { return }
            if (entry ^ low) >> 32 == 0, !body(Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) &- 1) { return }
            slot &+= 1
            if slot == slots.count { slot = 0 }
        }
    }

    /// Asks memory for what `forEach` looks at first.
    @inline(__always)
    func prefetch(_ hash: UInt64) { slots.prefetch(Self.firstSlot(hash, of: slots.count)) }

    /// Calls `body` with each value kept under one of at most 32 hashes, in their order, until it returns false. Asked at once, they
    /// wait for memory beside one another and not one after another.
    @inline(__always)
    func forEach(of hashes: Span<UInt64>, _ body: (Int) -> Bool) {
        var firsts = InlineArray<32, UInt64>(repeating: 0)
        for index in hashes.indices { firsts[index] = slots[Self.firstSlot(hashes[index], of: slots.count)] }
        var goesOn = true
        for index in hashes.indices where goesOn && firsts[index] != 0 {
            forEach(hashes[index]) {
                goesOn = body($0)
                return goesOn
            }
        }
    }

    /// The first value kept under `hash`.
    func first(_ hash: UInt64) -> Int? {
        var found: Int?
        forEach(hash) {
            found = $0
            return false
        }
        return found
    }

    /// The high bits of the hash as a part of `count`: a multiplication instead of a division (Lemire 2019).
    @inline(__always)
    fileprivate static func firstSlot(_ hash: UInt64, of count: Int) -> Int {
        Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(count)).high)
    }
}

/// Makes a directory.
struct HashDirectoryBuilder: ~Copyable {
    private var slots: [UInt64]
    private var free: Int

    /// Room for `count` pairs.
    init(count: Int) {
        slots = [UInt64](repeating: 0, count: count + count / 2 + 2)
        free = count
    }

    /// Adds a pair; no more of them than room was made for, and no value above `UInt32.max - 1`.
    @inline(__always)
    mutating func put(_ hash: UInt64, _ value: UInt32) {
        precondition(free > 0, "more pairs than were announced")
        free &-= 1
        var slot = HashDirectory.firstSlot(hash, of: slots.count)
        while slots[slot] != 0 {
            slot &+= 1
            if slot == slots.count { slot = 0 }
        }
        slots[slot] = hash << 32 | UInt64(value + 1)
    }

    consuming func finish() -> HashDirectory { HashDirectory(slots: slots) }
}

/// Both keys of a name lead to its row; one where they are the same.
extension HashDirectoryBuilder {
    /// How many pairs a name makes.
    static func pairs(of key: NameKey) -> Int { key.loose == key.exact ? 1 : 2 }

    mutating func put(_ key: NameKey, _ row: UInt32) {
        put(key.exact, row)
        if key.loose != key.exact { put(key.loose, row) }
    }
}
