/// The connections of one loop, in slots that are used again, and their deadlines beside them: a sweep reads eight bytes a slot.
///
/// All pointers stay inside this file: they are valid for `capacity` slots, all initialised, from `init` to `deinit` or
/// the next growth; every access checks its slot.
struct ConnectionTable: ~Copyable {
    private var slots: UnsafeMutablePointer<Connection>
    private var deadlines: UnsafeMutablePointer<UInt64>
    private var capacity: Int
    private var free: [Int32] = []
    /// Slots that have ever been used.
    private(set) var end = 0
    private(set) var count = 0

    private static let firstCapacity = 64
    /// A deadline that never comes.
    static let never = UInt64.max

    init() {
        capacity = Self.firstCapacity
        slots = .allocate(capacity: capacity)
        deadlines = .allocate(capacity: capacity)
        deadlines.initialize(repeating: Self.never, count: capacity)
        for slot in 0..<capacity { (slots + slot).initialize(to: Connection()) }
    }

    deinit {
        slots.deinitialize(count: capacity)
        slots.deallocate()
        deadlines.deallocate()
    }

    /// Addressors, not `_read` and `_modify`: a coroutine that is not inlined allocates its frame, three times a request.
    subscript(slot: Int) -> Connection {
        unsafeAddress {
            precondition(slot >= 0 && slot < end, "not a slot")
            return UnsafePointer(slots + slot)
        }
        unsafeMutableAddress {
            precondition(slot >= 0 && slot < end, "not a slot")
            return slots + slot
        }
    }

    /// When the connection in `slot` has waited long enough, in milliseconds of the loop's clock.
    func deadline(_ slot: Int) -> UInt64 {
        precondition(slot >= 0 && slot < end, "not a slot")
        return deadlines[slot]
    }

    mutating func setDeadline(_ slot: Int, _ milliseconds: UInt64) {
        precondition(slot >= 0 && slot < end, "not a slot")
        deadlines[slot] = milliseconds
    }

    /// Whether an event is about the connection that is in its slot now.
    func holds(_ id: ConnectionID) -> Bool {
        id.slot < end && slots[id.slot].generation == id.generation && slots[id.slot].descriptor >= 0
    }

    /// A slot for a new connection. Amortised O(1).
    mutating func insert(_ descriptor: Int32) -> Int {
        let slot: Int
        if let reused = free.popLast() {
            slot = Int(reused)
        } else {
            if end == capacity { grow() }
            slot = end
            end += 1
        }
        slots[slot].descriptor = descriptor
        count += 1
        return slot
    }

    /// Empties the slot; what was known of its connection is void.
    mutating func remove(_ slot: Int) {
        precondition(slot >= 0 && slot < end && slots[slot].descriptor >= 0, "not a connection")
        let generation = slots[slot].generation
        slots[slot] = Connection()
        slots[slot].generation = generation &+ 1
        deadlines[slot] = Self.never
        free.append(Int32(slot))
        count -= 1
    }

    private mutating func grow() {
        let larger = capacity * 2
        let movedSlots = UnsafeMutablePointer<Connection>.allocate(capacity: larger)
        movedSlots.moveInitialize(from: slots, count: capacity)
        for slot in capacity..<larger { (movedSlots + slot).initialize(to: Connection()) }
        let movedDeadlines = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
        movedDeadlines.initialize(repeating: Self.never, count: larger)
        movedDeadlines.update(from: deadlines, count: capacity)
        slots.deallocate()
        deadlines.deallocate()
        slots = movedSlots
        deadlines = movedDeadlines
        capacity = larger
    }
}
