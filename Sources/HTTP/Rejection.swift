/// Why a request is refused by the engine, before or instead of the handler. The connection closes after the answer.
enum Rejection: UInt8, Error, Equatable, CaseIterable, Sendable {
    // 400: the start line.
    case emptyLines, method, target, versionSyntax, requestLineEnd
    // 400: fields.
    case foldedLine, fieldName, spaceBeforeColon, missingColon, fieldValue, bareLineEnd
    case missingHost, repeatedHost, invalidHost
    // 400: framing.
    case contentLength, repeatedContentLength, lengthAndCoding, codingSyntax, codingNotChunked, codingInHTTP10
    case chunkSize, chunkExtension, chunkEnd, chunkExtensionsTooLong, trailer, forbiddenTrailer, truncated
    // Others.
    case headTimeout, bodyTimeout, bodyTooLarge, requestLineTooLong, expectation
    case headerTooLarge, tooManyFields, trailersTooLarge
    case unknownCoding, connect, methodCase, version
    case noAnswer, tooManyConnections

    var status: Int {
        switch self {
        case .headTimeout, .bodyTimeout: 408
        case .bodyTooLarge: 413
        case .requestLineTooLong: 414
        case .expectation: 417
        case .headerTooLarge, .tooManyFields, .trailersTooLarge: 431
        case .noAnswer: 500
        case .unknownCoding, .connect, .methodCase: 501
        case .tooManyConnections: 503
        case .version: 505
        default: 400
        }
    }

    /// One sentence for the problem answer.
    var detail: StaticString {
        switch self {
        case .emptyLines: "Too many empty lines before the request line."
        case .method: "The method is not a token."
        case .target: "The request target is not valid."
        case .versionSyntax: "The request line does not end in a protocol version."
        case .requestLineEnd: "The request line does not end in CRLF."
        case .foldedLine: "A header line begins with white space."
        case .fieldName: "A header name is empty or not a token."
        case .spaceBeforeColon: "White space stands before the colon of a header."
        case .missingColon: "A header line has no colon."
        case .fieldValue: "A header value holds a control character."
        case .bareLineEnd: "A line ends in a lone CR or LF."
        case .missingHost: "The Host header is missing."
        case .repeatedHost: "The Host header comes more than once."
        case .invalidHost: "The Host header is not valid."
        case .contentLength: "Content-Length is not a decimal number in range."
        case .repeatedContentLength: "Content-Length comes more than once."
        case .lengthAndCoding: "Content-Length and Transfer-Encoding exclude each other."
        case .codingSyntax: "Transfer-Encoding is not a list of codings."
        case .codingNotChunked: "The last transfer coding is not chunked."
        case .codingInHTTP10: "HTTP/1.0 has no Transfer-Encoding."
        case .chunkSize: "A chunk size is not a hexadecimal number in range."
        case .chunkExtension: "A chunk extension is not valid."
        case .chunkEnd: "A chunk does not end in CRLF."
        case .chunkExtensionsTooLong: "The chunk extensions are too long."
        case .trailer: "A trailer line is not valid."
        case .forbiddenTrailer: "A trailer must not hold this field."
        case .truncated: "The request ended before it was complete."
        case .headTimeout: "The request head did not arrive in time."
        case .bodyTimeout: "The request body did not arrive in time."
        case .bodyTooLarge: "The request body is larger than allowed here."
        case .requestLineTooLong: "The request line is too long."
        case .expectation: "Only the expectation 100-continue is known."
        case .headerTooLarge: "The request head is too large."
        case .tooManyFields: "There are too many header fields."
        case .trailersTooLarge: "The trailers are too large."
        case .unknownCoding: "The only transfer coding known is chunked."
        case .connect: "CONNECT is not served."
        case .methodCase: "Methods are written in capitals."
        case .version: "The protocol version is not HTTP/1.0 or HTTP/1.1."
        case .noAnswer: "The request was not answered."
        case .tooManyConnections: "There are too many connections."
        }
    }
}
