import Audiences
import Statistics

/// Personas and profiles of the subject beside those of the base.
public struct PersonasAnswer: Sendable {
    public var contacts: Int
    /// Contacts whose persona is known: shares are of these. Nil when those without one are too few to be told of.
    public var known: Int?
    public var personas: [ComparedRow]
    public var profiles: [ComparedRow]
    /// How far the mix is from that of the base (population stability index), from the personas that are told.
    public var stabilityIndex: Double

    /// The personas of the core target together, beside the base.
    public var core: (codes: [String], share: Double, baseShare: Double) {
        let rows = personas.filter(\.isCore)
        return (
            rows.map(\.code), rows.reduce(0) { $0 + ($1.share ?? 0) }, rows.reduce(0) { $0 + ($1.baseShare ?? 0) }
        )
    }
}

extension DashboardSubject {
    /// Counts, shares, indices and values by persona and by profile. O(contacts + events).
    public func personas(
        _ disclosure: inout Disclosure, base baseDisclosure: inout Disclosure
    ) throws(DashboardError) -> PersonasAnswer {
        let axis = try PersonaAxis(self)
        let mix = try axis.count(self, audience)
        let all = audience == nil ? nil : try axis.count(self, nil)
        let told = axis.judge(mix, ofAll: all, &disclosure)
        let base = try personaBase(axis, &baseDisclosure)
        var personas = Comparison.rows(
            axis.personas.indices.map {
                CountedRow(
                    code: axis.personas[$0], profile: axis.profiles[axis.profileOf[$0]], count: mix.personas[$0],
                    baseCount: base.personas[$0], isTold: told.personas[$0], isBaseTold: base.isPersonaTold[$0])
            }, total: mix.known, baseTotal: base.total, base.method)
        var profiles = Comparison.rows(
            axis.profiles.indices.map {
                CountedRow(
                    code: axis.profiles[$0], count: mix.profiles[$0], baseCount: base.profiles[$0],
                    isTold: told.profiles[$0], isBaseTold: base.isProfileTold[$0])
            }, total: mix.known, baseTotal: base.total, base.profileMethod)
        try setValues(axis, mix, &personas, &profiles)
        return PersonasAnswer(
            contacts: mix.total, known: told.unknown ? mix.known : nil, personas: personas, profiles: profiles,
            stabilityIndex: Self.stabilityIndex(personas))
    }

    /// What contacts of each persona spent in the last months, and how often they bought; those that bought nothing count.
    private func setValues(
        _ axis: PersonaAxis, _ mix: PersonaMix, _ personas: inout [ComparedRow], _ profiles: inout [ComparedRow]
    ) throws(DashboardError) {
        let tally = try counted { () throws(TallyError) in
            try table.tallyEvents(
                purchases(months: options.valueMonths), by: [axis.axis], of: audience, threads: options.threads)
        }
        let counts = axis.personas.indices.map(tally.count)
        let amounts = axis.personas.indices.map(tally.amount)
        for index in personas.indices { set(counts[index], amounts[index], mix.personas[index], &personas[index]) }
        let (profileCounts, profileAmounts) = (axis.byProfile(counts), axis.byProfile(amounts))
        for index in profiles.indices {
            set(profileCounts[index], profileAmounts[index], mix.profiles[index], &profiles[index])
        }
    }

    private func set(_ count: Int, _ units: Int64, _ people: Int, _ row: inout ComparedRow) {
        guard row.count != nil, people > 0 else { return }
        row.averageValue = amount(units).double / Double(people)
        row.averageFrequency = Double(count) / Double(people)
    }

    /// From what is told alone, the hidden rows being one group.
    private static func stabilityIndex(_ rows: [ComparedRow]) -> Double {
        let told = rows.filter { $0.share != nil && $0.baseShare != nil }
        let (one, other) = (told.compactMap(\.share), told.compactMap(\.baseShare))
        let rest = (max(0, 1 - one.reduce(0, +)), max(0, 1 - other.reduce(0, +)))
        return Divergence.stabilityIndex(one + [rest.0], other + [rest.1])
    }

    /// The personas of the base, and what of them may be told.
    private struct PersonaBase {
        var personas: [Double]
        var profiles: [Double]
        var total: Double
        var method: ComparisonMethod
        var profileMethod: ComparisonMethod
        var isPersonaTold: [Bool]
        var isProfileTold: [Bool]
    }

    private func personaBase(_ axis: PersonaAxis, _ disclosure: inout Disclosure) throws(DashboardError) -> PersonaBase
    {
        guard case .contacts(let selection) = base else {
            guard case .households(let households) = base else {
                preconditionFailure("a base is contacts or households")
            }
            let values = axis.personas.map { households.byPersona[$0] ?? 0 }
            return PersonaBase(
                personas: values, profiles: axis.byProfile(values), total: values.reduce(0, +),
                method: .againstKnownShares, profileMethod: .againstKnownShares,
                isPersonaTold: values.map { _ in true }, isProfileTold: axis.profiles.map { _ in true })
        }
        let mix = try axis.count(self, selection)
        let all = selection == nil ? nil : try axis.count(self, nil)
        let told = axis.judge(mix, ofAll: all, &disclosure)
        var result = PersonaBase(
            personas: mix.personas.map(Double.init), profiles: mix.profiles.map(Double.init), total: Double(mix.known),
            method: .againstTheRest, profileMethod: .againstTheRest, isPersonaTold: told.personas,
            isProfileTold: told.profiles)
        if let selection {
            var both = selection
            if let audience { both.formIntersection(audience) }
            let common = try axis.count(self, both)
            result.method = .againstOthers(common: common.personas, baseTotal: mix.known, commonTotal: common.known)
            result.profileMethod = .againstOthers(
                common: common.profiles, baseTotal: mix.known, commonTotal: common.known)
        }
        return result
    }
}
