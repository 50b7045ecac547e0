import Bytes
import Testing

@testable import HTTP

@Suite struct ResponseTests {
    /// What `write` puts on the wire, without the line of the date.
    private func written(
        method: HTTP.Method = .get, isHTTP10: Bool = false, persists: Bool = true, _ write: (inout Response) -> Void
    ) -> String {
        var response = Response()
        response.exchange.method = method
        response.exchange.isHTTP10 = isHTTP10
        response.exchange.persists = persists
        let id = Array("id".utf8)
        response.exchange.id.set(id.span)
        write(&response)
        response.closeChunk()
        let text = String(response.output.bytes)
        return text.replacing("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n", with: "")
    }

    @Test func aCompleteAnswerHasALength() {
        let text = written { response in
            response.addHeader("X-A", "1")
            response.addHeader("X-B", 2)
            response.send(status: 200, contentType: "text/plain", body: "hello")
        }
        #expect(
            text
                == "HTTP/1.1 200 OK\r\nX-Request-ID: id\r\nX-A: 1\r\nX-B: 2\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"
        )
    }

    @Test func headGetsTheHeadAlone() {
        let text = written(method: .head) { $0.send(status: 200, contentType: "text/plain", body: "hello") }
        #expect(text.hasSuffix("Content-Length: 5\r\n\r\n"))
        let streamed = written(method: .head) { response in
            response.start(status: 200, contentType: "text/plain")
            let bytes = Array("x".utf8)
            response.write(bytes.span)
            response.end()
        }
        #expect(streamed.hasSuffix("Transfer-Encoding: chunked\r\n\r\n"))
    }

    @Test(arguments: [204, 304])
    func someStatusesHaveNoBody(_ status: Int) {
        let text = written { $0.send(status: status, contentType: "text/plain", body: "hello") }
        #expect(!text.contains("Content-"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }

    @Test func theConnectionFieldSaysWhatHappens() {
        let last = written(persists: false) { $0.send(status: 200) }
        let kept = written(isHTTP10: true) { $0.send(status: 200) }
        let usual = written { $0.send(status: 200) }
        #expect(last.contains("Connection: close\r\n"))
        #expect(kept.contains("Connection: keep-alive\r\n"))
        #expect(!usual.contains("Connection"))
    }

    @Test func writesOfOneCallAreOneChunk() {
        let text = written { response in
            response.start(status: 200, contentType: "text/plain")
            for part in ["he", "", "llo"] {
                let bytes = Array(part.utf8)
                response.write(bytes.span)
            }
            response.closeChunk()
            let last = Array(repeating: UInt8(0x61), count: 26)
            response.write(last.span)
            response.end()
        }
        let body = text.split(separator: "\r\n\r\n", maxSplits: 1)[1]
        #expect(body == "00000005\r\nhello\r\n0000001A\r\n" + String(repeating: "a", count: 26) + "\r\n0\r\n\r\n")
    }

    @Test func anOldClientIsStreamedToUntilTheEnd() {
        let text = written(isHTTP10: true) { response in
            response.start(status: 200, contentType: "text/plain")
            let bytes = Array("hello".utf8)
            response.write(bytes.span)
            response.end()
        }
        #expect(text.contains("Connection: close\r\n"))
        #expect(text.hasSuffix("\r\n\r\nhello"))
        #expect(!text.contains("chunked"))
    }

    @Test func problemsAndAllowAreWritten() {
        let text = written { response in
            response.addAllow([MethodSet(.get), MethodSet(.post)])
            response.sendProblem(status: 405, detail: "No.")
        }
        #expect(text.contains("Allow: GET, POST\r\n"))
        #expect(text.hasSuffix(#"{"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"No."}"#))
    }

    @Test func anAnswerIsFullAtItsMark() {
        var response = Response()
        response.exchange.fullAtCount = 3
        let bytes = Array("ab".utf8)
        response.output.append(bytes.span)
        let below = response.isFull
        response.output.append(bytes.span)
        let above = response.isFull
        #expect(!below)
        #expect(above)
    }
}

@Suite struct DateLineTests {
    @Test(arguments: [
        (784_111_777, "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"), (0, "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"),
        (951_782_400, "Date: Tue, 29 Feb 2000 00:00:00 GMT\r\n"),
        (4_102_444_799, "Date: Thu, 31 Dec 2099 23:59:59 GMT\r\n"),
    ])
    func isWrittenAsTheStandardSays(_ seconds: Int, _ line: String) {
        var date = DateLine()
        date.update(unixSeconds: seconds)
        var output = ByteBuffer()
        date.append(to: &output)
        let text = String(output.bytes)
        #expect(text == line)
    }
}

@Suite struct RequestIDTests {
    @Test(arguments: [
        ("abc-123", true), ("", false), ("a b", false), ("a\"b", false),
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
    ])
    func echoesWhatIsSafe(_ text: String, _ isValid: Bool) {
        let bytes = Array(text.utf8)
        let result = RequestID.isValid(bytes.span)
        #expect(result == isValid)
    }

    @Test func isNotTooLong() {
        let (fits, tooLong) = (Array(repeating: UInt8(0x61), count: 64), Array(repeating: UInt8(0x61), count: 65))
        let (first, second) = (RequestID.isValid(fits.span), RequestID.isValid(tooLong.span))
        #expect(first)
        #expect(!second)
    }

    @Test func isMadeFromPrefixAndCounter() {
        var id = RequestID()
        id.make(prefix: RequestID(prefix: 0xABC), counter: 255)
        let text = String(id.bytes)
        #expect(text == "000000000abc-000000ff")
    }
}
