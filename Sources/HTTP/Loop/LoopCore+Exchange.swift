import Bytes
import Glibc

/// Requests and their answers.
extension LoopCore {
    /// A head is complete. `bytes` begins with it and goes on with what came after it. Returns how many bytes were used: the
    /// head, and the body if it was all there.
    mutating func begin(_ slot: Int, _ bytes: Span<UInt8>, _ head: RequestHead, _ fieldCount: Int) -> Int {
        let route = router.match(head.method, path: head.path, in: bytes)
        prepareExchange(slot, bytes, head, route)
        var used = head.byteCount
        let start: ConnectionState.Start
        let table = fields
        do {
            let request = Request(
                bytes: bytes.extracting(0..<head.byteCount), fields: table.first(fieldCount), head: head, route: route)
            let plan = handler.plan(for: request)
            start = connections[slot].state.headCompleted(
                head, plan: plan, maximumRequests: configuration.maximumRequestsPerConnection)
            response.exchange.persists = connections[slot].state.persists
            switch start {
            case .respondWithoutBody: handler.respond(to: request, body: Span(), with: &response)
            case .collect:
                if let end = Self.endOfWholeBody(head, bytes.count) {
                    used = end
                    response.exchange.bytesIn = end
                    connections[slot].state.bodyEnded()
                    handler.respond(to: request, body: bytes.extracting(head.byteCount..<end), with: &response)
                }
            case .stream:
                let before = response.output.count
                connections[slot].stream = handler.open(request, with: &response)
                sendContinue(slot, head, bodyHasBegun: bytes.count > head.byteCount, at: before)
            case .reject: break
            }
        }
        switch start {
        case .respondWithoutBody: answered(slot)
        case .collect:
            if connections[slot].state.bodyHasEnded { answered(slot) } else { beginCollecting(slot, bytes, head) }
        case .stream: beginStreaming(slot)
        case .reject(let reason): refuse(slot, reason)
        }
        return used
    }

    /// Where a body ends that is here as a whole, without a coding: the common case, answered from where it lies.
    private static func endOfWholeBody(_ head: RequestHead, _ count: Int) -> Int? {
        switch head.framing {
        case .none: return head.byteCount
        case .length(let length): return count - head.byteCount >= length ? head.byteCount + length : nil
        case .chunked: return nil
        }
    }

    private mutating func prepareExchange(_ slot: Int, _ bytes: Span<UInt8>, _ head: RequestHead, _ route: RouteMatch) {
        response.lines.removeAll()
        response.exchange = Exchange()
        response.exchange.method = head.method
        response.exchange.isHTTP10 = head.minorVersion == 0
        response.exchange.route = route.label
        response.exchange.bytesIn = head.byteCount
        response.exchange.fullAtCount = response.output.count + configuration.highWaterBytes
        response.exchange.bytesOut = -response.output.count
        if head.requestID.isEmpty {
            makeRequestID()
        } else {
            response.exchange.id.set(bytes.extracting(head.requestID.range))
        }
        if log != nil { response.exchange.startNanoseconds = LoopClock.nanoseconds() }
    }

    mutating func makeRequestID() {
        requestIDCounter &+= 1
        response.exchange.id.make(prefix: requestIDPrefix, counter: requestIDCounter)
    }

    /// The handler has had its say: the answer is complete, promised, or missing.
    mutating func answered(_ slot: Int) {
        switch response.exchange.progress {
        case .ended: break
        case .streaming: response.end()
        case .unanswered:
            response.lines.removeAll()
            response.sendProblem(status: 500, detail: Rejection.noAnswer.detail)
        case .postponed:
            response.exchange.bytesOut += response.output.count
            connections[slot].exchange = response.exchange
            connections[slot].state.answerPromised()
            let id = ConnectionID(slot: slot, generation: connections[slot].generation)
            response.postponed.take()!.bind(id)
            return
        }
        finish(slot)
    }

    /// The answer is complete.
    mutating func finish(_ slot: Int) {
        response.exchange.bytesOut += response.output.count
        logExchange()
        _ = connections[slot].state.answerEnded(persists: response.exchange.persists)
        connections[slot].stream = nil
    }

    mutating func logExchange() {
        guard log != nil else { return }
        log!.add(response.exchange, clock)
    }

    /// Keeps a promise: the handler's closure writes the answer now.
    mutating func keepPromise(_ slot: Int, _ write: (inout Response) -> Void) {
        guard connections[slot].state.phase == .awaitingAnswer else { return }
        response.lines.removeAll()
        response.exchange = connections[slot].exchange
        response.exchange.progress = .unanswered
        response.exchange.persists = response.exchange.persists && !isDraining
        response.exchange.bytesOut -= response.output.count
        write(&response)
        precondition(response.exchange.progress != .postponed, "a promise is kept with an answer")
        answered(slot)
        flush(slot)
        takeUpInput(slot)
        settle(slot)
    }
}
