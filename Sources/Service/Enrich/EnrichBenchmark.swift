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

    /// Contacts made of addresses that the reference holds: of its streets where it has any, else of its communes.
    public static func contacts(_ count: Int, from reference: ServedReference) -> [[UInt8]] {
        let index = reference.index
        let rows = index.streetCount > 0 ? index.streetCount : index.placeCount
        // A stride without a factor in common with the rows visits them all, far apart.
        var row = 0
        var contacts: [[UInt8]] = []
        while contacts.count < count {
            row = (row + 7_368_787) % rows
            let sample = index.streetCount > 0 ? index.sampleAddress(ofStreet: row) : index.sampleAddress(ofPlace: row)
            guard let sample else { continue }
            contacts.append(body(contacts.count, sample))
        }
        return contacts
    }

    private static func body(_ number: Int, _ sample: ReferenceIndex.SampleAddress) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("id")
        writer.string("crm-\(number)")
        writer.key("address")
        writer.beginObject()
        writer.key("street")
        writer.string(sample.street)
        writer.key("postcode")
        writer.string(sample.postcode)
        writer.key("city")
        writer.string(sample.city)
        writer.endObject()
        writer.endObject()
        return writer.bytes.withUnsafeBufferPointer { Array($0) }
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
