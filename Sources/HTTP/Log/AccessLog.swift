import Dispatch
import Synchronization

/// Where access log lines go: one JSON object a line, gathered by each loop and written by a queue of its own, so that a slow
/// disk or pipe delays no request. What cannot be written in time is dropped and counted.
///
/// A line holds `time`, `id`, `method`, `route` (the pattern, never the path: a path can name a person), `status`,
/// `bytes_in`, `bytes_out`, `microseconds` and `loop`. No query, no body, no key, no address.
public final class AccessLog: Sendable {
    private let queue = DispatchQueue(label: "http.access-log", qos: .utility)
    private let write: @Sendable ([UInt8]) -> Void
    private let waitingBytes = Atomic<Int>(0)
    private let droppedLines = Atomic<Int>(0)

    /// Bytes that may wait for the writer.
    private static let maximumWaitingBytes = 8 << 20

    /// `write` is called on the log's own serial queue with whole lines.
    public init(write: @escaping @Sendable ([UInt8]) -> Void) { self.write = write }

    /// Lines that were dropped because the writer was too slow.
    public var dropped: Int { droppedLines.load(ordering: .relaxed) }

    func take(_ lines: [UInt8], count: Int) {
        guard waitingBytes.load(ordering: .relaxed) + lines.count <= Self.maximumWaitingBytes else {
            droppedLines.add(count, ordering: .relaxed)
            return
        }
        waitingBytes.add(lines.count, ordering: .relaxed)
        queue.async { [self] in
            write(lines)
            waitingBytes.subtract(lines.count, ordering: .relaxed)
        }
    }

    /// Returns when all lines handed over before have been written. Not to be called on a loop.
    public func flush() { queue.sync {} }
}
