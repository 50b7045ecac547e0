#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A growable run of bytes with one owner.
///
/// Appending is amortised O(1); `removeAll` keeps the storage, so that a buffer that lives as long as its loop
/// allocates a few times and then never again. All pointers stay inside this file: `base` is valid for `capacity`
/// bytes from `init` to `deinit`, the first `count` of them are initialised, and a Span of them borrows the buffer.
public struct ByteBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    /// Bytes that can be held before the storage grows.
    public private(set) var capacity: Int
    /// Bytes held.
    @usableFromInline var used: Int

    /// An empty buffer. A capacity of zero allocates nothing until the first append.
    public init(capacity: Int = 0) {
        self.capacity = capacity
        base = UnsafeMutablePointer<UInt8>.allocate(capacity: max(capacity, 1))
        used = 0
    }

    deinit { base.deallocate() }

    @inlinable public var count: Int { used }
    @inlinable public var isEmpty: Bool { used == 0 }

    /// The bytes held, for as long as the buffer is not changed.
    @inlinable public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            let held = UnsafeBufferPointer(start: UnsafePointer(base), count: used)
            return _overrideLifetime(held.span, borrowing: self)
        }
    }

    /// The byte at `index`, which must be in `0..<count`.
    @inlinable public subscript(index: Int) -> UInt8 {
        get {
            precondition(index >= 0 && index < used, "index outside the buffer")
            return base[index]
        }
        set {
            precondition(index >= 0 && index < used, "index outside the buffer")
            base[index] = newValue
        }
    }

    /// Calls `body` with the bytes held; the pointer must not leave it. For system calls.
    @inlinable public func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try body(UnsafeRawBufferPointer(start: base, count: used))
    }

    /// Makes room for `extra` more bytes.
    @inlinable public mutating func reserve(_ extra: Int) {
        if used &+ extra > capacity { grow(toHold: used + extra) }
    }

    @usableFromInline mutating func grow(toHold needed: Int) {
        let larger = max(needed, capacity * 2, 64)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: used)
        base.deallocate()
        base = moved
        capacity = larger
    }

    @inlinable public mutating func append(_ byte: UInt8) {
        reserve(1)
        base[used] = byte
        used &+= 1
    }

    @inlinable public mutating func append(_ bytes: Span<UInt8>) {
        let extra = bytes.count
        reserve(extra)
        let end = base + used
        bytes.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { end.update(from: start, count: extra) }
        }
        used &+= extra
    }

    @inlinable public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        if let start = bytes.baseAddress { memcpy(base + used, start, bytes.count) }
        used &+= bytes.count
    }

    /// Appends a literal: no allocation, one copy.
    @inlinable public mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends the UTF-8 of a string. O(n); a native Swift string is copied in one go. A literal goes to the overload above.
    @_disfavoredOverload
    public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Forgets all bytes and keeps the storage.
    @inlinable public mutating func removeAll() { used = 0 }

    /// Forgets the bytes from `count` on, which must not be more than are held.
    @inlinable public mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= used, "truncate cannot grow a buffer")
        used = count
    }

    /// Forgets the first `count` bytes and moves the rest to the front. O(bytes that stay).
    public mutating func removeFirst(_ count: Int) {
        precondition(count >= 0 && count <= used, "more bytes removed than held")
        memmove(base, base + count, used - count)
        used -= count
    }

    /// Lets `body` write into the free room after the bytes held, of which there are at least `minimum`; `body`
    /// returns how many bytes it wrote. For system calls that read.
    @inlinable public mutating func appendUninitialized(
        minimum: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> Int
    ) rethrows -> Int {
        reserve(minimum)
        let free = UnsafeMutableRawBufferPointer(start: base + used, count: capacity - used)
        let written = try body(free)
        precondition(written <= free.count, "more bytes written than there was room for")
        if written > 0 { used += written }
        return written
    }
}
