import Bytes
import CLinux
import Glibc
import Synchronization

/// Answers go out; connections end.
extension LoopCore {
    /// Sends what the answers at hand have put into the output, unless others wait before it.
    mutating func flush(_ slot: Int) {
        guard !response.output.isEmpty else { return }
        if connections[slot].output != nil {
            connections[slot].output!.append(contentsOf: response.output)
        } else {
            Self.send(response.output, 0..<response.output.count, to: &connections[slot])
        }
        response.output.removeAll()
    }

    /// Sends bytes of answers to a connection for which none wait. What the socket does not take waits with it.
    static func send(_ bytes: borrowing ByteBuffer, _ range: Range<Int>, to connection: inout Connection) {
        let descriptor = connection.descriptor
        var sent = 0
        switch bytes.withUnsafeBytes({ Socket.send(descriptor, UnsafeRawBufferPointer(rebasing: $0[range])) }) {
        case .moved(let count): sent = count
        case .wouldBlock, .end: break
        case .failed: return connection.state.close()
        }
        guard sent < range.count else { return }
        var waiting = ByteBuffer(capacity: range.count - sent)
        waiting.append(bytes.bytes.extracting(range.lowerBound + sent..<range.upperBound))
        connection.output = consume waiting
        connection.outputStart = 0
    }

    /// The socket takes bytes again. False when the connection is gone.
    mutating func writable(_ slot: Int) -> Bool {
        let descriptor = connections[slot].descriptor
        let start = connections[slot].outputStart
        guard connections[slot].output != nil else { return true }
        let outcome = connections[slot].output!.withUnsafeBytes {
            Socket.send(descriptor, UnsafeRawBufferPointer(rebasing: $0.dropFirst(start)))
        }
        switch outcome {
        case .moved(let count):
            connections[slot].outputStart += count
            // Progress: the deadline begins anew.
            connections[slot].deadlineKind = .none
            if connections[slot].pendingBytes == 0 { connections[slot].output = nil }
        case .wouldBlock, .end: break
        case .failed:
            close(slot)
            return false
        }
        if connections[slot].pendingBytes <= configuration.highWaterBytes / 2 { takeUpInput(slot) }
        let id = ConnectionID(slot: slot, generation: connections[slot].generation)
        settle(slot)
        return connections.holds(id)
    }

    /// After anything that happened to a connection: sends, ends it or says what it waits for now. It may be gone afterwards.
    mutating func settle(_ slot: Int) {
        flush(slot)
        switch connections[slot].state.phase {
        case .closed:
            // What was written before may still go out.
            if connections[slot].output == nil { return close(slot) }
        case .lingering:
            if connections[slot].output == nil, connections[slot].deadlineKind != .linger {
                shutdown(connections[slot].descriptor, Int32(SHUT_WR))
            }
        case .streaming: markReady(slot)
        default: break
        }
        watch(slot)
        armDeadline(slot)
    }

    /// Tells epoll what the connection waits for, when that has changed.
    private mutating func watch(_ slot: Int) {
        var interest: UInt32 = wantsInput(slot) ? EPOLLIN.rawValue : 0
        if connections[slot].output != nil { interest |= EPOLLOUT.rawValue }
        guard interest != connections[slot].interest else { return }
        connections[slot].interest = interest
        let id = ConnectionID(slot: slot, generation: connections[slot].generation)
        var event = epoll_event(events: interest, data: epoll_data_t(u64: id.rawValue))
        let result = epoll_ctl(epoll.rawValue, EPOLL_CTL_MOD, connections[slot].descriptor, &event)
        precondition(result == 0, "a connection is in the epoll set until it is closed")
    }

    /// Whether bytes of the client can be used now. While they cannot, they stay with the kernel, and then with the client.
    private func wantsInput(_ slot: Int) -> Bool {
        if connections[slot].state.peerHasEnded { return false }
        switch connections[slot].state.phase {
        case .readingHead, .lingering: return connections[slot].output == nil
        case .collectingBody: return true
        case .streaming:
            guard !connections[slot].state.bodyHasEnded, connections[slot].input == nil else { return false }
            // It stops at the high-water mark and goes on at half of it.
            let isReading = connections[slot].interest & EPOLLIN.rawValue != 0
            let mark = isReading ? configuration.highWaterBytes : configuration.highWaterBytes / 2
            return connections[slot].pendingBytes <= mark
        case .awaitingAnswer, .closed: return false
        }
    }

    /// Ends a connection and frees its slot.
    mutating func close(_ slot: Int) {
        if let stream = connections[slot].stream.take() { stream.abort() }
        // The kernel drops it from the epoll set.
        Glibc.close(connections[slot].descriptor)
        if !connections[slot].isSurplus { shared.connections.subtract(1, ordering: .relaxed) }
        shared.open.subtract(1, ordering: .relaxed)
        connections.remove(slot)
    }
}
