import Bytes
import Glibc
import HTTP
import Synchronization
import TestSupport
import Testing

/// Limits, deadlines, backpressure and the end, over a loopback socket.
@Suite struct LiveLimitTests {
    private let get = "GET /echo?text=ok HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func aSlowReaderStopsItsOwnAnswersOnly() throws {
        let server = try TestServer { $0.highWaterBytes = 32 * 1024 }
        defer { server.stop() }
        let slow = TestClient(port: server.server.port, receiveBufferBytes: 4096)
        slow.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(slow.readHead() != nil)
        // Others are served meanwhile, until the stream stands still.
        var produced = -1
        while produced != server.counters.produced.load(ordering: .relaxed) {
            produced = server.counters.produced.load(ordering: .relaxed)
            let other = server.client()
            for _ in 0..<50 {
                other.send(get)
                #expect(other.answer()?.text == "ok")
            }
            for _ in 0..<50 { pauseBriefly() }
        }
        // What was made is what the kernel took, and one high-water mark; far from the 64 MiB of the whole.
        #expect(produced < 16 << 20)
        var blocks = 0
        while let chunk = slow.readChunk(), !chunk.isEmpty { blocks += chunk.count / BigStream.blockBytes }
        #expect(blocks == BigStream.blocks)
    }

    @Test func aStreamIsNotReadWhileItsAnswersWait() throws {
        let server = try TestServer { $0.highWaterBytes = 32 * 1024 }
        defer { server.stop() }
        let client = TestClient(port: server.server.port, receiveBufferBytes: 4096)
        client.send("POST /mirror HTTP/1.1\r\nHost: a\r\nContent-Length: 67108864\r\n\r\n")
        let block = [UInt8](repeating: 7, count: 65_536)
        var sent = 0
        var idleRounds = 0
        // Sends and never reads, until neither side takes any more.
        while idleRounds < 100, sent < 60 << 20 {
            let count = client.sendWithoutWaiting(block)
            sent += count
            idleRounds = count == 0 ? idleRounds + 1 : 0
            if count == 0 { pauseBriefly() }
        }
        #expect(idleRounds == 100)
        #expect(server.counters.received.load(ordering: .relaxed) < 32 << 20)
        let other = server.client()
        other.send(get)
        #expect(other.answer()?.text == "ok")
    }

    @Test func aClientWithoutAPlaceIsTold() throws {
        let server = try TestServer { $0.maximumConnections = 2 }
        defer { server.stop() }
        let first = server.client()
        let second = server.client()
        for client in [first, second] {
            client.send(get)
            #expect(client.answer()?.status == 200)
        }
        let third = server.client()
        third.send(get)
        let answer = third.answer()
        #expect(answer?.status == 503)
        #expect(answer?.headers["retry-after"] == "1")
        #expect(third.readToEnd().isEmpty)
        first.send("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(first.answer()?.status == 200)
        #expect(first.readToEnd().isEmpty)
        // Its place is free again once the server has seen that it is gone.
        first.endSending()
        while true {
            let fourth = server.client()
            fourth.send(get)
            if fourth.answer()?.status == 200 { break }
            pauseBriefly()
        }
    }

    @Test func aHeadThatDoesNotComeIsGivenUp() throws {
        let server = try TestServer {
            $0.headerDeadlineMilliseconds = 300
            $0.idleMilliseconds = 60_000
        }
        defer { server.stop() }
        let client = server.client()
        // Bytes that keep coming do not help: the deadline is absolute.
        client.send("GET / HTTP/1.1\r\nHost: a\r\n")
        while client.send("X: 1\r\n"), client.sendWithoutWaiting([]) == 0, server.server.connectionCount > 0 {
            for _ in 0..<10 { pauseBriefly() }
            if peek(client) { break }
        }
        let answer = client.answer()
        #expect(answer?.status == 408)
        #expect(answer?.headers["connection"] == "close")
    }

    /// Whether something can be read.
    private func peek(_ client: TestClient) -> Bool {
        var byte: UInt8 = 0
        return recv(client.descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
    }

    @Test func anIdleConnectionIsClosedWithoutAWord() throws {
        let server = try TestServer { $0.idleMilliseconds = 200 }
        defer { server.stop() }
        let client = server.client()
        #expect(client.readToEnd().isEmpty)
        let used = server.client()
        used.send(get)
        #expect(used.answer()?.status == 200)
        #expect(used.readToEnd().isEmpty)
    }

    @Test func aBodyThatDoesNotComeIsGivenUp() throws {
        let server = try TestServer { $0.bodyProgressMilliseconds = 200 }
        defer { server.stop() }
        let collecting = server.client()
        collecting.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
        #expect(collecting.answer()?.status == 408)
        let streaming = server.client()
        streaming.send("POST /mirror HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
        #expect(streaming.readHead() != nil)
        #expect(streaming.readChunk() == Array("he".utf8))
        #expect(streaming.readChunk() == nil)
    }

    @Test func aClientThatNeverReadsIsCut() throws {
        let server = try TestServer { $0.writeProgressMilliseconds = 300 }
        defer { server.stop() }
        let client = TestClient(port: server.server.port, receiveBufferBytes: 4096)
        client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        while server.counters.aborted.load(ordering: .relaxed) == 0 { pauseBriefly() }
        #expect(server.counters.produced.load(ordering: .relaxed) < BigStream.blocks * BigStream.blockBytes)
    }

    @Test func theLastRequestOfAConnectionIsAnnounced() throws {
        let server = try TestServer { $0.maximumRequestsPerConnection = 2 }
        defer { server.stop() }
        let client = server.client()
        client.send(get + get + get)
        #expect(client.answer()?.headers["connection"] == nil)
        #expect(client.answer()?.headers["connection"] == "close")
        #expect(client.readToEnd().isEmpty)
    }

    @Test func aDrainFinishesWhatRuns() throws {
        let server = try TestServer()
        let idle = server.client()
        idle.send(get)
        #expect(idle.answer()?.status == 200)
        let busy = server.client()
        busy.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
        let promise = server.promise()
        server.beginDrain()
        #expect(idle.readToEnd().isEmpty)
        promise.send(status: 200, contentType: "text/plain", body: Array("done".utf8))
        let answer = busy.answer()
        #expect(answer?.text == "done")
        #expect(answer?.headers["connection"] == "close")
        busy.endSending()
        server.waitForEnd()
        #expect(server.server.connectionCount == 0)
    }

    @Test func aDrainWaitsAMomentForTheFirstRequestOfAFreshConnection() throws {
        let server = try TestServer()
        let fresh = server.client()
        while server.server.connectionCount == 0 { pauseBriefly() }
        server.beginDrain()
        fresh.send(get)
        let answer = fresh.answer()
        #expect(answer?.text == "ok")
        #expect(answer?.headers["connection"] == "close")
        let silent = fresh.readToEnd()
        #expect(silent.isEmpty)
        fresh.endSending()
        server.waitForEnd()
    }

    @Test func aDrainEndsAtItsDeadline() throws {
        let server = try TestServer()
        let client = server.client()
        client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
        let promise = server.promise()
        server.beginDrain(deadlineMilliseconds: 50)
        server.waitForEnd()
        #expect(client.readToEnd().isEmpty)
        promise.send(status: 200, contentType: "text/plain", body: [])
    }

    @Test func listensOnAUnixSocket() throws {
        let path = "\(P_tmpdir)/quartier-http-test-\(getpid()).sock"
        let server = try TestServer {
            $0.host = nil
            $0.unixSocketPath = path
            $0.loops = 2
        }
        for _ in 0..<10 {
            let client = TestClient(path: path)
            client.send(get)
            #expect(client.answer()?.text == "ok")
        }
        #expect(throws: ServerError.addressInUse(path)) {
            try TestServer {
                $0.host = nil
                $0.unixSocketPath = path
            }
        }
        server.stop()
        #expect(access(path, F_OK) != 0)
    }

    @Test func aPortThatIsTakenIsNotShared() throws {
        let server = try TestServer { $0.loops = 2 }
        defer { server.stop() }
        let port = server.server.port
        #expect(throws: ServerError.addressInUse("127.0.0.1:\(port)")) { try TestServer { $0.port = port } }
        #expect(throws: ServerError.invalidAddress("nowhere")) { try TestServer { $0.host = "nowhere" } }
    }

    @Test func eachLoopIsReached() throws {
        let server = try TestServer { $0.loops = 3 }
        defer { server.stop() }
        let calls = Mutex(0)
        server.server.forEachLoop { _ in calls.withLock { $0 += 1 } }
        while calls.withLock({ $0 }) < 3 { pauseBriefly() }
        #expect(calls.withLock { $0 } == 3)
    }

    @Test func quickConnectionsLeaveNothingBehind() throws {
        let server = try TestServer { $0.loops = 2 }
        defer { server.stop() }
        for number in 0..<3000 {
            let client = server.client()
            switch number % 4 {
            case 0: client.send(get)
            case 1: client.send("GET /ec")
            case 2: client.send("broken\r\n")
            default: break
            }
            if number % 4 == 0, number % 8 == 0 { #expect(client.answer()?.status == 200) }
        }
        while server.server.connectionCount > 0 { pauseBriefly() }
        #expect(server.server.connectionCount == 0)
    }

    @Test func theLogHoldsNoPathsAndNoQueries() throws {
        let server = try TestServer()
        let client = server.client()
        client.send(
            "GET /items/secret?key=secret HTTP/1.1\r\nHost: a\r\nX-Request-ID: r-7\r\n\r\n"
                + "GET /secret HTTP/1.1\r\nHost: a\r\n\r\n" + "broken\r\n")
        _ = client.readToEnd()
        server.stop()
        let lines = server.log.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first?.contains(#""id":"r-7","method":"GET","route":"/items/{name}","status":200"#) == true)
        #expect(lines.dropFirst().first?.contains(#""route":"-","status":404"#) == true)
        #expect(lines.last?.contains(#""status":400"#) == true)
        #expect(!server.log.contains("secret"))
    }
}
