import Audiences
import Bytes
import Dispatch
import FoundationEssentials
import HTTP
import JSON
import Service
import TestSupport

/// The whole service on a port of its own, on the made-up reference; drained when it goes.
final class LiveService {
    let reference: TinyReference
    let keeper: ReferenceKeeper
    let contacts: ContactKeeper
    private let server: Server
    var port: Int { server.port }

    init(
        hasStreets: Bool = false, _ change: (inout ServiceOptions) -> Void = { _ in },
        contacts configure: (inout ContactConfiguration) -> Void = { _ in }
    ) throws {
        reference = try TinyReference(hasStreets: hasStreets)
        keeper = ReferenceKeeper(path: reference.path, indicators: ["income"])
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.loops = 2
        var options = ServiceOptions()
        change(&options)
        server = ServiceOptions.makeServer(configuration, accessLog: nil)
        let served = try keeper.load()
        var stored = ContactConfiguration(path: reference.folder + "/contacts.sqlite")
        configure(&stored)
        contacts = ContactKeeper(stored)
        contacts.follow(served)
        try options.start(server, served, keeper, contacts)
    }

    deinit {
        let ended = DispatchSemaphore(value: 0)
        server.drain(deadlineMilliseconds: 100) { ended.signal() }
        ended.wait()
        contacts.close()
    }

    var hasContactsFile: Bool { FileManager.default.fileExists(atPath: reference.folder + "/contacts.sqlite") }

    /// Sends one request and gives its answer.
    func ask(_ method: String, _ path: String, type: String? = nil, body: String? = nil, headers: [String] = [])
        -> TestClient.Answer
    {
        let client = TestClient(port: port)
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + headers
        if let type { lines.append("Content-Type: \(type)") }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        client.send((lines + ["", ""]).joined(separator: "\r\n") + (body ?? ""))
        return client.answer(toHead: method == "HEAD") ?? TestClient.Answer()
    }

    func enrich(_ body: String, type: String? = "application/json", query: String = "") -> TestClient.Answer {
        ask("POST", "/enrich" + query, type: type, body: body)
    }
}
