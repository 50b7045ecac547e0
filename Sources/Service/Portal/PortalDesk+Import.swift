import Bytes
import CSV
import HTTP
import Portal

/// "Import": what the columns of a file were taken for. The file itself goes to `POST /enrich`, or to `POST /contacts`.
extension PortalDesk {
    /// Answers with the part of the page that shows the columns. The body is the beginning of a file.
    func sendPreview(
        _ body: Span<UInt8>, _ context: PageContext, _ request: borrowing Request, _ response: inout Response
    ) {
        guard let sent = request.header("x-form-token"), token.matches(String(sent)) else {
            return send(NotePage(.staleForm), context, status: 403, request, &response)
        }
        send(preview(of: body), context, request, &response)
    }

    private func preview(of body: Span<UInt8>) -> ImportPage.Preview {
        var reader = CSVReader(format: CSVFormat(maximumRecordBytes: limits.maximumLineBytes))
        reader.append(body)
        guard case .record = reader.next() else {
            return ImportPage.Preview(columns: [], fields: [], contactFields: [], complaint: .unreadable)
        }
        let header = CSVHeader(reader)
        var samples = [[String]](repeating: [], count: header.names.count)
        while samples.contains(where: { $0.count < Self.sampleCount }), case .record = reader.next() {
            for column in 0..<min(header.names.count, reader.fieldCount) {
                let text = reader.text(column)
                if !text.isEmpty, samples[column].count < Self.sampleCount {
                    samples[column].append(String(text.prefix(Self.sampleCharacters)))
                }
            }
        }
        let fields = guesses(header)
        let hasAddress = AddressPart.allCases.contains { part in fields.values.contains(part.rawValue) }
        let schema = contacts.configuration.schema
        return ImportPage.Preview(
            columns: header.names.enumerated().map { place, name in
                ImportPage.Column(name: name, field: fields[place], samples: samples[place])
            },
            fields: AddressPart.allCases.map(\.rawValue),
            contactFields: ContactTableColumns.Field.all(schema).map(\.name),
            complaint: hasAddress ? nil : .noAddressColumn)
    }

    /// What each column is taken for, by the names of a map.
    private func guesses(_ header: CSVHeader) -> [Int: String] {
        var fields: [Int: String] = [:]
        if let columns = try? ContactTableColumns(header, contacts.configuration.schema) {
            for source in columns.sources where fields[source.column] == nil {
                fields[source.column] = source.field.name
            }
        }
        return fields
    }

    private static let sampleCount = 3
    private static let sampleCharacters = 40
}
