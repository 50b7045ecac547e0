import Bytes
import CLinux
import Glibc

/// One loop: its sockets, its connections, its handler, and the turn that serves them. Everything happens on the loop's
/// queue. What may happen is decided by `ConnectionState`; here it is done.
struct LoopCore: ~Copyable {
    let index: Int
    let configuration: ServerConfiguration
    let headLimits: HeadLimits
    let bodyLimits: BodyLimits
    let router: Router
    let handler: any RequestHandler
    let mailbox: Mailbox
    let shared: SharedCounters
    let crowd: LoopCrowd
    /// Time at work since `windowStart`.
    var busyNanoseconds: UInt64 = 0
    var windowStart = LoopClock.nanoseconds()

    let epoll: Descriptor
    let timer: Descriptor
    var listener: Descriptor?
    /// Shared by all loops; the first one that is free accepts.
    let unixListener: Int32
    var listenersPaused = false

    var connections = ConnectionTable()
    var response: Response
    var fields: FieldTable
    var batch = Batch()
    /// What the connections of a batch have sent, and their answers. Nil only while a batch is served.
    var received: ByteBuffer?
    var outbox: ByteBuffer?
    /// Streams that have room to write and are to be called in the next turn.
    var ready: [ConnectionID] = []
    var nextReady: [ConnectionID] = []
    let events = EventBuffer()
    var clock = LoopClock()
    var log: LoopLog?

    let requestIDPrefix: RequestID
    var requestIDCounter: UInt64 = 0
    var isDraining = false

    /// `watchOwnDescriptors` must follow.
    init(
        index: Int, setup: LoopSetup, epoll: consuming Descriptor, timer: consuming Descriptor,
        listener: consuming Descriptor?
    ) {
        self.epoll = epoll
        self.timer = timer
        self.index = index
        configuration = setup.configuration
        headLimits = HeadLimits(
            requestLineBytes: configuration.maximumRequestLineBytes, headerBytes: configuration.maximumHeaderBytes,
            fields: configuration.maximumHeaderFields)
        bodyLimits = BodyLimits(
            extensionBytes: configuration.maximumChunkExtensionBytes, trailerBytes: configuration.maximumHeaderBytes)
        router = setup.router
        handler = setup.handler
        mailbox = setup.mailbox
        shared = setup.shared
        crowd = setup.crowd
        unixListener = setup.unixListener
        log = setup.log.map { LoopLog($0, loop: index) }
        response = Response(mailbox: setup.mailbox)
        fields = FieldTable(capacity: configuration.maximumHeaderFields)
        received = ByteBuffer(capacity: configuration.receiveBytes)
        outbox = ByteBuffer()
        requestIDPrefix = RequestID(prefix: UInt64.random(in: 0..<1 << 48))
        self.listener = listener
    }

    /// Enters the timer, the mailbox and the listeners into the epoll set.
    mutating func watchOwnDescriptors() throws(ServerError) {
        var every = itimerspec(
            it_interval: timespec(tv_sec: 0, tv_nsec: Self.sweepNanoseconds),
            it_value: timespec(tv_sec: 0, tv_nsec: Self.sweepNanoseconds))
        guard timerfd_settime(timer.rawValue, 0, &every, nil) == 0 else {
            throw .system(call: "timerfd_settime", code: errno)
        }
        try watch(timer.rawValue, .timer)
        try watch(mailbox.wakeDescriptor, .wake)
        try watchListeners()
    }

    mutating func watchListeners() throws(ServerError) {
        if listenerDescriptor >= 0 { try watch(listenerDescriptor, .listener) }
        if unixListener >= 0 {
            try watch(unixListener, .unixListener, EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue)
        }
    }

    /// -1 while there is none.
    var listenerDescriptor: Int32 {
        switch listener {
        case .some(let descriptor): descriptor.rawValue
        case .none: -1
        }
    }

    private func watch(_ descriptor: Int32, _ id: ConnectionID, _ interest: UInt32 = EPOLLIN.rawValue)
        throws(ServerError)
    {
        var event = epoll_event(events: interest, data: epoll_data_t(u64: id.rawValue))
        guard epoll_ctl(epoll.rawValue, EPOLL_CTL_ADD, descriptor, &event) == 0 else {
            throw .system(call: "epoll_ctl", code: errno)
        }
    }
}

/// The turn.
extension LoopCore {
    /// Waits for events and serves them; true when there were any. A wait of 0 looks and returns.
    mutating func turn(waitMilliseconds: Int32) -> Bool {
        let count = wait(milliseconds: ready.isEmpty ? waitMilliseconds : 0)
        let start = LoopClock.nanoseconds()
        clock.update()
        response.date.update(unixSeconds: clock.unixSeconds)
        var index = 0
        while index < count {
            let event = events[index]
            let id = ConnectionID(rawValue: event.data.u64)
            if id.isOfLoop {
                // It may concern any connection: none is left half served.
                serveBatch()
                loopEvent(id)
            } else if connections.holds(id) {
                connectionEvent(id.slot, event.events)
            }
            index += 1
        }
        serveBatch()
        runReady()
        busyNanoseconds &+= LoopClock.nanoseconds() &- start
        return count > 0 || !ready.isEmpty
    }

    /// Waits for events. Woken for a few, it lets others run first and looks again: where the cores are wanted by the clients
    /// too, more events have come by then, and each costs less. On an idle core that takes half a microsecond.
    private mutating func wait(milliseconds: Int32) -> Int {
        let count = events.wait(on: epoll, milliseconds: 0)
        guard count == 0, milliseconds > 0 else { return count }
        let woken = events.wait(on: epoll, milliseconds: milliseconds)
        guard woken > 0, woken < Self.fewEvents else { return woken }
        sched_yield()
        return events.wait(on: epoll, milliseconds: 0)
    }

    private static var fewEvents: Int { 8 }

    private mutating func loopEvent(_ id: ConnectionID) {
        switch id {
        case .listener: if listenerDescriptor >= 0 { accept(from: listenerDescriptor, isTCP: true) }
        case .unixListener: if !isDraining { accept(from: unixListener, isTCP: false) }
        case .timer: timerFired()
        default: runJobs()
        }
    }

    private mutating func connectionEvent(_ slot: Int, _ events: UInt32) {
        if events & EPOLLOUT.rawValue != 0, !writable(slot) { return }
        if events & EPOLLIN.rawValue != 0, connections[slot].interest & EPOLLIN.rawValue != 0 {
            addToBatch(slot)
        } else if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 {
            close(slot)
        }
    }

    private mutating func runReady() {
        guard !ready.isEmpty else { return }
        swap(&ready, &nextReady)
        for id in nextReady where connections.holds(id) {
            connections[id.slot].isReady = false
            resume(id.slot)
            settle(id.slot)
        }
        nextReady.removeAll(keepingCapacity: true)
    }

    private mutating func runJobs() {
        for job in mailbox.take() {
            switch job {
            case .handler(let body): body(handler)
            case .complete(let ticket, let write):
                let id = ticket.connection
                if connections.holds(id) { keepPromise(id.slot, write) }
            case .adopt(let descriptor, let isTCP): add(descriptor, isTCP: isTCP)
            case .drain: drain()
            case .stop: closeAll()
            }
        }
    }
}
