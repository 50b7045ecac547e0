/// What one connection may do next: keep-alive, expectations, half-closed clients, drain (RFC 9112 section 9).
///
/// Events come in, actions go out; the loop performs them. No I/O, no clock.
struct ConnectionState: Equatable {
    enum Phase: UInt8 {
        /// Between requests, or within a head.
        case readingHead
        /// The body is gathered for `respond`.
        case collectingBody
        /// A stream is given the body, or writes the rest of its answer.
        case streaming
        /// The handler has promised an answer.
        case awaitingAnswer
        /// The last answer has been given; input is dropped until the client has read it.
        case lingering
        case closed
    }

    /// What to do with a request whose head is complete.
    enum Start: Equatable {
        case respondWithoutBody
        case collect
        case stream
        case reject(Rejection)
    }

    /// What to do when an answer is complete.
    enum AfterAnswer: Equatable {
        case readNextRequest
        /// Shut down the sending side, then read and drop: input that nobody read would make the kernel send a reset, and the
        /// client might lose the answer (RFC 9112 section 9.6).
        case linger
        case close
    }

    /// What to do when the client has sent its last byte.
    enum AfterEnd: Equatable {
        case close
        /// It waits for an answer that is still to come: it only closed its sending side.
        case goOn
        case reject(Rejection)
    }

    private(set) var phase = Phase.readingHead
    private(set) var requestCount = 0
    /// Whether the connection stays after the answer at hand.
    private(set) var persists = true
    private(set) var bodyHasEnded = true
    private(set) var peerHasEnded = false
    private(set) var isDraining = false
    var body = BodyDecoder()

    /// A head is complete. `maximumRequests` of 0 is no limit.
    mutating func headCompleted(_ head: RequestHead, plan: BodyPlan, maximumRequests: Int) -> Start {
        requestCount += 1
        persists = head.wantsPersistence && !isDraining && (maximumRequests == 0 || requestCount < maximumRequests)
        bodyHasEnded = head.framing == .none || head.framing == .length(0)
        switch plan {
        case .ignore:
            // What was announced and is not read could be anything, even a request.
            if !bodyHasEnded { persists = false }
            return .respondWithoutBody
        case .collect(let maximumBytes):
            body = BodyDecoder(head.framing, maximumBytes: maximumBytes)
            guard !body.isTooLarge else { return .reject(.bodyTooLarge) }
            phase = .collectingBody
            return .collect
        case .stream(let maximumBytes):
            body = BodyDecoder(head.framing, maximumBytes: maximumBytes)
            guard !body.isTooLarge else { return .reject(.bodyTooLarge) }
            phase = .streaming
            return .stream
        }
    }

    /// Whether `100 Continue` is due: the client waits for it, the body is wanted, and none of it has come
    /// (RFC 9110 section 10.1.1).
    func owesContinue(_ head: RequestHead, bodyHasBegun: Bool) -> Bool {
        head.expectsContinue && !bodyHasEnded && !bodyHasBegun && (phase == .collectingBody || phase == .streaming)
    }

    mutating func bodyEnded() { bodyHasEnded = true }

    mutating func answerPromised() { phase = .awaitingAnswer }

    /// The answer is complete, and says whether the connection persists (`persists`, or less when a stream had to end it).
    mutating func answerEnded(persists answerPersists: Bool) -> AfterAnswer {
        if !bodyHasEnded { persists = false }
        // A drain that began after the head was written is a close that was not announced, as any close may be.
        if persists && answerPersists && !isDraining {
            phase = .readingHead
            return .readNextRequest
        }
        return end()
    }

    /// The engine refuses a request; nothing more is read from it.
    mutating func rejected() -> AfterAnswer {
        persists = false
        return end()
    }

    private mutating func end() -> AfterAnswer {
        phase = peerHasEnded ? .closed : .lingering
        return peerHasEnded ? .close : .linger
    }

    /// The client has closed its sending side. `hasPartialHead`: bytes of an unfinished head have come.
    mutating func peerEnded(hasPartialHead: Bool) -> AfterEnd {
        peerHasEnded = true
        switch phase {
        case .readingHead: return hasPartialHead ? .reject(.truncated) : .close
        case .collectingBody: return .reject(.truncated)
        case .streaming: return bodyHasEnded ? .goOn : .reject(.truncated)
        case .awaitingAnswer: return .goOn
        case .lingering, .closed: return .close
        }
    }

    /// The server drains: true when the connection may close now.
    mutating func drain(isIdle: Bool) -> Bool {
        isDraining = true
        return phase == .readingHead && isIdle
    }

    mutating func close() { phase = .closed }
}
