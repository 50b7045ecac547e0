/// The events of 1,024 contacts, sorted by contact and then by time:
///
///     offsets   0   2   2   5 …                    where each contact's events begin
///     owner     0 0     2 2 2 …                    the contact, within the block
///     type      p v     v p p …                    one column for each field
///     day, time of day, amount, properties …
///
/// New events go to the end and are merged in when the block is read next. Dashboards read a projection of it (`ProjectedEvents`),
/// which is made again after a change, when it is asked for. The segment's lock guards it.
final class EventBlock {
    static let rowCount = 1024

    private(set) var columns: [PackedColumn]
    /// Two bytes each.
    let owner = PackedColumn(width: 2)
    /// `rowCount + 1` of them; they hold for the events that are sorted.
    let offsets: UnsafeMutablePointer<Int32>
    private var sortedCount = 0
    /// Nil before it was asked for, and of no events.
    private(set) var projection: ProjectedEvents?
    /// That of the projector whose projection it is; 0 when the block has changed since.
    private var projectedVersion = 0

    init(columnCount: Int) {
        columns = (0..<columnCount).map { _ in PackedColumn() }
        offsets = .allocate(capacity: Self.rowCount + 1)
        offsets.initialize(repeating: 0, count: Self.rowCount + 1)
    }

    deinit { offsets.deallocate() }

    var count: Int { owner.count }
    var isSorted: Bool { sortedCount == owner.count }

    /// Adds an event with no fields but its time.
    func append(owner row: Int, at instant: Instant) {
        let (day, time) = instant.dayAndTime
        projectedVersion = 0
        owner.append(Int64(row))
        for (index, column) in columns.enumerated() {
            switch index {
            case ColumnLayout.eventDay: column.append(day)
            case ColumnLayout.eventTime: column.append(Int64(time))
            default: column.append(PackedColumn.unknown)
            }
        }
    }

    /// Sets a field of the event added last.
    func setLast(_ value: Int64, column: Int) { columns[column].set(value, at: count - 1) }

    /// The events of a contact, which must be sorted.
    @inline(__always)
    func range(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row &+ 1]) }

    /// The contact of each event, within the block.
    var ownerValues: UnsafePointer<Int16> { owner.values(Int16.self) }

    /// Milliseconds since 1970 of an event.
    @inline(__always)
    func milliseconds(_ event: Int) -> Int64 {
        columns[ColumnLayout.eventDay][event] &* Instant.millisecondsPerDay &+ columns[ColumnLayout.eventTime][event]
    }

    /// Contact and time in one number: by it events are sorted.
    private func key(_ event: Int) -> Int64 { Self.key(owner: owner[event], milliseconds: milliseconds(event)) }

    @inline(__always)
    static func key(owner: Int64, milliseconds: Int64) -> Int64 {
        owner << keyTimeBits &+ milliseconds &+ (1 << (keyTimeBits - 1))
    }

    /// Bits of a key below the contact. Times are less than half of 2^44 ms from 1970 (EventRecord.earliest, latest).
    private static let keyTimeBits: Int64 = 44

    /// Sorts in what was added since. Cheap for a few events: one pass over what lies behind them.
    func arrange() {
        guard !isSorted else { return }
        let added = count - sortedCount
        if added * 8 > count { sortAll() } else { mergeTail(added) }
        sortedCount = count
        countOffsets()
    }

    private func mergeTail(_ added: Int) {
        let sorted = sortedCount
        let order = (0..<Int32(added)).sorted { one, other in
            let (a, b) = (key(sorted + Int(one)), key(sorted + Int(other)))
            return a == b ? one < other : a < b
        }
        let places = order.map { place(of: key(sorted + Int($0))) }
        for column in columns { column.mergeTail(sorted: sorted, order: order, places: places) }
        owner.mergeTail(sorted: sorted, order: order, places: places)
    }

    /// The first sorted event behind the key: an event goes after those of the same time.
    private func place(of key: Int64) -> Int {
        var (low, high) = (0, sortedCount)
        while low < high {
            let middle = (low + high) / 2
            if self.key(middle) <= key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func sortAll() {
        let keys = (0..<count).map(key)
        var isInOrder = true
        for index in 1..<max(1, count) where keys[index] < keys[index - 1] {
            isInOrder = false
            break
        }
        if isInOrder { return }
        let order = Self.order(keys)
        for column in columns { column.rearrange(order) }
        owner.rearrange(order)
    }

    /// The indices in the order of their keys: first by contact, by counting; then within each.
    private static func order(_ keys: [Int64]) -> [Int32] {
        var starts = [Int](repeating: 0, count: rowCount + 1)
        for key in keys { starts[Int(key >> keyTimeBits) + 1] += 1 }
        for row in 0..<rowCount { starts[row + 1] += starts[row] }
        var next = starts
        var order = [Int32](repeating: 0, count: keys.count)
        for (index, key) in keys.enumerated() {
            order[next[Int(key >> keyTimeBits)]] = Int32(index)
            next[Int(key >> keyTimeBits)] += 1
        }
        order.withUnsafeMutableBufferPointer { order in
            for row in 0..<rowCount where starts[row + 1] - starts[row] > 1 {
                sort(UnsafeMutableBufferPointer(rebasing: order[starts[row]..<starts[row + 1]]), keys)
            }
        }
        return order
    }

    private static func sort(_ run: UnsafeMutableBufferPointer<Int32>, _ keys: [Int64]) {
        guard run.count <= 32 else {
            var run = run
            run.sort { (keys[Int($0)], $0) < (keys[Int($1)], $1) }
            return
        }
        // Insertion keeps those of the same time in the order of their coming.
        for index in 1..<run.count {
            let moving = run[index]
            let key = keys[Int(moving)]
            var hole = index
            while hole > 0, keys[Int(run[hole - 1])] > key {
                run[hole] = run[hole - 1]
                hole -= 1
            }
            run[hole] = moving
        }
    }

    private func countOffsets() {
        var event = 0
        for row in 0..<Self.rowCount {
            offsets[row] = Int32(event)
            while event < count, owner[event] == Int64(row) { event += 1 }
        }
        offsets[Self.rowCount] = Int32(event)
    }

    /// Takes away the events of a contact; returns how many there were.
    func remove(_ row: Int) -> Int {
        arrange()
        let range = range(row)
        guard !range.isEmpty else { return 0 }
        for column in columns { column.remove(range) }
        owner.remove(range)
        sortedCount = count
        projectedVersion = 0
        countOffsets()
        return range.count
    }

    /// Makes the projection, if the one that there is is not of the block as it is. The block must be sorted. Returns false when it
    /// has types that are newer than the projector: then it is to be made again.
    func project(_ projector: EventProjector) -> Bool {
        if projectedVersion == projector.version { return true }
        let made = count > 0 ? ProjectedEvents(self, projector) : nil
        projection = made
        guard made?.isComplete ?? true else { return false }
        projectedVersion = projector.version
        return true
    }

    /// Takes over the events of an empty block, a row of `stage` each: its fields in the order of the columns. `keys` are those that events
    /// are sorted by.
    func load(_ stage: [Int64], keys: [Int64]) {
        let order = Self.order(keys)
        let stride = columns.count
        owner.fill(count: order.count) { keys[Int(order[$0])] >> Self.keyTimeBits }
        for (index, column) in columns.enumerated() {
            column.fill(count: order.count) { stage[Int(order[$0]) &* stride &+ index] }
        }
        sortedCount = count
        projectedVersion = 0
        countOffsets()
    }

    func trim() {
        owner.trim()
        for column in columns { column.trim() }
    }

    var memoryBytes: Int {
        columns.reduce(owner.memoryBytes) { $0 + $1.memoryBytes } + (Self.rowCount + 1) * 4
            + (projection?.memoryBytes ?? 0)
    }
}
