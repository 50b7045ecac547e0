import Glibc

/// Deadlines: kept to within a sweep.
extension LoopCore {
    /// Between two sweeps.
    static let sweepNanoseconds = 100_000_000

    /// How long a drain waits for the first request of a connection that has just been made.
    static let drainGraceMilliseconds = 500

    /// Which deadline runs now. A deadline that runs already goes on: it is absolute for heads, and begins anew with each
    /// progress of a body or an answer.
    mutating func armDeadline(_ slot: Int) {
        let kind = deadlineKind(slot)
        switch kind {
        case .none: connections.setDeadline(slot, ConnectionTable.never)
        case .idle: connections.setDeadline(slot, clock.milliseconds + UInt64(idleMilliseconds))
        case .body: connections.setDeadline(slot, clock.milliseconds + UInt64(configuration.bodyProgressMilliseconds))
        case .head: startDeadline(slot, kind, configuration.headerDeadlineMilliseconds)
        case .write: startDeadline(slot, kind, configuration.writeProgressMilliseconds)
        case .linger: startDeadline(slot, kind, configuration.lingerMilliseconds)
        }
        connections[slot].deadlineKind = kind
    }

    private var idleMilliseconds: Int {
        isDraining ? min(Self.drainGraceMilliseconds, configuration.idleMilliseconds) : configuration.idleMilliseconds
    }

    private mutating func startDeadline(_ slot: Int, _ kind: DeadlineKind, _ milliseconds: Int) {
        guard connections[slot].deadlineKind != kind else { return }
        connections.setDeadline(slot, clock.milliseconds + UInt64(milliseconds))
    }

    private func deadlineKind(_ slot: Int) -> DeadlineKind {
        if connections[slot].output != nil { return .write }
        switch connections[slot].state.phase {
        case .readingHead: return connections[slot].parser.hasBegun ? .head : .idle
        case .collectingBody: return .body
        case .streaming: return connections[slot].state.bodyHasEnded ? .none : .body
        case .awaitingAnswer: return .none
        case .lingering, .closed: return .linger
        }
    }

    mutating func timerFired() {
        var expirations: UInt64 = 0
        _ = read(timer.rawValue, &expirations, MemoryLayout<UInt64>.size)
        let now = clock.milliseconds
        for slot in 0..<connections.end where connections.deadline(slot) <= now { expired(slot) }
        resumeListeners()
        noteBusyTime()
        if log != nil { log!.flushIfDue(clock) }
    }

    /// Hands the last lines to the log, when the loop ends.
    mutating func flushLog() {
        if log != nil { log!.flush(clock) }
    }

    private mutating func expired(_ slot: Int) {
        switch connections[slot].deadlineKind {
        case .none, .idle, .linger: close(slot)
        case .write:
            // It would wait for the client for ever: a reset drops what the kernel holds, too.
            Socket.resetOnClose(connections[slot].descriptor)
            close(slot)
        case .head:
            reject(slot, .headTimeout)
            settle(slot)
        case .body:
            reject(slot, .bodyTimeout)
            settle(slot)
        }
    }

    /// Tells the other loops how busy this one was since the last sweep.
    private mutating func noteBusyTime() {
        let now = LoopClock.nanoseconds()
        let elapsed = max(now &- windowStart, 1)
        crowd.note(index, permille: Int(min(busyNanoseconds, elapsed) &* 1000 / elapsed))
        busyNanoseconds = 0
        windowStart = now
    }
}
