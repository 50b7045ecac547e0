import Foundation
import Synchronization
import Testing
import TestSupport

/// The real server, killed at random moments of a mixed load. `QUARTIER_KILL_ROUNDS=200 swift test --filter KillTests` does it 200 times.
@Suite struct KillTests {
    private static let rounds = ProcessInfo.processInfo.environment["QUARTIER_KILL_ROUNDS"].flatMap { Int($0) } ?? 3
    private static let clients = 8

    /// What one client has written to contacts that are its own.
    private struct Journal {
        /// By contact: the value acknowledged last, and those sent since, any of which may have been stored.
        var acknowledged: [String: Int] = [:]
        var sent: [String: [Int]] = [:]
        var events: [String: [String]] = [:]
        var erased: Set<String> = []
    }

    @Test func noAcknowledgedWriteIsLostAndNoContactIsHalfWritten() throws {
        let reference = try TinyReference()
        var journals = [Journal](repeating: Journal(), count: Self.clients)
        var random = SystemRandomNumberGenerator()
        for round in 0..<Self.rounds {
            let server = try RunningServer(reference)
            try check(journals, server.port)
            let shared = Mutex(journals)
            let isDone = DispatchGroup()
            let isConnected = DispatchGroup()
            for client in 0..<Self.clients {
                isDone.enter()
                isConnected.enter()
                Thread.detachNewThread { [port = server.port] in
                    let connection = TestClient(port: port)
                    isConnected.leave()
                    let journal = Self.write(client, round, shared.withLock { $0[client] }, connection)
                    shared.withLock { $0[client] = journal }
                    isDone.leave()
                }
            }
            // A client that finds nobody to connect to is a test that did not happen.
            isConnected.wait()
            usleep(UInt32.random(in: 0...300_000, using: &random))
            server.kill()
            isDone.wait()
            journals = shared.withLock { $0 }
        }
        let server = try RunningServer(reference)
        try check(journals, server.port)
        server.kill()
        #expect(journals.contains { !$0.acknowledged.isEmpty })
    }

    /// Writes until the server is gone.
    private static func write(_ client: Int, _ round: Int, _ journal: Journal, _ connection: TestClient) -> Journal {
        var journal = journal
        var number = 0
        while true {
            number += 1
            let id = "k\(client)-\(number % 5)"
            let value = round * 1_000_000 + number
            if number % 17 == 0 {
                connection.send("DELETE /contacts/\(id) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                // From here on it may be gone, whether that is heard of or not.
                journal.acknowledged[id] = nil
                journal.events[id] = nil
                journal.erased.insert(id)
                guard connection.answer() != nil else { return journal }
                continue
            }
            journal.sent[id, default: []].append(value)
            let body = #"{"attributes":{"a":\#(value),"b":\#(value)},"consent":{"email":true}}"#
            guard let put = ask(connection, "PUT", "/contacts/\(id)", body) else { return journal }
            if put < 300 {
                journal.acknowledged[id] = value
                journal.sent[id] = []
                journal.erased.remove(id)
            }
            let name = "e\(value)"
            let event = #"{"id":"\#(name)","contact":"\#(id)","type":"visit","at":"2026-06-30T12:00:00Z"}"#
            guard let post = ask(connection, "POST", "/events", event) else { return journal }
            if post < 300 { journal.events[id, default: []].append(name) }
        }
    }

    private static func ask(_ connection: TestClient, _ method: String, _ path: String, _ body: String) -> Int? {
        connection.send(
            "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        return connection.answer()?.status
    }

    private func check(_ journals: [Journal], _ port: Int) throws {
        let connection = TestClient(port: port)
        for journal in journals {
            for (id, value) in journal.acknowledged {
                connection.send("GET /contacts/\(id) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let answer = try #require(connection.answer())
                #expect(answer.status == 200, "an acknowledged contact is gone")
                let stored = try JSONDecoder().decode(Stored.self, from: Data(answer.body))
                #expect(stored.attributes["a"] == stored.attributes["b"], "a contact is half written")
                let possible = [value] + journal.sent[id, default: []]
                #expect(stored.attributes["a"].map(possible.contains) == true, "an acknowledged value is gone")
                let events = Set(stored.events.map(\.id))
                #expect(
                    journal.events[id, default: []].allSatisfy { events.contains($0) }, "an acknowledged event is gone")
            }
        }
    }

    private struct Stored: Decodable {
        struct Event: Decodable {
            var id: String
        }
        var attributes: [String: Int]
        var events: [Event]
    }
}

/// `quartier serve` as a process of its own.
private final class RunningServer {
    private let process = Process()
    let port: Int

    init(_ reference: TinyReference) throws {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(filePath: tests).deletingLastPathComponent().appending(path: "quartier")
        process.arguments = [
            "serve", "--port", "0", "--reference", reference.path, "--contacts", reference.folder + "/contacts.sqlite",
            "--access-log", "off", "--enrich-indicators", "income", "--contact-attributes", "a integer,b integer",
        ]
        process.currentDirectoryURL = URL(filePath: reference.folder)
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        var text = ""
        while !text.contains("127.0.0.1:") || !text.hasSuffix("\n") {
            let data = errors.fileHandleForReading.availableData
            guard !data.isEmpty else { throw Failure() }
            text += String(decoding: data, as: UTF8.self)
        }
        guard let start = text.range(of: "127.0.0.1:"), let port = Int(text[start.upperBound...].prefix { $0.isNumber })
        else {
            throw Failure()
        }
        self.port = port
        // Nothing more is read: the few lines that may come fit the pipe.
        while Self.isLoading(port) { usleep(1000) }
    }

    private static func isLoading(_ port: Int) -> Bool {
        let client = TestClient(port: port)
        client.send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return client.answer()?.status != 200
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    struct Failure: Error {}
}
