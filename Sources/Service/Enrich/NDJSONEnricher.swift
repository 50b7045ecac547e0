import Bytes
import Enrichment
import JSON

/// A contact a line in, an answer a line out.
struct NDJSONEnricher: BatchEnricher, ~Copyable {
    private var enricher = Enricher()
    private var reader: ContactReader
    private let reference: ServedReference
    private let options: AnswerOptions
    private let maximumLineBytes: Int
    private var writer = JSONWriter()
    /// The line that a piece ended in the middle of.
    private var partial = ByteBuffer()
    /// Whether the line being read is too long: its rest is passed over.
    private var isSkipping = false
    /// Counted from 1.
    private var line = 1
    private(set) var summary = BatchSummary()
    /// The answers to rejected lines once more, when they are wanted apart.
    private(set) var rejects = ByteBuffer()
    private let keepsRejects: Bool

    init(
        _ reference: ServedReference, _ options: AnswerOptions, _ limits: EnrichLimits, firstLine: Int = 1,
        keepsRejects: Bool = false
    ) {
        self.keepsRejects = keepsRejects
        self.reference = reference
        self.options = options
        reader = ContactReader(maximumFieldBytes: limits.maximumFieldBytes)
        maximumLineBytes = limits.maximumLineBytes
        line = firstLine
    }

    /// The rejects, given away.
    mutating func takeRejects() -> ByteBuffer {
        var taken = ByteBuffer()
        swap(&taken, &rejects)
        return taken
    }

    mutating func receive(_ piece: Span<UInt8>, into output: inout ByteBuffer) {
        // The writer writes where the answers are wanted.
        swap(&writer.buffer, &output)
        defer { swap(&writer.buffer, &output) }
        var start = 0
        while let end = piece.firstIndex(of: ASCII.lineFeed, from: start) {
            let rest = piece.extracting(start..<end)
            if isSkipping {
                isSkipping = false
            } else if partial.isEmpty {
                answer(rest)
            } else {
                partial.append(rest)
                answerPartial()
            }
            line += 1
            start = end + 1
        }
        keep(piece.extracting(start..<piece.count))
    }

    mutating func finish(into output: inout ByteBuffer) {
        swap(&writer.buffer, &output)
        defer { swap(&writer.buffer, &output) }
        if !partial.isEmpty { answerPartial() }
        isSkipping = false
    }

    private mutating func keep(_ rest: Span<UInt8>) {
        guard !isSkipping, !rest.isEmpty else { return }
        partial.append(rest)
        guard partial.count > maximumLineBytes else { return }
        reject("longer than \(maximumLineBytes) bytes, the limit of a line (enrich.line_bytes)", 413)
        partial = ByteBuffer()
        isSkipping = true
    }

    private mutating func answerPartial() {
        var whole = ByteBuffer()
        swap(&whole, &partial)
        answer(whole.bytes)
        whole.removeAll()
        swap(&whole, &partial)
    }

    private mutating func answer(_ text: Span<UInt8>) {
        guard !Self.isBlank(text) else { return }
        guard text.count <= maximumLineBytes else {
            return reject(
                "longer than \(maximumLineBytes) bytes, the limit of a line (enrich.line_bytes)", 413)
        }
        var json = JSONReader(text)
        do throws(ContactError) {
            let first = try ContactReader.next(&json)
            try reader.read(&json, first, into: &enricher.input)
            guard try ContactReader.next(&json) == .end else { preconditionFailure("the reader stops at the end") }
        } catch {
            return reject(
                error.detail, error.status, at: JSONPointer.locate(offset: error.offset, in: text))
        }
        let level = enricher.answer(
            id: text.extracting(reader.id ?? 0..<0), hasAddress: reader.hasAddress, reference, options, to: &writer)
        summary.count(level.rawValue)
        writer.newline()
    }

    private mutating func reject(_ detail: String, _ status: Int, at pointer: String? = nil) {
        summary.reject(line: line, detail)
        let start = writer.buffer.count
        writer.beginObject()
        writer.key("error")
        writer.beginObject()
        writer.key("line")
        writer.number(line)
        writer.key("status")
        writer.number(status)
        if let pointer {
            writer.key("pointer")
            writer.string(pointer)
        }
        writer.key("detail")
        writer.string(detail)
        writer.endObject()
        writer.endObject()
        writer.newline()
        if keepsRejects { Self.copy(writer.buffer, from: start, to: &rejects) }
    }

    private static func copy(_ buffer: borrowing ByteBuffer, from start: Int, to other: inout ByteBuffer) {
        other.append(buffer.bytes.extracting(start..<buffer.count))
    }

    /// Empty lines, and the carriage return that a Windows line has left, are no contacts.
    private static func isBlank(_ text: Span<UInt8>) -> Bool {
        for index in text.indices
        where text[index] != ASCII.space && text[index] != ASCII.carriageReturn
            && text[index] != ASCII.tab
        {
            return false
        }
        return true
    }
}
