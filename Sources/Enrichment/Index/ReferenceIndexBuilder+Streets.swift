import Bytes

/// Streets are most of a large reference, so they are made in steps that can run beside one another and beside the rest: what is read
/// of them, what is made of their names, and what they lead to.
extension ReferenceIndexBuilder {
    /// Streets by codes, as they are read, until `IndexedStreets` finds their rows.
    public struct Streets: Sendable {
        fileprivate var table = StreetTable()
        fileprivate var owners: [NameOwner] = []
        private var newNames = TextTable()

        /// `count` streets are expected, and `bytes` of names and house numbers at most: room that is not written to costs
        /// nothing, and growing would copy all of it again and again.
        public init(expected count: Int = 0, bytes: Int = 0) {
            table.rows.reserveCapacity(count)
            table.names.reserve(count: count, bytes: min(bytes, count * Self.expectedNameBytes))
            table.numbers.reserveCapacity(bytes)
            owners.reserveCapacity(count)
        }

        private static let expectedNameBytes = 32

        /// A street or lieu-dit of a commune, its numbers packed as `HouseNumberCodec` says. They come sorted by commune.
        /// `postcode` is nil and `iris` is empty where they are not known.
        public mutating func add(
            name: Span<UInt8>, commune: Span<UInt8>, postcode: Int?, isLocality: Bool, latitude: Double,
            longitude: Double, iris: Span<UInt8>, numbers: Span<UInt8>
        ) throws(ReferenceError) {
            let owner = try NameOwner(commune: commune, iris: iris, "street", name)
            if let last = owners.last, last.commune > owner.commune {
                throw .notInOrder(kind: "street", code: String(name))
            }
            owners.append(owner)
            newNames.append(name)
            table.names.append(name)
            numbers.withUnsafeBufferPointer { table.numbers.append(contentsOf: $0) }
            guard table.numbers.count <= UInt32.max else { throw .tooLarge("the table of house numbers") }
            table.rows.append(
                StreetTable.Row(
                    commune: -1, postcode: Int32(postcode ?? 0), iris: -1, latitude: Float(latitude),
                    longitude: Float(longitude), numberEnd: UInt32(table.numbers.count), isLocality: isLocality))
        }

        /// How many names `takeNewNames` would return.
        public var newNameCount: Int { newNames.count }

        /// The names that were added since it was last asked, for `StreetNames`.
        public mutating func takeNewNames() -> Names {
            defer { newNames = TextTable() }
            return Names(table: newNames)
        }
    }

    /// Some names of streets, in the order of the streets.
    public struct Names: Sendable {
        fileprivate let table: TextTable
    }

    /// What streets are found by, made of all their names in order.
    public struct StreetNames: ~Copyable {
        private var keys = StreetKeys()
        private var words = NameIndex()
        private var text = FoldedText()

        /// `count` names are expected.
        public init(expected count: Int = 0) { keys.whole.reserveCapacity(count) }

        /// Takes in the next names. O(bytes).
        public mutating func add(_ names: Names) {
            for row in 0..<names.table.count { add(names.table.bytes.extracting(names.table.range(row))) }
        }

        private mutating func add(_ name: Span<UInt8>) {
            // `Grande Rue (Grande Gargouille)`: what is in brackets is another name, and nobody writes both.
            if let bracket = Self.bracket(in: name) {
                text.assign(name.extracting(0..<bracket))
                keys.short.append((keys.whole.count, text.streetKey(0..<text.words.count, Lexicon.standard)))
            }
            text.assign(name)
            keys.whole.append(text.streetKey(0..<text.words.count, Lexicon.standard))
            words.append(text, Lexicon.standard, .street)
        }

        /// Where an opening bracket stands behind a name.
        private static func bracket(in name: Span<UInt8>) -> Int? {
            name.indices.first { name[$0] == UInt8(ascii: "(") && $0 >= shortestBeforeBracket }
        }

        private static let shortestBeforeBracket = 4

        /// The keys of all streets, once all names are there.
        public mutating func takeKeys() -> StreetKeys {
            defer { keys = StreetKeys() }
            return keys
        }

        /// The words of all streets, once all names are there. O(words), as much again as taking them in.
        public mutating func takeWords() -> StreetWords {
            words.finish()
            defer { words = NameIndex() }
            return StreetWords(index: words)
        }
    }

    /// The key of each street by its whole name, and of some by a shorter one.
    public struct StreetKeys: Sendable {
        fileprivate var whole: [NameKey] = []
        fileprivate var short: [(row: Int, key: NameKey)] = []

        /// From both keys of each name to its street; from one where they are the same.
        fileprivate func directory() -> HashDirectory {
            var count = whole.reduce(0) { $0 + HashDirectoryBuilder.pairs(of: $1) }
            count += short.reduce(0) { $0 + HashDirectoryBuilder.pairs(of: $1.key) }
            var builder = HashDirectoryBuilder(count: count)
            for row in whole.indices { builder.put(whole[row], UInt32(row)) }
            for (row, key) in short { builder.put(key, UInt32(row)) }
            return builder.finish()
        }
    }

    public struct StreetWords: Sendable {
        fileprivate let index: NameIndex
    }

    /// What streets name by code.
    public struct Codes: Sendable {
        fileprivate let communes: [PackedCode]
        fileprivate let iris: [PackedCode]
    }

    /// All codes that streets may name; after all IRIS and communes.
    public var codes: Codes { Codes(communes: parts.communes.codes, iris: parts.iris.codes) }

    /// Streets as the index has them.
    public struct IndexedStreets: Sendable {
        fileprivate var table: StreetTable
        fileprivate let directory: HashDirectory

        /// Finds the rows of what the streets name, and what their keys lead to. O(streets).
        public init(
            _ streets: consuming Streets, _ keys: consuming StreetKeys, _ codes: Codes
        ) throws(ReferenceError) {
            precondition(streets.owners.count == keys.whole.count)
            var table = streets.table
            var resolver = CodeResolver(communes: codes.communes, iris: codes.iris)
            for (row, owner) in streets.owners.enumerated() {
                let found = try resolver.rows(of: owner, "street") { table.names.string(row) }
                table.rows[row].commune = found.commune
                table.rows[row].iris = found.iris
                keys.whole[row] = keys.whole[row].within(NameScope.commune(Int(found.commune)))
            }
            for position in keys.short.indices {
                let commune = Int(table.rows[keys.short[position].row].commune)
                keys.short[position].key = keys.short[position].key.within(NameScope.commune(commune))
            }
            table.findCommunes(count: codes.communes.count)
            self.table = table
            directory = keys.directory()
        }
    }

    /// Gives the index its streets.
    public mutating func setStreets(_ streets: consuming IndexedStreets, _ words: StreetWords) {
        streets.table.words = words.index
        parts.streetDirectory = streets.directory
        parts.streets = streets.table
        for row in 0..<parts.communes.count { parts.communes[row].hasStreets = !parts.streets.streets(of: row).isEmpty }
        for city in parts.communes.dividedCities {
            parts.communes[Int(city.commune)].hasStreets =
                (city.first...city.last).contains { parts.communes[Int($0)].hasStreets }
        }
    }
}

extension StreetTable {
    /// Notes where the streets of each commune begin.
    fileprivate mutating func findCommunes(count: Int) {
        communeStarts = [UInt32](repeating: 0, count: count + 1)
        for row in rows { communeStarts[Int(row.commune) + 1] += 1 }
        for commune in 0..<count { communeStarts[commune + 1] += communeStarts[commune] }
    }
}
