import Bytes
import TestSupport
import Testing

/// The same bytes, cut at random, must give the same answers.
@Suite struct CutTests {
    private static let streams: [String] = [
        "GET /echo?text=a HTTP/1.1\r\nHost: a\r\n\r\nPOST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /items/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n\r\nPOST /mirror HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nwxyzGET /echo HTTP/1.0\r\n\r\n",
        "POST /mirror HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;x=\"y\"\r\na\r\n10\r\n0123456789abcdef\r\n0\r\nX: 1\r\n\r\nBROKEN\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /items/smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /echo?text=1 HTTP/1.1\r\nHost: a\r\n\r\nGET /echo HTTP/1.1\r\nHost: a\r\nX: bare\nY: 1\r\n\r\nGET /echo HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n",
        "GET /later-not HTTP/1.1\r\nHost: a\r\n\r\nPOST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nabGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    ]

    /// Status and decoded body of each answer until the connection ends. Chunks may fall differently; their content may not.
    private func answers(_ server: TestServer, _ pieces: [ArraySlice<UInt8>]) -> [TestClient.Answer] {
        let client = server.client()
        for piece in pieces {
            client.send(piece)
            if pieces.count > 1 { pauseBriefly() }
        }
        client.endSending()
        var answers: [TestClient.Answer] = []
        while let answer = client.answer() {
            answers.append(
                TestClient.Answer(
                    status: answer.status, headers: answer.headers.filter { $0.key == "connection" }, body: answer.body)
            )
        }
        return answers
    }

    @Test(arguments: streams.indices)
    func doNotChangeTheAnswers(_ index: Int) throws {
        let server = try TestServer()
        defer { server.stop() }
        let bytes = Array(Self.streams[index].utf8)
        let whole = answers(server, [bytes[...]])
        #expect(!whole.isEmpty)
        var random = SeededGenerator(seed: UInt64(index))
        for _ in 0..<24 {
            let cuts = Set(
                (0..<Int.random(in: 1...12, using: &random)).map { _ in Int.random(in: 1..<bytes.count, using: &random)
                }
            ).sorted()
            let bounds = [0] + cuts + [bytes.count]
            let pieces = zip(bounds, bounds.dropFirst()).map { bytes[$0..<$1] }
            #expect(answers(server, pieces) == whole, "cuts \(cuts)")
        }
    }
}
