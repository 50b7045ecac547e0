import Audiences

/// Whose figures are asked for, at which moment, and what they are compared with.
public struct DashboardSubject: Sendable {
    public let table: ContactTable
    public let clock: RuleClock
    /// Nil for all contacts.
    public var audience: ContactSelection?
    public var base: DashboardBase
    public var catalogue: PersonaCatalogue
    public var options: DashboardOptions

    public init(
        _ table: ContactTable, _ clock: RuleClock, audience: ContactSelection? = nil,
        base: DashboardBase = .contacts(nil), catalogue: PersonaCatalogue = PersonaCatalogue(),
        options: DashboardOptions = DashboardOptions()
    ) {
        self.table = table
        self.clock = clock
        self.audience = audience
        self.base = base
        self.catalogue = catalogue
        self.options = options
    }

    /// Contacts of the subject.
    public var contactCount: Int { audience?.count ?? table.contactCount }

    /// Today, in the zone of the clock.
    var today: CivilDate { clock.zone.local(clock.asOf).date }

    /// The purchases up to the moment, or those of the last months.
    func purchases(months: Int? = nil) -> EventFilter {
        let from = months.map { clock.zone.instant(of: today.adding(months: -$0)) }
        return table.events(
            ofTypes: options.purchaseTypes, from: from, before: Instant(milliseconds: clock.asOf.milliseconds + 1),
            zone: clock.zone)
    }

    /// The first days of the last months and of the next one: `count` months, this one the last.
    func months(_ count: Int) -> [CivilDate] {
        let (year, month, _) = today.components
        guard let first = CivilDate(year: year, month: month, day: 1) else { return [] }
        return (0...count).map { first.adding(months: $0 - count + 1) }
    }

    /// A day without the moment: what is not an amount is in units of the schema's scale.
    func amount(_ units: Int64) -> ExactDecimal { ExactDecimal(units: units, scale: table.schema.amountScale) }
}

/// What a distribution is compared with.
public enum DashboardBase: Sendable {
    /// All contacts (nil), or other ones.
    case contacts(ContactSelection?)
    /// The households of the country, a region, a département or some postcodes.
    case households(HouseholdBase)
}

/// Households by where they live and of which persona: from the reference, nobody's personal data.
public struct HouseholdBase: Sendable {
    /// `france`, `department:69`.
    public var name: String
    public var byPersona: [String: Double]
    public var byDepartment: [String: Double]

    public init(name: String, byPersona: [String: Double], byDepartment: [String: Double]) {
        self.name = name
        self.byPersona = byPersona
        self.byDepartment = byDepartment
    }
}

/// The personas of the reference, in its order, and the profile of each.
public struct PersonaCatalogue: Sendable, Equatable {
    public struct Persona: Sendable, Equatable {
        public var code: String
        public var profile: String

        public init(code: String, profile: String) {
            self.code = code
            self.profile = profile
        }
    }

    public var personas: [Persona]
    private let profileOfPersona: [String: String]

    public init(_ personas: [Persona] = []) {
        self.personas = personas
        profileOfPersona = Dictionary(personas.map { ($0.code, $0.profile) }, uniquingKeysWith: { first, _ in first })
    }

    /// Profiles, in the order of their first personas.
    public var profiles: [String] {
        var seen: Set<String> = []
        return personas.map(\.profile).filter { seen.insert($0).inserted }
    }

    /// The profile of a persona; one that the reference does not have belongs to the profile that its first letter names.
    func profile(of persona: String) -> String { profileOfPersona[persona] ?? String(persona.prefix(1)) }
}

/// What an operator may choose.
public struct DashboardOptions: Sendable {
    /// Events that are purchases.
    public var purchaseTypes = ["purchase"]
    /// Months of history.
    public var months = 24
    /// Days after the first purchase in which a buyer is new, since the last in which she is active, then dormant; after that lapsed.
    public var newDays = 90
    public var activeDays = 365
    public var dormantDays = 730
    /// Months that average values and frequencies are of.
    public var valueMonths = 12
    public var threads = 2
    /// The most rows of a list whose length the data decides.
    public var listLimit = 100

    public init() {}
}

/// A dashboard that cannot be made.
public enum DashboardError: Error, Equatable, Sendable {
    /// The parameter, what is wrong with it, and the nearest names.
    case unknownField(parameter: String, name: String)
    case tooManyCells(limit: Int)
    case notForThisBase(String)
}
