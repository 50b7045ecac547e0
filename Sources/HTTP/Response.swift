import Bytes

/// The answer to one request, written by a handler or a stream.
///
/// Either complete in one call (`send`), or begun and continued (`start`, `write`…, `end`), or promised
/// (`postpone`). The engine adds `Date`, `X-Request-ID`, `Connection` and the framing; it leaves out the body of an answer to
/// HEAD, and of 204 and 304. There is one Response a loop: its buffers are reused, so that answering allocates nothing.
public struct Response: ~Copyable {
    /// What waits to be sent for the connection at hand: answers of a whole pipeline, or a part of a streamed one.
    var output = ByteBuffer(capacity: 64 * 1024)
    /// Header lines of the handler, until the head is written.
    var lines = ByteBuffer(capacity: 1024)
    /// `Date: …` of this second.
    var date = DateLine()
    /// The answer at hand.
    var exchange = Exchange()
    /// Set by `postpone()`, taken by the loop.
    var postponed: PostponedResponse?
    let mailbox: Mailbox?

    init(mailbox: Mailbox? = nil) { self.mailbox = mailbox }

    /// Whether enough is waiting for the client: a stream should stop writing and go on in `resume`.
    public var isFull: Bool { output.count >= exchange.fullAtCount }

    /// Whether an answer has been given, begun or promised.
    public var isAnswered: Bool { exchange.progress != .unanswered }
}

/// Head.
extension Response {
    /// Adds a header field; before `send` or `start`, in the same call of the handler. The value must hold no line ends (a mistake of the program stops it).
    public mutating func addHeader(_ name: StaticString, _ value: Span<UInt8>) {
        precondition(value.firstIndex(of: ASCII.lineFeed) == nil && value.firstIndex(of: ASCII.carriageReturn) == nil)
        lines.append(name)
        lines.append(": ")
        lines.append(value)
        lines.append("\r\n")
    }

    /// Adds a header field; before `send` or `start`.
    public mutating func addHeader(_ name: StaticString, _ value: StaticString) {
        lines.append(name)
        lines.append(": ")
        lines.append(value)
        lines.append("\r\n")
    }

    /// Adds a header field with a number; before `send` or `start`.
    public mutating func addHeader(_ name: StaticString, _ value: Int) {
        lines.append(name)
        lines.append(": ")
        lines.append(decimal: value)
        lines.append("\r\n")
    }

    /// Adds `Allow` with these methods (RFC 9110 section 10.2.1).
    public mutating func addAllow(_ methods: MethodSet) {
        lines.append("Allow: ")
        var isFirst = true
        for method in Method.allCases where method != .other && methods.contains(method) {
            if !isFirst { lines.append(", ") }
            lines.append(method.name)
            isFirst = false
        }
        lines.append("\r\n")
    }
}
