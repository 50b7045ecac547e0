import Audiences
import Bytes
import CSV
import Enrichment

/// Reads contacts to be stored from a table: `id`, the columns of an address as POST /enrich knows them, `lifecycle`, `created_at`, attributes
/// and `consent_…` by their names.
struct ContactTableReader {
    private let id: Int
    private let lifecycle: Int?
    private let createdAt: Int?
    private let addressColumns: AddressColumns?
    private let consents: [(column: Int, channel: String)]
    private let attributes: [(column: Int, attribute: Attribute)]
    /// Columns that nothing is read from.
    let undeclared: [String]

    /// `map` says which column holds what; see `ContactTableColumns`.
    init(_ header: CSVHeader, _ schema: ContactSchema, map: String? = nil) throws(RecordError) {
        let columns = try ContactTableColumns(header, schema, map: map)
        guard let id = columns.column(of: .id) else {
            throw RecordError(place: "", detail: "the header has no column id")
        }
        self.id = id
        lifecycle = columns.column(of: .lifecycle)
        createdAt = columns.column(of: .createdAt)
        attributes = schema.attributes.compactMap { attribute in
            columns.column(of: .attribute(attribute.name)).map { ($0, attribute) }
        }
        consents = schema.channels.compactMap { channel in
            columns.column(of: .consent(channel)).map { ($0, channel) }
        }
        addressColumns = columns.address
        let known = Set(columns.sources.map(\.column))
        undeclared = header.names.indices.filter { !known.contains($0) }.map { header.names[$0] }
    }

    /// Reads the current record; `input` gets the address. An empty cell says nothing.
    func read(
        _ row: borrowing CSVReader, _ drafts: ContactDraftReader, maximumFieldBytes: Int,
        into input: inout AddressInput
    ) throws(RecordError) -> ContactDraft {
        var draft = ContactDraft()
        let id = row.text(id)
        if let reason = ContactDraftReader.refusal(ofID: id) { throw RecordError(place: "id", detail: reason) }
        draft.id = id
        if let lifecycle, !row.field(lifecycle).isEmpty {
            guard let value = Lifecycle(rawValue: row.text(lifecycle)) else {
                let names = Lifecycle.allCases.map(\.rawValue).joined(separator: ", ")
                throw RecordError(place: "lifecycle", detail: "expected \(names)")
            }
            draft.patch.lifecycle = .set(value)
        }
        if let createdAt, !row.field(createdAt).isEmpty {
            guard let time = ISOTime(row.field(createdAt)) else {
                throw RecordError(place: "created_at", detail: "expected a time or a date such as 2026-06-30")
            }
            draft.createdAt = drafts.zone.instant(of: time)
        }
        for (column, channel) in consents where !row.field(column).isEmpty {
            guard let isGiven = Attribute.boolean(row.text(column)) else {
                throw RecordError(place: "consent_\(channel)", detail: "expected true or false")
            }
            draft.patch.consents[channel] = .some(.init(isGiven: isGiven))
        }
        for (column, attribute) in attributes where !row.field(column).isEmpty {
            do { draft.patch.attributes[attribute.name] = .some(try attribute.value(ofCell: row.text(column))) } catch {
                throw RecordError(place: attribute.name, detail: error.sentence)
            }
        }
        try readAddress(row, maximumFieldBytes, &draft, drafts.keepsAddress, into: &input)
        return draft
    }

    private func readAddress(
        _ row: borrowing CSVReader, _ maximumFieldBytes: Int, _ draft: inout ContactDraft, _ keepsAddress: Bool,
        into input: inout AddressInput
    ) throws(RecordError) {
        guard let addressColumns else { return }
        guard addressColumns.read(row, maximumFieldBytes, into: &input) else {
            throw RecordError(place: "address", detail: "a field is longer than \(maximumFieldBytes) bytes")
        }
        draft.hasAddress =
            !(input.line.isEmpty && input.street.isEmpty && input.postcode.isEmpty && input.city.isEmpty
            && input.citycode.isEmpty && input.iris.isEmpty && input.latitude == nil)
        guard keepsAddress, draft.hasAddress else { return }
        draft.address = Self.written(input)
    }

    /// The address as JSON, as it would have been sent.
    private static func written(_ input: borrowing AddressInput) -> String {
        var writer = JSONAddressWriter()
        writer.write("address", input.line)
        writer.write("housenumber", input.housenumber)
        writer.write("street", input.street)
        writer.write("postcode", input.postcode)
        writer.write("city", input.city)
        writer.write("citycode", input.citycode)
        writer.write("iris", input.iris)
        return writer.finish()
    }
}
