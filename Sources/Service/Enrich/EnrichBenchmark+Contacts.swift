import Bytes
import CSV
import Enrichment
import JSON

/// Contacts to measure with.
extension EnrichBenchmark {
    /// Contacts made of addresses that the reference holds: houses of its streets where it has any, else its communes.
    public static func contacts(_ count: Int, from reference: ServedReference) -> [[UInt8]] {
        let index = reference.index
        let rows = index.streetCount > 0 ? index.streetCount : index.placeCount
        // A stride without a factor in common with the rows visits them all, far apart.
        var row = 0
        var contacts: [[UInt8]] = []
        while contacts.count < count {
            row = (row + 7_368_787) % rows
            let sample =
                index.streetCount > 0
                ? index.sampleAddress(ofStreet: row, number: contacts.count &* 7919) : index.sampleAddress(ofPlace: row)
            guard let sample else { continue }
            contacts.append(
                body(contacts.count, [("street", sample.street), ("postcode", sample.postcode), ("city", sample.city)]))
        }
        return contacts
    }

    /// The addresses of a table, its columns found as those of `quartier evaluate` are: right answers are not told. Also the
    /// line that each is on.
    public static func contacts(ofTable bytes: [UInt8]) throws -> (contacts: [[UInt8]], lines: [Int]) {
        var reader = CSVReader()
        reader.append(bytes.span)
        reader.finish()
        guard reader.next() == .record else { throw BatchError.badHeader("its first line is no record") }
        let header = CSVHeader(reader)
        let columns = try (try? EvaluationLayout(header, EvaluationOptions()).ask) ?? AddressColumns(header)
        var contacts: [[UInt8]] = []
        var lines: [Int] = []
        while true {
            switch reader.next() {
            case .end, .needsMoreBytes: return (contacts, lines)
            case .malformed: continue
            case .record:
                var parts: [(key: String, value: String)] = []
                for source in columns.sources { add(source.part.rawValue, reader.text(source.column), to: &parts) }
                contacts.append(body(contacts.count, parts))
                lines.append(reader.line)
            }
        }
    }

    private static func add(_ key: String, _ value: String, to parts: inout [(key: String, value: String)]) {
        guard !value.isEmpty else { return }
        if let index = parts.firstIndex(where: { $0.key == key }) {
            parts[index].value += ", " + value
        } else {
            parts.append((key, value))
        }
    }

    private static func body(_ number: Int, _ parts: [(key: String, value: String)]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("id")
        writer.string("crm-\(number)")
        writer.key("address")
        if parts.count == 1, parts[0].key == AddressPart.address.rawValue {
            writer.string(parts[0].value)
        } else {
            writer.beginObject()
            for (key, value) in parts {
                writer.key(key)
                let isNumber = key == AddressPart.latitude.rawValue || key == AddressPart.longitude.rawValue
                if isNumber, let number = Double(value) { writer.number(number) } else { writer.string(value) }
            }
            writer.endObject()
        }
        writer.endObject()
        return writer.bytes.withUnsafeBufferPointer { Array($0) }
    }
}
