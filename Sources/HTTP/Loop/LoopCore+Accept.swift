import CLinux
import Glibc
import Synchronization

/// What all loops of a server count together.
final class SharedCounters: Sendable {
    /// Connections that count for the limit.
    let connections = Atomic<Int>(0)
    /// All open connections, with those that are only told that there is no room.
    let open = Atomic<Int>(0)
}

/// New connections.
extension LoopCore {
    /// Accepted in one turn, so that a flood of new connections does not starve the old ones.
    private static let acceptsPerTurn = 64
    /// Connections above the limit that may wait at a time for their 503 to be read.
    private static let maximumSurplus = 1024

    mutating func accept(from listener: Int32, isTCP: Bool) {
        for _ in 0..<Self.acceptsPerTurn {
            let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
            let descriptor = accept4(listener, nil, nil, flags)
            if descriptor >= 0 {
                let place = crowd.place(for: index)
                if place == index {
                    add(descriptor, isTCP: isTCP)
                } else {
                    crowd.mailboxes[place].post(.adopt(descriptor, isTCP: isTCP))
                }
                continue
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            // No descriptors or memory left: ask again after the next sweep instead of spinning.
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return pauseListeners()
            default: return
            }
        }
    }

    /// Takes a connection that this loop or another has accepted; from here on it never changes loop.
    mutating func add(_ descriptor: Int32, isTCP: Bool) {
        let limit = configuration.maximumConnections
        let isSurplus = shared.connections.add(1, ordering: .relaxed).newValue > limit
        if isSurplus {
            shared.connections.subtract(1, ordering: .relaxed)
            if shared.open.load(ordering: .relaxed) >= limit + Self.maximumSurplus {
                Glibc.close(descriptor)
                return
            }
        }
        shared.open.add(1, ordering: .relaxed)
        // Answers are written whole; waiting for more would only delay them.
        if isTCP { _ = Socket.setOption(descriptor, level: Int32(IPPROTO_TCP), TCP_NODELAY) }
        let slot = connections.insert(descriptor)
        connections[slot].isSurplus = isSurplus
        guard watchNew(slot) else { return close(slot) }
        if isDraining { _ = connections[slot].state.drain(isIdle: false) }
        if isSurplus { reject(slot, .tooManyConnections) }
        settle(slot)
    }

    private mutating func watchNew(_ slot: Int) -> Bool {
        let id = ConnectionID(slot: slot, generation: connections[slot].generation)
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: id.rawValue))
        connections[slot].interest = EPOLLIN.rawValue
        return epoll_ctl(epoll.rawValue, EPOLL_CTL_ADD, connections[slot].descriptor, &event) == 0
    }

    private mutating func pauseListeners() {
        guard !listenersPaused else { return }
        listenersPaused = true
        if listenerDescriptor >= 0 { epoll_ctl(epoll.rawValue, EPOLL_CTL_DEL, listenerDescriptor, nil) }
        if unixListener >= 0 { epoll_ctl(epoll.rawValue, EPOLL_CTL_DEL, unixListener, nil) }
    }

    mutating func resumeListeners() {
        guard listenersPaused, !isDraining else { return }
        listenersPaused = false
        do { try watchListeners() } catch { listenersPaused = true }
    }
}

/// The end.
extension LoopCore {
    /// Stops accepting, lets idle connections go, and says `Connection: close` in every answer from now on.
    mutating func drain() {
        guard !isDraining else { return }
        crowd.beginDraining()
        // Whoever has connected already is served.
        if listenerDescriptor >= 0 { accept(from: listenerDescriptor, isTCP: true) }
        isDraining = true
        if unixListener >= 0 { epoll_ctl(epoll.rawValue, EPOLL_CTL_DEL, unixListener, nil) }
        listener = nil
        for slot in 0..<connections.end where connections[slot].descriptor >= 0 { drain(slot) }
    }

    private mutating func drain(_ slot: Int) {
        let isIdle = !connections[slot].parser.hasBegun && connections[slot].output == nil
        guard connections[slot].state.drain(isIdle: isIdle) else { return }
        // A request may have come that this turn has not looked at.
        let id = ConnectionID(slot: slot, generation: connections[slot].generation)
        addToBatch(slot)
        serveBatch()
        guard connections.holds(id), connections[slot].state.phase == .readingHead, !connections[slot].parser.hasBegun,
            // A client tries again when a connection that it kept is cut, not when a fresh one is: that one has a moment.
            connections[slot].state.requestCount > 0
        else { return }
        close(slot)
    }

    mutating func closeAll() {
        isDraining = true
        listener = nil
        for slot in 0..<connections.end where connections[slot].descriptor >= 0 { close(slot) }
    }

    /// Whether nothing is left to do, after a drain.
    var isFinished: Bool { isDraining && connections.count == 0 }
}
