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
        response.exchange = Exchange()
        response.exchange.method = head.method
        response.exchange.isHTTP10 = head.minorVersion == 0
        response.exchange.route = route.label
        response.exchange.bytesIn = head.byteCount
        response.exchange.fullAtCount = response.output.count + configuration.highWaterBytes
        response.exchange.bytesOut = -response.output.count
        if head.requestID.isEmpty { makeRequestID() } else { response.exchange.id.set(bytes.extracting(head.requestID.range)) }
        if log != nil { response.exchange.startNanoseconds = LoopClock.nanoseconds() }
    }

    private mutating func makeRequestID() {
        requestIDCounter &+= 1
        response.exchange.id.make(prefix: requestIDPrefix, counter: requestIDCounter)
    }

    /// The handler has had its say: the answer is complete, promised, or missing.
    mutating func answered(_ slot: Int) {
        switch response.exchange.progress {
        case .ended: break
        case .streaming: response.end()
        case .unanswered: response.sendProblem(status: 500, detail: Rejection.noAnswer.detail)
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
    private mutating func finish(_ slot: Int) {
        response.exchange.bytesOut += response.output.count
        logExchange()
        _ = connections[slot].state.answerEnded(persists: response.exchange.persists)
        connections[slot].stream = nil
    }

    private mutating func logExchange() {
        guard log != nil else { return }
        log!.add(response.exchange, clock)
    }

    /// Keeps a promise: the handler's closure writes the answer now.
    mutating func keepPromise(_ slot: Int, _ write: (inout Response) -> Void) {
        guard connections[slot].state.phase == .awaitingAnswer else { return }
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

/// Bodies that come in pieces.
extension LoopCore {
    /// The rest of the body is to come: keeps the head, for the handler is called when all is there.
    private mutating func beginCollecting(_ slot: Int, _ bytes: Span<UInt8>, _ head: RequestHead) {
        var gathered = ByteBuffer(capacity: head.byteCount + Self.firstBodyBytes)
        gathered.append(bytes.extracting(0..<head.byteCount))
        connections[slot].gathered = consume gathered
        connections[slot].headBytes = head.byteCount
        sendContinue(slot, head, bodyHasBegun: bytes.count > head.byteCount, at: response.output.count)
        connections[slot].exchange = response.exchange
    }

    private static let firstBodyBytes = 1024

    /// Puts `100 Continue` before what a stream may have answered already, which is at `place`.
    private mutating func sendContinue(_ slot: Int, _ head: RequestHead, bodyHasBegun: Bool, at place: Int) {
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

/// Streams.
extension LoopCore {
    private mutating func beginStreaming(_ slot: Int) {
        response.closeChunk()
        guard response.exchange.progress != .ended else { return finish(slot) }
        storeExchange(slot)
        if connections[slot].state.bodyHasEnded { finishBody(slot) }
    }

    private mutating func loadExchange(_ slot: Int) {
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

/// Refusals.
extension LoopCore {
    /// Refuses what the client sends: with an answer if none has begun, else by cutting the connection.
    mutating func reject(_ slot: Int, _ reason: Rejection) {
        switch connections[slot].state.phase {
        case .readingHead:
            response.exchange = Exchange()
            response.exchange.bytesOut = -response.output.count
            makeRequestID()
            if log != nil { response.exchange.startNanoseconds = LoopClock.nanoseconds() }
        case .streaming where connections[slot].exchange.progress == .streaming: return abandon(slot)
        default: response.exchange = connections[slot].exchange
        }
        refuse(slot, reason)
    }

    /// Answers the exchange at hand with a problem, and lets the connection end.
    private mutating func refuse(_ slot: Int, _ reason: Rejection) {
        response.lines.removeAll()
        response.exchange.persists = false
        response.exchange.progress = .unanswered
        if reason == .tooManyConnections { response.addHeader("Retry-After", configuration.retryAfterSeconds) }
        response.sendProblem(status: reason.status, detail: reason.detail)
        response.exchange.bytesOut += response.output.count
        logExchange()
        endStream(slot)
        connections[slot].gathered = nil
        _ = connections[slot].state.rejected()
    }

    /// Gives an answer up that has begun: the client sees that it is cut.
    mutating func abandon(_ slot: Int) {
        endStream(slot)
        connections[slot].state.close()
    }

    private mutating func endStream(_ slot: Int) {
        guard let stream = connections[slot].stream.take() else { return }
        stream.abort()
    }
}
