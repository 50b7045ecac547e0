import Bytes

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
    mutating func refuse(_ slot: Int, _ reason: Rejection) {
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

    mutating func endStream(_ slot: Int) {
        guard let stream = connections[slot].stream.take() else { return }
        stream.abort()
    }
}
