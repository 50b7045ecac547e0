import TestSupport
import Testing

@testable import HTTP

/// Connections that have sent something while the loop was busy are served together; nobody may notice.
@Suite struct BatchTests {
    /// What a client of the crowd sends, and what it must get.
    private enum Conduct: CaseIterable {
        case asks, pipelines, asksForALot, sendsHalf, isMalformed, closes, leaves, waitsForAPromise
    }

    private func post(_ body: String, _ more: String = "") -> String {
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\(more)\r\n\(body)"
    }

    private func send(_ conduct: Conduct, _ number: Int, _ client: TestClient) {
        switch conduct {
        case .asks: client.send(post("asks \(number)"))
        case .pipelines: client.send((0..<30).map { post("\(number), \($0)") }.joined())
        // Too long to wait for the rest of the batch.
        case .asksForALot: client.send((0..<20).map { _ in post(lot(number)) }.joined())
        case .sendsHalf: client.send(String(post("half \(number)").dropLast(4)))
        case .isMalformed: client.send("GET /echo HTTP/1.1\r\nHost : a\r\n\r\n")
        case .closes: client.send(post("closes \(number)", "Connection: close\r\n"))
        case .leaves:
            client.send(post("leaves \(number)"))
            client.endSending()
        case .waitsForAPromise: client.send("GET /at-once HTTP/1.1\r\nHost: a\r\n\r\n")
        }
    }

    private func lot(_ number: Int) -> String { String(repeating: "\(number % 10)", count: TestHandler.bodyLimit) }

    private func check(_ conduct: Conduct, _ number: Int, _ client: TestClient) {
        switch conduct {
        case .asks: #expect(client.answer()?.text == "asks \(number)")
        case .pipelines: for place in 0..<30 { #expect(client.answer()?.text == "\(number), \(place)") }
        case .asksForALot: for _ in 0..<20 { #expect(client.answer()?.text == lot(number)) }
        case .sendsHalf:
            client.send(String(post("half \(number)").suffix(4)))
            #expect(client.answer()?.text == "half \(number)")
        case .isMalformed: #expect(client.answer()?.status == 400)
        case .closes, .leaves:
            #expect(client.answer()?.text == "\(conduct) \(number)")
            #expect(client.readToEnd().isEmpty)
        case .waitsForAPromise: #expect(client.answer()?.text == "kept")
        }
    }

    /// Three rounds over the same connections, as far as they stay open. The loop is held while all send, so that it finds
    /// them together: several batches, and one that is not full.
    @Test func aCrowdIsAnsweredAsEachOfItWouldBeAlone() throws {
        let server = try TestServer()
        defer { server.stop() }
        let conducts = (0..<5).flatMap { _ in Conduct.allCases }
        #expect(conducts.count > 2 * Batch.limit)
        var clients = conducts.map { _ in server.client() }
        for round in 0..<3 {
            server.whileLoopIsHeld {
                for (place, client) in clients.enumerated() { send(conducts[place], round * 100 + place, client) }
            }
            for (place, client) in clients.enumerated() { check(conducts[place], round * 100 + place, client) }
            for (place, conduct) in conducts.enumerated()
            where [.isMalformed, .closes, .leaves].contains(conduct) { clients[place] = server.client() }
        }
    }

    /// A drain comes as an event of the same turn: what was read before it is answered.
    @Test func aDrainLosesNothingOfABatch() throws {
        let server = try TestServer()
        let clients = (0..<40).map { _ in server.client() }
        for (number, client) in clients.enumerated() {
            client.send(post("first \(number)"))
            #expect(client.answer()?.text == "first \(number)")
        }
        server.whileLoopIsHeld {
            for (number, client) in clients.enumerated() { client.send(post("last \(number)")) }
            server.beginDrain()
        }
        for (number, client) in clients.enumerated() { #expect(client.answer()?.text == "last \(number)") }
        for client in clients { #expect(client.readToEnd().isEmpty) }
        server.waitForEnd()
    }
}
