import Bytes

/// Takes the chunked coding (RFC 9112 section 7.1) apart, as far as the bytes have come.
///
/// Strict where two readers could differ: lines end in CRLF, sizes are digits and nothing else, extensions follow their
/// grammar. Extensions and trailers are checked and dropped. Resumable at any byte; no I/O, no clock.
struct ChunkDecoder: Equatable {
    enum Phase: UInt8 {
        case size, afterSize
        case extensionName, inExtensionName, afterExtensionName
        case extensionValue, inExtensionValue, inQuotes, afterBackslash, afterExtensionValue
        case sizeLineEnd
        case data, dataEnd, dataLineEnd
        case trailerStart, inTrailerName, inTrailerValue, trailerLineEnd
        case lastLineEnd
    }

    /// More hexadecimal digits than an Int can hold, leading zeros included, are refused.
    static let maximumSizeDigits = 16

    var phase = Phase.size
    /// Of the chunk at hand: its size while the size line is read, then what is left of it.
    var remaining = 0
    var sizeDigits = 0
    /// Of the whole body.
    var extensionBytes = 0
    var trailerBytes = 0
    var trailerName = TrailerName()

    /// Goes on at `index` until data lies ahead, the body has ended, or the bytes are used up.
    mutating func next(_ bytes: Span<UInt8>, from start: Int, limits: BodyLimits) -> BodyDecoder.Step {
        var index = start
        do {
            while index < bytes.count {
                if phase == .data {
                    let end = index + min(remaining, bytes.count - index)
                    remaining -= end - index
                    if remaining == 0 { phase = .dataEnd }
                    return .data(index..<end)
                }
                if try step(bytes[index], limits) { return .finished(next: index + 1) }
                index &+= 1
            }
        } catch {
            return .invalid(error)
        }
        return .needsMore
    }

    /// Takes one byte that is not data; true when it was the last of the body.
    private mutating func step(_ byte: UInt8, _ limits: BodyLimits) throws(Rejection) -> Bool {
        switch phase {
        case .size, .afterSize: try size(byte)
        case .extensionName, .inExtensionName, .afterExtensionName, .extensionValue, .inExtensionValue, .inQuotes,
            .afterBackslash, .afterExtensionValue:
            extensionBytes += 1
            guard extensionBytes <= limits.extensionBytes else { throw .chunkExtensionsTooLong }
            try chunkExtension(byte)
        case .sizeLineEnd:
            guard byte == ASCII.lineFeed else { throw .bareLineEnd }
            sizeDigits = 0
            phase = remaining == 0 ? .trailerStart : .data
        case .data: preconditionFailure("data is not taken byte by byte")
        case .dataEnd:
            guard byte == ASCII.carriageReturn else { throw .chunkEnd }
            phase = .dataLineEnd
        case .dataLineEnd:
            guard byte == ASCII.lineFeed else { throw .chunkEnd }
            phase = .size
        case .trailerStart, .inTrailerName, .inTrailerValue, .trailerLineEnd:
            trailerBytes += 1
            guard trailerBytes <= limits.trailerBytes else { throw .trailersTooLarge }
            try trailer(byte)
        case .lastLineEnd:
            guard byte == ASCII.lineFeed else { throw .bareLineEnd }
            return true
        }
        return false
    }

    private mutating func size(_ byte: UInt8) throws(Rejection) {
        if phase == .size, let digit = ASCII.hexadecimalValue(byte) {
            sizeDigits += 1
            guard sizeDigits <= Self.maximumSizeDigits, remaining >> 59 == 0 else { throw .chunkSize }
            remaining = remaining << 4 | Int(digit)
            return
        }
        guard sizeDigits > 0 else { throw .chunkSize }
        switch byte {
        case ASCII.semicolon: phase = .extensionName
        // White space is allowed only before an extension (BWS of RFC 9112 section 7.1.1).
        case ASCII.space, ASCII.tab: phase = .afterSize
        case ASCII.carriageReturn where phase == .size: phase = .sizeLineEnd
        default: throw byte == ASCII.lineFeed ? .bareLineEnd : .chunkSize
        }
    }

    /// `*( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )` (RFC 9112 section 7.1.1).
    private mutating func chunkExtension(_ byte: UInt8) throws(Rejection) {
        let isSpace = byte == ASCII.space || byte == ASCII.tab
        switch phase {
        case .extensionName:
            if isSpace { return }
            guard ByteClass.token.contains(byte) else { throw .chunkExtension }
            phase = .inExtensionName
        case .inExtensionName:
            if ByteClass.token.contains(byte) { return }
            try afterName(byte, isSpace)
        case .afterExtensionName:
            if isSpace { return }
            guard byte != ASCII.carriageReturn else { throw .chunkExtension }
            try afterName(byte, isSpace)
        case .extensionValue:
            if isSpace { return }
            if byte == ASCII.quote {
                phase = .inQuotes
            } else {
                guard ByteClass.token.contains(byte) else { throw .chunkExtension }
                phase = .inExtensionValue
            }
        case .inExtensionValue:
            if ByteClass.token.contains(byte) { return }
            try afterValue(byte, isSpace)
        case .inQuotes:
            if byte == ASCII.quote { phase = .afterExtensionValue; return }
            if byte == ASCII.backslash { phase = .afterBackslash; return }
            guard ByteClass.quoted.contains(byte) else { throw .chunkExtension }
        case .afterBackslash:
            guard ByteClass.fieldValue.contains(byte) else { throw .chunkExtension }
            phase = .inQuotes
        default: try afterValue(byte, isSpace)
        }
    }

    private mutating func afterName(_ byte: UInt8, _ isSpace: Bool) throws(Rejection) {
        if byte == ASCII.equals { phase = .extensionValue; return }
        if isSpace { phase = .afterExtensionName; return }
        try endOfExtension(byte)
    }

    private mutating func afterValue(_ byte: UInt8, _ isSpace: Bool) throws(Rejection) {
        if isSpace { phase = .afterSize; return }
        try endOfExtension(byte)
    }

    private mutating func endOfExtension(_ byte: UInt8) throws(Rejection) {
        switch byte {
        case ASCII.semicolon: phase = .extensionName
        case ASCII.carriageReturn: phase = .sizeLineEnd
        default: throw byte == ASCII.lineFeed ? .bareLineEnd : .chunkExtension
        }
    }

    /// Trailer fields obey the rules of header fields (RFC 9112 section 7.1.2).
    private mutating func trailer(_ byte: UInt8) throws(Rejection) {
        switch phase {
        case .trailerStart:
            if byte == ASCII.carriageReturn { phase = .lastLineEnd; return }
            guard ByteClass.token.contains(byte) else { throw byte == ASCII.lineFeed ? .bareLineEnd : .trailer }
            trailerName.begin(byte)
            phase = .inTrailerName
        case .inTrailerName:
            if ByteClass.token.contains(byte) { trailerName.append(byte); return }
            guard byte == ASCII.colon else { throw .trailer }
            guard !trailerName.isForbidden else { throw .forbiddenTrailer }
            phase = .inTrailerValue
        case .inTrailerValue:
            if byte == ASCII.carriageReturn { phase = .trailerLineEnd; return }
            guard ByteClass.fieldValue.contains(byte) else { throw byte == ASCII.lineFeed ? .bareLineEnd : .trailer }
        default:
            guard byte == ASCII.lineFeed else { throw .bareLineEnd }
            phase = .trailerStart
        }
    }
}
