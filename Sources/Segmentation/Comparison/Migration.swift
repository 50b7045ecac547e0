import Statistics

/// How households moved between the profiles and personas of two references.
///
/// Neighbourhoods are matched by their codes and count by their households in the newer reference. Those that only one of
/// the two has are counted apart: INSEE divides and merges IRIS every year.
public struct Migration: Sendable, Equatable {
    /// Households that went from one group to another, or stayed.
    public struct Table: Sendable, Equatable {
        /// Codes of the older and the newer reference, sorted.
        public let old: [String]
        public let new: [String]
        /// A row for each of `old`, a column for each of `new`.
        public let households: [[Double]]

        /// Households whose code is not the same.
        public var moved: Double {
            var sum = 0.0
            for (row, from) in old.enumerated() {
                for (column, to) in new.enumerated() where from != to { sum += households[row][column] }
            }
            return sum
        }

        public var total: Double { households.reduce(0) { $0 + $1.reduce(0, +) } }
    }

    public let profiles: Table
    public let personas: Table
    /// Adjusted Rand indices of the two classifications, whatever the codes are called.
    public let profileAgreement: Double
    public let personaAgreement: Double
    /// Population stability indices of the shares of households, by code.
    public let profileDrift: Double
    public let personaDrift: Double
    /// Neighbourhoods that both have, and their households.
    public let neighbourhoods: Int
    public let movedNeighbourhoods: Int
    /// Households of neighbourhoods that only one has.
    public let onlyInOld: Double
    public let onlyInNew: Double

    /// O(neighbourhoods + personas²).
    public init(old: ReferenceData, new: ReferenceData) {
        let earlier = Dictionary(old.neighbourhoods.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        var pairs: [Pair] = []
        var onlyInNew = 0.0
        for iris in new.neighbourhoods {
            guard let to = iris.persona else { continue }
            if let from = earlier[iris.code]?.persona {
                pairs.append(Pair(old: from, new: to, households: iris.households))
            } else {
                onlyInNew += iris.households
            }
        }
        let kept = Set(new.neighbourhoods.map(\.code))
        self.onlyInNew = onlyInNew
        onlyInOld = old.neighbourhoods.reduce(0) { kept.contains($1.code) ? $0 : $0 + $1.households }
        neighbourhoods = pairs.count
        movedNeighbourhoods = pairs.count { old.personas[$0.old].code != new.personas[$0.new].code }
        personas = Self.table(pairs, old.personas.map(\.code), new.personas.map(\.code))
        let oldProfiles = Self.rows(old)
        let newProfiles = Self.rows(new)
        let byProfile = pairs.map {
            Pair(old: oldProfiles[$0.old], new: newProfiles[$0.new], households: $0.households)
        }
        profiles = Self.table(byProfile, old.profiles.map(\.code), new.profiles.map(\.code))
        profileAgreement = Self.agreement(byProfile)
        personaAgreement = Self.agreement(pairs)
        profileDrift = Self.drift(profiles)
        personaDrift = Self.drift(personas)
    }

    private struct Pair {
        var old: Int
        var new: Int
        var households: Double
    }

    /// The row of the profile of each persona.
    private static func rows(_ data: ReferenceData) -> [Int] {
        data.personas.map { persona in data.profiles.firstIndex { $0.code == persona.profile } ?? 0 }
    }

    private static func table(_ pairs: [Pair], _ old: [String], _ new: [String]) -> Table {
        var households = Array(repeating: Array(repeating: 0.0, count: new.count), count: old.count)
        for pair in pairs { households[pair.old][pair.new] += pair.households }
        return Table(old: old, new: new, households: households)
    }

    private static func agreement(_ pairs: [Pair]) -> Double {
        RandIndex.adjusted(
            pairs.map { Int32($0.old) }, pairs.map { Int32($0.new) }, weights: pairs.map(\.households))
    }

    /// What the share of an empty group counts as in the drift.
    static let leastShare = 1e-6

    /// The population stability index of the shares by code; a code that only one has counts as empty in the other.
    private static func drift(_ table: Table) -> Double {
        let total = max(table.total, .leastNonzeroMagnitude)
        let codes = Set(table.old + table.new).sorted()
        let old = codes.map { code in
            table.old.firstIndex(of: code).map { table.households[$0].reduce(0, +) / total } ?? 0
        }
        let new = codes.map { code in
            table.new.firstIndex(of: code).map { column in
                table.households.reduce(0) { $0 + $1[column] } / total
            } ?? 0
        }
        return Divergence.stabilityIndex(new, old, floor: leastShare)
    }
}
