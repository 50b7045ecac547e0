import Enrichment

/// How surely neighbourhoods belong to their personas, as shares of the households whose persona was not given by rule.
public struct FitShares: Sendable, Equatable {
    public let typical: Double
    public let usual: Double
    /// On the border between two personas.
    public let borderline: Double

    public init(_ assignment: Assignment, households: [Double]) {
        var sums: [PersonaFit: Double] = [:]
        for (index, count) in households.enumerated() where !assignment.isEstimated[index] {
            sums[assignment.fits[index], default: 0] += count
        }
        let total = PersonaFit.allCases.reduce(0) { $0 + (sums[$1] ?? 0) }
        let share = { (fit: PersonaFit) in total > 0 ? (sums[fit] ?? 0) / total : 0 }
        (typical, usual, borderline) = (share(.typical), share(.usual), share(.borderline))
    }
}
