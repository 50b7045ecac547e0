import AudienceSupport
import Audiences
import TestSupport
import Testing

@testable import Dashboards

/// What sets an audience apart, and where more like it live, against counting person by person and area by area.
@Suite struct IndicatorsAndProspectsTests {
    private static let floor = 11

    /// Neighbourhoods with figures that are sometimes unknown, and people who live in them.
    private struct Town {
        var figures: [[Double?]] = []
        var people: [Int]
        var households: [Int]

        init(_ random: inout SeededGenerator) {
            let places = Int.random(in: 2...9, using: &random)
            for _ in 0..<12 {
                let isConstant = random.chance(15)
                let level = Double(Int.random(in: -50...50, using: &random))
                figures.append(
                    (0..<places).map { _ in
                        if random.chance(20) { return nil }
                        return isConstant ? level : level + Double(Int.random(in: -400...400, using: &random)) / 8
                    })
            }
            people = (0..<places).map { _ in Int.random(in: 0...12, using: &random) }
            households = (0..<places).map { _ in Int.random(in: 0...300, using: &random) }
        }

        /// The figures of each person, one after the other.
        func values(_ counts: [Int], _ indicator: Int) -> [Double] {
            counts.enumerated().flatMap { place, count in
                figures[indicator][place].map { Array(repeating: $0, count: count) } ?? []
            }
        }

        func moments(_ counts: [Int]) -> [IndicatorMoments] {
            figures.indices.map { indicator in
                let values = values(counts, indicator)
                return IndicatorMoments(
                    weight: Double(values.count), sum: values.reduce(0, +),
                    sumOfSquares: values.reduce(0) { $0 + $1 * $1 })
            }
        }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    @Test(arguments: 0..<200) func indicatorsAreRankedByEffect(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let town = Town(&random)
        let ids = town.figures.indices.map { "i\($0)" }
        let limit = random.chance(20) ? 3 : .max
        let answer = DashboardSubject.indicators(
            ids, town.moments(town.people), base: town.moments(town.households), floor: Self.floor, limit: limit)
        var expected: [(id: String, effect: Double, mean: Double, baseMean: Double, contacts: Int)] = []
        for indicator in ids.indices {
            let (own, base) = (town.values(town.people, indicator), town.values(town.households, indicator))
            guard own.count >= Self.floor, Set(base).count > 1 else { continue }
            let center = mean(base)
            let deviation = mean(base.map { ($0 - center) * ($0 - center) }).squareRoot()
            expected.append((ids[indicator], (mean(own) - center) / deviation, mean(own), center, own.count))
        }
        #expect(answer.rows.count == min(limit, expected.count))
        for (row, next) in zip(answer.rows, answer.rows.dropFirst()) {
            #expect(row.effect.magnitude >= next.effect.magnitude)
        }
        let least = answer.rows.last?.effect.magnitude ?? 0
        for row in expected {
            guard let found = answer.rows.first(where: { $0.id == row.id }) else {
                #expect(row.effect.magnitude <= least + 1e-9)
                continue
            }
            #expect((found.effect - row.effect).magnitude < 1e-6 * max(1, row.effect.magnitude))
            #expect((found.mean - row.mean).magnitude < 1e-9 && (found.baseMean - row.baseMean).magnitude < 1e-9)
            #expect(found.contacts == Double(row.contacts))
        }
    }

    // MARK: - Prospects

    private static let personas = ["A1", "A2", "B1", "B2"]

    /// Contacts in areas; the first persona is over-represented.
    private struct Market {
        let subject: DashboardSubject
        let country: HouseholdBase
        let areas: [ProspectArea]
        var contacts: [(persona: String, area: String)] = []

        init(_ random: inout SeededGenerator) {
            let personas = IndicatorsAndProspectsTests.personas
            areas = (0..<30).map { index in
                let parts = personas.compactMap { persona in
                    random.chance(60) ? (persona, Double(Int.random(in: 1...4000, using: &random)) / 4) : nil
                }
                return ProspectArea(code: "area \(index)", name: "", households: parts)
            }
            var byPersona: [String: Double] = [:]
            for area in areas { for part in area.households { byPersona[part.persona, default: 0] += part.count } }
            country = HouseholdBase(name: "france", byPersona: byPersona, byDepartment: [:])
            let table = ContactTable(schema: .empty)
            for index in 0..<Int.random(in: 40...900, using: &random) {
                var record = ContactRecord(id: "c\(index)")
                record.persona = random.chance(60) ? personas[0] : random.pick(personas)
                record.place.iris = "area \(Int.random(in: 0..<31, using: &random) / 2)"
                table.apply([.put(record)])
                contacts.append((record.persona!, record.place.iris!))
            }
            subject = DashboardSubject(table, RuleClock(asOf: SampleContacts.asOf))
        }

        func count(_ persona: String) -> Double { Double(contacts.count { $0.persona == persona }) }
        func living(_ area: String) -> Int { contacts.count { $0.area == area } }
    }

    @Test(arguments: 0..<60, [1, 11]) func areasAreRankedByWhatIsToBeExpectedOfThem(_ seed: Int, floor: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let market = Market(&random)
        let budget = Double(Int.random(in: 500...20_000, using: &random))
        var own = Disclosure(floor: floor)
        let answer = try market.subject.prospects(
            market.areas, field: "iris", country: market.country, budget: budget, &own)
        #expect((answer.personas.contains("A1") || floor > 1) && answer.budget == budget)
        var expected: [(code: String, yield: Double, households: Double)] = []
        for area in market.areas {
            let households = area.households.reduce(0) { $0 + $1.count }
            let core = area.households.filter { answer.personas.contains($0.persona) }
            let people = core.reduce(0.0) { sum, part in
                sum + part.count * (market.count(part.persona) / (market.country.byPersona[part.persona] ?? 0))
            }
            let row = answer.areas.first { $0.code == area.code }
            // Where few live, or where others are hidden with them, nobody is taken off.
            let living = floor == 1 || row?.contacts != nil ? market.living(area.code) : 0
            if let row {
                #expect((row.households - households).magnitude < 1e-9)
                #expect((row.coreHouseholds - core.reduce(0) { $0 + $1.count }).magnitude < 1e-9)
                #expect((row.expected - people).magnitude < 1e-9)
                #expect(row.contacts.map { $0 == market.living(area.code) } ?? (floor > 1))
                #expect(row.contacts.map { $0 == 0 || $0 >= floor } ?? true)
                #expect((row.yield - (people - Double(living)) / households * 1000).magnitude < 1e-9)
            }
            guard floor == 1, people > Double(living) else { continue }
            expected.append((area.code, (people - Double(living)) / households * 1000, households))
        }
        for (row, next) in zip(answer.areas, answer.areas.dropFirst()) { #expect(row.yield >= next.yield) }
        let sum = answer.areas.reduce(0) { $0 + $1.households }
        #expect(sum <= budget && answer.households == sum)
        let people = answer.areas.reduce(0) { $0 + $1.yield * $1.households / 1000 }
        #expect((answer.expected - people).magnitude < 1e-9)
        guard floor == 1 else { return }
        // The best areas first, of those that what is left of the budget still pays for.
        var (spent, chosen): (Double, [String]) = (0, [])
        for area in expected.sorted(by: { ($1.yield, $0.code) < ($0.yield, $1.code) }) {
            guard spent + area.households <= budget else { continue }
            spent += area.households
            chosen.append(area.code)
        }
        #expect(answer.areas.map(\.code) == chosen)
    }
}
