import Bytes

/// Byte strings with dense numbers: found by hash, kept in pages that never move. Open addressing with linear probing.
///
///     slots    number or empty        4 bytes, at most half full
///     places   page and offset, length     8 bytes a number
///     tags     32 bits of the hash    4 bytes a number, so that the bytes are compared once
///
/// Pointers to pages stay in this file: each page has `pageBytes` bytes from its allocation to `deinit`, and a place lies
/// within its page. Not thread-safe. Holds up to 2^31 numbers.
struct InternTable: ~Copyable {
    private var slots: [Int32]
    private var places: [Place] = []
    private var tags: [UInt32] = []
    private var pages: [UnsafeMutablePointer<UInt8>] = []
    private var pageUsed = 0
    /// Strings held, and slots that are not empty (removed ones included).
    private(set) var liveCount = 0
    private var usedSlots = 0

    private struct Place {
        var page: Int32 = -1
        var offset: UInt16 = 0
        var length: UInt16 = 0
    }

    private static let empty: Int32 = -1
    private static let removed: Int32 = -2
    private static let pageBytes = 1 << 16
    /// A string has fewer bytes than a page.
    static let maximumLength = 4096

    init(capacity: Int = 0) {
        var slotCount = 16
        while slotCount < capacity * 2 { slotCount *= 2 }
        slots = [Int32](repeating: Self.empty, count: slotCount)
        places.reserveCapacity(capacity)
        tags.reserveCapacity(capacity)
    }

    deinit { for page in pages { page.deallocate() } }

    /// Numbers given so far, removed ones included.
    var count: Int { places.count }

    /// The number of the bytes, or nil.
    func find(_ bytes: Span<UInt8>) -> Int? {
        let hash = Hash64.hash(bytes)
        return find(bytes, hash)
    }

    private func find(_ bytes: Span<UInt8>, _ hash: UInt64) -> Int? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 32) & mask
        let tag = UInt32(truncatingIfNeeded: hash)
        while true {
            let number = slots[slot]
            if number == Self.empty { return nil }
            if number >= 0, tags[Int(number)] == tag, isEqual(Int(number), bytes) { return Int(number) }
            slot = (slot + 1) & mask
        }
    }

    private func isEqual(_ number: Int, _ bytes: Span<UInt8>) -> Bool {
        let place = places[number]
        guard Int(place.length) == bytes.count else { return false }
        return withBytes(number) { $0.elementsEqual(bytes) }
    }

    /// The number of the bytes; a new one, the next, when they are new.
    mutating func intern(_ bytes: Span<UInt8>) -> (number: Int, isNew: Bool) {
        let hash = Hash64.hash(bytes)
        if let number = find(bytes, hash) { return (number, false) }
        places.append(Place())
        tags.append(0)
        add(bytes, hash, number: places.count - 1)
        return (places.count - 1, true)
    }

    /// Gives the bytes, which must be new, a number that has been removed.
    mutating func insert(_ bytes: Span<UInt8>, reusing number: Int) {
        precondition(places[number].page < 0, "the number is in use")
        add(bytes, Hash64.hash(bytes), number: number)
    }

    private mutating func add(_ bytes: Span<UInt8>, _ hash: UInt64, number: Int) {
        if usedSlots * 2 >= slots.count { rehash() }
        places[number] = keep(bytes)
        tags[number] = UInt32(truncatingIfNeeded: hash)
        place(number, hash)
        liveCount += 1
        usedSlots += 1
    }

    private mutating func place(_ number: Int, _ hash: UInt64) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 32) & mask
        while slots[slot] != Self.empty { slot = (slot + 1) & mask }
        slots[slot] = Int32(number)
    }

    private mutating func keep(_ bytes: Span<UInt8>) -> Place {
        precondition(bytes.count <= Self.maximumLength, "the string is too long")
        // A page is never quite full, so that the place of an empty string behind the last fits 16 bits.
        if pages.isEmpty || pageUsed + bytes.count >= Self.pageBytes {
            pages.append(.allocate(capacity: Self.pageBytes))
            pageUsed = 0
        }
        let start = pageUsed
        let page = pages[pages.count - 1] + start
        for index in bytes.indices { page[index] = bytes[index] }
        pageUsed += bytes.count
        return Place(page: Int32(pages.count - 1), offset: UInt16(start), length: UInt16(bytes.count))
    }

    private mutating func rehash() {
        let wanted = max(16, liveCount * 4)
        var slotCount = 16
        while slotCount < wanted { slotCount *= 2 }
        slots = [Int32](repeating: Self.empty, count: slotCount)
        usedSlots = liveCount
        for number in places.indices where places[number].page >= 0 {
            place(number, withBytes(number) { Hash64.hash($0) })
        }
    }

    /// Calls `body` with the bytes of a number that is in use.
    @inline(__always)
    func withBytes<Result>(_ number: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        let place = places[number]
        let start = pages[Int(place.page)] + Int(place.offset)
        return body(UnsafeBufferPointer(start: start, count: Int(place.length)).span)
    }

    /// The text of a number that is in use. Allocates.
    func text(_ number: Int) -> String { withBytes(number) { String($0) } }

    func isInUse(_ number: Int) -> Bool { number < places.count && places[number].page >= 0 }

    /// Takes the string away and overwrites its bytes: nothing of it stays in memory. The number can be used again.
    mutating func remove(_ number: Int) {
        let hash = withBytes(number) { Hash64.hash($0) }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 32) & mask
        while slots[slot] != Int32(number) { slot = (slot + 1) & mask }
        slots[slot] = Self.removed
        let place = places[number]
        for index in 0..<Int(place.length) { pages[Int(place.page)][Int(place.offset) + index] = 0 }
        places[number] = Place()
        liveCount -= 1
    }

    var memoryBytes: Int { slots.count * 4 + places.capacity * 12 + pages.count * Self.pageBytes }
}
