/// A run of bytes inside a head: half the size of a `Range<Int>`, for a head is never larger than 4 GiB.
struct Slice: Equatable, Sendable {
    var start: UInt32 = 0
    var end: UInt32 = 0

    init() {}
    init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    var count: Int { Int(end) - Int(start) }
    var isEmpty: Bool { start == end }
    var range: Range<Int> { Int(start)..<Int(end) }
}

/// Where one header field lies in the head.
struct FieldLine: Equatable, Sendable {
    var name = Slice()
    var value = Slice()
}

/// How the end of a request's body is found (RFC 9112 section 6.3).
enum BodyFraming: Equatable, Sendable {
    case none
    case length(Int)
    case chunked
}

/// What the head of a request says, as offsets into its bytes: small, and free to copy.
struct RequestHead: Equatable, Sendable {
    var method = Method.other
    var minorVersion: UInt8 = 1
    var methodToken = Slice()
    var target = Slice()
    /// Within the target; for an absolute-form target without a path, the slash of `http://` stands for the path.
    var path = Slice()
    var query = Slice()
    var framing = BodyFraming.none
    var hasClose = false
    var hasKeepAlive = false
    var expectsContinue = false
    /// Value of `X-Request-ID` when it is fit to be echoed; empty otherwise.
    var requestID = Slice()
    /// Bytes of the whole head, with the empty line and the line ends that came before the request line.
    var byteCount = 0

    /// Whether the client wants the connection to stay (RFC 9112 section 9.3).
    var wantsPersistence: Bool { hasClose ? false : minorVersion >= 1 || hasKeepAlive }
}
