import Bytes

extension ReferenceIndexBuilder {
    /// Names of places by codes, read beside the rest, until `setPlaces` finds their rows.
    public struct Places: Sendable {
        fileprivate var table = PlaceTable()
        fileprivate var owners: [NameOwner] = []
        fileprivate var keys: [NameKey] = []
    }

    /// Takes places one by one.
    public struct PlacesBuilder: ~Copyable {
        private var places = Places()
        private var text = FoldedText()

        public init() {}

        /// A name under which a place is written. `postcode` is nil and `iris` is empty where they are not known.
        public mutating func add(
            name: Span<UInt8>, postcode: Int?, commune: Span<UInt8>, kind: Span<UInt8>, iris: Span<UInt8>
        ) throws(ReferenceError) {
            places.owners.append(try NameOwner(commune: commune, iris: iris, "place", name))
            let kind: PlaceTable.Kind =
                kind.elementsEqual("commune")
                ? .commune
                : kind.elementsEqual("delivery") ? .delivery : kind.elementsEqual("former") ? .former : .hamlet
            places.table.rows.append(
                PlaceTable.Row(commune: -1, postcode: Int32(postcode ?? 0), iris: -1, kind: kind))
            places.keys.append(places.table.appendName(name, &text))
        }

        public consuming func finish() -> Places { places }
    }

    /// Gives the index its places; after all IRIS and communes, which it resolves.
    public mutating func setPlaces(_ places: consuming Places) throws(ReferenceError) {
        var resolver = CodeResolver(communes: parts.communes.codes, iris: parts.iris.codes)
        for (row, owner) in places.owners.enumerated() {
            let found = try resolver.rows(of: owner, "place") { places.table.names.string(row) }
            places.table.rows[row].commune = found.commune
            places.table.rows[row].iris = found.iris
        }
        let keys = places.keys
        parts.places = places.table
        for (row, key) in keys.enumerated() {
            for scope in scopes(ofPlace: row) { placeKeys.append((row, key.within(scope))) }
        }
        try checkFormerCodes()
        try resolveCodes()
    }

    /// That each former code names a place of its commune.
    private func checkFormerCodes() throws(ReferenceError) {
        for (code, former) in zip(parts.formerCodes.codes, parts.formerCodes.rows) where former.place != -1 {
            let place = Int(former.place)
            guard parts.places.indices.contains(place), parts.places[place].commune == former.commune else {
                throw .unknownCode(
                    kind: "place", code: "in row \(place + 1)",
                    at: "former commune \(code.text(length: CommuneTable.codeLength))")
            }
        }
    }

    /// The names of all places, to be made ready beside the rest.
    public struct PlaceNames: Sendable {
        fileprivate var words: NameIndex
        fileprivate let keys: [(row: Int, key: NameKey)]

        /// Makes what names are found by. O(words).
        public consuming func indexed() -> IndexedPlaceNames {
            words.finish()
            var builder = HashDirectoryBuilder(count: keys.reduce(0) { $0 + HashDirectoryBuilder.pairs(of: $1.key) })
            for (row, key) in keys { builder.put(key, UInt32(row)) }
            return IndexedPlaceNames(words: words, directory: builder.finish())
        }
    }

    public struct IndexedPlaceNames: Sendable {
        fileprivate let words: NameIndex
        fileprivate let directory: HashDirectory
    }

    /// Gives the names away, until `setPlaceNames`; once, after `setPlaces`.
    public mutating func takePlaceNames() -> PlaceNames {
        defer { (parts.places.words, placeKeys) = (NameIndex(), []) }
        return PlaceNames(words: parts.places.words, keys: placeKeys)
    }

    /// Gives the index the names of its places.
    public mutating func setPlaceNames(_ names: IndexedPlaceNames) {
        parts.places.words = names.words
        parts.placeDirectory = names.directory
    }

    /// A hamlet is looked up inside its postcode or commune, never across the country: there are 2,000 Le Bourg.
    private func scopes(ofPlace row: Int) -> [UInt32] {
        let commune = Int(parts.places[row].commune)
        let postcode = Int(parts.places[row].postcode)
        var scopes = [NameScope.commune(commune)]
        if postcode > 0 { scopes.append(NameScope.postcode(postcode)) }
        if parts.places[row].kind != .hamlet {
            scopes.append(NameScope.department(Int(parts.communes[commune].department)))
            scopes.append(NameScope.france)
        }
        return scopes
    }

    /// One more name of a commune, found with this postcode only.
    mutating func appendCommuneName(_ name: Span<UInt8>, postcode: Int, commune: Int) {
        let row = parts.places.count
        let key = parts.places.appendName(name, &text)
        parts.places.rows.append(
            PlaceTable.Row(commune: Int32(commune), postcode: Int32(postcode), iris: -1, kind: .commune))
        placeKeys.append((row, key.within(NameScope.postcode(postcode))))
    }
}

extension PlaceTable {
    /// Appends the name of the next place, and returns what it is found by.
    fileprivate mutating func appendName(_ name: Span<UInt8>, _ text: inout FoldedText) -> NameKey {
        names.append(name)
        text.assign(name)
        words.append(text, Lexicon.standard, .place)
        return text.placeKey(0..<text.words.count, Lexicon.standard)
    }
}
