import Bytes
import Enrichment
import JSON

/// The way of a contact without HTTP around it, for `quartier bench enrich`: what one core does with one contact after another.
public struct EnrichBenchmark: ~Copyable {
    private let reference: ServedReference
    private var enricher = Enricher()
    private var json: JSONEnricher
    private let options = AnswerOptions()

    public init(_ reference: ServedReference) {
        self.reference = reference
        json = JSONEnricher(EnrichLimits())
    }

    /// JSON to JSON: bytes of the answer.
    public mutating func answer(_ contact: [UInt8]) -> Int {
        guard case .answered = json.answer(contact.span, reference, options) else { return 0 }
        return json.outputCount
    }

    /// Reads the contact's address, so that `match` can be measured without JSON. False when it is no contact.
    public mutating func read(_ contact: [UInt8]) -> Bool {
        var reader = JSONReader(contact.span)
        var contacts = ContactReader(maximumFieldBytes: EnrichLimits().maximumFieldBytes)
        do throws(ContactError) {
            let first = try ContactReader.next(&reader)
            try contacts.read(&reader, first, into: &enricher.input)
            return true
        } catch {
            return false
        }
    }

    /// Matches the address read last; the raw value of its level.
    public mutating func match() -> UInt8 { enricher.match(in: reference).level.rawValue }
}
