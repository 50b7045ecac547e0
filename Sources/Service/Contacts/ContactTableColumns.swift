import Audiences
import CSV

/// Which columns of a table hold what of a contact: by the names that people use, or as a caller's map says.
///
/// The map is that of `?map=` of POST /enrich with more on the left: `id=1,postcode=CP,consent.email=optin,attributes.tier=3`. What it does
/// not name is found by the header; an empty name (`lifecycle=`) says that no column holds it.
struct ContactTableColumns {
    enum Field: Hashable {
        case id, lifecycle, createdAt
        case consent(String)
        case attribute(String)
        case address(AddressPart)
    }

    struct Source: Equatable {
        var field: Field
        var column: Int
    }

    private(set) var sources: [Source] = []
    /// Nil when the table says nothing of where its contacts live.
    private(set) var address: AddressColumns?

    init(_ header: CSVHeader, _ schema: ContactSchema, map: String? = nil) throws(RecordError) {
        var mapped = try Map(map ?? "")
        let names = ColumnNames(header)
        for field in Field.all(schema) {
            if let name = mapped.columns.removeValue(forKey: field.name) {
                guard !name.isEmpty else { continue }
                guard let column = names.column(named: name) else {
                    throw RecordError(place: "", detail: "the table has no column \"\(name)\"")
                }
                sources.append(Source(field: field, column: column))
            } else if let column = field.usualColumn(header, names) {
                sources.append(Source(field: field, column: column))
            }
        }
        if let other = mapped.columns.keys.min() {
            throw RecordError(place: "", detail: "there is nothing called \"\(other)\" to be mapped")
        }
        address = try Self.address(header, mapped.address, taken: sources)
        sources += (address?.sources ?? []).map { Source(field: .address($0.part), column: $0.column) }
    }

    func column(of field: Field) -> Int? { sources.first { $0.field == field }?.column }

    /// What is declared is an attribute first: a column "city" that somebody declared is not an address.
    private static func address(
        _ header: CSVHeader, _ map: ColumnMap, taken: [Source]
    ) throws(RecordError) -> AddressColumns? {
        var names = header.names
        for source in taken { if case .attribute = source.field { names[source.column] = "" } }
        do throws(BatchError) {
            return try AddressColumns(CSVHeader(names: names), map)
        } catch {
            guard case .unknownColumn(let name, _) = error else { return nil }
            throw RecordError(place: "", detail: "the table has no column \"\(name)\"")
        }
    }

    /// The two halves of a map.
    private struct Map {
        /// By the name of what they hold.
        var columns: [String: String] = [:]
        var address = ColumnMap()

        init(_ text: String) throws(RecordError) {
            var parts: [String] = []
            for assignment in text.split(separator: ",") {
                let sides = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let name = ColumnNames.trimmed(sides[0])
                if sides.count < 2 || AddressPart(rawValue: name) != nil {
                    parts.append(String(assignment))
                } else {
                    columns[name] = ColumnNames.trimmed(sides[1])
                }
            }
            do throws(ColumnMap.Failure) {
                address = try ColumnMap(parts.joined(separator: ","))
            } catch {
                throw RecordError(place: "", detail: error.description)
            }
        }
    }
}

extension ContactTableColumns.Field {
    /// All but the address, in the order in which a page lists them.
    static func all(_ schema: ContactSchema) -> [Self] {
        [.id, .lifecycle, .createdAt] + schema.channels.map { .consent($0) }
            + schema.attributes.map { .attribute($0.name) }
    }

    /// As a map names it.
    var name: String {
        switch self {
        case .id: "id"
        case .lifecycle: "lifecycle"
        case .createdAt: "created_at"
        case .consent(let channel): "consent.\(channel)"
        case .attribute(let name): "attributes.\(name)"
        case .address(let part): part.rawValue
        }
    }

    /// The column that people name so.
    fileprivate func usualColumn(_ header: CSVHeader, _ names: ColumnNames) -> Int? {
        switch self {
        case .id: names.column(ofAny: Self.idNames)
        case .lifecycle: names.column(ofAny: ["lifecycle", "cycledevie"])
        case .createdAt: names.column(ofAny: ["createdat", "created", "datecreation", "datedecreation"])
        case .consent(let channel):
            names.column(ofAny: ["consent", "optin", "accord"].map { ColumnNames.simplified("\($0) \(channel)") })
        case .attribute(let name): header.index(of: name)
        case .address: nil
        }
    }

    private static let idNames = [
        "id", "contactid", "contact", "idcontact", "customerid", "clientid", "idclient", "identifiant", "codeclient",
        "numeroclient", "externalid",
    ]
}
