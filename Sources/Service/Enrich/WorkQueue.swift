import Dispatch

/// Where blocks of a file are worked on: the system's threads, one a core.
enum WorkQueue {
    static func start(_ work: @escaping @Sendable () -> Void) {
        DispatchQueue.global(qos: .userInitiated).async(execute: work)
    }
}
