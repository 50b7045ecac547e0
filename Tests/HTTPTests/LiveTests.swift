import TestSupport
import Bytes
import Glibc
import HTTP
import Synchronization
import Testing

/// Over a loopback socket, against a server of one loop.
@Suite struct LiveTests {
    private func post(_ path: String, _ body: String, _ more: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\(more)\r\n\(body)"
    }

    private func get(_ path: String, _ more: String = "") -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\(more)\r\n" }

    @Test func answersAPipelineInOrder() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send((0..<500).map { post("/echo", "number \($0)") }.joined())
        for number in 0..<500 { #expect(client.answer()?.text == "number \(number)") }
    }

    @Test func aPromiseHoldsBackLaterAnswersOfItsConnectionOnly() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send(get("/later") + post("/echo", "after"))
        let promise = server.promise()
        let other = server.client()
        other.send(post("/echo", "other"))
        #expect(other.answer()?.text == "other")
        promise.send(status: 201, contentType: "text/plain", body: Array("kept".utf8))
        promise.send(status: 500, contentType: "text/plain", body: [])
        #expect(client.answer()?.text == "kept")
        #expect(client.answer()?.text == "after")
    }

    @Test func aPromiseThatIsKeptBeforeTheHandlerReturnsAnswersItsOwnConnection() throws {
        let server = try TestServer()
        defer { server.stop() }
        let clients = (0..<8).map { _ in server.client() }
        for client in clients { client.send(get("/echo")) }
        for client in clients { #expect(client.answer()?.status == 200) }
        for client in clients {
            client.send(get("/at-once"))
            #expect(client.answer()?.text == "kept")
        }
    }

    @Test func aPromiseThatIsDroppedOrAHandlerThatIsSilentAnswers500() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send(get("/dropped") + get("/silent") + get("/echo"))
        #expect(client.answer()?.status == 500)
        #expect(client.answer()?.status == 500)
        #expect(client.answer()?.status == 200)
    }

    @Test func aPromiseForAClientThatHasGoneIsHarmless() throws {
        let server = try TestServer()
        defer { server.stop() }
        do {
            let client = server.client()
            client.send(get("/later"))
            let promise = server.promise()
            client.endSending()
            promise.send(status: 200, contentType: "text/plain", body: Array("late".utf8))
            // Only its sending side is closed: the answer still comes.
            #expect(client.answer()?.text == "late")
            client.send(get("/later"))
        }
        let next = server.client()
        next.send(post("/echo", "x"))
        #expect(next.answer()?.text == "x")
    }

    @Test func continueComesBeforeTheBodyAndNotAfterIt() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        let expecting = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
        client.send(expecting)
        #expect(client.answer()?.status == 100)
        client.send("hello")
        #expect(client.answer()?.text == "hello")
        client.send(expecting + "again")
        #expect(client.answer()?.text == "again")
        client.send("POST /mirror HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        #expect(client.answer()?.status == 100)
        client.send("hello")
        #expect(client.answer()?.text == "hello")
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n")
        #expect(client.answer()?.status == 413)
        #expect(client.readToEnd().isEmpty)
    }

    @Test func streamsInBothDirectionsAtOnce() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send("POST /mirror HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        #expect(client.readHead()?.contains("Transfer-Encoding: chunked") == true)
        // Each part comes back before the next is sent.
        for part in ["one", "two", "three"] {
            client.send("\(String(part.utf8.count, radix: 16))\r\n\(part)\r\n")
            #expect(client.readChunk() == Array(part.utf8))
        }
        client.send("0\r\nX-Trailer: 1\r\n\r\n" + post("/echo", "next"))
        #expect(client.readChunk() == [])
        #expect(client.answer()?.text == "next")
    }

    @Test func collectsChunkedBodies() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        for piece in [
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab", "c\r\n2;x\r\nde",
            "\r\n0\r\n\r\n",
        ] {
            client.send(piece)
        }
        #expect(client.answer()?.text == "abcde")
        client.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"
                + String(repeating: "x", count: 1001))
        #expect(client.answer()?.status == 413)
    }

    @Test func anOldClientIsToldWhetherTheConnectionStays() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send("GET /echo?text=a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        let kept = client.answer()
        #expect(kept?.headers["connection"] == "keep-alive")
        client.send("GET /echo?text=b HTTP/1.0\r\n\r\n")
        let last = client.answer()
        #expect(last?.text == "b")
        #expect(last?.headers["connection"] == "close")
        #expect(client.readToEnd().isEmpty)
        let streaming = server.client()
        streaming.send("POST /mirror HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nabc")
        let answer = streaming.answer()
        #expect(answer?.text == "abc")
        #expect(answer?.headers["transfer-encoding"] == nil)
    }

    @Test func aClientThatHalfClosesStillGetsItsAnswers() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send(post("/echo", "a") + post("/echo", "b"))
        client.endSending()
        #expect(client.answer()?.text == "a")
        #expect(client.answer()?.text == "b")
        #expect(client.readToEnd().isEmpty)
        let cut = server.client()
        cut.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf")
        cut.endSending()
        #expect(cut.answer()?.status == 400)
    }

    @Test func routesAndMethodsAreTheHandlers() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send(
            get("/items/a%20b") + get("/nowhere") + "OPTIONS /echo HTTP/1.1\r\nHost: a\r\n\r\n"
                + "DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.answer()?.text == "a b")
        #expect(client.answer()?.status == 404)
        let options = client.answer()
        #expect(options?.status == 204)
        #expect(options?.headers["allow"] == "GET, HEAD, POST, OPTIONS")
        let wrong = client.answer()
        #expect(wrong?.status == 405)
        #expect(wrong?.headers["allow"] == "GET, HEAD, POST, OPTIONS")
        client.send("HEAD /echo?text=abc HTTP/1.1\r\nHost: a\r\n\r\n" + get("/echo?text=x+y"))
        #expect(client.answer(toHead: true)?.headers["content-length"] == "3")
        #expect(client.answer()?.text == "x y")
    }

    @Test func requestIDsAreEchoedOrMade() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send(
            get("/echo", "X-Request-ID: mine-1\r\n") + get("/echo", "X-Request-ID: not safe\r\n") + get("/echo"))
        #expect(client.answer()?.headers["x-request-id"] == "mine-1")
        let (second, third) = (client.answer()?.headers["x-request-id"], client.answer()?.headers["x-request-id"])
        #expect(second != nil && third != nil && second != third && second != "not safe")
    }

    @Test func anIgnoredBodyEndsTheConnection() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send(post("/ignore", "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"))
        let answer = client.answer()
        #expect(answer?.text == "ignored")
        #expect(answer?.headers["connection"] == "close")
        #expect(client.readToEnd().isEmpty)
    }

    @Test func aStreamMayAnswerBeforeTheBodyEnds() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nstart")
        #expect(client.answer()?.status == 422)
        // The rest is read and dropped, so that the answer is not lost to a reset.
        client.send([UInt8](repeating: 0x61, count: 100_000))
        client.endSending()
        #expect(client.readToEnd().isEmpty)
    }

    @Test func aStreamThatNeitherWritesNorEndsIsCut() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send(get("/stuck"))
        #expect(client.readToEnd().isEmpty)
    }

    @Test func aMalformedChunkCutsAnAnswerThatHasBegun() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send("POST /mirror HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\nz\r\n")
        #expect(client.readHead() != nil)
        #expect(client.readChunk() == [0x61])
        // No last chunk: the client can tell that it is not the whole answer.
        #expect(client.readChunk() == nil)
        #expect(server.counters.aborted.load(ordering: .relaxed) == 1)
    }

    @Test func aRefusalIsReadEvenWhileTheClientSends() throws {
        let server = try TestServer()
        defer { server.stop() }
        let client = server.client()
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n")
        client.send([UInt8](repeating: 0x61, count: 300_000))
        #expect(client.answer()?.status == 413)
    }
}
