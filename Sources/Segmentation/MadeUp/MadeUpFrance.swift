import Enrichment

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Streets and house numbers for all of France, made up: as many as the Base Adresse Nationale has, shaped like it, on the real
/// communes and IRIS of a reference. To measure what the whole country costs where only parts of the BAN are at hand.
///
///     streets    shared out by population^0.6: villages have dozens, cities thousands
///     names      way types as frequent as in the BAN; names by Zipf's law, so that Victor Hugo is everywhere
///     numbers    shared out by population, then by a long-tailed length of street; gaps, one in sixteen with a suffix
///     positions  around the commune's; along a street the numbers go one way
///     IRIS       a street lies in one or two neighbouring ones
///
/// The same reference, figures and seed give the same streets.
public struct MadeUpFrance {
    public var streets: Int
    public var numbers: Int
    public var seed: UInt64

    public init(streets: Int, numbers: Int, seed: UInt64) {
        self.streets = streets
        self.numbers = numbers
        self.seed = seed
    }

    /// The reference with these streets in place of its own. O(numbers).
    public func fill(_ data: ReferenceData) -> ReferenceData {
        var data = data
        let cities = Set(data.communes.compactMap(\.parent))
        let rows = data.communes.indices.filter { !cities.contains(data.communes[$0].code) }
        let people = rows.map { Double(max(data.communes[$0].population ?? 0, 20)) }
        let streetShares = Self.share(streets, by: people.map { pow($0, 0.6) })
        let numberShares = Self.share(numbers, by: people)
        var town = MadeUpTown()
        var table = StreetTable(streets: [], numbers: [], suffixes: MadeUpTown.suffixes)
        table.streets.reserveCapacity(streets)
        table.numbers.reserveCapacity(numbers)
        for (position, row) in rows.enumerated() {
            let commune = data.communes[row]
            var random = SeededRandom(seed: seed ^ commune.code.rawValue &* 0x9E37_79B9_7F4A_7C15)
            let iris = data.irisOfCommune[row]
            let centre = commune.latitude != nil ? nil : iris.first.map { data.neighbourhoods[Int($0)] }
            town.build(
                commune, row: Int32(row), iris: iris,
                latitude: commune.latitude ?? centre?.latitude ?? 46.5,
                longitude: commune.longitude ?? centre?.longitude ?? 2.5,
                streets: streetShares[position], numbers: numberShares[position], &random, into: &table)
        }
        data.streets = table
        data.kind = .full
        data.dataset += "-made-up"
        return data
    }

    /// Cuts a whole into parts in proportion, exactly.
    static func share(_ whole: Int, by weights: [Double]) -> [Int] {
        let all = weights.reduce(0, +)
        var sum = 0.0
        var given = 0
        return weights.map { weight in
            sum += weight
            let part = Int((Double(whole) * sum / all).rounded()) - given
            given += part
            return part
        }
    }
}
