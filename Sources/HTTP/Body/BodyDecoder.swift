/// How large the parts of a body may be that are not its content.
struct BodyLimits: Equatable, Sendable {
    var extensionBytes = 4 * 1024
    var trailerBytes = 32 * 1024
}

/// Finds the content of one request in the bytes that follow its head, and its end. No I/O, no clock.
struct BodyDecoder: Equatable {
    enum Step: Equatable {
        /// Content lies here; call again from the end of it.
        case data(Range<Int>)
        /// All bytes are used up.
        case needsMore
        /// The body has ended; the next request begins at `next`.
        case finished(next: Int)
        case invalid(Rejection)
    }

    private var framing = BodyFraming.none
    /// Of a body with a length: what is to come.
    private var remaining = 0
    private var chunks = ChunkDecoder()
    /// Content so far.
    private(set) var contentBytes = 0
    private var maximumBytes = 0

    init() {}

    init(_ framing: BodyFraming, maximumBytes: Int) {
        self.framing = framing
        self.maximumBytes = maximumBytes
        if case .length(let length) = framing { remaining = length }
    }

    /// Whether the announced length is above the maximum: known before a byte of the body is read.
    var isTooLarge: Bool { remaining > maximumBytes }

    /// Goes on at `start`.
    mutating func next(_ bytes: Span<UInt8>, from start: Int, limits: BodyLimits) -> Step {
        switch framing {
        case .none: return .finished(next: start)
        case .length:
            if remaining == 0 { return .finished(next: start) }
            let count = min(remaining, bytes.count - start)
            if count == 0 { return .needsMore }
            remaining -= count
            contentBytes += count
            return .data(start..<(start + count))
        case .chunked:
            let step = chunks.next(bytes, from: start, limits: limits)
            if case .data(let range) = step {
                contentBytes += range.count
                // The announced rest of the chunk counts: refused no later than that, however the bytes are cut.
                if chunks.remaining > maximumBytes - contentBytes { return .invalid(.bodyTooLarge) }
            }
            return step
        }
    }
}
