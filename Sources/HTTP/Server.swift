import Synchronization

/// An HTTP/1.1 server: loops, what they listen on, and their life from `start` to `drain`.
///
/// Signals are the caller's. SIGPIPE cannot kill: nothing is sent without MSG_NOSIGNAL.
public final class Server: Sendable {
    /// Makes the handler of one loop; called once a loop by `start`, on the caller's thread.
    public typealias MakeHandler = (_ loopIndex: Int) throws -> any RequestHandler

    private let configuration: ServerConfiguration
    private let router: Router
    private let log: (any AccessLogWriter)?
    private let shared = SharedCounters()
    private let running = Mutex<Running>(Running())

    private struct Running {
        var mailboxes: [Mailbox] = []
        var port = 0
    }

    public init(configuration: ServerConfiguration, router: Router, accessLog: (any AccessLogWriter)? = nil) {
        self.configuration = configuration
        self.router = router
        self.log = accessLog
    }
}
