import Bytes
import CSV

/// Reads the files of addresses into a `StreetCollector`.
struct AddressFiles {
    private let territory: Territory
    var collector = StreetCollector()
    /// IRIS given for an address, by the hash of its id.
    private var irisOfID: [UInt64: Int32] = [:]
    /// IRIS given for a number, by the hash of commune, street and number.
    private var irisOfNumber: [UInt64: Int32] = [:]
    /// What `resolve` found for a commune's code.
    private var resolved: [AreaCode: (commune: Int32, former: UInt64)?] = [:]

    init(_ territory: Territory) { self.territory = territory }

    /// In the order in which they must be read: IRIS before addresses, the better addresses first.
    static let kinds: [FileKind] = [.addressIRIS, .numberIRIS, .banAddresses, .banLocalities, .banoAddresses]

    mutating func read(_ path: String, kind: FileKind, problems: inout RowProblems) throws(InputError) -> Int {
        switch kind {
        case .addressIRIS: try readAddressIRIS(path, &problems)
        case .numberIRIS: try readNumberIRIS(path, &problems)
        case .banAddresses: try readBAN(path, &problems)
        case .banLocalities: try readLocalities(path, &problems)
        case .banoAddresses: try readBANO(path, &problems)
        default: preconditionFailure("not a file of addresses")
        }
    }

    /// The commune of today and, when the code is of another, the former commune.
    private mutating func resolve(_ code: AreaCode) -> (commune: Int32, former: UInt64)? {
        if let known = resolved[code] { return known }
        var found: (commune: Int32, former: UInt64)?
        if let commune = territory.moves.commune(of: code), let index = territory.communeIndex[commune] {
            found = (Int32(index), commune == code ? 0 : code.rawValue)
        }
        resolved[code] = .some(found)
        return found
    }

    private mutating func readAddressIRIS(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var c = Columns()
        var rows = irisOfID
        let iris = territory.irisIndex
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["id", "code_iris"])
        } row: { row in
            guard let code = row.area(c[1]), let index = iris[code] else { return "an IRIS that the list has not" }
            rows[Hash64.hash(row.field(c[0]))] = Int32(index)
            return nil
        }
        irisOfID = rows
        return used
    }

    private mutating func readNumberIRIS(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var c = Columns()
        var rows = irisOfNumber
        let territory = territory
        let used = try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["numero", "nom_voie", "code_iris"])
        } row: { row in
            guard let code = row.area(c[2]), let index = territory.irisIndex[code] else {
                return "an IRIS that the list has not"
            }
            guard let number = row.number(c[0]), number >= 0, number < 1e6 else { return "no house number" }
            let commune = territory.neighbourhoods[index].commune
            // `53` and `53 bis` both come as 53; the plain number is first.
            let key = Self.hash(commune: commune, street: row.text(c[1]), number: Int(number))
            if rows[key] == nil { rows[key] = Int32(index) }
            return nil
        }
        irisOfNumber = rows
        return used
    }

    private static func hash(commune: AreaCode, street: String, number: Int) -> UInt64 {
        var hash = Hash64(seed: commune.rawValue)
        let key = Array(PlaceName.key(TextRepair.undoDoubleEncoding(street)).utf8)
        hash.combine(key.span)
        hash.combine(UInt64(number))
        return hash.finalize()
    }

    private mutating func readBAN(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var c = Columns()
        var reading = self
        // The copy must be the only owner of what it changes.
        self = AddressFiles(territory)
        defer { self = reading }
        return try TableReading.read(path, problems: &problems) { header in
            c = Columns(
                header,
                [
                    "code_insee", "nom_voie", "code_postal", "numero", "rep", "lat", "lon", "id",
                    "code_insee_ancienne_commune",
                ])
        } row: { row in
            guard let code = row.commune(c[0]), let place = reading.resolve(code) else { return "an unknown commune" }
            guard let number = row.number(c[3]), number >= 0, number < 1e6 else { return "no house number" }
            guard let (latitude, longitude) = Self.position(row, c[5], c[6]) else { return "no position" }
            guard !row.field(c[1]).isEmpty else { return "no street" }
            let former = row.area(c[8]).flatMap { $0 == code ? nil : $0.rawValue } ?? place.former
            let street = reading.collector.street(
                commune: place.commune, former: former, name: row.field(c[1]), postcode: row.field(c[2]))
            let iris = reading.givenIRIS(row, id: c[7], code, street: c[1], Int(number))
            reading.collector.add(
                street: street, number: Int(number), suffix: row.field(c[4]), latitude: latitude,
                longitude: longitude, iris: iris)
            return nil
        }
    }

    private func givenIRIS(
        _ row: borrowing CSVReader, id: Int, _ commune: AreaCode, street: Int, _ number: Int
    ) -> Int32 {
        if !irisOfID.isEmpty, let iris = irisOfID[Hash64.hash(row.field(id))] { return iris }
        guard !irisOfNumber.isEmpty else { return -1 }
        return irisOfNumber[Self.hash(commune: commune, street: row.text(street), number: number)] ?? -1
    }

    private mutating func readLocalities(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var c = Columns()
        var reading = self
        self = AddressFiles(territory)
        defer { self = reading }
        return try TableReading.read(path, problems: &problems) { header in
            c = Columns(
                header,
                ["code_insee", "nom_lieu_dit", "code_postal", "lat", "lon", "code_insee_ancienne_commune"])
        } row: { row in
            guard let code = row.commune(c[0]), let place = reading.resolve(code) else { return "an unknown commune" }
            guard let (latitude, longitude) = Self.position(row, c[3], c[4]) else { return "no position" }
            guard !row.field(c[1]).isEmpty else { return "no name" }
            let former = row.area(c[5]).flatMap { $0 == code ? nil : $0.rawValue } ?? place.former
            let street = reading.collector.street(
                commune: place.commune, former: former, name: row.field(c[1]), postcode: row.field(c[2]),
                kind: .locality)
            reading.collector.setPosition(of: street, latitude: latitude, longitude: longitude)
            return nil
        }
    }

    private mutating func readBANO(_ path: String, _ problems: inout RowProblems) throws(InputError) -> Int {
        var c = Columns()
        var reading = self
        self = AddressFiles(territory)
        defer { self = reading }
        return try TableReading.read(path, problems: &problems) { header in
            c = Columns(header, ["id", "numero", "voie", "cp", "lat", "lon"])
        } row: { row in
            // The id begins with the code of the commune.
            let id = row.field(c[0])
            guard id.count > 5, let code = AreaCode(id.extracting(first: 5)), let place = reading.resolve(code) else {
                return "an unknown commune"
            }
            guard let (latitude, longitude) = Self.position(row, c[4], c[5]) else { return "no position" }
            guard !row.field(c[2]).isEmpty else { return "no street" }
            guard let (number, suffixStart) = Self.houseNumber(row.field(c[1])) else { return "no house number" }
            let street = reading.collector.street(
                commune: place.commune, former: place.former, name: row.field(c[2]), postcode: row.field(c[3]))
            reading.collector.add(
                street: street, number: number, suffix: row.field(c[1]).extracting(suffixStart...),
                latitude: latitude, longitude: longitude, iris: -1)
            return nil
        }
    }

    /// The digits that `12bis` begins with, and where they end.
    private static func houseNumber(_ bytes: Span<UInt8>) -> (number: Int, suffixStart: Int)? {
        var number = 0
        var index = 0
        while index < bytes.count, ASCII.isDigit(bytes[index]), number < 1_000_000 {
            number = number * 10 + Int(bytes[index] - ASCII.zero)
            index += 1
        }
        return index > 0 ? (number, index) : nil
    }

    /// A position on earth that is not 0, 0: that is what missing ones come out as.
    private static func position(_ row: borrowing CSVReader, _ lat: Int, _ lon: Int) -> (Double, Double)? {
        guard let latitude = row.number(lat), let longitude = row.number(lon), abs(latitude) <= 90,
            abs(longitude) <= 180, latitude != 0 || longitude != 0
        else { return nil }
        return (latitude, longitude)
    }
}
