import TestSupport
import Dispatch
import Glibc
import HTTP
import Synchronization

/// A live server on a free port of 127.0.0.1, and what its handlers share with the test. `stop` ends it.
final class TestServer: Sendable {
    let server: Server
    let promises = TestHandler.Promises()
    let counters = TestHandler.Counters()
    private let ended = DispatchSemaphore(value: 0)

    init(_ change: (inout ServerConfiguration) -> Void = { _ in }) throws {
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.loops = 1
        change(&configuration)
        let sink = LogSink()
        server = Server(
            configuration: configuration, router: TestHandler.router, accessLog: AccessLog(write: sink.write))
        self.sink = sink
        try server.start { [promises, counters] _ in TestHandler(promises: promises, counters: counters) }
    }

    private let sink: LogSink

    /// The log so far; complete after `stop`.
    var log: String { sink.text }

    func client() -> TestClient { TestClient(port: server.port) }

    /// Waits for the next promise of `/later`.
    func promise() -> PostponedResponse {
        while true {
            if let promise = promises.takeFirst() { return promise }
            pauseBriefly()
        }
    }

    /// Keeps the only loop from serving until `body` is over: it then finds together what has come meanwhile.
    func whileLoopIsHeld(_ body: () -> Void) {
        let isHeld = DispatchSemaphore(value: 0)
        let goOn = DispatchSemaphore(value: 0)
        server.forEachLoop { _ in
            isHeld.signal()
            goOn.wait()
        }
        isHeld.wait()
        body()
        goOn.signal()
    }

    func beginDrain(deadlineMilliseconds: Int = 10_000) {
        server.drain(deadlineMilliseconds: deadlineMilliseconds) { [ended] in ended.signal() }
    }

    func waitForEnd() { ended.wait() }

    func stop() {
        beginDrain(deadlineMilliseconds: 0)
        waitForEnd()
    }
}

/// Gathers log lines.
private final class LogSink: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    var write: @Sendable ([UInt8]) -> Void { { [self] lines in bytes.withLock { $0 += lines } } }
    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}

/// Gives other threads a moment, while a test waits for something that it then checks.
func pauseBriefly() { usleep(2000) }
