import Bytes
@preconcurrency import Glibc
import HTTP

/// `quartier bench echo`: the bare engine, with a handler that takes any method and path, reads the whole body and answers
/// its length. For conformance suites and load tools.
enum BenchEcho {
    static let usage = "usage: quartier bench echo --port N [--loops N]"

    /// Serves until it is killed; returns an exit status when it cannot.
    static func run(arguments: [String]) -> Int32 {
        var configuration = ServerConfiguration()
        var index = 0
        while index < arguments.count {
            guard index + 1 < arguments.count, let value = Int(arguments[index + 1]), value >= 0 else { return fail(usage, 2) }
            switch arguments[index] {
            case "--port": configuration.port = value
            case "--loops": configuration.loops = value
            default: return fail(usage, 2)
            }
            index += 2
        }
        let server = Server(configuration: configuration)
        do {
            try server.start { _ in EchoHandler() }
        } catch {
            return fail("quartier: \(error)", 1)
        }
        print("listening on http://127.0.0.1:\(server.port)")
        fflush(nil)
        while true { pause() }
    }

    private static func fail(_ message: String, _ status: Int32) -> Int32 {
        let line = Array((message + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
        return status
    }
}

private final class EchoHandler: RequestHandler {
    private var number = ByteBuffer(capacity: 32)

    /// A body that is not chunked and small is gathered, as most handlers would; any other is counted as it comes.
    func plan(for request: borrowing Request) -> BodyPlan {
        if let length = request.contentLength, length <= 64 * 1024 { return .collect(maximumBytes: length) }
        return .stream(maximumBytes: .max)
    }

    func respond(to request: borrowing Request, body: Span<UInt8>, with response: inout Response) {
        number.removeAll()
        number.append("\(body.count)\n")
        response.send(status: 200, contentType: "text/plain", body: number)
    }

    func open(_ request: borrowing Request, with response: inout Response) -> any BodyStream { EchoStream() }
}

private final class EchoStream: BodyStream {
    private var count = 0

    func receive(_ bytes: Span<UInt8>, with response: inout Response) { count += bytes.count }

    func finish(with response: inout Response) {
        var number = ByteBuffer(capacity: 32)
        number.append("\(count)\n")
        response.send(status: 200, contentType: "text/plain", body: number)
    }

    func resume(with response: inout Response) {}

    func abort() {}
}
