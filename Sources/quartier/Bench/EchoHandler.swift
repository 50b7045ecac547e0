import Bytes
import HTTP

/// Takes any method and path, reads the whole body and answers its length: the bare engine, for conformance suites and
/// load tools.
final class EchoHandler: RequestHandler {
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
