import Bytes

/// Request targets (RFC 9112 section 3.2) by the grammar of RFC 3986.
enum TargetSyntax {
    /// Finds path and query of the target, which holds visible ASCII only.
    static func parse(_ bytes: Span<UInt8>, _ head: inout RequestHead) throws(Rejection) {
        let start = Int(head.target.start)
        let end = Int(head.target.end)
        if head.method == .connect {
            guard HostSyntax.isValid(bytes.extracting(start..<end), requiresPort: true) else { throw .target }
            head.path = Slice(start, end)
        } else if bytes[start] == ASCII.slash {
            try pathAndQuery(bytes, start, end, &head)
        } else if bytes[start] == ASCII.asterisk {
            // Asterisk-form is for OPTIONS alone (RFC 9112 section 3.2.4).
            guard end - start == 1, head.method == .options else { throw .target }
            head.path = Slice(start, end)
        } else {
            try absolute(bytes, start, end, &head)
        }
    }

    /// Absolute-form (RFC 9112 section 3.2.2): any server must take it. The authority is checked and then left alone: this
    /// server has no virtual hosts.
    private static func absolute(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ head: inout RequestHead
    ) throws(Rejection) {
        guard let colon = bytes.firstIndex(of: ASCII.colon, from: start), colon + 3 <= end else { throw .target }
        let scheme = bytes.extracting(start..<colon)
        guard scheme.equalsIgnoringCase("http") || scheme.equalsIgnoringCase("https") else { throw .target }
        guard bytes[colon + 1] == ASCII.slash, bytes[colon + 2] == ASCII.slash else { throw .target }
        let authority = colon + 3
        var stop = authority
        while stop < end, bytes[stop] != ASCII.slash, bytes[stop] != ASCII.questionMark { stop += 1 }
        // No user information (RFC 9110 section 4.2.4): `@` is not part of a host.
        guard HostSyntax.isValid(bytes.extracting(authority..<stop)) else { throw .target }
        if stop < end, bytes[stop] == ASCII.slash {
            try pathAndQuery(bytes, stop, end, &head)
        } else {
            head.path = Slice(colon + 2, colon + 3)
            try query(bytes, stop, end, &head)
        }
        // An empty path with OPTIONS is the asterisk form in disguise (RFC 9112 section 3.2.4), answered like `/` here.
    }

    private static func pathAndQuery(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ head: inout RequestHead
    ) throws(Rejection) {
        let stop = try run(of: .path, bytes, start, end)
        head.path = Slice(start, stop)
        try query(bytes, stop, end, &head)
    }

    private static func query(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ head: inout RequestHead
    ) throws(Rejection) {
        head.query = Slice(end, end)
        guard start < end else { return }
        guard bytes[start] == ASCII.questionMark else { throw .target }
        guard try run(of: .query, bytes, start + 1, end) == end else { throw .target }
        head.query = Slice(start + 1, end)
    }

    /// Where a run of that class and of percent-encodings ends. A `%` without two hexadecimal digits is refused.
    private static func run(
        of characters: ByteClass, _ bytes: Span<UInt8>, _ start: Int, _ end: Int
    ) throws(Rejection) -> Int {
        var index = start
        while index < end {
            if characters.contains(bytes[index]) {
                index &+= 1
            } else if bytes[index] == ASCII.percent {
                guard PercentEncoding.isEncoded(bytes, at: index, end: end) else { throw .target }
                index &+= 3
            } else {
                break
            }
        }
        return index
    }
}

extension PercentEncoding {
    /// Whether `%` and two hexadecimal digits stand at `index`, before `end`.
    static func isEncoded(_ bytes: Span<UInt8>, at index: Int, end: Int) -> Bool {
        index &+ 2 < end && bytes[index] == ASCII.percent && ASCII.hexadecimalValue(bytes[index &+ 1]) != nil
            && ASCII.hexadecimalValue(bytes[index &+ 2]) != nil
    }
}
