import Bytes

/// Streams.
extension LoopCore {
    mutating func beginStreaming(_ slot: Int) {
        response.closeChunk()
        precondition(response.exchange.progress != .postponed, "a stream answers by itself")
        guard response.exchange.progress != .ended else { return finish(slot) }
        storeExchange(slot)
        if connections[slot].state.bodyHasEnded { finishBody(slot) }
    }

    private mutating func loadExchange(_ slot: Int) {
        response.lines.removeAll()
        response.exchange = connections[slot].exchange
        response.exchange.bytesOut -= response.output.count
        response.exchange.fullAtCount =
            response.output.count + configuration.highWaterBytes - connections[slot].pendingBytes
    }

    private mutating func storeExchange(_ slot: Int) {
        response.closeChunk()
        response.exchange.bytesOut += response.output.count
        connections[slot].exchange = response.exchange
    }

    /// After a call of the stream: keeps where it is, or ends the exchange.
    private mutating func streamed(_ slot: Int) {
        if response.exchange.progress == .ended { finish(slot) } else { storeExchange(slot) }
    }

    mutating func streamBody(_ slot: Int, _ bytes: Span<UInt8>, _ start: Int) -> (next: Int, goesOn: Bool) {
        switch connections[slot].state.body.next(bytes, from: start, limits: bodyLimits) {
        case .data(let range):
            loadExchange(slot)
            response.exchange.bytesIn += range.count
            connections[slot].stream!.receive(bytes.extracting(range), with: &response)
            streamed(slot)
            return (range.upperBound, true)
        case .needsMore: return (bytes.count, false)
        case .finished(let next):
            connections[slot].state.bodyEnded()
            finishBody(slot)
            return (next, true)
        case .invalid(let reason):
            reject(slot, reason)
            return (bytes.count, false)
        }
    }

    private mutating func finishBody(_ slot: Int) {
        loadExchange(slot)
        connections[slot].stream!.finish(with: &response)
        streamed(slot)
        markReady(slot)
    }

    /// Gives the stream a turn to write. One that neither writes nor ends would be asked for ever, so it is cut off.
    mutating func resume(_ slot: Int) {
        guard canResume(slot) else { return }
        loadExchange(slot)
        let before = response.output.count
        connections[slot].stream!.resume(with: &response)
        let isStuck = response.output.count == before && response.exchange.progress != .ended
        streamed(slot)
        if isStuck { return abandon(slot) }
        flush(slot)
        markReady(slot)
        takeUpInput(slot)
    }

    private func canResume(_ slot: Int) -> Bool {
        connections[slot].state.phase == .streaming && connections[slot].state.bodyHasEnded
            && connections[slot].pendingBytes <= configuration.highWaterBytes / 2
    }

    /// Puts the connection down for the next turn, so that others have theirs first.
    mutating func markReady(_ slot: Int) {
        guard canResume(slot), !connections[slot].isReady else { return }
        connections[slot].isReady = true
        ready.append(ConnectionID(slot: slot, generation: connections[slot].generation))
    }
}
