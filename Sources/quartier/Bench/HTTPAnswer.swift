import Bytes

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// One answer of a server of ours as it arrives: a head, and a body whose length the head says.
struct HTTPAnswer {
    private(set) var status = 0
    private var bytes: [UInt8] = []
    /// Bytes of head and body together; known when the head is complete.
    private var expectedBytes: Int?

    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        expectedBytes = nil
    }

    /// Receives what is there, by way of `scratch`. True when the answer is complete.
    mutating func receive(
        from descriptor: Int32, _ target: LocalRequest.Target, scratch: inout [UInt8]
    ) throws(CommandFailure) -> Bool {
        let count = recv(descriptor, &scratch, scratch.count, 0)
        guard count > 0 else { throw LocalRequest.failure("reading from", target, closed: count == 0) }
        bytes += scratch[..<count]
        if expectedBytes == nil { try readHead(target) }
        return expectedBytes.map { bytes.count >= $0 } ?? false
    }

    private mutating func readHead(_ target: LocalRequest.Target) throws(CommandFailure) {
        guard let end = endOfHead() else { return }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let statusLine = lines.first?.split(separator: " ") ?? []
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }?.split(separator: ":").last
        guard statusLine.count >= 2, let status = Int(statusLine[1]), let length,
            let body = Int(length.drop { $0 == " " })
        else { throw .failure("\(target) answers without a Content-Length") }
        self.status = status
        expectedBytes = end + body
    }

    /// The offset behind the empty line that ends the head (RFC 9112, section 2.1).
    private func endOfHead() -> Int? {
        var index = 3
        while index < bytes.count {
            let isEnd = bytes[index] == ASCII.lineFeed && bytes[index - 2] == ASCII.lineFeed
            if isEnd, bytes[index - 1] == ASCII.carriageReturn, bytes[index - 3] == ASCII.carriageReturn {
                return index + 1
            }
            index += 1
        }
        return nil
    }
}
