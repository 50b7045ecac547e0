import Audiences
import Dispatch
import Store
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Opens and loads the contacts when they are needed: at start when there is a file, else when the first contact is stored. A service that
/// only enriches has nothing open and pays nothing.
public final class ContactKeeper: Sendable {
    /// What can be said of the contacts now.
    enum State: Sendable {
        /// There is no file, and nobody has stored anything.
        case absent
        case loading
        case ready(ContactRoom)
        case failed(ContactStoreError)
    }

    let configuration: ContactConfiguration
    let reassignment: Reassignment
    /// Shared by all loops.
    let evaluations: EvaluationQueue
    let dashboards: DashboardDesk
    private let reference = Mutex<ServedReference?>(nil)
    private let log: @Sendable (String) -> Void
    private let queue = DispatchQueue(label: "quartier.contacts.keeper")
    private let current = Mutex(State.absent)
    /// Called when the room opens, or fails to.
    private let waiting = Mutex<[@Sendable (Result<ContactRoom, ContactStoreError>) -> Void]>([])

    /// `log` is given lines without personal data, on any thread.
    public init(_ configuration: ContactConfiguration, log: @escaping @Sendable (String) -> Void = { _ in }) {
        self.configuration = configuration
        self.log = log
        reassignment = Reassignment(log: log)
        evaluations = EvaluationQueue(limit: configuration.audiences.maximumWaiting)
        dashboards = DashboardDesk(configuration.dashboards)
        if access(configuration.path, F_OK) == 0 { open() }
    }

    var state: State { current.withLock { $0 } }

    /// Which stored contacts are in which audiences; nil when there is nothing to say.
    var membership: AudienceMembership? {
        if case .ready(let room) = state { room.audiences.membership() } else { nil }
    }

    /// Calls `body` with the room, which is opened, and made, when it is not yet. At once when it is open, else on the keeper's queue.
    func withRoom(_ body: @escaping @Sendable (Result<ContactRoom, ContactStoreError>) -> Void) {
        let ready: Result<ContactRoom, ContactStoreError>? = current.withLock { state in
            switch state {
            case .ready(let room): return .success(room)
            case .failed(let error): return .failure(error)
            case .absent, .loading:
                waiting.withLock { $0.append(body) }
                return nil
            }
        }
        if let ready { return body(ready) }
        open()
    }

    /// Names the reference being served. Contacts that are stored are given its personas, in the background.
    public func follow(_ reference: ServedReference) {
        self.reference.withLock { $0 = reference }
        guard case .ready(let room) = state else { return }
        room.audiences.follow(reference)
        reassignment.follow(reference, in: room)
    }

    private func open() {
        let starts = current.withLock { state in
            guard case .absent = state else { return false }
            state = .loading
            return true
        }
        guard starts else { return }
        queue.async { [self] in
            let started = ContinuousClock.now
            let result: Result<ContactRoom, ContactStoreError>
            do throws(ContactStoreError) {
                let room = try ContactRoom(configuration, log: log)
                if let reference = reference.withLock({ $0 }) { room.audiences.follow(reference) }
                HeapMemory.giveBack()
                let milliseconds = Int((ContinuousClock.now - started) / .milliseconds(1))
                log(
                    "\(room.table.contactCount) contacts and \(room.table.eventCount) events ready in \(milliseconds) ms"
                )
                result = .success(room)
            } catch {
                log("contacts cannot be served: \(error)")
                result = .failure(error)
            }
            let calls = current.withLock { state in
                switch result {
                case .success(let room): state = .ready(room)
                case .failure(let error): state = .failed(error)
                }
                return waiting.withLock { calls in
                    defer { calls = [] }
                    return calls
                }
            }
            for call in calls { call(result) }
            if case .success(let room) = result, let reference = reference.withLock({ $0 }) {
                reassignment.follow(reference, in: room)
            }
        }
    }

    /// Waits until what is being opened is open.
    public func waitUntilLoaded() { queue.sync {} }

    /// Waits until stored contacts have the personas of the reference that was named last.
    public func waitUntilRenewed() { reassignment.wait() }

    /// Does what is waiting and closes the file.
    public func close() {
        queue.sync {}
        if case .ready(let room) = state { room.close() }
    }
}
