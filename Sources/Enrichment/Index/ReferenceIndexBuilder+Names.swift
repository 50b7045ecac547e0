import Bytes

/// Places and streets: what is looked up by name.
extension ReferenceIndexBuilder {
    /// A name under which a place is written. `postcode` and `iris` are nil where they are not known.
    public mutating func addPlace(
        name: Span<UInt8>, postcode: Int?, commune: Span<UInt8>, kind: Span<UInt8>, iris: Span<UInt8>?
    ) throws(ReferenceError) {
        let communeRow = try communeRow(commune, at: "place \(String(name))")
        var irisRow = -1
        if let iris, !iris.isEmpty { irisRow = try self.irisRow(iris, at: "place \(String(name))") }
        let kind: PlaceTable.Kind =
            kind.elementsEqual("commune")
            ? .commune
            : kind.elementsEqual("delivery") ? .delivery : kind.elementsEqual("former") ? .former : .hamlet
        appendPlace(name: name, postcode: postcode ?? 0, commune: communeRow, kind: kind, iris: irisRow)
    }

    private mutating func appendPlace(
        name: Span<UInt8>, postcode: Int, commune: Int, kind: PlaceTable.Kind, iris: Int
    ) {
        // A hamlet is looked up inside its postcode or commune, never across the country: there are 2,000 Le Bourg.
        var scopes = [NameScope.commune(commune)]
        if postcode > 0 { scopes.append(NameScope.postcode(postcode)) }
        if kind != .hamlet {
            scopes.append(NameScope.department(Int(parts.communes.departments[commune])))
            scopes.append(NameScope.france)
        }
        appendPlace(name: name, postcode: postcode, commune: commune, kind: kind, iris: iris, scopes: scopes)
    }

    /// A place that is found under its name in each of `scopes`.
    mutating func appendPlace(
        name: Span<UInt8>, postcode: Int, commune: Int, kind: PlaceTable.Kind, iris: Int, scopes: [UInt32]
    ) {
        let row = UInt32(parts.places.communes.count)
        parts.places.names.append(name)
        parts.places.postcodes.append(Int32(postcode))
        parts.places.communes.append(Int32(commune))
        parts.places.kinds.append(kind)
        parts.places.iris.append(Int32(iris))
        text.assign(name)
        parts.places.words.append(text, Lexicon.standard, .place)
        let key = text.placeKey(0..<text.words.count, Lexicon.standard)
        for scope in scopes { Self.add(key.within(scope), row, to: &placeEntries) }
    }

    /// A street or lieu-dit of a commune, its numbers packed as `HouseNumberCodec` says.
    public mutating func addStreet(
        name: Span<UInt8>, commune: Span<UInt8>, postcode: Int?, isLocality: Bool, latitude: Double, longitude: Double,
        iris: Span<UInt8>?, numbers: Span<UInt8>
    ) throws(ReferenceError) {
        let communeRow = try communeRow(commune, at: "street \(String(name))")
        var irisRow = -1
        if let iris, !iris.isEmpty { irisRow = try self.irisRow(iris, at: "street \(String(name))") }
        let row = UInt32(parts.streets.count)
        if let last = parts.streets.communes.last, last > communeRow {
            throw .notInOrder(kind: "street", code: String(name))
        }
        parts.streets.names.append(name)
        parts.streets.communes.append(Int32(communeRow))
        parts.streets.postcodes.append(Int32(postcode ?? 0))
        parts.streets.iris.append(Int32(irisRow))
        parts.streets.isLocality.append(isLocality)
        parts.streets.latitudes.append(Float(latitude))
        parts.streets.longitudes.append(Float(longitude))
        numbers.withUnsafeBufferPointer { parts.streets.numbers.append(contentsOf: $0) }
        guard parts.streets.numbers.count <= UInt32.max else { throw .tooLarge("the table of house numbers") }
        parts.streets.numberEnds.append(UInt32(parts.streets.numbers.count))
        text.assign(name)
        parts.streets.words.append(text, Lexicon.standard, .street)
        let key = text.streetKey(0..<text.words.count, Lexicon.standard)
        Self.add(key.within(NameScope.commune(communeRow)), row, to: &streetEntries)
    }

    /// Both keys of one row; once where they are the same.
    private static func add(_ key: NameKey, _ row: UInt32, to entries: inout [(hash: UInt64, value: UInt32)]) {
        entries.append((key.exact, row))
        if key.loose != key.exact { entries.append((key.loose, row)) }
    }
}

/// Where a name is looked up: names are unique (nearly) inside a commune, a postcode or a département, not in France.
enum NameScope {
    static func postcode(_ number: Int) -> UInt32 { UInt32(number) }
    static func department(_ row: Int) -> UInt32 { 1_000_000 + UInt32(row) }
    static let france: UInt32 = 2_000_000
    static func commune(_ row: Int) -> UInt32 { 3_000_000 + UInt32(row) }
}
