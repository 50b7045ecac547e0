/// Where the fields of the head at hand lie: one table a loop, filled anew for each request. The pointer is valid for
/// `capacity` lines from `init` to `deinit`, all initialised; indices are checked.
final class FieldTable {
    private let lines: UnsafeMutablePointer<FieldLine>
    let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        lines = .allocate(capacity: capacity)
        lines.initialize(repeating: FieldLine(), count: capacity)
    }

    deinit { lines.deallocate() }

    func set(_ line: FieldLine, at index: Int) {
        precondition(index >= 0 && index < capacity)
        lines[index] = line
    }

    /// The first `count` lines.
    @_lifetime(borrow self)
    func first(_ count: Int) -> Span<FieldLine> {
        precondition(count >= 0 && count <= capacity)
        let held = UnsafeBufferPointer(start: UnsafePointer(lines), count: count)
        return _overrideLifetime(held.span, borrowing: self)
    }
}
