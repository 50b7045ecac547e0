/// Numbers in the fewest bytes that hold all of them: 0, 1, 2, 4 or 8 each. One value, the least of each width, stands for
/// *unknown*; a column of no bytes is one where all are unknown.
///
/// All pointers stay in this file and in `ColumnKernel`: `base` is valid for `capacity` values of `width` bytes from the
/// first that is known to `deinit`, and the first `count` are initialised.
///
///     width 1    | -128 = unknown | -127 … 127            |  dictionaries of up to 128 texts, booleans, ages
///     width 2    | -32768         | -32767 … 32767        |  days, dictionaries
///     width 4, 8                                             money, milliseconds
///
/// Not thread-safe: the segment's lock guards it.
final class PackedColumn {
    private(set) var base: UnsafeMutableRawPointer
    /// Bytes of a value: 0, 1, 2, 4 or 8.
    private(set) var width: Int
    private(set) var count: Int
    private var capacity: Int

    /// What the column's users see for a value that is not known.
    static let unknown = Int64.min

    /// Unknown values, of at least so many bytes each.
    init(count: Int = 0, width: Int = 0) {
        base = Self.allocate(count * width)
        self.width = width
        self.count = count
        capacity = count
        if width > 0 { for index in 0..<count { store(Self.unknown, at: index) } }
    }

    deinit { base.deallocate() }

    /// The kernels read whole words of 64 values, so behind the last value there is room for 64 of the widest.
    private static let padding = 64 * 8

    private static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
        UnsafeMutableRawPointer.allocate(byteCount: bytes + padding, alignment: 16)
    }

    /// The fewest bytes for the value.
    private static func width(of value: Int64) -> Int {
        if value == unknown { return 0 }
        if value > -128 && value < 128 { return 1 }
        if value > -32768 && value < 32768 { return 2 }
        return value > Int64(Int32.min) && value <= Int64(Int32.max) ? 4 : 8
    }

    /// The value, or `unknown`.
    @inline(__always)
    subscript(index: Int) -> Int64 {
        switch width {
        case 1:
            let value = base.load(fromByteOffset: index, as: Int8.self)
            return value == .min ? Self.unknown : Int64(value)
        case 2:
            let value = base.load(fromByteOffset: index &* 2, as: Int16.self)
            return value == .min ? Self.unknown : Int64(value)
        case 4:
            let value = base.load(fromByteOffset: index &* 4, as: Int32.self)
            return value == .min ? Self.unknown : Int64(value)
        case 8: return base.load(fromByteOffset: index &* 8, as: Int64.self)
        default: return Self.unknown
        }
    }

    /// Sets a value, or makes it unknown. O(1), O(count) when the value needs more bytes than any before it.
    func set(_ value: Int64, at index: Int) {
        precondition(index >= 0 && index < count, "index outside the column")
        let needed = Self.width(of: value)
        if needed > width { widen(to: needed) }
        store(value, at: index)
    }

    /// Adds a value at the end. Amortised O(1).
    func append(_ value: Int64) {
        let needed = Self.width(of: value)
        if needed > width { widen(to: needed) }
        if count == capacity { reserve(Swift.max(16, capacity &* 2)) }
        count &+= 1
        store(value, at: count &- 1)
    }

    /// Takes as many values into an empty column, with an eighth of room to grow. One pass for the width, one to store.
    @inline(__always)
    func fill(count newCount: Int, _ value: (Int) -> Int64) {
        precondition(count == 0, "the column has values")
        var needed = width
        for index in 0..<newCount { needed = Swift.max(needed, Self.width(of: value(index))) }
        base.deallocate()
        width = needed
        capacity = newCount &+ newCount / 8
        base = Self.allocate(capacity &* width)
        count = newCount
        for index in 0..<newCount { store(value(index), at: index) }
    }

    /// Adds unknown values up to `count`.
    func extend(to newCount: Int) {
        guard newCount > count else { return }
        if newCount > capacity { reserve(Swift.max(newCount, capacity &* 2)) }
        let start = count
        count = newCount
        if width > 0 { for index in start..<newCount { store(Self.unknown, at: index) } }
    }

    @inline(__always)
    private func store(_ value: Int64, at index: Int) {
        let isUnknown = value == Self.unknown
        switch width {
        case 1:
            let stored: Int8 = isUnknown ? .min : Int8(truncatingIfNeeded: value)
            base.storeBytes(of: stored, toByteOffset: index, as: Int8.self)
        case 2:
            let stored: Int16 = isUnknown ? .min : Int16(truncatingIfNeeded: value)
            base.storeBytes(of: stored, toByteOffset: index &* 2, as: Int16.self)
        case 4:
            let stored: Int32 = isUnknown ? .min : Int32(truncatingIfNeeded: value)
            base.storeBytes(of: stored, toByteOffset: index &* 4, as: Int32.self)
        case 8: base.storeBytes(of: value, toByteOffset: index &* 8, as: Int64.self)
        default: break
        }
    }

    private func reserve(_ newCapacity: Int) {
        let moved = Self.allocate(newCapacity &* width)
        moved.copyMemory(from: base, byteCount: count &* width)
        base.deallocate()
        base = moved
        capacity = newCapacity
    }

    private func widen(to newWidth: Int) {
        let wide = PackedColumn(
            base: Self.allocate(capacity &* newWidth), width: newWidth, count: count, capacity: capacity)
        for index in 0..<count { wide.store(self[index], at: index) }
        swap(&base, &wide.base)
        width = newWidth
    }

    private init(base: UnsafeMutableRawPointer, width: Int, count: Int, capacity: Int) {
        self.base = base
        self.width = width
        self.count = count
        self.capacity = capacity
    }

    /// The values as they lie, for a loop of the column's width. They move when the column changes.
    func values<Value>(_: Value.Type) -> UnsafePointer<Value> {
        precondition(width == MemoryLayout<Value>.size, "the values have another width")
        return UnsafePointer(base.assumingMemoryBound(to: Value.self))
    }

    /// Bytes that it holds in memory, near enough.
    var memoryBytes: Int { capacity &* width &+ Self.padding &+ 64 }
}

// MARK: - Order

extension PackedColumn {
    /// Gives back the room that is not used, but for an eighth to grow into.
    func trim() {
        let wanted = count &+ count / 8
        if capacity > wanted { reserve(wanted) }
    }

    /// The values in another order: the new value at `index` is the old one at `order[index]`.
    func rearrange(_ order: [Int32]) {
        guard width > 0 else { return }
        let arranged = PackedColumn(
            base: Self.allocate(capacity &* width), width: width, count: count, capacity: capacity)
        switch width {
        case 1: Self.gather(base, arranged.base, order, Int8.self)
        case 2: Self.gather(base, arranged.base, order, Int16.self)
        case 4: Self.gather(base, arranged.base, order, Int32.self)
        default: Self.gather(base, arranged.base, order, Int64.self)
        }
        swap(&base, &arranged.base)
    }

    @inline(__always)
    private static func gather<Value>(
        _ source: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer, _ order: [Int32], _: Value.Type
    ) {
        let from = source.assumingMemoryBound(to: Value.self)
        let to = target.assumingMemoryBound(to: Value.self)
        for index in order.indices { to[index] = from[Int(order[index])] }
    }

    /// Moves the last `places.count` values to their places among those before them: the value at `sorted + order[k]` goes
    /// before the old index `places[k]`; `places` ascends. One pass over what lies behind the first place.
    func mergeTail(sorted: Int, order: [Int32], places: [Int]) {
        guard width > 0 else { return }
        let tail = order.map { self[sorted + Int($0)] }
        var end = sorted
        for index in places.indices.reversed() {
            let place = places[index]
            let target = base + (place + index + 1) &* width
            memoryMove(target, base + place &* width, (end - place) &* width)
            store(tail[index], at: place + index)
            end = place
        }
    }

    /// Takes out the values in the range.
    func remove(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the column")
        if width > 0 {
            let rest = (count - range.upperBound) &* width
            memoryMove(base + range.lowerBound &* width, base + range.upperBound &* width, rest)
        }
        count -= range.count
    }
}

private func memoryMove(_ target: UnsafeMutableRawPointer, _ source: UnsafeMutableRawPointer, _ count: Int) {
    target.copyMemory(from: source, byteCount: count)
}
