import CLinux
import Glibc
import Synchronization

/// How other threads reach a loop: they leave a job and wake it through a descriptor that its epoll set watches. Jobs run on
/// the loop's queue, in the order in which they were left.
final class Mailbox: Sendable {
    enum Job: Sendable {
        case handler(@Sendable (any RequestHandler) -> Void)
        case complete(PromiseTicket, @Sendable (inout Response) -> Void)
        /// A connection that another loop has accepted.
        case adopt(Int32, isTCP: Bool)
        case drain
        case stop
    }

    private let jobs = Mutex<[Job]>([])
    let wakeDescriptor: Int32

    init() throws(ServerError) {
        wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard wakeDescriptor >= 0 else { throw ServerError.system(call: "eventfd", code: errno) }
    }

    deinit { close(wakeDescriptor) }

    func post(_ job: Job) {
        let isFirst = jobs.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst { wake() }
    }

    private func wake() {
        var one: UInt64 = 1
        // EAGAIN means that the counter is full, so the loop is being woken already.
        _ = write(wakeDescriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// All jobs left so far.
    func take() -> [Job] {
        var count: UInt64 = 0
        _ = read(wakeDescriptor, &count, MemoryLayout<UInt64>.size)
        return jobs.withLock { jobs in
            let taken = jobs
            jobs.removeAll()
            return taken
        }
    }
}
