import Dispatch
import FoundationEssentials
import HTTP
import Service
import Store
import TestSupport

/// One service on a port of its own.
final class ServedStage: Sendable {
    private let server: Server
    var port: Int { server.port }
    var origin: String { "http://127.0.0.1:\(port)" }

    init(_ reference: String, _ contacts: ContactConfiguration) throws {
        let keeper = ReferenceKeeper(path: reference, indicators: Settings().enrich.indicators)
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.loops = 2
        server = ServiceOptions.makeServer(configuration, accessLog: nil)
        let served = try keeper.load()
        let contacts = ContactKeeper(contacts)
        contacts.follow(served)
        try ServiceOptions().start(server, served, keeper, contacts)
    }

    func end() { server.drain(deadlineMilliseconds: 100) {} }

    /// One request without a browser.
    func ask(_ method: String, _ path: String, headers: [String] = [], body: String? = nil) -> TestClient.Answer {
        let client = TestClient(port: port)
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)"] + headers
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        client.send((lines + ["", ""]).joined(separator: "\r\n") + (body ?? ""))
        return client.answer(toHead: method == "HEAD") ?? TestClient.Answer()
    }

    /// Sends a form of the portal with the token that its pages hold.
    func sendForm(_ path: String, _ fields: String) -> TestClient.Answer {
        let page = ask("GET", "/portal/address").text
        let token = page.firstRange(of: "name=\"token\" value=\"").map { page[$0.upperBound...].prefix { $0 != "\"" } }
        return ask(
            "POST", path, headers: ["Content-Type: application/x-www-form-urlencoded"],
            body: "token=\(token ?? "")&\(fields)")
    }
}
