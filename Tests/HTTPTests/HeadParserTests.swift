import Bytes
import Testing

@testable import HTTP

/// One head and what becomes of it.
struct HeadCase: CustomTestStringConvertible, Sendable {
    var text: String
    var expected: HeadParser.Progress

    var testDescription: String { text.debugDescription }

    static func accepts(_ text: String) -> HeadCase { HeadCase(text: text, expected: .complete) }
    static func waits(_ text: String) -> HeadCase { HeadCase(text: text, expected: .incomplete) }
    static func refuses(_ text: String, _ reason: Rejection) -> HeadCase {
        HeadCase(text: text, expected: .invalid(reason))
    }
}

@Suite struct HeadParserTests {
    private static let host = "Host: a\r\n"

    /// A request line with a host and nothing else.
    private static func get(_ target: String) -> String { "GET \(target) HTTP/1.1\r\n\(host)\r\n" }
    /// Fields after a request line and a host.
    private static func fields(_ lines: String) -> String { "POST / HTTP/1.1\r\n\(host)\(lines)\r\n" }

    static let requestLines: [HeadCase] = [
        .accepts(get("/")), .accepts(get("/a/b?c=d&e")), .accepts(get("/%41%7e")), .accepts(get("/a//b/../c;x=1,2")),
        .accepts(get("/q?filter[name]={x}|y\\^`")), .accepts(get("http://example.org")),
        .accepts(get("http://h:80/x?y")),
        .accepts(get("HTTPS://[::1]:/")), .accepts("OPTIONS * HTTP/1.1\r\n\(host)\r\n"),
        .accepts("GET / HTTP/1.0\r\n\r\n"),
        .accepts("\r\n\r\n" + get("/")), .accepts("M-SEARCH / HTTP/1.1\r\n\(host)\r\n"),
        .waits(""), .waits("\r"), .waits("GET"), .waits("GET / HTTP/1."), .waits("GET / HTTP/1.1\r\nHost: a\r\n"),
        .waits("GET / HTTP/1.1\r\nHost: a\r\n\r"),
        .refuses("\n" + get("/"), .bareLineEnd), .refuses(String(repeating: "\r\n", count: 5) + get("/"), .emptyLines),
        .refuses(" GET / HTTP/1.1\r\n", .method), .refuses("G\tET / HTTP/1.1\r\n", .method),
        .refuses("GET\r\n", .method), .refuses("get / HTTP/1.1\r\n", .methodCase),
        .refuses(String(repeating: "A", count: 33), .method),
        .refuses("GET  / HTTP/1.1\r\n", .target), .refuses("GET /\u{E9} HTTP/1.1\r\n", .target),
        .refuses("GET /a\u{7F} HTTP/1.1\r\n", .target), .refuses("GET /a#b HTTP/1.1\r\n", .target),
        .refuses("GET /%4 HTTP/1.1\r\n", .target), .refuses("GET /%zz HTTP/1.1\r\n", .target),
        .refuses("GET /?a=% HTTP/1.1\r\n", .target), .refuses("GET /a\\b HTTP/1.1\r\n", .target),
        .refuses("GET a/b HTTP/1.1\r\n", .target), .refuses("GET * HTTP/1.1\r\n", .target),
        .refuses("GET http://u@h/ HTTP/1.1\r\n", .target), .refuses("GET http:/// HTTP/1.1\r\n", .target),
        .refuses("GET http://h:65536/ HTTP/1.1\r\n", .target), .refuses("GET ftp://h/ HTTP/1.1\r\n", .target),
        .refuses("CONNECT / HTTP/1.1\r\n", .target), .refuses("CONNECT h:1 HTTP/1.1\r\n\(host)\r\n", .connect),
        .refuses("GET /\r\n", .target), .refuses("GET / HTTP/1.1 \r\n", .requestLineEnd),
        .refuses("GET / HTTP/1.10\r\n", .requestLineEnd), .refuses("GET / http/1.1\r\n", .versionSyntax),
        .refuses("GET / HTTP/1,1\r\n", .versionSyntax), .refuses("GET / HTTP/1.1\n", .requestLineEnd),
        .refuses("GET / HTTP/1.1\rX", .bareLineEnd), .refuses("GET / HTTP/2.0\r\n", .version),
        .refuses("GET / HTTP/1.2\r\n", .version), .refuses("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .version),
    ]

    static let fieldLines: [HeadCase] = [
        .accepts(fields("X:\r\n")), .accepts(fields("X: \t a b \t\r\n")), .accepts(fields("|~: 1\r\n")),
        .accepts(fields("X: caf\u{E9}\r\n")), .accepts(fields("Content_Length: x\r\nTransfer_Encoding: y\r\n")),
        .refuses(fields(" X: 1\r\n"), .foldedLine), .refuses("GET / HTTP/1.1\r\n X: 1\r\n", .foldedLine),
        .refuses(fields("X: 1\r\n 2\r\n"), .foldedLine), .refuses(fields(": 1\r\n"), .fieldName),
        .refuses(fields("X : 1\r\n"), .spaceBeforeColon), .refuses(fields("X\t: 1\r\n"), .spaceBeforeColon),
        .refuses(fields("X\r\n"), .missingColon), .refuses(fields("X\n"), .missingColon),
        .refuses(fields("X(: 1\r\n"), .fieldName), .refuses(fields("X\u{0}: 1\r\n"), .fieldName),
        .refuses(fields("X: 1\n"), .bareLineEnd), .refuses(fields("X: 1\rY: 2\r\n"), .bareLineEnd),
        .refuses(fields("X: a\u{0}b\r\n"), .fieldValue), .refuses(fields("X: a\u{7}b\r\n"), .fieldValue),
        .refuses(fields("X: a\u{7F}b\r\n"), .fieldValue), .refuses("GET / HTTP/1.1\r\n\(host)\n", .bareLineEnd),
        .refuses("GET / HTTP/1.1\r\n\(host)\rX", .bareLineEnd),
    ]

    static let framing: [HeadCase] = [
        .accepts(fields("Content-Length: 0\r\n")), .accepts(fields("content-length: 007\r\n")),
        .accepts(fields("Content-Length: 9223372036854775807\r\n")),
        .accepts(fields("Transfer-Encoding: Chunked\r\n")), .accepts(fields("Expect: 100-Continue\r\n")),
        .refuses(fields("Content-Length: 9223372036854775808\r\n"), .contentLength),
        .refuses(fields("Content-Length:\r\n"), .contentLength),
        .refuses(fields("Content-Length: +1\r\n"), .contentLength),
        .refuses(fields("Content-Length: -1\r\n"), .contentLength),
        .refuses(fields("Content-Length: 1 1\r\n"), .contentLength),
        .refuses(fields("Content-Length: 1,1\r\n"), .contentLength),
        .refuses(fields("Content-Length: 0x1\r\n"), .contentLength),
        .refuses(fields("Content-Length: 1\r\nContent-Length: 1\r\n"), .repeatedContentLength),
        .refuses(fields("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), .lengthAndCoding),
        .refuses(fields("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), .lengthAndCoding),
        .refuses(fields("Transfer-Encoding:\r\n"), .codingSyntax),
        .refuses(fields("Transfer-Encoding: ,chunked\r\n"), .codingSyntax),
        .refuses(fields("Transfer-Encoding: chunked,\r\n"), .codingSyntax),
        .refuses(fields("Transfer-Encoding: chunked;q=1\r\n"), .codingSyntax),
        .refuses(fields("Transfer-Encoding: \"chunked\"\r\n"), .codingSyntax),
        .refuses(fields("Transfer-Encoding: identity\r\n"), .codingNotChunked),
        .refuses(fields("Transfer-Encoding: chunked, gzip\r\n"), .codingNotChunked),
        .refuses(fields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), .codingNotChunked),
        .refuses(fields("Transfer-Encoding: gzip, chunked\r\n"), .unknownCoding),
        .refuses("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", .codingInHTTP10),
        .refuses(fields("Expect: x\r\n"), .expectation), .refuses(fields("Expect: 100-continue, x\r\n"), .expectation),
        .refuses("GET / HTTP/1.1\r\n\r\n", .missingHost), .refuses(fields("Host: a\r\n"), .repeatedHost),
        .refuses("GET / HTTP/1.0\r\nHost: a\r\nhost: a\r\n", .repeatedHost),
    ]

    /// What the parser says of `bytes` in pieces, in the order in which they come.
    private func outcome(_ pieces: [ArraySlice<UInt8>], _ limits: HeadLimits = HeadLimits()) -> (
        HeadParser.Progress, HeadParser
    ) {
        var parser = HeadParser()
        var buffer = ByteBuffer()
        let fields = FieldTable(capacity: limits.fields)
        var progress = HeadParser.Progress.incomplete
        for piece in pieces {
            for byte in piece { buffer.append(byte) }
            progress = parser.parse(buffer.bytes, limits: limits, fields: fields)
            if progress != .incomplete { break }
        }
        return (progress, parser)
    }

    @Test(arguments: requestLines + fieldLines + framing)
    func isJudgedAlikeHoweverItIsCut(_ head: HeadCase) {
        // One byte a character, so that bytes above 127 are as they would come.
        let bytes = head.text.unicodeScalars.map { UInt8($0.value) }
        let whole = outcome([bytes[...]]).1
        for pieces in Cuts.all(of: bytes) {
            let (progress, parser) = outcome(pieces)
            #expect(progress == head.expected, "cut \(pieces.map(\.count))")
            if progress == .complete { #expect(parser.head == whole.head) }
        }
    }

    @Test func findsTheParts() throws {
        let text =
            "POST http://h/a/b?c=d HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nX-Request-ID: r-1\r\nConnection: x, CLOSE\r\n\r\nhello"
        let (progress, parser) = outcome([Array(text.utf8)[...]])
        let utf8 = Array(text.utf8)
        func part(_ slice: Slice) -> String { String(decoding: utf8[slice.range], as: UTF8.self) }
        #expect(progress == .complete)
        #expect(parser.head.method == .post)
        #expect(part(parser.head.path) == "/a/b")
        #expect(part(parser.head.query) == "c=d")
        #expect(part(parser.head.target) == "http://h/a/b?c=d")
        #expect(part(parser.head.requestID) == "r-1")
        #expect(parser.head.framing == .length(5))
        #expect(parser.head.hasClose && !parser.head.wantsPersistence)
        #expect(parser.head.byteCount == utf8.count - 5)
        #expect(parser.fieldCount == 4)
    }

    @Test func anEmptyPathIsASlash() {
        let text = Array("GET http://h?x HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
        let head = outcome([text[...]]).1.head
        #expect(text[head.path.range] == [ASCII.slash])
        #expect(String(decoding: text[head.query.range], as: UTF8.self) == "x")
    }

    @Test(arguments: [
        ("GET / HTTP/1.0\r\n\r\n", false), ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true),
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", true),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: ,keep-alive , close\r\n\r\n", false),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n", false),
    ])
    func knowsWhetherTheConnectionStays(_ text: String, _ stays: Bool) {
        #expect(outcome([Array(text.utf8)[...]]).1.head.wantsPersistence == stays)
    }

    @Test func limitsAreExact() {
        let limits = HeadLimits(requestLineBytes: 24, headerBytes: 60, fields: 2)
        // 24 bytes with the line end, then a head of 60 bytes.
        let line = "GET /12345678 HTTP/1.1\r\n"
        let full = line + "Host: a\r\nX: \(String(repeating: "1", count: 20))\r\n\r\n"
        #expect(line.utf8.count == 24)
        #expect(full.utf8.count == 60)
        for (text, expected) in [
            (full, HeadParser.Progress.complete),
            ("GET /123456789 HTTP/1.1\r\n", .invalid(.requestLineTooLong)),
            (full.replacing("X: ", with: "X: 1"), .invalid(.headerTooLarge)),
            (line + "Host: a\r\nX:\r\nY:\r\n", .invalid(.tooManyFields)),
        ] {
            for pieces in Cuts.all(of: Array(text.utf8)) { #expect(outcome(pieces, limits).0 == expected, "\(text)") }
        }
    }
}

@Suite struct HostSyntaxTests {
    @Test(arguments: [
        "a", "a:80", "a:", "0.0.0.0=5000", "a.b-c_d~e!$&'()*+,;=", "%41", "a..b", "[::]", "[::1]:80",
        "[1:2:3:4:5:6:7:8]",
        "[1::8]", "[::1.2.3.4]", "[1:2:3:4:5:6:1.2.3.4]", "[v1.a:b]", "[::FFFF:1.2.3.4]", "a:65535",
    ])
    func accepts(_ host: String) { #expect(isValid(host)) }

    @Test(arguments: [
        "", ":80", "a:b", "a:80:80", "a:65536", "a:-1", "u@a", "a b", "a/b", "a,b:c", "%4", "%", "[", "[]", "[::1",
        "::1", "[::1]a",
        "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[1::2::3]", "[:::]", "[:1]", "[1:]", "[12345::]", "[::1.2.3]",
        "[::1.2.3.256]",
        "[::01.2.3.4]", "[1:2:3:4:5:6:7:1.2.3.4]", "[::1%25eth0]", "[v.a]", "[v1.]", "[v1a]", "[g::]",
        "[1:2:3:4:5:6:7::8]",
    ])
    func refuses(_ host: String) { #expect(!isValid(host)) }

    private func isValid(_ host: String) -> Bool {
        let bytes = Array(host.utf8)
        return HostSyntax.isValid(bytes.span)
    }
}
