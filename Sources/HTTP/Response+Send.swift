public import Bytes

/// Complete answers.
extension Response {
    /// Answers with a body, of which a copy is made. `Content-Length` is its size.
    public mutating func send(status: Int, contentType: StaticString, body: Span<UInt8>) {
        writeHead(status: status)
        if !hasNoContent {
            output.append("Content-Type: ")
            output.append(contentType)
            output.append("\r\nContent-Length: ")
            output.append(decimal: body.count)
            output.append("\r\n")
        }
        output.append("\r\n")
        if !exchange.suppressesBody { output.append(body) }
        exchange.progress = .ended
    }

    /// Answers with the bytes of a buffer. A handler that keeps a buffer in a property passes it here: a Span of it would not
    /// outlive the access to the property.
    public mutating func send(status: Int, contentType: StaticString, body: borrowing ByteBuffer) {
        send(status: status, contentType: contentType, body: body.bytes)
    }

    /// Answers with a literal body.
    public mutating func send(status: Int, contentType: StaticString, body: StaticString) {
        let bytes = UnsafeBufferPointer(start: body.utf8Start, count: body.utf8CodeUnitCount)
        send(status: status, contentType: contentType, body: bytes.span)
    }

    /// Answers without a body.
    public mutating func send(status: Int) {
        writeHead(status: status)
        if !hasNoContent { output.append("Content-Length: 0\r\n") }
        output.append("\r\n")
        exchange.progress = .ended
    }

    /// Answers with a problem (RFC 9457) of no particular type: title by status, and `detail`, which must be plain JSON text.
    public mutating func sendProblem(status: Int, detail: StaticString) {
        var body = ByteBuffer(capacity: 256)
        body.append("{\"type\":\"about:blank\",\"title\":\"")
        body.append(Status.reason(status))
        body.append("\",\"status\":")
        body.append(decimal: status)
        body.append(",\"detail\":\"")
        body.append(detail)
        body.append("\"}")
        send(status: status, contentType: "application/problem+json", body: body.bytes)
    }

    /// Answers OPTIONS with the methods that the router found.
    public mutating func sendOptions(_ route: RouteMatch) {
        addAllow(route.allowed)
        send(status: 204)
    }

    /// Promises an answer; in `respond` only. The connection waits, whatever else it has sent; others go on.
    /// The promise may be kept on any thread, once; one that is dropped answers 500.
    public mutating func postpone() -> PostponedResponse {
        precondition(exchange.progress == .unanswered, "an answer has been given")
        guard let mailbox else { preconditionFailure("postpone needs a loop") }
        exchange.progress = .postponed
        let promise = PostponedResponse(mailbox: mailbox)
        postponed = promise
        return promise
    }
}

/// The head that both kinds of answer begin with.
extension Response {
    /// 204 and 304 carry neither body nor its description (RFC 9110 sections 8.6, 15.3.5).
    var hasNoContent: Bool { exchange.status == 204 || exchange.status == 304 }

    /// Status line, the engine's own fields, the handler's fields; no empty line yet.
    mutating func writeHead(status: Int) {
        precondition(exchange.progress == .unanswered || exchange.progress == .postponed, "an answer has been given")
        precondition(status >= 200 && status <= 599, "not a final status")
        exchange.status = status
        exchange.suppressesBody = exchange.method == .head || hasNoContent
        if status == 200 {
            output.append("HTTP/1.1 200 OK\r\n")
        } else {
            output.append("HTTP/1.1 ")
            output.append(decimal: status)
            output.append(ASCII.space)
            output.append(Status.reason(status))
            output.append("\r\n")
        }
        date.append(to: &output)
        output.append("X-Request-ID: ")
        output.append(exchange.id.bytes)
        output.append("\r\n")
        writeConnection()
        output.append(contentsOf: lines)
        lines.removeAll()
    }

    private mutating func writeConnection() {
        if !exchange.persists {
            output.append("Connection: close\r\n")
        } else if exchange.isHTTP10 {
            // An HTTP/1.0 client that asked for it must be told that it got it.
            output.append("Connection: keep-alive\r\n")
        }
    }
}
