import Bytes

#if canImport(HTTP)
    @testable import HTTP
#endif

/// What must hold for any bytes at all. `swift test` replays the corpus through these, the fuzzer looks for bytes that break one.
enum HTTPProperties {
    /// How the pieces of one input are cut: whole, byte by byte, and by three strides.
    private static let strides = [Int.max, 1, 2, 7, 64]
    /// Small, so that the limits are reached.
    private static let headLimits = HeadLimits(requestLineBytes: 200, headerBytes: 1000, fields: 12)
    private static let bodyLimits = BodyLimits(extensionBytes: 60, trailerBytes: 120)
    private static let maximumBytes = 1 << 20

    // MARK: heads

    /// What is wrong with the way in which a head is read, or nil.
    static func violation(ofHead bytes: [UInt8]) -> String? {
        let whole = parse(bytes, stride: .max)
        for stride in strides where !same(parse(bytes, stride: stride), whole) {
            return "cut by \(stride), it reads otherwise"
        }
        guard whole.progress == .complete else { return nil }
        return violation(ofAccepted: bytes, whole.parser)
    }

    private static func parse(_ bytes: [UInt8], stride: Int) -> (progress: HeadParser.Progress, parser: HeadParser) {
        var parser = HeadParser()
        let fields = FieldTable(capacity: headLimits.fields)
        var progress = HeadParser.Progress.incomplete
        var end = 0
        while end < bytes.count, progress == .incomplete {
            end = stride >= bytes.count - end ? bytes.count : end + stride
            progress = parser.parse(bytes.span.extracting(0..<end), limits: headLimits, fields: fields)
        }
        return (progress, parser)
    }

    private static func same(
        _ a: (progress: HeadParser.Progress, parser: HeadParser),
        _ b: (progress: HeadParser.Progress, parser: HeadParser)
    ) -> Bool {
        guard a.progress == b.progress else { return false }
        return a.progress != .complete || (a.parser.head == b.parser.head && a.parser.fieldCount == b.parser.fieldCount)
    }

    /// Reads an accepted head again, slowly, by its lines.
    private static func violation(ofAccepted bytes: [UInt8], _ parser: HeadParser) -> String? {
        let head = parser.head
        guard head.byteCount <= bytes.count else { return "it ends after its bytes" }
        let text = Array(bytes[..<head.byteCount])
        guard text.suffix(4) == [13, 10, 13, 10] else { return "it does not end in an empty line" }
        for index in text.indices {
            if text[index] == 10, index == 0 || text[index - 1] != 13 { return "a bare LF passed" }
            if text[index] == 13, text[index + 1] != 10 { return "a bare CR passed" }
            if text[index] == 0 || text[index] == 127 { return "a control character passed" }
        }
        let lines = text.split(separator: 10).map { $0.dropLast() }.filter { !$0.isEmpty }
        guard lines.count == parser.fieldCount + 1 else { return "the fields are not the lines" }
        let names = lines.dropFirst().map { String(decoding: $0.prefix { $0 != 58 }, as: UTF8.self).lowercased() }
        let lengths = names.count { $0 == "content-length" }
        let codings = names.count { $0 == "transfer-encoding" }
        if lengths > 1 || (lengths == 1 && codings > 0) { return "two framings passed" }
        if names.count(where: { $0 == "host" }) > 1 { return "two hosts passed" }
        switch head.framing {
        case .none: if lengths + codings > 0 { return "a framing was not seen" }
        case .length: if lengths != 1 { return "a length came from nowhere" }
        case .chunked: if codings != 1 { return "a coding came from nowhere" }
        }
        return violation(ofTarget: text, head)
    }

    private static func violation(ofTarget text: [UInt8], _ head: RequestHead) -> String? {
        guard !head.path.isEmpty, text[Int(head.path.start)] == 47 || text[head.path.range] == [42] else {
            return "a path without a slash"
        }
        guard !text[head.path.range].contains(63) else { return "a question mark in the path" }
        var decoded = ByteBuffer()
        PercentEncoding.decode(text.span.extracting(head.query.range), plusIsSpace: true, into: &decoded)
        guard decoded.count <= head.query.count else { return "decoding made it longer" }
        _ = PercentEncoding.parameter(named: "a", in: text.span, within: head.query)
        return nil
    }

    // MARK: chunks

    /// What is wrong with the way in which a chunked body is read, or nil.
    static func violation(ofChunks bytes: [UInt8]) -> String? {
        let whole = decode(bytes, stride: .max)
        for stride in strides where decode(bytes, stride: stride) != whole {
            return "cut by \(stride), it reads otherwise"
        }
        guard let end = whole.end else { return nil }
        guard let model = model(Array(bytes[..<end])) else { return "the model refuses it" }
        return model == whole.content ? nil : "the model reads other content"
    }

    private struct Decoded: Equatable {
        var content: [UInt8] = []
        /// Where the next request begins; nil when the body has not ended.
        var end: Int?
        var reason: Rejection?
    }

    private static func decode(_ bytes: [UInt8], stride: Int) -> Decoded {
        var decoder = BodyDecoder(.chunked, maximumBytes: maximumBytes)
        var result = Decoded()
        var end = 0
        while end < bytes.count {
            let start = end
            end = stride >= bytes.count - end ? bytes.count : end + stride
            var index = 0
            let piece = bytes.span.extracting(start..<end)
            reading: while true {
                switch decoder.next(piece, from: index, limits: bodyLimits) {
                case .data(let range):
                    result.content += bytes[(start + range.lowerBound)..<(start + range.upperBound)]
                    index = range.upperBound
                case .needsMore: break reading
                case .finished(let next):
                    result.end = start + next
                    return result
                case .invalid(let reason):
                    // Content before the fault may have been handed over or not: it depends on nothing but the cuts.
                    return Decoded(reason: reason)
                }
            }
        }
        return result
    }

    /// The content of a body that is known to be well-formed: line by line, without any checks.
    private static func model(_ bytes: [UInt8]) -> [UInt8]? {
        var content: [UInt8] = []
        var rest = bytes[...]
        while let lineEnd = rest.firstIndex(of: 13) {
            let digits = rest[..<lineEnd].prefix { $0 != 59 && $0 != 32 && $0 != 9 }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
            rest = rest[(lineEnd + 2)...]
            if size == 0 { return rest.suffix(2) == [13, 10] ? content : nil }
            guard rest.count >= size + 2 else { return nil }
            content += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
        }
        return nil
    }
}
