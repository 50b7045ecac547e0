public import Audiences
import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The single writer: requests of many clients share a commit, and each is answered after it.
///
///     submit ─▶ waiting ─▶ [ job, job, … ] ─▶ BEGIN ─ run each ─ COMMIT ─▶ apply to the table ─▶ answer each
///
/// While one group is being committed, which costs a disk's sync, the next gathers; so the number of writes a second is that of syncs
/// times that of clients. A job that fails takes nobody with it: its group is undone, and each job then has a transaction of its own.
public final class ContactWriter: Sendable {
    /// What the writer tells of itself, for metrics and the log.
    public struct Report: Equatable, Sendable {
        public var commits = 0
        public var jobs = 0
        /// Times that a log could not be emptied after an erasure, because a reader needed it; it is tried again.
        public var delayedErasures = 0
    }

    private let queue = DispatchQueue(label: "quartier.contacts.writer", qos: .userInitiated)
    private let state = Mutex(State())
    private let core: Core

    private struct State {
        var waiting: [any Job] = []
        var isRunning = false
        var isClosed = false
    }

    /// Jobs that one group may hold: bounds how long a commit takes and how much is undone when it fails.
    private static let maximumGroup = 4096

    /// `apply` is given the changes of each commit, in order, on the writer's queue, before any job of it is answered. `clock` says when a transaction is.
    public init(
        _ session: consuming ContactSession, clock: @escaping @Sendable () -> Instant,
        apply: @escaping @Sendable (CommittedChanges) -> Void
    ) {
        core = Core(session, clock: clock, apply: apply)
    }

    public var report: Report { core.report.withLock { $0 } }

    /// Does `work` in a transaction with others. `completion` is called on the writer's queue once the outcome is durable and in the table,
    /// or nothing has happened. `work` may run twice when a group is undone, and must change nothing but the session.
    public func submit<Outcome: Sendable>(
        _ work: @escaping @Sendable (inout ContactSession) throws(SQLiteError) -> Outcome,
        completion: @escaping @Sendable (Result<Outcome, ContactStoreError>) -> Void
    ) {
        let job = TypedJob(work, completion)
        let (isAccepted, starts) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.waiting.append(job)
            defer { state.isRunning = true }
            return (true, !state.isRunning)
        }
        guard isAccepted else { return completion(.failure(.closed)) }
        if starts { queue.async { self.drain() } }
    }

    /// As `submit`, and waits for the outcome. Not for an event loop.
    public func perform<Outcome: Sendable>(
        _ work: @escaping @Sendable (inout ContactSession) throws(SQLiteError) -> Outcome
    ) throws(ContactStoreError) -> Outcome {
        let outcome = Mutex<Result<Outcome, ContactStoreError>?>(nil)
        let isDone = DispatchSemaphore(value: 0)
        submit(work) { result in
            outcome.withLock { $0 = result }
            isDone.signal()
        }
        isDone.wait()
        guard let result = outcome.withLock({ $0 }) else { preconditionFailure("a job has an outcome") }
        return try result.get()
    }

    /// Does what is waiting, refuses what comes after, and closes the file.
    public func close() {
        state.withLock { $0.isClosed = true }
        queue.sync { core.close() }
    }

    private func drain() {
        while true {
            gather()
            let group: [any Job] = state.withLock { state in
                let count = min(state.waiting.count, Self.maximumGroup)
                let group = Array(state.waiting.prefix(count))
                state.waiting.removeFirst(count)
                if group.isEmpty { state.isRunning = false }
                return group
            }
            guard !group.isEmpty else { return retryErasing() }
            core.run(group)
        }
    }

    /// An erasure that a reader has held up is ended without waiting for the next write.
    private func retryErasing() {
        guard core.hasErased else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(Self.erasureRetryMilliseconds)) {
            self.core.finishErasing()
            self.retryErasing()
        }
    }

    private static let erasureRetryMilliseconds = 1000

    /// Waits for as many requests as the last group had, as long as that is worth it.
    private func gather() {
        let start = Core.nanoseconds()
        while true {
            let count = state.withLock { $0.waiting.count }
            guard count > 0, !core.pacing.begins(count: count, waitedNanoseconds: Core.nanoseconds() - start) else {
                return
            }
            usleep(Self.gatherMicroseconds)
        }
    }

    private static let gatherMicroseconds: useconds_t = 50
}

/// Something to be done within a transaction.
private protocol Job: AnyObject, Sendable {
    func run(_ session: inout ContactSession) throws(SQLiteError)
    func complete(_ failure: ContactStoreError?)
}

/// `@unchecked Sendable`: `outcome` is touched on the writer's queue only.
private final class TypedJob<Outcome: Sendable>: Job, @unchecked Sendable {
    private let work: @Sendable (inout ContactSession) throws(SQLiteError) -> Outcome
    private let completion: @Sendable (Result<Outcome, ContactStoreError>) -> Void
    private var outcome: Outcome?

    init(
        _ work: @escaping @Sendable (inout ContactSession) throws(SQLiteError) -> Outcome,
        _ completion: @escaping @Sendable (Result<Outcome, ContactStoreError>) -> Void
    ) {
        self.work = work
        self.completion = completion
    }

    func run(_ session: inout ContactSession) throws(SQLiteError) { outcome = try work(&session) }

    func complete(_ failure: ContactStoreError?) {
        if let failure { return completion(.failure(failure)) }
        guard let outcome else { preconditionFailure("a job that did not fail has an outcome") }
        completion(.success(outcome))
    }
}

/// What belongs to the writer's queue. `@unchecked Sendable`: it is touched there only.
private final class Core: @unchecked Sendable {
    private var session: ContactSession?
    private let clock: @Sendable () -> Instant
    private let apply: @Sendable (CommittedChanges) -> Void
    var pacing = GroupPacing()
    /// Read on other threads too.
    let report = Mutex(ContactWriter.Report())
    private var lastExpiry = Instant(milliseconds: 0)

    /// How often what has been kept long enough is looked for.
    private static let expiryMilliseconds: Int64 = 60_000

    init(
        _ session: consuming ContactSession, clock: @escaping @Sendable () -> Instant,
        apply: @escaping @Sendable (CommittedChanges) -> Void
    ) {
        self.session = consume session
        self.clock = clock
        self.apply = apply
    }

    func run(_ group: [any Job]) {
        do throws(SQLiteError) {
            try commit(group)
        } catch {
            guard group.count > 1 else { return group[0].complete(.sqlite(error)) }
            for job in group { run([job]) }
        }
    }

    private func commit(_ group: [any Job]) throws(SQLiteError) {
        let now = clock()
        let start: UInt64
        let changes: CommittedChanges
        do throws(SQLiteError) {
            try session!.begin(at: now)
            if now.milliseconds - lastExpiry.milliseconds >= Self.expiryMilliseconds {
                _ = try session!.expire()
                lastExpiry = now
            }
            for job in group { try job.run(&session!) }
            start = Self.nanoseconds()
            changes = try session!.commit()
        } catch {
            session!.rollBack()
            throw error
        }
        pacing.committed(count: group.count, nanoseconds: Self.nanoseconds() - start)
        finishErasing()
        if !changes.isEmpty { apply(changes) }
        report.withLock { report in
            report.commits += 1
            report.jobs += group.count
        }
        for job in group { job.complete(nil) }
    }

    /// Whether what was erased is still in the log.
    var hasErased: Bool { session?.hasErased ?? false }

    /// Readers hold a state of the database for milliseconds; one that is slower delays the end of the erasure.
    func finishErasing() {
        guard hasErased else { return }
        for _ in 0..<Self.erasureAttempts {
            do { try session!.finishErasing() } catch { break }
            if !session!.hasErased { return }
            usleep(Self.erasurePauseMicroseconds)
        }
        report.withLock { $0.delayedErasures += 1 }
    }

    private static let erasureAttempts = 50
    private static let erasurePauseMicroseconds: useconds_t = 2000

    func close() { session = nil }

    static func nanoseconds() -> UInt64 { DispatchTime.now().uptimeNanoseconds }
}
