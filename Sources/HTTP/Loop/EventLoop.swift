import CLinux
import Dispatch
import Glibc

/// Runs a `LoopCore` on a serial queue of its own.
///
/// One `DispatchSource` watches the loop's epoll descriptor. Its handler does not return to Dispatch after each event: it
/// stays in `epoll_wait` for a bounded number of rounds, which costs a busy loop almost nothing beyond the bare system
/// calls, and gives the queue back when it is idle.
///
/// `@unchecked Sendable`: `core` is touched on `queue` only, once the loop has been started.
final class EventLoop: @unchecked Sendable {
    let mailbox: Mailbox
    private let queue: DispatchQueue
    private var core: LoopCore
    private var source: (any DispatchSourceRead)?
    private var onFinish: (@Sendable () -> Void)?

    /// Rounds before the queue is given back.
    private static let rounds = 256
    /// How long a round waits when nothing is there.
    private static let roundMilliseconds: Int32 = 1

    init(index: Int, setup: LoopSetup, listener: consuming Descriptor?) throws(ServerError) {
        mailbox = setup.mailbox
        queue = DispatchQueue(label: "http.loop.\(index)")
        let epoll = try Descriptor(epoll_create1(Int32(EPOLL_CLOEXEC)), from: "epoll_create1")
        let timer = try Descriptor(
            timerfd_create(CLOCK_MONOTONIC, Int32(TFD_NONBLOCK | TFD_CLOEXEC)), from: "timerfd_create")
        core = LoopCore(index: index, setup: setup, epoll: epoll, timer: timer, listener: listener)
        try core.watchOwnDescriptors()
    }

    /// Begins to serve; `onFinish` is called once, on the loop's queue, when it has drained or stopped.
    func start(onFinish: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            self.onFinish = onFinish
            let source = DispatchSource.makeReadSource(fileDescriptor: core.epoll.rawValue, queue: queue)
            source.setEventHandler { [self] in serve() }
            source.setCancelHandler { [self] in
                // Only now may the descriptors go, and with them this object.
                self.source = nil
            }
            self.source = source
            source.activate()
        }
    }

    private func serve() {
        for _ in 0..<Self.rounds {
            let wasBusy = core.turn(waitMilliseconds: Self.roundMilliseconds)
            if core.isFinished { return finish() }
            if !wasBusy { return }
        }
        // Streams that want a turn are no event that would wake the source.
        if !core.ready.isEmpty { queue.async { [self] in serve() } }
    }

    private func finish() {
        guard let onFinish else { return }
        self.onFinish = nil
        core.flushLog()
        source?.cancel()
        onFinish()
    }
}
