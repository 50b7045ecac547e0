import Bytes
import Enrichment
import HTTP
import JSON

/// A body of JSON: one contact, or an array of them.
struct JSONEnricher: ~Copyable {
    /// What became of a body.
    enum Outcome {
        case answered
        case refused(Problem)
    }

    private var enricher = Enricher()
    private var reader: ContactReader
    private let maximumContacts: Int
    private var output = JSONWriter()

    /// A contact that is also to be stored; it has an id.
    struct ToBeStored {
        /// Where it lies in the body.
        var contact: Range<Int>
        /// Its id in the body, as it was written.
        var id: Range<Int>
        /// The byte of the answer before which its audiences belong, once it is stored.
        var audiencesBefore = 0
    }

    /// Those of the contacts that are also to be stored.
    private(set) var toBeStored: [ToBeStored] = []
    private let storesByDefault: Bool

    init(_ limits: EnrichLimits, storesByDefault: Bool = false) {
        self.storesByDefault = storesByDefault
        reader = ContactReader(maximumFieldBytes: limits.maximumFieldBytes)
        maximumContacts = limits.maximumArrayContacts
    }

    /// Answers the contact or contacts of `body` into `output`. The body of one contact costs nothing but itself; in an
    /// array a contact that is no contact is answered with its error, and the others as always.
    mutating func answer(
        _ body: Span<UInt8>, _ reference: ServedReference, _ options: AnswerOptions
    ) -> Outcome {
        output.removeAll()
        toBeStored.removeAll(keepingCapacity: true)
        var json = JSONReader(body)
        do throws(ContactError) {
            let first = try ContactReader.next(&json)
            if first == .beginArray { return try answerArray(body, &json, reference, options) }
            try reader.read(&json, first, into: &enricher.input)
            guard try ContactReader.next(&json) == .end else { preconditionFailure("the reader stops at the end") }
        } catch {
            return .refused(Problem(error, in: body))
        }
        noteStoring(0..<body.count)
        write(body, reference, options)
        return .answered
    }

    private mutating func noteStoring(_ range: Range<Int>) {
        isToBeStored = false
        guard let id = reader.id, reader.stores ?? storesByDefault else { return }
        isToBeStored = true
        toBeStored.append(ToBeStored(contact: range, id: id))
    }

    /// Whether the contact at hand is.
    private var isToBeStored = false

    /// What `answer` has written, for one who sends it later.
    var answerBytes: [UInt8] { output.bytes.withUnsafeBufferPointer { Array($0) } }

    /// Bytes that `answer` has written.
    var outputCount: Int { output.bytes.count }

    /// What `answer` has written, as text. Allocates.
    var text: String { String(output.bytes) }

    /// Where the last contact was found.
    mutating func lastMatch(in reference: ServedReference) -> Match { enricher.match(in: reference) }

    /// Sends what `answer` has written.
    func send(with response: inout Response) {
        response.send(status: 200, contentType: MediaType.json.contentType, body: output.bytes)
    }

    private mutating func answerArray(
        _ body: Span<UInt8>, _ json: inout JSONReader, _ reference: ServedReference, _ options: AnswerOptions
    ) throws(ContactError) -> Outcome {
        output.beginArray()
        var count = 0
        while true {
            let token = try ContactReader.next(&json)
            if token == .endArray { break }
            count += 1
            if count > maximumContacts { return .refused(tooMany()) }
            try answerElement(token, body, &json, reference, options)
        }
        guard try ContactReader.next(&json) == .end else { preconditionFailure("the reader stops at the end") }
        output.endArray()
        return .answered
    }

    /// Text that is not JSON spoils the array, since nobody can say where the next contact begins; a contact of the wrong
    /// shape spoils itself.
    private mutating func answerElement(
        _ token: JSONToken, _ body: Span<UInt8>, _ json: inout JSONReader, _ reference: ServedReference,
        _ options: AnswerOptions
    ) throws(ContactError) {
        let depth = token == .beginObject || token == .beginArray ? json.depth - 1 : json.depth
        let start = json.tokenOffset
        do throws(ContactError) {
            try reader.read(&json, token, into: &enricher.input)
            noteStoring(start..<json.offset)
            write(body, reference, options)
        } catch {
            if case .json = error.kind { throw error }
            while json.depth > depth { _ = try ContactReader.next(&json) }
            writeError(error, JSONPointer.locate(offset: error.offset, in: body))
        }
    }

    private mutating func write(_ body: Span<UInt8>, _ reference: ServedReference, _ options: AnswerOptions) {
        var options = options
        // Which audiences it is in is said of what it will be when it is stored.
        if isToBeStored { options.membership = nil }
        enricher.answer(
            id: body.extracting(reader.id ?? 0..<0), hasAddress: reader.hasAddress, reference, options, to: &output)
        if isToBeStored { toBeStored[toBeStored.count - 1].audiencesBefore = output.bytes.count - 1 }
    }

    private mutating func writeError(_ error: ContactError, _ pointer: String) {
        output.beginObject()
        output.key("error")
        output.beginObject()
        output.key("status")
        output.number(error.status)
        output.key("pointer")
        output.string(pointer)
        output.key("detail")
        output.string(error.detail)
        output.endObject()
        output.endObject()
    }

    private func tooMany() -> Problem {
        Problem(
            status: 413,
            detail: "An array may hold \(maximumContacts) contacts (enrich.array_contacts). "
                + "Send more as application/x-ndjson, one contact a line: there is no limit to those.")
    }
}
