import Dispatch
import Synchronization

/// Work that has begun on a thread of its own, and its outcome.
final class ReadAhead<Value: Sendable>: Sendable {
    private let outcome = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    /// Begins `work` at once.
    init(_ work: @escaping @Sendable () throws -> Value) {
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            let result = Result { try work() }
            outcome.withLock { $0 = result }
            done.signal()
        }
    }

    /// Waits for the work, and takes what it has made or throws what it threw. Once.
    func take() throws -> Value {
        done.wait()
        return try outcome.withLock { outcome in
            defer { outcome = nil }
            return outcome!
        }.get()
    }
}
