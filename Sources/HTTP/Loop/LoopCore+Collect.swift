import Bytes

/// Bodies that come in pieces.
extension LoopCore {
    /// The rest of the body is to come: keeps the head, for the handler is called when all is there.
    mutating func beginCollecting(_ slot: Int, _ bytes: Span<UInt8>, _ head: RequestHead) {
        var gathered = ByteBuffer(capacity: head.byteCount + Self.firstBodyBytes)
        gathered.append(bytes.extracting(0..<head.byteCount))
        connections[slot].gathered = consume gathered
        connections[slot].headBytes = head.byteCount
        sendContinue(slot, head, bodyHasBegun: bytes.count > head.byteCount, at: response.output.count)
        connections[slot].exchange = response.exchange
    }

    private static let firstBodyBytes = 1024

    /// Puts `100 Continue` before what a stream may have answered already, which is at `place`.
    mutating func sendContinue(_ slot: Int, _ head: RequestHead, bodyHasBegun: Bool, at place: Int) {
        guard response.exchange.progress != .ended,
            connections[slot].state.owesContinue(head, bodyHasBegun: bodyHasBegun)
        else { return }
        response.closeChunk()
        var begun = ByteBuffer()
        begun.append(contentsOf: response.output, from: place)
        response.output.truncate(to: place)
        response.output.append("HTTP/1.1 100 Continue\r\n\r\n")
        response.output.append(contentsOf: begun)
    }

    mutating func collect(_ slot: Int, _ bytes: Span<UInt8>, _ start: Int) -> (next: Int, goesOn: Bool) {
        switch connections[slot].state.body.next(bytes, from: start, limits: bodyLimits) {
        case .data(let range):
            connections[slot].gathered!.append(bytes.extracting(range))
            return (range.upperBound, true)
        case .needsMore: return (bytes.count, false)
        case .finished(let next):
            connections[slot].state.bodyEnded()
            respondToGathered(slot)
            return (next, true)
        case .invalid(let reason):
            response.exchange = connections[slot].exchange
            refuse(slot, reason)
            return (bytes.count, false)
        }
    }

    private mutating func respondToGathered(_ slot: Int) {
        guard let gathered = connections[slot].gathered.take() else { preconditionFailure("nothing was gathered") }
        let headBytes = connections[slot].headBytes
        response.exchange = connections[slot].exchange
        response.exchange.bytesIn = gathered.count
        response.exchange.bytesOut = -response.output.count
        do {
            let bytes = gathered.bytes
            let table = fields
            var parser = HeadParser()
            let progress = parser.parse(bytes.extracting(0..<headBytes), limits: headLimits, fields: table)
            precondition(progress == .complete, "a head is complete once and for all")
            let request = Request(
                bytes: bytes.extracting(0..<headBytes), fields: table.first(parser.fieldCount), head: parser.head,
                route: router.match(parser.head.method, path: parser.head.path, in: bytes))
            handler.respond(to: request, body: bytes.extracting(headBytes..<bytes.count), with: &response)
        }
        answered(slot)
    }
}
