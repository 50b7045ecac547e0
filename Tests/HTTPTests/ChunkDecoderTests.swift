import Bytes
import Testing

@testable import HTTP

/// A chunked body, its content, and what follows it; or why it is refused.
struct ChunkCase: CustomTestStringConvertible, Sendable {
    enum Outcome: Equatable, Sendable {
        case content(String, rest: String)
        case waits
        case refused(Rejection)
    }

    var text: String
    var expected: Outcome

    var testDescription: String { text.debugDescription }
}

@Suite struct ChunkDecoderTests {
    static let cases = rows.map { ChunkCase(text: $0.0, expected: $0.1) }

    private static let rows: [(String, ChunkCase.Outcome)] = [
        ("0\r\n\r\n", .content("", rest: "")), ("5\r\nhello\r\n0\r\n\r\nGET", .content("hello", rest: "GET")),
        ("1\r\na\r\n00A\r\n0123456789\r\n0\r\n\r\n", .content("a0123456789", rest: "")),
        ("3;a;b=c;d=\"e\\\"f\";g = h\r\nabc\r\n0;x\r\n\r\n", .content("abc", rest: "")),
        ("3 ;a\r\nabc\r\n0\r\n\r\n", .content("abc", rest: "")),
        ("3;\ta = \"b\" ;c\r\nabc\r\n0\r\n\r\n", .content("abc", rest: "")),
        ("0\r\nX-A: 1\r\nX-B:\t caf\u{E9} \r\n\r\n", .content("", rest: "")),
        ("", .waits), ("5", .waits), ("5\r\nhell", .waits), ("5\r\nhello", .waits), ("0\r\n", .waits),
        ("0\r\n\r", .waits), ("0\r\nX: 1\r\n", .waits),
        ("7fffffffffffffff\r\na", .waits),
        ("\r\n", .refused(.chunkSize)), ("g\r\n", .refused(.chunkSize)), (" 5\r\n", .refused(.chunkSize)),
        ("-5\r\n", .refused(.chunkSize)), ("+5\r\n", .refused(.chunkSize)), ("0x5\r\n", .refused(.chunkSize)),
        ("5_0\r\n", .refused(.chunkSize)),
        ("8000000000000000\r\n", .refused(.chunkSize)), ("00000000000000005\r\n", .refused(.chunkSize)),
        ("5 \r\n", .refused(.chunkSize)), ("5 a\r\n", .refused(.chunkSize)), ("5\n", .refused(.bareLineEnd)),
        ("5\rx", .refused(.bareLineEnd)), ("5;\r\n", .refused(.chunkExtension)),
        ("5;a[=b\r\n", .refused(.chunkExtension)),
        ("5;a=\r\n", .refused(.chunkExtension)), ("5;a \r\n", .refused(.chunkExtension)),
        ("5;a=b \r\n", .refused(.chunkSize)),
        ("5;a=\"\n\"\r\n", .refused(.chunkExtension)), ("5;a=\"b\"c\r\n", .refused(.chunkExtension)),
        ("5;a\n", .refused(.bareLineEnd)),
        ("1\r\nab", .refused(.chunkEnd)), ("1\r\na\n", .refused(.chunkEnd)), ("1\r\na\rb", .refused(.chunkEnd)),
        ("0\r\n\n", .refused(.bareLineEnd)), ("0\r\n\rx", .refused(.bareLineEnd)), ("0\r\n: 1\r\n", .refused(.trailer)),
        ("0\r\nX : 1\r\n", .refused(.trailer)), ("0\r\nX\r\n", .refused(.trailer)),
        ("0\r\n X: 1\r\n", .refused(.trailer)),
        ("0\r\nX: a\u{1}\r\n", .refused(.trailer)), ("0\r\nX: a\n", .refused(.bareLineEnd)),
        ("0\r\nX: a\r\n b\r\n", .refused(.trailer)),
        ("0\r\nTransfer-Encoding: chunked\r\n", .refused(.forbiddenTrailer)),
        ("0\r\nCONTENT-LENGTH: 1\r\n", .refused(.forbiddenTrailer)), ("0\r\nhost: a\r\n", .refused(.forbiddenTrailer)),
        ("0\r\nContent-Lengthy: 1\r\n\r\n", .content("", rest: "")),
        ("0\r\nX-Transfer-Encoding-And-More: 1\r\n\r\n", .content("", rest: "")),
    ]

    /// Decodes pieces one after the other, as a loop would.
    private func decode(_ pieces: [ArraySlice<UInt8>], maximumBytes: Int = .max, limits: BodyLimits = BodyLimits())
        -> ChunkCase.Outcome
    {
        var decoder = BodyDecoder(.chunked, maximumBytes: maximumBytes)
        var content: [UInt8] = []
        for (number, piece) in pieces.enumerated() {
            let bytes = Array(piece)
            var index = 0
            while true {
                switch decoder.next(bytes.span, from: index, limits: limits) {
                case .data(let range):
                    content += bytes[range]
                    index = range.upperBound
                    continue
                case .needsMore: break
                case .finished(let next):
                    let rest = Array(bytes[next...]) + pieces[(number + 1)...].joined()
                    return .content(
                        String(decoding: content, as: UTF8.self), rest: String(decoding: rest, as: UTF8.self))
                case .invalid(let reason): return .refused(reason)
                }
                break
            }
        }
        return .waits
    }

    @Test(arguments: cases)
    func isReadAlikeHoweverItIsCut(_ body: ChunkCase) {
        let bytes = body.text.unicodeScalars.map { UInt8($0.value) }
        for pieces in Cuts.all(of: bytes) where !bytes.isEmpty {
            #expect(decode(pieces) == body.expected, "cut \(pieces.map(\.count))")
        }
    }

    @Test func limitsAreExact() {
        let limits = BodyLimits(extensionBytes: 4, trailerBytes: 8)
        for (text, expected) in [
            ("0;abc\r\n\r\n", ChunkCase.Outcome.content("", rest: "")),
            ("0;abcd\r\n\r\n", .refused(.chunkExtensionsTooLong)),
            ("1;ab\r\nx\r\n0;a\r\n\r\n", .refused(.chunkExtensionsTooLong)),
            ("0\r\nX: 123\r\n\r\n", .refused(.trailersTooLarge)), ("0\r\nX: 12\r\n\r\n", .content("", rest: "")),
            ("0\r\nX:1\r\n\r\n", .content("", rest: "")),
        ] {
            for pieces in Cuts.all(of: Array(text.utf8)) {
                #expect(decode(pieces, limits: limits) == expected, "\(text)")
            }
        }
    }

    @Test func contentAboveTheMaximumIsRefused() {
        for (text, expected) in [
            ("2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n", ChunkCase.Outcome.content("abcde", rest: "")),
            ("2\r\nab\r\n4\r\ncdef\r\n0\r\n\r\n", .refused(.bodyTooLarge)),
            ("7fffffffffffffff\r\nabc", .refused(.bodyTooLarge)),
        ] {
            for pieces in Cuts.all(of: Array(text.utf8)) {
                #expect(decode(pieces, maximumBytes: 5) == expected, "\(text)")
            }
        }
    }

    @Test func aBodyOfALengthEndsThere() {
        var decoder = BodyDecoder(.length(3), maximumBytes: 3)
        let bytes = Array("abcGET".utf8)
        #expect(!decoder.isTooLarge)
        let first = decoder.next(bytes.span, from: 0, limits: BodyLimits())
        let second = decoder.next(bytes.span, from: 3, limits: BodyLimits())
        #expect(first == .data(0..<3))
        #expect(second == .finished(next: 3))
        #expect(BodyDecoder(.length(4), maximumBytes: 3).isTooLarge)
    }
}
