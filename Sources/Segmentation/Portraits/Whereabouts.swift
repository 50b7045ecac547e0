/// Where the households of each group are: by region, département and commune.
struct Whereabouts {
    let regions: [Portrait.Concentration]
    let departments: [Portrait.Concentration]
    let communes: [Portrait.Concentration]
    /// Of the group's households, 0 to 1.
    let overseasShare: Double

    /// How many areas are kept: a country has 18 regions, and a list of ten is still read.
    private static let keptDepartments = 10
    private static let keptCommunes = 12

    /// For each group. `groups` gives the group of each neighbourhood of `data`.
    static func of(_ data: ReferenceData, groups: [Int], count: Int) -> [Whereabouts] {
        let communes = Dictionary(
            data.communes.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        let commune = data.neighbourhoods.map { communes[$0.commune] }
        let byRegion = Tally(data, groups, count) { index in commune[index].map { data.communes[$0].region } }
        let byDepartment = Tally(data, groups, count) { index in commune[index].map { data.communes[$0].department } }
        let byCommune = Tally(data, groups, count) { data.neighbourhoods[$0].commune.text }
        return (0..<count).map { group in
            let regions = byRegion.concentrations(group) { AreaNames.region($0)?.name.fr }
            return Whereabouts(
                regions: regions,
                departments: Array(
                    byDepartment.concentrations(group) { AreaNames.department($0) }.prefix(keptDepartments)),
                communes: byCommune.concentrations(group) { code in
                    AreaCode(code).flatMap { communes[$0] }.map { data.communes[$0].name }
                }.prefix(keptCommunes).map { place in
                    var place = place
                    if let row = AreaCode(place.code).flatMap({ communes[$0] }) {
                        place.latitude = data.communes[row].latitude.map(degrees)
                        place.longitude = data.communes[row].longitude.map(degrees)
                    }
                    return place
                },
                overseasShare: regions.filter { AreaNames.region($0.code)?.isOverseas == true }.reduce(0) {
                    $0 + $1.share
                }
            )
        }
    }

    /// About 100 m: enough for a point on a map.
    private static func degrees(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// Households by area and group.
private struct Tally {
    private var households: [String: [Double]] = [:]
    private var totals: [Double]
    private let total: Double

    init(_ data: ReferenceData, _ groups: [Int], _ count: Int, _ area: (Int) -> String?) {
        totals = Array(repeating: 0, count: count)
        for (index, iris) in data.neighbourhoods.enumerated() {
            totals[groups[index]] += iris.households
            guard let area = area(index), !area.isEmpty else { continue }
            households[area, default: Array(repeating: 0, count: count)][groups[index]] += iris.households
        }
        total = totals.reduce(0, +)
    }

    /// The areas of a group with a name, the most households first; then by code.
    func concentrations(_ group: Int, _ name: (String) -> String?) -> [Portrait.Concentration] {
        let areas = households.filter { $0.value[group] >= 0.5 }.sorted {
            let (a, b) = ($0.value[group], $1.value[group])
            return a != b ? a > b : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
        }
        return areas.compactMap { code, counts in
            guard let name = name(code) else { return nil }
            let penetration = counts[group] / counts.reduce(0, +)
            return Portrait.Concentration(
                code: code, name: name, households: Int(counts[group].rounded()),
                share: Self.rounded(counts[group] / totals[group]), penetration: Self.rounded(penetration),
                index: Int((100 * penetration * total / totals[group]).rounded()))
        }
    }

    private static func rounded(_ share: Double) -> Double { (share * 10_000).rounded() / 10_000 }
}
