import Bytes
import CSV
import Enrichment

/// Which columns of a table hold the parts of an address.
struct AddressColumns: Equatable {
    /// One column and what it holds. A part may have several, which are joined in this order.
    struct Source: Equatable {
        var part: AddressPart
        var column: Int
    }

    private(set) var sources: [Source] = []

    /// By a caller's map, and for the parts that it leaves out by the names that people use.
    init(_ header: CSVHeader, _ map: ColumnMap = ColumnMap()) throws(BatchError) {
        let names = ColumnNames(header)
        for part in AddressPart.allCases {
            if let mapped = map.names[part] {
                for name in mapped {
                    guard let column = names.column(named: name) else {
                        throw .unknownColumn(name, found: header.names)
                    }
                    sources.append(Source(part: part, column: column))
                }
            } else if let column = names.column(ofAny: part.usualNames) {
                let columns = part == .street ? names.columns(continuing: column) : [column]
                for column in columns { sources.append(Source(part: part, column: column)) }
            }
        }
        // A position is two numbers.
        if has(.latitude) != has(.longitude) { sources.removeAll { $0.part == .latitude || $0.part == .longitude } }
        if map.names[.address] == nil { takeLineForStreet() }
        if sources.isEmpty { throw .noAddressColumn(found: header.names) }
    }

    /// `adresse` beside `cp` and `ville` is their street line, not all of it.
    private mutating func takeLineForStreet() {
        guard has(.address), !has(.street), has(.postcode) || has(.city) else { return }
        for index in sources.indices where sources[index].part == .address { sources[index].part = .street }
    }

    func has(_ part: AddressPart) -> Bool { sources.contains { $0.part == part } }

    /// Takes away columns that are not to be read.
    mutating func remove(_ isUnwanted: (Source) -> Bool) { sources.removeAll(where: isUnwanted) }

    /// What was found, for people: `street = "adr1" + "adr2", postcode = "CP"`.
    func description(_ header: [String]) -> String {
        AddressPart.allCases.compactMap { part in
            let columns = sources.filter { $0.part == part }.map { "\"\(header[$0.column])\"" }
            return columns.isEmpty ? nil : "\(part.rawValue) = \(columns.joined(separator: " + "))"
        }.joined(separator: ", ")
    }
}

extension AddressColumns {
    /// Reads the address of the current record. False when a field is longer than addresses are. Fields that are not UTF-8 are
    /// taken for Windows-1252; a caller who has looked already says so.
    func read(
        _ reader: borrowing CSVReader, _ maximumBytes: Int, isKnownUTF8: Bool = false, into input: inout AddressInput
    ) -> Bool {
        input.removeAll()
        for source in sources {
            let field = reader.field(source.column)
            guard field.count <= maximumBytes else { return false }
            switch source.part {
            case .address: Self.append(field, isKnownUTF8, to: &input.line)
            case .housenumber: Self.append(field, isKnownUTF8, to: &input.housenumber)
            case .street: Self.append(field, isKnownUTF8, to: &input.street)
            case .postcode: Self.append(field, isKnownUTF8, to: &input.postcode)
            case .city: Self.append(field, isKnownUTF8, to: &input.city)
            case .citycode: Self.append(field, isKnownUTF8, to: &input.citycode)
            case .iris: Self.append(field, isKnownUTF8, to: &input.iris)
            case .country: Self.append(field, isKnownUTF8, to: &input.country)
            case .latitude: input.latitude = CSVNumber.parse(field)
            case .longitude: input.longitude = CSVNumber.parse(field)
            }
        }
        return true
    }

    private static func append(_ field: Span<UInt8>, _ isKnownUTF8: Bool, to part: inout ByteBuffer) {
        guard !field.isEmpty else { return }
        // A comma between two columns tells the matcher that one thing ends and another begins.
        if !part.isEmpty { part.append(", ") }
        if isKnownUTF8 || UTF8Validation.firstInvalid(in: field) == nil {
            part.append(field)
        } else {
            part.append(windows1252: field)
        }
    }
}
