import Dispatch
import Glibc
import Synchronization

/// An HTTP/1.1 server: loops, what they listen on, and their life from `start` to the end of `drain`.
///
/// Signals are the caller's. SIGPIPE cannot kill: nothing is sent without MSG_NOSIGNAL. All methods may be called on any thread.
public final class Server: Sendable {
    private let configuration: ServerConfiguration
    private let router: Router
    private let log: AccessLog?
    private let counters = SharedCounters()
    private let state = Mutex(State())

    private struct State {
        var mailboxes: [Mailbox] = []
        var unfinishedLoops = 0
        var port = 0
        /// -1 for none. All loops accept from it, so it is closed after the last has ended.
        var unixListener: Int32 = -1
        var onFinish: [@Sendable () -> Void] = []
    }

    /// Nothing is opened before `start`. Without a log, no request is timed.
    public init(configuration: ServerConfiguration, router: Router = Router(), accessLog: AccessLog? = nil) {
        self.configuration = configuration
        self.router = router
        log = accessLog
    }

    /// The port that it listens on; 0 before `start` and without a host.
    public var port: Int { state.withLock { $0.port } }

    /// Connections that are open now, on all loops.
    public var connectionCount: Int { counters.open.load(ordering: .relaxed) }

    /// Binds, makes a handler for each loop with `makeHandler` (called on this thread, with the number of the loop), and begins to
    /// serve. Returns when connections are accepted. To be called once. Raises the process's limit of descriptors to what
    /// `maximumConnections` needs; where the system allows fewer, fewer connections are let in.
    public func start(makeHandler: (_ loop: Int) throws(ServerError) -> any RequestHandler) throws(ServerError) {
        var configuration = configuration
        configuration.maximumConnections = DescriptorLimit.makeRoom(forConnections: configuration.maximumConnections)
        if let path = configuration.unixSocketPath {
            let listener = try Listener.unix(path: path, backlog: configuration.backlogConnections).release()
            state.withLock { $0.unixListener = listener }
        }
        do {
            let loops = try makeLoops(configuration, makeHandler)
            for loop in loops { loop.start { [self] in loopFinished() } }
        } catch {
            closeUnixListener()
            throw error
        }
    }

    private func makeLoops(
        _ configuration: ServerConfiguration, _ makeHandler: (Int) throws(ServerError) -> any RequestHandler
    ) throws(ServerError) -> [EventLoop] {
        let count = configuration.loops > 0 ? configuration.loops : Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let unixListener = state.withLock { $0.unixListener }
        var mailboxes: [Mailbox] = []
        for _ in 0..<max(count, 1) { mailboxes.append(try Mailbox()) }
        let crowd = LoopCrowd(mailboxes)
        var loops: [EventLoop] = []
        var port = configuration.port
        for index in 0..<max(count, 1) {
            var listener: Descriptor?
            if let host = configuration.host {
                let made = try Listener.tcp(
                    host: host, port: port, backlog: configuration.backlogConnections, isFirst: index == 0)
                port = Listener.port(of: made)
                listener = consume made
            }
            let setup = LoopSetup(
                configuration: configuration, router: router, handler: try makeHandler(index),
                mailbox: mailboxes[index],
                shared: counters, crowd: crowd, log: log, unixListener: unixListener)
            loops.append(try EventLoop(index: index, setup: setup, listener: listener))
        }
        let boundPort = configuration.host == nil ? 0 : port
        state.withLock { state in
            state.mailboxes = loops.map(\.mailbox)
            state.unfinishedLoops = loops.count
            state.port = boundPort
        }
        return loops
    }

    private func closeUnixListener() {
        let listener = state.withLock { state in
            defer { state.unixListener = -1 }
            return state.unixListener
        }
        guard listener >= 0, let path = configuration.unixSocketPath else { return }
        close(listener)
        unlink(path)
    }

    /// Calls `body` with the handler of each loop, on its queue: to hand over a new snapshot of what it serves. Returns at once;
    /// `completion` is called on any thread when all loops have run `body`.
    public func forEachLoop(
        _ body: @escaping @Sendable (any RequestHandler) -> Void, completion: @escaping @Sendable () -> Void = {}
    ) {
        let pending = DispatchGroup()
        for mailbox in state.withLock({ $0.mailboxes }) {
            pending.enter()
            mailbox.post(
                .handler { handler in
                    body(handler)
                    pending.leave()
                })
        }
        pending.notify(queue: .global(), execute: completion)
    }

    /// Stops accepting, answers what has been asked with `Connection: close`, lets idle connections go; after
    /// `deadlineMilliseconds` cuts what is left. `completion` is called once, on any thread, when all loops have ended.
    public func drain(deadlineMilliseconds: Int, completion: @escaping @Sendable () -> Void) {
        let mailboxes = state.withLock { state in
            state.onFinish.append(completion)
            return state.mailboxes
        }
        for mailbox in mailboxes { mailbox.post(.drain) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(deadlineMilliseconds)) {
            for mailbox in mailboxes { mailbox.post(.stop) }
        }
        finishIfDone()
    }

    private func loopFinished() {
        state.withLock { $0.unfinishedLoops -= 1 }
        finishIfDone()
    }

    private func finishIfDone() {
        let callbacks = state.withLock { state -> [@Sendable () -> Void] in
            guard state.unfinishedLoops == 0 else { return [] }
            let callbacks = state.onFinish
            state.onFinish = []
            return callbacks
        }
        guard !callbacks.isEmpty else { return }
        log?.flush()
        closeUnixListener()
        for callback in callbacks { callback() }
    }
}
