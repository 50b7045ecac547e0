import Audiences

/// An area with its households by persona: an IRIS has one persona, a postcode a mix.
public struct ProspectArea: Sendable {
    public var code: String
    public var name: String
    public var households: [(persona: String, count: Double)]

    public init(code: String, name: String, households: [(persona: String, count: Double)]) {
        self.code = code
        self.name = name
        self.households = households
    }
}

/// Where more people like the core target live.
public struct ProspectsAnswer: Sendable {
    public struct Area: Sendable {
        public var code: String
        public var name: String
        public var households: Double
        /// Of the core target.
        public var coreHouseholds: Double
        /// Contacts of the subject that live there; nil when hidden.
        public var contacts: Int?
        /// Contacts that an area of such personas has elsewhere.
        public var expected: Double
        /// Expected ones that are not contacts yet, for each thousand households.
        public var yield: Double
    }

    /// Of the core target; all personas when there is no core.
    public var personas: [String]
    public var budget: Double
    /// Highest yield first, until the budget of households is spent.
    public var areas: [Area]
    public var households: Double
    public var expected: Double
}

extension DashboardSubject {
    /// Ranks areas by the contacts to be expected of them: households of each core persona times the penetration of that persona
    /// in the country, less the contacts that are there already. `field` is where contacts keep the code: `iris`, `postcode`.
    public func prospects(
        _ areas: [ProspectArea], field: String, country: HouseholdBase, budget: Double, _ disclosure: inout Disclosure
    ) throws(DashboardError) -> ProspectsAnswer {
        var inCountry = self
        inCountry.base = .households(country)
        var unused = Disclosure(floor: disclosure.floor)
        let rows = try inCountry.personas(&disclosure, base: &unused).personas
        let core = rows.contains(where: \.isCore) ? rows.filter(\.isCore) : rows
        let rates = Dictionary(
            uniqueKeysWithValues: core.compactMap { row in row.penetration.map { (row.code, $0) } })
        let existing = try contacts(of: areas, field, &disclosure)
        var found = areas.indices.compactMap { prospect(areas[$0], rates, existing[$0]) }
        found.sort { ($1.yield, $0.code) < ($0.yield, $1.code) }
        var (spent, chosen): (Double, [ProspectsAnswer.Area]) = (0, [])
        for area in found where spent + area.households <= budget {
            spent += area.households
            chosen.append(area)
            if chosen.count == Self.prospectLimit { break }
        }
        return ProspectsAnswer(
            personas: core.filter { $0.penetration != nil }.map(\.code), budget: budget, areas: chosen,
            households: spent,
            expected: chosen.reduce(0) { $0 + $1.yield * $1.households / 1000 })
    }

    /// Areas of one answer.
    static let prospectLimit = 5000

    private func prospect(
        _ area: ProspectArea, _ rates: [String: Double], _ contacts: (count: Int?, isHidden: Bool)
    ) -> ProspectsAnswer.Area? {
        var (households, core, expected) = (0.0, 0.0, 0.0)
        for part in area.households {
            households += part.count
            guard let rate = rates[part.persona] else { continue }
            core += part.count
            expected += part.count * rate
        }
        // What is hidden counts as nobody: the yield must not give it away.
        let open = expected - Double(contacts.count ?? 0)
        guard households > 0, open > 0 else { return nil }
        return ProspectsAnswer.Area(
            code: area.code, name: area.name, households: households, coreHouseholds: core,
            contacts: contacts.isHidden ? nil : contacts.count ?? 0, expected: expected, yield: open / households * 1000
        )
    }

    private func contacts(
        of areas: [ProspectArea], _ field: String, _ disclosure: inout Disclosure
    ) throws(DashboardError) -> [(count: Int?, isHidden: Bool)] {
        guard let column = table.contactColumn(field) else { throw .unknownField(parameter: "level", name: field) }
        let axis = table.axis(column)
        let codes = Array(table.texts(column).prefix(axis.count - 1)) + [""]
        let (people, all) = try tallied(axis)
        let told = disclosure.line("prospects " + field, codes, people, ofAll: all)
        let places = Dictionary(codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return areas.map { area in
            guard let place = places[area.code] else { return (0, false) }
            return told[place] ? (people[place], false) : (nil, true)
        }
    }
}
