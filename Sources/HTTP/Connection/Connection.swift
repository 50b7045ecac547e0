import Bytes

/// One slot of a loop's table. A slot without traffic owns no buffer; what it holds then is under 600 bytes.
struct Connection: ~Copyable {
    /// -1 while the slot is free.
    var descriptor: Int32 = -1
    var generation: UInt32 = 0
    /// What epoll watches for.
    var interest: UInt32 = 0
    var deadlineKind = DeadlineKind.none
    var state = ConnectionState()
    var parser = HeadParser()
    /// The answer that a stream or a promise still owes.
    var exchange = Exchange()
    var stream: (any BodyStream)?
    /// Bytes received and not yet understood, or held back.
    var input: ByteBuffer?
    /// Head and decoded body of a request that is being collected.
    var gathered: ByteBuffer?
    var headBytes = 0
    /// Bytes of answers that the socket did not take, from `outputStart` on.
    var output: ByteBuffer?
    var outputStart = 0
    var lingerBytes = 0
    /// Whether the stream had room to write and wants another turn.
    var isReady = false
    /// Whether the connection was let in only to be told that there is no room.
    var isSurplus = false

    /// Bytes of answers that wait for the client.
    var pendingBytes: Int {
        switch output {
        case .some(let waiting): waiting.count - outputStart
        case .none: 0
        }
    }
}

/// Which deadline of `ServerConfiguration` runs for a connection.
enum DeadlineKind: UInt8 {
    case none, idle, head, body, write, linger
}
