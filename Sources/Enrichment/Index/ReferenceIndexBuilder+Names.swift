import Bytes

extension ReferenceIndexBuilder {
    /// Places and streets: what is looked up by name, by codes until `setNames` finds their rows.
    public struct Names: Sendable {
        fileprivate var places = PlaceTable()
        fileprivate var streets = StreetTable()
        fileprivate var placeOwners: [Owner] = []
        fileprivate var streetOwners: [Owner] = []

        /// What a place or a street belongs to, and what it is found by.
        fileprivate struct Owner {
            let commune: PackedCode
            let iris: PackedCode?
            let key: NameKey
            /// Another key: that of a street's name without what stands in brackets.
            var shortKey: NameKey?
        }
    }

    /// Takes places and streets one by one, on a thread of its own beside the builder of the rest.
    public struct NamesBuilder: ~Copyable {
        private var names = Names()
        private var text = FoldedText()

        public init() {}

        /// A name under which a place is written. `postcode` and `iris` are nil where they are not known.
        public mutating func addPlace(
            name: Span<UInt8>, postcode: Int?, commune: Span<UInt8>, kind: Span<UInt8>, iris: Span<UInt8>?
        ) throws(ReferenceError) {
            let communeCode = try Self.pack(commune, "commune", at: "place", name)
            let irisCode = try Self.pack(iris: iris, at: "place", name)
            let kind: PlaceTable.Kind =
                kind.elementsEqual("commune")
                ? .commune
                : kind.elementsEqual("delivery") ? .delivery : kind.elementsEqual("former") ? .former : .hamlet
            let key = names.places.appendName(name, postcode: postcode ?? 0, kind: kind, &text)
            names.placeOwners.append(Names.Owner(commune: communeCode, iris: irisCode, key: key))
        }

        /// A street or lieu-dit of a commune, its numbers packed as `HouseNumberCodec` says. They come sorted by commune.
        public mutating func addStreet(
            name: Span<UInt8>, commune: Span<UInt8>, postcode: Int?, isLocality: Bool, latitude: Double,
            longitude: Double, iris: Span<UInt8>?, numbers: Span<UInt8>
        ) throws(ReferenceError) {
            let communeCode = try Self.pack(commune, "commune", at: "street", name)
            if let last = names.streetOwners.last, last.commune > communeCode {
                throw .notInOrder(kind: "street", code: String(name))
            }
            let irisCode = try Self.pack(iris: iris, at: "street", name)
            names.streets.names.append(name)
            names.streets.postcodes.append(Int32(postcode ?? 0))
            names.streets.isLocality.append(isLocality)
            names.streets.latitudes.append(Float(latitude))
            names.streets.longitudes.append(Float(longitude))
            numbers.withUnsafeBufferPointer { names.streets.numbers.append(contentsOf: $0) }
            guard names.streets.numbers.count <= UInt32.max else { throw .tooLarge("the table of house numbers") }
            names.streets.numberEnds.append(UInt32(names.streets.numbers.count))
            text.assign(name)
            let key = text.streetKey(0..<text.words.count, Lexicon.standard)
            var owner = Names.Owner(commune: communeCode, iris: irisCode, key: key)
            // `Grande Rue (Grande Gargouille)`: what is in brackets is another name, and nobody writes both.
            if let bracket = Self.bracket(in: name) {
                text.assign(name.extracting(0..<bracket))
                owner.shortKey = text.streetKey(0..<text.words.count, Lexicon.standard)
            }
            names.streets.words.append(text, Lexicon.standard, .street)
            names.streetOwners.append(owner)
        }

        /// Where an opening bracket stands behind a name.
        private static func bracket(in name: Span<UInt8>) -> Int? {
            name.indices.first { name[$0] == UInt8(ascii: "(") && $0 >= shortestBeforeBracket }
        }

        private static let shortestBeforeBracket = 4

        /// Makes what depends on the words of all streets. O(words).
        public consuming func finish() -> Names {
            names.streets.words.finish()
            return names
        }

        private static func pack(
            _ code: Span<UInt8>, _ kind: String, at place: String, _ name: Span<UInt8>
        ) throws(ReferenceError) -> PackedCode {
            guard let packed = PackedCode(code) else {
                throw .unknownCode(kind: kind, code: String(code), at: "\(place) \(String(name))")
            }
            return packed
        }

        private static func pack(
            iris: Span<UInt8>?, at place: String, _ name: Span<UInt8>
        ) throws(ReferenceError) -> PackedCode? {
            guard let iris, !iris.isEmpty else { return nil }
            return try pack(iris, "IRIS", at: place, name)
        }
    }

    /// Gives the index its places and streets; after all IRIS and communes.
    public mutating func setNames(_ names: consuming Names) throws(ReferenceError) {
        var resolver = CodeResolver(communes: parts.communes.codes, iris: parts.iris.codes)
        for (row, owner) in names.placeOwners.enumerated() {
            let found = try resolver.rows(of: owner, "place") { names.places.names.string(row) }
            names.places.communes.append(found.commune)
            names.places.iris.append(found.iris)
        }
        for (row, owner) in names.streetOwners.enumerated() {
            let found = try resolver.rows(of: owner, "street") { names.streets.names.string(row) }
            names.streets.communes.append(found.commune)
            names.streets.iris.append(found.iris)
            let scope = NameScope.commune(Int(found.commune))
            Self.add(owner.key.within(scope), UInt32(row), to: &streetEntries)
            if let key = owner.shortKey { Self.add(key.within(scope), UInt32(row), to: &streetEntries) }
        }
        let owners = names.placeOwners
        parts.places = names.places
        parts.streets = names.streets
        for (row, owner) in owners.enumerated() {
            for scope in scopes(ofPlace: row) { Self.add(owner.key.within(scope), UInt32(row), to: &placeEntries) }
        }
    }

    /// A hamlet is looked up inside its postcode or commune, never across the country: there are 2,000 Le Bourg.
    private func scopes(ofPlace row: Int) -> [UInt32] {
        let commune = Int(parts.places.communes[row])
        let postcode = Int(parts.places.postcodes[row])
        var scopes = [NameScope.commune(commune)]
        if postcode > 0 { scopes.append(NameScope.postcode(postcode)) }
        if parts.places.kinds[row] != .hamlet {
            scopes.append(NameScope.department(Int(parts.communes.departments[commune])))
            scopes.append(NameScope.france)
        }
        return scopes
    }

    /// One more name of a commune, found with this postcode only.
    mutating func appendCommuneName(_ name: Span<UInt8>, postcode: Int, commune: Int) {
        let row = UInt32(parts.places.communes.count)
        let key = parts.places.appendName(name, postcode: postcode, kind: .commune, &text)
        parts.places.communes.append(Int32(commune))
        parts.places.iris.append(-1)
        Self.add(key.within(NameScope.postcode(postcode)), row, to: &placeEntries)
    }

    /// Both keys of one row; once where they are the same.
    private static func add(_ key: NameKey, _ row: UInt32, to entries: inout [(hash: UInt64, value: UInt32)]) {
        entries.append((key.exact, row))
        if key.loose != key.exact { entries.append((key.loose, row)) }
    }
}

extension PlaceTable {
    /// Appends what a place is by itself, and returns what it is found by.
    fileprivate mutating func appendName(
        _ name: Span<UInt8>, postcode: Int, kind: Kind, _ text: inout FoldedText
    ) -> NameKey {
        names.append(name)
        postcodes.append(Int32(postcode))
        kinds.append(kind)
        text.assign(name)
        words.append(text, Lexicon.standard, .place)
        return text.placeKey(0..<text.words.count, Lexicon.standard)
    }
}

/// Finds the rows of codes. Rows that name the same commune follow one another, so that most are found at once.
private struct CodeResolver {
    let communes: [PackedCode]
    let iris: [PackedCode]
    private var last: (code: PackedCode, row: Int32)?

    init(communes: [PackedCode], iris: [PackedCode]) {
        self.communes = communes
        self.iris = iris
    }

    /// The rows of a place's or street's commune and IRIS, −1 where it names no IRIS; `name` is for the error.
    mutating func rows(
        of owner: ReferenceIndexBuilder.Names.Owner, _ kind: String, name: () -> String
    ) throws(ReferenceError) -> (commune: Int32, iris: Int32) {
        guard let commune = row(ofCommune: owner.commune) else {
            let code = owner.commune.text(length: CommuneTable.codeLength)
            throw .unknownCode(kind: "commune", code: code, at: "\(kind) \(name())")
        }
        guard let code = owner.iris else { return (commune, -1) }
        guard let row = iris.row(of: code) else {
            throw .unknownCode(
                kind: "IRIS", code: code.text(length: IrisTable.codeLength), at: "\(kind) \(name())")
        }
        return (commune, Int32(row))
    }

    private mutating func row(ofCommune code: PackedCode) -> Int32? {
        if let last, last.code == code { return last.row }
        guard let row = communes.row(of: code) else { return nil }
        last = (code, Int32(row))
        return Int32(row)
    }
}

/// Where a name is looked up: names are unique (nearly) inside a commune, a postcode or a département, not in France.
enum NameScope {
    static func postcode(_ number: Int) -> UInt32 { UInt32(number) }
    static func department(_ row: Int) -> UInt32 { 1_000_000 + UInt32(row) }
    static let france: UInt32 = 2_000_000
    static func commune(_ row: Int) -> UInt32 { 3_000_000 + UInt32(row) }
}
