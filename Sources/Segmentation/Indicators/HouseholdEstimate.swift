/// Households and inhabitants of each IRIS.
///
/// An undivided commune has those of its commune (census 2018). Of a divided one, the IRIS with a count of 2016 share the
/// commune's total in proportion to it; a residential IRIS without a count has the mean of the others; business and other
/// IRIS have none. Where a commune's total is not known, it is taken from its inhabitants (2.2 to a home).
struct HouseholdEstimate {
    var households: [Double]
    var population: [Double]

    static let figures: [Formula.Figure] =
        irisHomes.map { Formula.Figure(table: "housing_iris", column: $0) }
        + irisPeople.map { Formula.Figure(table: "population_iris", column: $0) }
        + [homes, people, homes2016, people2022]

    private static let irisHomes = ["P16_RPMAISON", "P16_RPAPPART"]
    private static let irisPeople = [
        "P16_POP0014", "P16_POP1529", "P16_POP3044", "P16_POP4559", "P16_POP6074", "P16_POP75P",
    ]
    private static let homes = Formula.Figure(table: "comparateur", column: "P18_RP")
    private static let people = Formula.Figure(table: "comparateur", column: "P18_POP")
    private static let homes2016 = Formula.Figure(table: "housing_commune", column: "p16_rp")
    private static let people2022 = Formula.Figure(table: "population", column: "pmun2022")
    private static let peoplePerHome = 2.2

    init(_ territory: Territory, _ source: FigureSource) {
        let counted = { (names: [String], table: String) -> [Double] in
            names.map { source.column(Formula.Figure(table: table, column: $0)) }.reduce(
                Array(repeating: 0, count: territory.neighbourhoods.count)
            ) { zip($0, $1).map(+) }
        }
        let people = Self.first(of: [
            source.column(Self.people), source.column(Self.people2022), Self.listed(territory),
        ])
        let estimatedHomes = people.map { $0 / Self.peoplePerHome }
        let homes = Self.first(of: [source.column(Self.homes), source.column(Self.homes2016), estimatedHomes])
        households = Self.distribute(counted(Self.irisHomes, "housing_iris"), totals: homes, territory)
        population = Self.distribute(counted(Self.irisPeople, "population_iris"), totals: people, territory)
    }

    /// Inhabitants as the base of a rate: missing in an IRIS of a divided commune that hardly anybody lives in, whose three shops
    /// would be thousands for 1 000 inhabitants. What such an IRIS has is said by the count.
    func rateBase(_ territory: Territory) -> [Double] {
        territory.neighbourhoods.indices.map { index in
            let isBase =
                territory.neighbourhoods[index].type == Territory.undivided
                || population[index] >= Self.smallestRateBase
            return isBase ? population[index] : .nan
        }
    }

    private static let smallestRateBase = 50.0

    /// The inhabitants that the list of communes gives.
    private static func listed(_ territory: Territory) -> [Double] {
        territory.neighbourhoods.map { iris in
            territory.communeIndex[iris.commune].flatMap { territory.communes[$0].population }.map(Double.init) ?? .nan
        }
    }

    private static func first(of columns: [[Double]]) -> [Double] {
        columns[0].indices.map { index in columns.lazy.map { $0[index] }.first { !$0.isNaN } ?? .nan }
    }

    /// `totals` is of the commune of each IRIS, as listed.
    private static func distribute(_ counts: [Double], totals: [Double], _ territory: Territory) -> [Double] {
        var result = Array(repeating: 0.0, count: counts.count)
        var groups: [AreaCode: [Int]] = [:]
        for index in counts.indices { groups[territory.listedCommune[index], default: []].append(index) }
        for (_, members) in groups {
            let residential = members.filter {
                territory.neighbourhoods[$0].type == UInt8(ascii: "H")
                    || territory.neighbourhoods[$0].type == Territory.undivided
            }
            let known = residential.filter { !counts[$0].isNaN }
            let mean = known.isEmpty ? 1 : known.reduce(0) { $0 + counts[$1] } / Double(known.count)
            let weights = residential.map { counts[$0].isNaN ? mean : counts[$0] }
            let sum = weights.reduce(0, +)
            let total = totals[members[0]]
            for (position, member) in residential.enumerated() {
                let share = sum > 0 ? weights[position] / sum : 1 / Double(residential.count)
                result[member] = total.isNaN ? (counts[member].isNaN ? 0 : counts[member]) : total * share
            }
        }
        return result
    }
}
