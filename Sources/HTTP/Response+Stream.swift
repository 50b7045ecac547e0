public import Bytes

/// Answers of a length that is not known when they begin.
extension Response {
    /// Begins an answer. Its body follows in `write` and ends with `end`: in chunks, or to an HTTP/1.0 client until the
    /// connection closes.
    public mutating func start(status: Int, contentType: StaticString) {
        if exchange.isHTTP10 { exchange.persists = false }
        writeHead(status: status)
        exchange.isChunked = !exchange.isHTTP10 && !hasNoContent
        if !hasNoContent {
            output.append("Content-Type: ")
            output.append(contentType)
            output.append("\r\n")
        }
        if exchange.isChunked { output.append("Transfer-Encoding: chunked\r\n") }
        output.append("\r\n")
        exchange.progress = .streaming
    }

    /// Continues the body. All that one call of a stream writes becomes one chunk, however many writes it takes.
    public mutating func write(_ bytes: Span<UInt8>) {
        precondition(exchange.progress == .streaming, "write comes between start and end")
        guard !bytes.isEmpty, !exchange.suppressesBody else { return }
        if exchange.isChunked && exchange.openChunk < 0 { openChunk() }
        output.append(bytes)
    }

    /// Continues the body with the bytes of a buffer.
    public mutating func write(_ bytes: borrowing ByteBuffer) { write(bytes.bytes) }

    /// Ends the body.
    public mutating func end() {
        precondition(exchange.progress == .streaming, "end comes after start")
        closeChunk()
        if exchange.isChunked && !exchange.suppressesBody { output.append("0\r\n\r\n") }
        exchange.progress = .ended
    }

    /// Leaves room for the size, which is known when the chunk closes. Leading zeros are legal (RFC 9112 section 7.1).
    private mutating func openChunk() {
        exchange.openChunk = output.count
        output.append("00000000\r\n")
    }

    /// Writes the size of the open chunk, if there is one. Called by the loop before it sends.
    mutating func closeChunk() {
        guard exchange.openChunk >= 0 else { return }
        let start = exchange.openChunk
        var size = output.count - start - Self.chunkHeadCount
        for place in 0..<Self.chunkSizeDigits {
            let nibble = UInt8(size & 15)
            output[start + Self.chunkSizeDigits - 1 - place] = nibble < 10 ? ASCII.zero + nibble : 0x37 + nibble
            size >>= 4
        }
        output.append("\r\n")
        exchange.openChunk = -1
    }

    private static let chunkSizeDigits = 8
    private static let chunkHeadCount = 10
}
