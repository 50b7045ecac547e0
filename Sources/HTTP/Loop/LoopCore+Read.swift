import Bytes
import Glibc

/// Bytes come in, and are understood as far as they go.
extension LoopCore {
    /// New bytes: looked at where they lie, unless some wait before them.
    mutating func arrived(_ slot: Int, _ bytes: Span<UInt8>) {
        if connections[slot].state.phase == .lingering {
            connections[slot].lingerBytes += bytes.count
            if connections[slot].lingerBytes > configuration.lingerBytes { connections[slot].state.close() }
            return
        }
        guard var waiting = connections[slot].input.take() else {
            let used = advance(slot, bytes)
            if used < bytes.count {
                var rest = ByteBuffer(capacity: bytes.count - used)
                rest.append(bytes.extracting(used..<bytes.count))
                connections[slot].input = consume rest
            }
            return
        }
        waiting.append(bytes)
        advanceThrough(slot, waiting)
    }

    /// Takes up bytes that wait, after what held them back is over.
    mutating func takeUpInput(_ slot: Int) {
        guard let waiting = connections[slot].input.take() else { return }
        advanceThrough(slot, waiting)
    }

    private mutating func advanceThrough(_ slot: Int, _ waiting: consuming ByteBuffer) {
        let used = advance(slot, waiting.bytes)
        guard used < waiting.count else { return }
        waiting.removeFirst(used)
        connections[slot].input = consume waiting
    }

    /// Understands `bytes` until they are used up or something holds the connection back; returns how many were used.
    private mutating func advance(_ slot: Int, _ bytes: Span<UInt8>) -> Int {
        var index = 0
        while true {
            let step: (next: Int, goesOn: Bool)
            switch connections[slot].state.phase {
            case .readingHead:
                guard index < bytes.count, hasRoomForAnswer(slot) else { return index }
                step = readHead(slot, bytes, index)
            case .collectingBody: step = collect(slot, bytes, index)
            case .streaming:
                guard !connections[slot].state.bodyHasEnded, hasRoomForStream(slot) else { return index }
                step = streamBody(slot, bytes, index)
            case .awaitingAnswer: return index
            case .lingering, .closed: return bytes.count
            }
            index = step.next
            if !step.goesOn { return index }
        }
    }

    /// Answers to a pipeline leave together, but a client that does not take them is not asked for more requests.
    private mutating func hasRoomForAnswer(_ slot: Int) -> Bool {
        if response.output.count >= configuration.highWaterBytes { flush(slot) }
        return connections[slot].output == nil
    }

    private mutating func hasRoomForStream(_ slot: Int) -> Bool {
        if response.output.count >= configuration.highWaterBytes { flush(slot) }
        return connections[slot].pendingBytes < configuration.highWaterBytes
    }

    private mutating func readHead(_ slot: Int, _ bytes: Span<UInt8>, _ start: Int) -> (next: Int, goesOn: Bool) {
        let rest = bytes.extracting(start..<bytes.count)
        let isResumed = connections[slot].parser.hasBegun
        let progress = connections[slot].parser.parse(rest, limits: headLimits, fields: fields)
        switch progress {
        case .incomplete:
            // Each head has its own deadline, also one that follows another in the same read.
            if !isResumed { connections[slot].deadlineKind = .none }
            return (start, false)
        case .invalid(let reason):
            connections[slot].parser = HeadParser()
            reject(slot, reason)
            return (bytes.count, false)
        case .complete:
            var parser = HeadParser()
            swap(&parser, &connections[slot].parser)
            if isResumed {
                // The table of fields belongs to the loop and has served others since: fill it again.
                parser = HeadParser()
                _ = parser.parse(rest, limits: headLimits, fields: fields)
            }
            return (start + begin(slot, rest, parser.head, parser.fieldCount), true)
        }
    }

    /// The client has sent its last byte.
    mutating func peerEnded(_ slot: Int) {
        let hasPartialHead = connections[slot].parser.hasBegun
        switch connections[slot].state.peerEnded(hasPartialHead: hasPartialHead) {
        case .close: connections[slot].state.close()
        case .goOn: break
        case .reject(let reason): reject(slot, reason)
        }
    }
}
