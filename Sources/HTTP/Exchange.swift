/// What the writer of an answer must know of the request, and how far the answer has come. Kept with the connection while
/// the answer is streamed or postponed.
struct Exchange {
    enum Progress: UInt8 { case unanswered, postponed, streaming, ended }

    var progress = Progress.unanswered
    var method = Method.other
    var isHTTP10 = false
    /// Whether the connection stays after the answer; the head says so.
    var persists = true
    /// Whether chunks frame the streamed body. Without, the end of the connection does (RFC 9112 section 6.3, rule 8).
    var isChunked = false
    /// HEAD, 204 and 304 have no body whatever the handler writes (RFC 9110 section 6.4.1).
    var suppressesBody = false
    var status = 0
    /// Where in the output the size of the open chunk belongs; -1 when none is open.
    var openChunk = -1
    /// The response counts as full when the output holds this many bytes.
    var fullAtCount = Int.max
    var id = RequestID()

    // For the access log.
    var route: StaticString = "-"
    var startNanoseconds: UInt64 = 0
    var bytesIn = 0
    var bytesOut = 0
}
