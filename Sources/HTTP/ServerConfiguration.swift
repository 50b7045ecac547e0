/// Every limit and deadline of the engine, with its default. All are positive unless said otherwise.
public struct ServerConfiguration: Sendable {
    // Where it listens.

    /// An IPv4 or IPv6 address, or `localhost`, which is 127.0.0.1. Nil for none (then `unixSocketPath` must be set).
    public var host: String? = "127.0.0.1"
    /// 0 takes any free port: `Server.port` tells which.
    public var port = 8080
    /// A Unix-domain socket beside the port, or nil. A socket file that nobody listens on is replaced.
    public var unixSocketPath: String?
    /// Event loops; each takes one core when busy. 0 means one a core.
    public var loops = 0
    /// Connections that the kernel may hold before they are accepted.
    public var backlogConnections = 1024

    // What a request may be.

    /// The request line, with its line end. Above: 414.
    public var maximumRequestLineBytes = 8 * 1024
    /// The request line and all header fields. Above: 431. Trailers of a chunked body are held to the same.
    public var maximumHeaderBytes = 32 * 1024
    /// Header fields. Above: 431.
    public var maximumHeaderFields = 100
    /// Chunk extensions of one body, all together. Above: 400. Nothing reads them.
    public var maximumChunkExtensionBytes = 4 * 1024

    // How many connections, and for how long.

    /// Connections of all loops. Above: 503 with `Retry-After`, and close.
    public var maximumConnections = 20_000
    /// Seconds that `Retry-After` tells a client that finds no place.
    public var retryAfterSeconds = 1
    /// Requests on one connection; the last is answered `Connection: close`. 0 means no limit.
    public var maximumRequestsPerConnection = 0
    /// From the first byte of a head to its end, however the bytes come. Then: 408.
    public var headerDeadlineMilliseconds = 10_000
    /// Without a byte of the body while one is awaited. Then: 408.
    public var bodyProgressMilliseconds = 20_000
    /// Without a request. Then: close.
    public var idleMilliseconds = 75_000
    /// Without the client taking a byte of the answer. Then: reset.
    public var writeProgressMilliseconds = 20_000
    /// After an answer that left input unread: how long more input is read and dropped, so that the client sees the answer.
    public var lingerMilliseconds = 2_000
    /// How much is read and dropped then.
    public var lingerBytes = 1 << 20

    // How much memory.

    /// One read from a socket, and the largest slice that a stream is given: the time that one connection takes in a turn.
    public var receiveBytes = 16 * 1024
    /// Bytes of answers that may wait for a client before its requests are no longer read.
    public var highWaterBytes = 64 * 1024

    public init() {}
}
