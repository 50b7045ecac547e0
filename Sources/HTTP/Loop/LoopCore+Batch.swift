import Bytes
import Glibc

/// Connections that have sent something, served together: all are read, then all answered, then all answers sent.
///
/// Each pass finds its code, and the kernel's, in the processor's caches; and a client with many connections that the first
/// answer wakes finds the others without being woken again. Nobody waits for a batch to fill: it is what has come already.
struct Batch {
    struct Arrival {
        let slot: Int
        /// What was read, and where it is in `LoopCore.received`.
        var outcome = Socket.Outcome.wouldBlock
        var input = 0..<0
        /// Where in `LoopCore.outbox` its answers are that are still to be sent.
        var output = 0..<0
    }

    /// The first answer waits for the making of so many, some microseconds each.
    static let limit = 16
    /// Longer answers are sent when they are made, and with them those that wait: they took long, and a copy of them would cost
    /// more than it saves.
    static let maximumAnswerBytes = 8 * 1024

    var arrivals: [Arrival] = []
    /// The first arrival of which the answers may still wait.
    var unsent = 0
}

extension LoopCore {
    /// Puts a connection down for `serveBatch`, which is called here when the batch is full.
    mutating func addToBatch(_ slot: Int) {
        batch.arrivals.append(Batch.Arrival(slot: slot))
        if batch.arrivals.count == Batch.limit { serveBatch() }
    }

    /// One read from each connection of the batch, and what follows from it. Connections may be gone afterwards.
    mutating func serveBatch() {
        guard !batch.arrivals.isEmpty else { return }
        var input = received.take()!
        var output = outbox.take()!
        for position in batch.arrivals.indices { receive(position, into: &input) }
        for position in batch.arrivals.indices { answer(position, input, into: &output) }
        sendAnswers(before: batch.arrivals.count, output)
        input.removeAll()
        output.removeAll()
        received = consume input
        outbox = consume output
        batch.arrivals.removeAll(keepingCapacity: true)
        batch.unsent = 0
    }

    private mutating func receive(_ position: Int, into buffer: inout ByteBuffer) {
        let descriptor = connections[batch.arrivals[position].slot].descriptor
        let limit = configuration.receiveBytes
        let start = buffer.count
        var outcome = Socket.Outcome.wouldBlock
        _ = buffer.appendUninitialized(minimum: limit) { room in
            outcome = Socket.receive(descriptor, into: UnsafeMutableRawBufferPointer(rebasing: room.prefix(limit)))
            if case .moved(let count) = outcome { return count }
            return 0
        }
        batch.arrivals[position].outcome = outcome
        batch.arrivals[position].input = start..<buffer.count
    }

    private mutating func answer(_ position: Int, _ input: borrowing ByteBuffer, into output: inout ByteBuffer) {
        let arrival = batch.arrivals[position]
        switch arrival.outcome {
        case .moved: arrived(arrival.slot, input.bytes.extracting(arrival.input))
        case .end: peerEnded(arrival.slot)
        case .failed: connections[arrival.slot].state.close()
        case .wouldBlock: break
        }
        guard canWait(arrival.slot) else {
            let isLong = !response.output.isEmpty
            settle(arrival.slot)
            if isLong { sendAnswers(before: position, output) }
            return
        }
        let start = output.count
        output.append(contentsOf: response.output)
        response.output.removeAll()
        batch.arrivals[position].output = start..<output.count
    }

    /// Whether what was answered can be sent with the rest of the batch.
    private func canWait(_ slot: Int) -> Bool {
        !response.output.isEmpty && response.output.count <= Batch.maximumAnswerBytes
            && connections[slot].state.phase == .readingHead && connections[slot].output == nil
    }

    /// Sends the answers that wait, of all arrivals before `end`.
    private mutating func sendAnswers(before end: Int, _ output: borrowing ByteBuffer) {
        for position in batch.unsent..<end where !batch.arrivals[position].output.isEmpty {
            let arrival = batch.arrivals[position]
            Self.send(output, arrival.output, to: &connections[arrival.slot])
            settle(arrival.slot)
        }
        batch.unsent = end
    }
}
