import Enrichment

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Makes up the streets of one commune after another.
struct MadeUpTown {
    /// The first is none; numbers with a suffix have one of the others.
    static let suffixes: [[UInt8]] = ["", "A", "B", "BIS", "TER"].map { Array($0.utf8) }

    private var names = MadeUpNames()
    /// One street in so many is a lieu-dit.
    private static let localities = 9
    /// One number in so many has a suffix.
    private static let suffixed = 16
    /// One street in so many runs into the next IRIS.
    private static let crossing = 5
    /// Streets lie within so much of the centre, in 0.00001°.
    private static let radius = 2_500.0
    /// From one number to the next, in 0.00001°: about ten metres.
    private static let step: Int32 = 9
    private static let largestNumber = 9_000

    mutating func build(
        _ commune: Commune, row: Int32, iris: [Int32], latitude: Double, longitude: Double, streets: Int, numbers: Int,
        _ random: inout SeededRandom, into table: inout StreetTable
    ) {
        let names = names.draw(streets, &random)
        // Lengths fall off exponentially: many short streets, few long ones.
        let counts = MadeUpFrance.share(numbers, by: names.map { _ in -log(1 - random.unit()) })
        for (position, name) in names.enumerated() {
            let isLocality = random.next() % UInt64(Self.localities) == 0
            let first = table.numbers.count
            let place = (
                latitude: HouseNumberCodec.fixed(latitude) + Int32((random.unit() - 0.5) * 2 * Self.radius),
                longitude: HouseNumberCodec.fixed(longitude) + Int32((random.unit() - 0.5) * 2 * Self.radius)
            )
            let home = iris.isEmpty ? 0 : position * iris.count / max(streets, 1)
            let crosses = iris.count > 1 && random.next() % UInt64(Self.crossing) == 0
            let next = crosses ? (home + 1) % iris.count : home
            append(
                counts[position], street: Int32(table.streets.count), place,
                iris: iris.isEmpty ? (-1, -1) : (iris[home], iris[next]), &random, to: &table)
            table.streets.append(
                StreetTable.Street(
                    commune: row, postcode: postcode(commune, &random), name: name,
                    kind: isLocality ? .locality : .street, latitude: place.latitude, longitude: place.longitude,
                    iris: iris.isEmpty ? -1 : iris[home], numbers: first..<table.numbers.count))
        }
    }

    private func postcode(_ commune: Commune, _ random: inout SeededRandom) -> String? {
        guard !commune.postcodes.isEmpty else { return nil }
        return commune.postcodes[Int(random.next() % UInt64(commune.postcodes.count))]
    }

    /// Numbers from 1 up with gaps, those of the second half in the second IRIS.
    private func append(
        _ count: Int, street: Int32, _ place: (latitude: Int32, longitude: Int32), iris: (Int32, Int32),
        _ random: inout SeededRandom, to table: inout StreetTable
    ) {
        var number = 0
        var suffix: UInt16 = 0
        for position in 0..<count {
            let draw = random.next()
            if position > 0, suffix < UInt16(Self.suffixes.count - 1), draw % UInt64(Self.suffixed) == 0 {
                let free = UInt64(Self.suffixes.count - 1) - UInt64(suffix)
                suffix += 1 + UInt16((draw >> 8) % free)
            } else {
                number = min(number + 1 + Int(draw >> 16) % 3, Self.largestNumber)
                suffix = 0
            }
            table.numbers.append(
                StreetTable.Number(
                    street: street, iris: position * 2 < count ? iris.0 : iris.1,
                    latitude: place.latitude + Int32(position) * Self.step,
                    longitude: place.longitude + Int32(number % 2) * Self.step, number: UInt16(number), suffix: suffix))
        }
    }
}
