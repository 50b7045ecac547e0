import Bytes

/// How large a head may be.
struct HeadLimits: Equatable, Sendable {
    var requestLineBytes = 8 * 1024
    var headerBytes = 32 * 1024
    var fields = 100
    /// RFC 9112 section 2.2 asks to ignore at least one; some clients send one after each body.
    static let emptyLines = 4
    /// The longest registered method has 17 letters (UPDATEREDIRECTREF).
    static let methodBytes = 32
}

/// Parses the head of a request, as far as its bytes have come.
///
/// One pass, resumable at any byte: the state remembers where it stopped, so a head that comes a byte at a time costs no
/// more looks at a byte than one that comes whole, and what is refused is refused at the same byte. No I/O, no clock.
struct HeadParser {
    enum Progress: Equatable {
        case incomplete
        case complete
        case invalid(Rejection)
    }

    enum Phase: UInt8 {
        case beforeRequest, emptyLineEnd
        case method, target, version
        case lineStart, fieldName, beforeValue, fieldValue, fieldEnd
        case headEnd
    }

    var phase = Phase.beforeRequest
    /// The next byte to look at.
    var position = 0
    var head = RequestHead()
    var fieldCount = 0

    // The line at hand.
    var emptyLines = 0
    var start = 0
    var line = FieldLine()

    // What the fields said, judged together when the head is complete.
    var hostCount = 0
    var contentLength = -1
    var codings = TransferCodings()

    /// Whether any byte of a request has been seen.
    var hasBegun: Bool { position > 0 }

    /// Goes on from where it stopped. `bytes` begins at the same first byte each time. `fields` holds the lines that this call
    /// saw: all of them when it was the first.
    mutating func parse(_ bytes: Span<UInt8>, limits: HeadLimits, fields: FieldTable) -> Progress {
        do {
            while true {
                let limit = isInRequestLine ? start + limits.requestLineBytes : limits.headerBytes
                let end = min(bytes.count, limit)
                guard position < end else {
                    if bytes.count < limit { return .incomplete }
                    return .invalid(isInRequestLine ? .requestLineTooLong : .headerTooLarge)
                }
                if try step(bytes, end, limits, fields) { return .complete }
            }
        } catch {
            return .invalid(error)
        }
    }

    private var isInRequestLine: Bool { phase.rawValue <= Phase.version.rawValue }

    /// Takes at least one byte below `end`; true when the head is complete.
    @inline(__always)
    private mutating func step(
        _ bytes: Span<UInt8>, _ end: Int, _ limits: HeadLimits, _ fields: FieldTable
    ) throws(Rejection) -> Bool {
        switch phase {
        case .beforeRequest: try beforeRequest(bytes[position])
        case .emptyLineEnd: try emptyLineEnd(bytes[position])
        case .method: try method(bytes, end)
        case .target: try target(bytes, end)
        case .version: try version(bytes, end)
        case .lineStart: try lineStart(bytes[position], limits)
        case .fieldName: try fieldName(bytes, end)
        case .beforeValue: beforeValue(bytes, end)
        case .fieldValue: try fieldValue(bytes, end)
        case .fieldEnd: try fieldEnd(bytes, fields)
        case .headEnd:
            guard bytes[position] == ASCII.lineFeed else { throw .bareLineEnd }
            position &+= 1
            try complete(bytes)
            return true
        }
        return false
    }
}

/// Request line (RFC 9112 section 3).
extension HeadParser {
    private mutating func beforeRequest(_ byte: UInt8) throws(Rejection) {
        start = position
        if byte == ASCII.carriageReturn {
            guard emptyLines < HeadLimits.emptyLines else { throw .emptyLines }
            emptyLines += 1
            position &+= 1
            phase = .emptyLineEnd
        } else {
            guard ByteClass.token.contains(byte) else { throw byte == ASCII.lineFeed ? .bareLineEnd : .method }
            phase = .method
        }
    }

    private mutating func emptyLineEnd(_ byte: UInt8) throws(Rejection) {
        guard byte == ASCII.lineFeed else { throw .bareLineEnd }
        position &+= 1
        start = position
        phase = .beforeRequest
    }

    private mutating func method(_ bytes: Span<UInt8>, _ end: Int) throws(Rejection) {
        while position < end, ByteClass.token.contains(bytes[position]) { position &+= 1 }
        guard position &- start <= HeadLimits.methodBytes else { throw .method }
        guard position < end else { return }
        // Exactly one space (RFC 9112 section 3): a lenient reading is a door for smuggling.
        guard bytes[position] == ASCII.space else { throw .method }
        head.methodToken = Slice(start, position)
        position &+= 1
        head.target = Slice(position, position)
        phase = .target
    }

    private mutating func target(_ bytes: Span<UInt8>, _ end: Int) throws(Rejection) {
        while position < end, bytes[position] &- 0x21 < 0x5E { position &+= 1 }
        guard position < end else { return }
        guard bytes[position] == ASCII.space, position > Int(head.target.start) else { throw .target }
        head.target.end = UInt32(position)
        position &+= 1
        line.value = Slice(position, position)
        phase = .version
    }

    /// `HTTP/` DIGIT `.` DIGIT CRLF: that of almost all requests at one glance, else byte by byte.
    private mutating func version(_ bytes: Span<UInt8>, _ end: Int) throws(Rejection) {
        let place = position &- Int(line.value.start)
        if place == 0, end &- position >= Self.versionBytes, Self.isVersion11(bytes, position) {
            position &+= Self.versionBytes
            try requestLine(bytes, major: 0x31, minor: 0x31)
            phase = .lineStart
            return
        }
        let byte = bytes[position]
        switch place {
        case 0...4: guard byte == Self.protocolName.utf8Start[place] else { throw .versionSyntax }
        case 6: guard byte == ASCII.period else { throw .versionSyntax }
        case 5, 7: guard ASCII.isDigit(byte) else { throw .versionSyntax }
        case 8: guard byte == ASCII.carriageReturn else { throw .requestLineEnd }
        default:
            guard byte == ASCII.lineFeed else { throw .bareLineEnd }
            try requestLine(bytes, major: bytes[position &- 4], minor: bytes[position &- 2])
            phase = .lineStart
        }
        position &+= 1
    }

    private static let protocolName: StaticString = "HTTP/"
    /// Of the version with its line end.
    private static var versionBytes: Int { 10 }

    /// Whether `HTTP/1.1` CRLF begins at `start`; ten bytes must be there.
    private static func isVersion11(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        let name = UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
        return name == 0x312E_312F_5054_5448 && bytes[start &+ 8] == ASCII.carriageReturn
            && bytes[start &+ 9] == ASCII.lineFeed
    }

    private mutating func requestLine(_ bytes: Span<UInt8>, major: UInt8, minor: UInt8) throws(Rejection) {
        guard major == 0x31, minor <= 0x31 else { throw .version }
        head.minorVersion = minor &- ASCII.zero
        head.method = Method(token: bytes.extracting(head.methodToken.range))
        if head.method == .other, Method.differsOnlyInCase(bytes.extracting(head.methodToken.range)) {
            throw .methodCase
        }
        try TargetSyntax.parse(bytes, &head)
    }
}

/// Fields (RFC 9112 section 5).
extension HeadParser {
    private mutating func lineStart(_ byte: UInt8, _ limits: HeadLimits) throws(Rejection) {
        if byte == ASCII.carriageReturn {
            position &+= 1
            phase = .headEnd
            return
        }
        // A folded line is refused (RFC 9112 section 5.2), and so is white space after the request line (section 2.2).
        if byte == ASCII.space || byte == ASCII.tab { throw .foldedLine }
        if byte == ASCII.lineFeed { throw .bareLineEnd }
        guard fieldCount < limits.fields else { throw .tooManyFields }
        line.name = Slice(position, position)
        phase = .fieldName
    }

    private mutating func fieldName(_ bytes: Span<UInt8>, _ end: Int) throws(Rejection) {
        while position < end, ByteClass.token.contains(bytes[position]) { position &+= 1 }
        guard position < end else { return }
        switch bytes[position] {
        case ASCII.colon:
            guard position > Int(line.name.start) else { throw .fieldName }
        case ASCII.space, ASCII.tab: throw .spaceBeforeColon  // RFC 9112 section 5.1
        case ASCII.carriageReturn, ASCII.lineFeed: throw .missingColon
        default: throw .fieldName
        }
        line.name.end = UInt32(position)
        position &+= 1
        phase = .beforeValue
    }

    private mutating func beforeValue(_ bytes: Span<UInt8>, _ end: Int) {
        while position < end, bytes[position] == ASCII.space || bytes[position] == ASCII.tab { position &+= 1 }
        guard position < end else { return }
        line.value = Slice(position, position)
        phase = .fieldValue
    }

    private mutating func fieldValue(_ bytes: Span<UInt8>, _ end: Int) throws(Rejection) {
        while position < end, ByteClass.fieldValue.contains(bytes[position]) { position &+= 1 }
        guard position < end else { return }
        guard bytes[position] == ASCII.carriageReturn else {
            throw bytes[position] == ASCII.lineFeed ? .bareLineEnd : .fieldValue
        }
        var last = position
        while last > Int(line.value.start), bytes[last &- 1] == ASCII.space || bytes[last &- 1] == ASCII.tab {
            last &-= 1
        }
        line.value.end = UInt32(last)
        position &+= 1
        phase = .fieldEnd
    }

    private mutating func fieldEnd(_ bytes: Span<UInt8>, _ fields: FieldTable) throws(Rejection) {
        guard bytes[position] == ASCII.lineFeed else { throw .bareLineEnd }
        position &+= 1
        try noteField(bytes)
        fields.set(line, at: fieldCount)
        fieldCount &+= 1
        phase = .lineStart
    }
}
