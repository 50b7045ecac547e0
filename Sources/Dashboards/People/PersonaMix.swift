import Audiences

/// Contacts by persona and by profile.
struct PersonaMix {
    /// By persona, in the order of the axis' groups.
    var personas: [Int]
    var unknown: Int
    var profiles: [Int]

    var known: Int { personas.reduce(0, +) }
    var total: Int { known + unknown }
}

/// The personas that are counted, the profile of each, and how their contacts are found.
struct PersonaAxis {
    let axis: Axis
    /// The personas of the catalogue, then those that only contacts have.
    let personas: [String]
    let profiles: [String]
    /// By persona, the place of its profile.
    let profileOf: [Int]

    init(_ subject: DashboardSubject) throws(DashboardError) {
        guard let column = subject.table.contactColumn(ContactField.persona) else {
            throw .unknownField(parameter: "rows", name: ContactField.persona)
        }
        let listed = subject.catalogue.personas.map(\.code)
        let known = Set(listed)
        let labels = listed + subject.table.texts(column).filter { !known.contains($0) }.sorted()
        let places = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        var seen: Set<String> = []
        let profiles = labels.map(subject.catalogue.profile).filter { seen.insert($0).inserted }
        let placeOfProfile = Dictionary(uniqueKeysWithValues: profiles.enumerated().map { ($1, $0) })
        personas = labels
        self.profiles = profiles
        profileOf = labels.map { placeOfProfile[subject.catalogue.profile(of: $0)] ?? 0 }
        axis = subject.table.axis(column, groups: labels.count) { places[$0] }
    }

    /// Sums over the personas of each profile.
    func byProfile<Number: AdditiveArithmetic>(_ values: [Number]) -> [Number] {
        var sums = [Number](repeating: .zero, count: profiles.count)
        for (persona, profile) in profileOf.enumerated() { sums[profile] += values[persona] }
        return sums
    }

    /// Counts a selection; all contacts, when nil.
    func count(_ subject: DashboardSubject, _ selection: ContactSelection?) throws(DashboardError) -> PersonaMix {
        let tally = try subject.counted { () throws(TallyError) in
            try subject.table.tally([axis], of: selection, threads: subject.options.threads)
        }
        let counts = Array(tally.counts.dropLast())
        return PersonaMix(personas: counts, unknown: tally.counts[counts.count], profiles: byProfile(counts))
    }

    /// What may be told of the mix of a selection whose complement in `all` must not be told of either. Those whose persona
    /// is not known are a group beside the profiles.
    func judge(
        _ mix: PersonaMix, ofAll all: PersonaMix?, _ disclosure: inout Disclosure
    ) -> (personas: [Bool], profiles: [Bool], unknown: Bool) {
        let parts = personas.indices.map { (personas[$0], profileOf[$0], mix.personas[$0], all?.personas[$0]) }
        let groups = profiles.indices.map { ("profile " + profiles[$0], mix.profiles[$0], all?.profiles[$0]) }
        let told = disclosure.groups(
            "personas", parts: parts, groups: groups + [("unknown", mix.unknown, all?.unknown)])
        return (told.parts, Array(told.groups.dropLast()), told.groups[profiles.count])
    }
}

extension DashboardSubject {
    /// Runs a tally; too many cells are an error of the question.
    func counted<Result>(_ body: () throws(TallyError) -> Result) throws(DashboardError) -> Result {
        do { return try body() } catch { throw .tooManyCells(limit: error.limit) }
    }
}
