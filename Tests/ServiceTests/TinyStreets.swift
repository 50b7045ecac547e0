import Segmentation

/// The streets of `TinyReference`: in the undivided 01001, in both IRIS of 01002, and in Paris.
enum TinyStreets {
    /// Commune row, postcode, name, IRIS row of the odd numbers, IRIS row of the even ones, largest number.
    static let streets: [(commune: Int32, postcode: String, name: String, odd: Int32, even: Int32, largest: UInt16)] = [
        (0, "01400", "Place de la Mairie", 0, 0, 5),
        (0, "01400", "Rue du Général de Gaulle", 0, 0, 24),
        (1, "01400", "Avenue du Huit Mai 1945", 1, 1, 40),
        (1, "01400", "Chemin des Prés", 2, 2, 12),
        (1, "01410", "Rue de l'Église", 1, 2, 30),
        (3, "75001", "Rue de Rivoli", 3, 3, 120),
        (4, "75002", "Rue Saint-Denis", 4, 4, 90),
    ]

    /// Every number has one entry, every fifth also `BIS`.
    static var table: StreetTable {
        var table = StreetTable(streets: [], numbers: [], suffixes: [[], Array("BIS".utf8)])
        var numbers: [StreetTable.Number] = []
        for (row, street) in streets.enumerated() {
            let first = numbers.count
            for number in 1...street.largest {
                let iris = number % 2 == 1 ? street.odd : street.even
                for suffix: UInt16 in number % 5 == 0 ? [0, 1] : [0] {
                    numbers.append(
                        StreetTable.Number(
                            street: Int32(row), iris: iris, latitude: 4_600_000 + Int32(number),
                            longitude: 500_000 + Int32(row) * 100, number: number, suffix: suffix))
                }
            }
            table.streets.append(
                StreetTable.Street(
                    commune: street.commune, postcode: street.postcode, name: street.name, kind: .street,
                    latitude: 4_600_000, longitude: 500_000 + Int32(row) * 100, iris: street.odd,
                    numbers: first..<numbers.count))
        }
        return StreetTable(streets: table.streets, numbers: numbers, suffixes: [[], Array("BIS".utf8)])
    }
}
