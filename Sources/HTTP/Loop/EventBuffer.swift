import CLinux
import Glibc

/// Room for the events of one turn. The pointer is valid for `capacity` events, all initialised, from `init` to `deinit`;
/// the kernel writes at most that many, and indices are checked.
struct EventBuffer: ~Copyable {
    private let events: UnsafeMutablePointer<epoll_event>

    /// Events taken from the kernel at once.
    private static let capacity = 256

    init() {
        events = .allocate(capacity: Self.capacity)
        events.initialize(repeating: epoll_event(), count: Self.capacity)
    }

    deinit { events.deallocate() }

    /// Waits for events; returns how many came, 0 when none did in time or a signal came instead.
    func wait(on epoll: borrowing Descriptor, milliseconds: Int32) -> Int {
        max(0, Int(epoll_wait(epoll.rawValue, events, Int32(Self.capacity), milliseconds)))
    }

    subscript(index: Int) -> epoll_event {
        precondition(index >= 0 && index < Self.capacity, "no such event")
        return events[index]
    }
}
