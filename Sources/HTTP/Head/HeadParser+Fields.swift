import Bytes

/// The fields that decide about framing, routing and the connection. All others are the handler's.
extension HeadParser {
    /// Judges the line at hand. The length of the name sorts out almost all fields at once.
    mutating func noteField(_ bytes: Span<UInt8>) throws(Rejection) {
        let name = bytes.extracting(line.name.range)
        let value = bytes.extracting(line.value.range)
        switch name.count {
        case 4 where name.equalsIgnoringCase("host"): try noteHost(value)
        case 6 where name.equalsIgnoringCase("expect"): try noteExpect(value)
        case 10 where name.equalsIgnoringCase("connection"): noteConnection(value)
        case 12 where name.equalsIgnoringCase("x-request-id"):
            if RequestID.isValid(value) { head.requestID = line.value }
        case 14 where name.equalsIgnoringCase("content-length"): try noteContentLength(value)
        case 17 where name.equalsIgnoringCase("transfer-encoding"): try codings.add(value)
        default: break
        }
    }

    /// RFC 9112 section 3.2: exactly one, and valid.
    private mutating func noteHost(_ value: Span<UInt8>) throws(Rejection) {
        guard hostCount == 0 else { throw .repeatedHost }
        guard HostSyntax.isValid(value) else { throw .invalidHost }
        hostCount = 1
    }

    /// RFC 9110 section 10.1.1.
    private mutating func noteExpect(_ value: Span<UInt8>) throws(Rejection) {
        guard !value.isEmpty else { return }
        guard value.equalsIgnoringCase("100-continue") else { throw .expectation }
        head.expectsContinue = head.minorVersion >= 1
    }

    /// RFC 9110 section 7.6.1: a list of options; unknown ones mean nothing.
    private mutating func noteConnection(_ value: Span<UInt8>) {
        var list = TokenList(count: value.count)
        while let range = list.next(value) {
            let option = value.extracting(range)
            if option.equalsIgnoringCase("close") { head.hasClose = true }
            if option.equalsIgnoringCase("keep-alive") { head.hasKeepAlive = true }
        }
    }

    /// RFC 9110 section 8.6: digits and nothing else. RFC 9112 section 6.3 would let a list of equal numbers pass; a proxy
    /// may read it otherwise, so it does not.
    private mutating func noteContentLength(_ value: Span<UInt8>) throws(Rejection) {
        guard contentLength < 0 else { throw .repeatedContentLength }
        guard !value.isEmpty else { throw .contentLength }
        var length = 0
        for index in value.indices {
            guard ASCII.isDigit(value[index]) else { throw .contentLength }
            let (product, isTooLong) = length.multipliedReportingOverflow(by: 10)
            let (sum, isTooLarge) = product.addingReportingOverflow(Int(value[index] &- ASCII.zero))
            guard !isTooLong, !isTooLarge else { throw .contentLength }
            length = sum
        }
        contentLength = length
    }

    /// Judges the head as a whole.
    mutating func complete(_ bytes: Span<UInt8>) throws(Rejection) {
        head.byteCount = position
        guard hostCount == 1 || head.minorVersion == 0 else { throw .missingHost }
        if codings.isPresent {
            guard contentLength < 0 else { throw .lengthAndCoding }  // RFC 9112 section 6.3, rule 3
            guard head.minorVersion >= 1 else { throw .codingInHTTP10 }  // RFC 9112 section 6.1
            try codings.judge()
            head.framing = .chunked
        } else if contentLength >= 0 {
            head.framing = .length(contentLength)
        }
        guard head.method != .connect else { throw .connect }
    }
}

/// The transfer codings of a request, over all its `Transfer-Encoding` fields (RFC 9112 section 6.1).
struct TransferCodings: Equatable {
    private(set) var isPresent = false
    private var hasOther = false
    private var endsInChunked = false

    /// Adds the codings of one field. Stricter than the list syntax: no empty member, no parameter.
    mutating func add(_ value: Span<UInt8>) throws(Rejection) {
        isPresent = true
        var start = 0
        while start <= value.count {
            let stop = value.firstIndex(of: ASCII.comma, from: start) ?? value.count
            try addCoding(TokenList.trimmed(value, start, stop), value)
            start = stop + 1
        }
    }

    private mutating func addCoding(_ range: Range<Int>, _ value: Span<UInt8>) throws(Rejection) {
        guard !range.isEmpty else { throw .codingSyntax }
        for index in range where !ByteClass.token.contains(value[index]) { throw .codingSyntax }
        // Nothing comes after chunked, least of all chunked.
        guard !endsInChunked else { throw .codingNotChunked }
        if value.extracting(range).equalsIgnoringCase("chunked") { endsInChunked = true } else { hasOther = true }
    }

    func judge() throws(Rejection) {
        guard endsInChunked else { throw .codingNotChunked }  // RFC 9112 section 6.3, rule 4.3
        guard !hasOther else { throw .unknownCoding }
    }
}

/// Goes over the members of a comma-separated list (RFC 9110 section 5.6.1), leaving out empty ones.
struct TokenList {
    private var position = 0
    private let count: Int

    init(count: Int) { self.count = count }

    mutating func next(_ value: Span<UInt8>) -> Range<Int>? {
        while position < count {
            let stop = value.firstIndex(of: ASCII.comma, from: position) ?? count
            let member = Self.trimmed(value, position, stop)
            position = stop + 1
            if !member.isEmpty { return member }
        }
        return nil
    }

    /// The range without white space at its ends.
    static func trimmed(_ value: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
        var start = start
        var end = end
        while start < end, value[start] == ASCII.space || value[start] == ASCII.tab { start &+= 1 }
        while end > start, value[end &- 1] == ASCII.space || value[end &- 1] == ASCII.tab { end &-= 1 }
        return start..<end
    }
}
