import Bytes
import HTTP
import Synchronization

/// Routes that show each way to answer.
final class TestHandler: RequestHandler {
    enum Route: Int { case echo, mirror, big, later, atOnce, dropped, silent, ignore, stuck, early, item }

    static let router: Router = {
        var router = Router()
        router.add(.post, "/echo", id: Route.echo.rawValue)
        router.add(.get, "/echo", id: Route.echo.rawValue)
        router.add(.post, "/mirror", id: Route.mirror.rawValue)
        router.add(.get, "/big", id: Route.big.rawValue)
        router.add(.get, "/later", id: Route.later.rawValue)
        router.add(.get, "/at-once", id: Route.atOnce.rawValue)
        router.add(.get, "/dropped", id: Route.dropped.rawValue)
        router.add(.get, "/silent", id: Route.silent.rawValue)
        router.add(.post, "/ignore", id: Route.ignore.rawValue)
        router.add(.get, "/stuck", id: Route.stuck.rawValue)
        router.add(.post, "/early", id: Route.early.rawValue)
        router.add(.get, "/items/{name}", id: Route.item.rawValue)
        return router
    }()

    /// Promises that `/later` has made, shared with the test.
    final class Promises: Sendable {
        private let kept = Mutex<[PostponedResponse]>([])
        func add(_ promise: PostponedResponse) { kept.withLock { $0.append(promise) } }
        func takeFirst() -> PostponedResponse? { kept.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
    }

    /// What streams did, shared with the test.
    final class Counters: Sendable {
        let produced = Atomic<Int>(0)
        let received = Atomic<Int>(0)
        let aborted = Atomic<Int>(0)
        let version = Atomic<Int>(0)
    }

    static let bodyLimit = 1000

    private let promises: Promises
    private let counters: Counters
    private var scratch = ByteBuffer(capacity: 256)

    init(promises: Promises, counters: Counters) {
        self.promises = promises
        self.counters = counters
    }

    func setVersion(_ version: Int) { counters.version.store(version, ordering: .relaxed) }

    func plan(for request: borrowing Request) -> BodyPlan {
        switch Route(rawValue: request.route.id) {
        case .mirror, .big, .stuck, .early: .stream(maximumBytes: 1 << 30)
        case .ignore, nil: .ignore
        default: .collect(maximumBytes: Self.bodyLimit)
        }
    }

    func respond(to request: borrowing Request, body: Span<UInt8>, with response: inout Response) {
        switch (request.route.outcome, Route(rawValue: request.route.id)) {
        case (.options, _): response.sendOptions(request.route)
        case (.methodNotAllowed, _):
            response.addAllow(request.route.allowed)
            response.sendProblem(status: 405, detail: "Not allowed.")
        case (_, .echo):
            if body.isEmpty, request.queryValue("text") != nil {
                scratch.removeAll()
                _ = request.appendQueryValue("text", to: &scratch)
                response.send(status: 200, contentType: "text/plain", body: scratch)
            } else {
                response.send(status: 200, contentType: "text/plain", body: body)
            }
        case (_, .item):
            scratch.removeAll()
            request.appendParameter(0, to: &scratch)
            response.send(status: 200, contentType: "text/plain", body: scratch)
        case (_, .later): promises.add(response.postpone())
        case (_, .atOnce): response.postpone().send(status: 200, contentType: "text/plain", body: Array("kept".utf8))
        case (_, .dropped): _ = response.postpone()
        case (_, .silent): break
        case (_, .ignore): response.send(status: 200, contentType: "text/plain", body: "ignored")
        default: response.sendProblem(status: 404, detail: "Not found.")
        }
    }

    func open(_ request: borrowing Request, with response: inout Response) -> any BodyStream {
        switch Route(rawValue: request.route.id) {
        case .mirror:
            response.start(status: 200, contentType: "application/octet-stream")
            return MirrorStream(counters)
        case .early: return EarlyStream()
        case .stuck: return StuckStream()
        default:
            response.start(status: 200, contentType: "application/octet-stream")
            return BigStream(counters)
        }
    }
}

/// Sends back what comes, as it comes.
private final class MirrorStream: BodyStream {
    private let counters: TestHandler.Counters

    init(_ counters: TestHandler.Counters) { self.counters = counters }

    func receive(_ bytes: Span<UInt8>, with response: inout Response) {
        counters.received.add(bytes.count, ordering: .relaxed)
        response.write(bytes)
    }

    func finish(with response: inout Response) { response.end() }
    func resume(with response: inout Response) { response.end() }
    func abort() { counters.aborted.add(1, ordering: .relaxed) }
}

/// Sends 64 MiB in blocks of 4 KiB, each filled with its number.
final class BigStream: BodyStream {
    static let blocks = 16_384
    static let blockBytes = 4096

    private let counters: TestHandler.Counters
    private var next = 0

    init(_ counters: TestHandler.Counters) { self.counters = counters }

    func receive(_ bytes: Span<UInt8>, with response: inout Response) {}
    func finish(with response: inout Response) { resume(with: &response) }

    func resume(with response: inout Response) {
        while !response.isFull, next < Self.blocks {
            let block = [UInt8](repeating: UInt8(truncatingIfNeeded: next), count: Self.blockBytes)
            response.write(block.span)
            counters.produced.add(block.count, ordering: .relaxed)
            next += 1
        }
        if next == Self.blocks { response.end() }
    }

    func abort() { counters.aborted.add(1, ordering: .relaxed) }
}

/// Never writes: the engine must not be asked for ever.
private final class StuckStream: BodyStream {
    func receive(_ bytes: Span<UInt8>, with response: inout Response) {}
    func finish(with response: inout Response) {}
    func resume(with response: inout Response) {}
    func abort() {}
}

/// Answers at the first bytes of the body.
private final class EarlyStream: BodyStream {
    func receive(_ bytes: Span<UInt8>, with response: inout Response) {
        response.send(status: 422, contentType: "text/plain", body: "no")
    }
    func finish(with response: inout Response) { response.send(status: 200) }
    func resume(with response: inout Response) {}
    func abort() {}
}
