/// The limits that enrichment keeps; the settings of `enrich.*`.
public struct EnrichLimits: Sendable {
    /// Contacts in one JSON array.
    public var maximumArrayContacts = 1000
    /// Bytes of one line of NDJSON or one record of CSV.
    public var maximumLineBytes = 64 * 1024
    /// Bytes of one field of an address.
    public var maximumFieldBytes = 512
    /// Personas of a mix that an answer names.
    public var maximumMixParts = 10

    /// Indicators that one request may name.
    public var maximumFields = 200

    public init() {}
}
