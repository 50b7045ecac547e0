/// Gives the personas and profiles of a classification their codes, sizes and averages. What they are called and told is
/// `PortraitBuilder`'s to say.
enum PersonaDescriber {
    static func describe(_ outcome: inout Classifier.Outcome) {
        let definitions = outcome.definitions
        let personas = outcome.neighbourhoods.map { $0.persona ?? 0 }
        let weights = outcome.neighbourhoods.map(\.households)
        addAverages(&outcome.columns, personas, definitions.personas.count, weights)
        let households = sums(personas, definitions.personas.count, weights)
        let total = max(weights.reduce(0, +), .leastNonzeroMagnitude)
        outcome.personas = zip(definitions.personas, households).map { persona, households in
            Persona(
                code: persona.code, profile: persona.profile, name: persona.code, nameEnglish: persona.code,
                households: households, share: households / total, definition: "{}")
        }
        outcome.profiles = definitions.profiles.map { profile in
            let households = zip(definitions.personas, households).reduce(0) {
                $0 + ($1.0.profile == profile.code ? $1.1 : 0)
            }
            return Profile(
                code: profile.code, name: profile.code, nameEnglish: profile.code, households: households,
                share: households / total, definition: "{}")
        }
    }

    private static func sums(_ groups: [Int], _ count: Int, _ weights: [Double]) -> [Double] {
        var sums = Array(repeating: 0.0, count: count)
        for (index, group) in groups.enumerated() { sums[group] += weights[index] }
        return sums
    }

    /// Averages by persona, and with them the values that are still missing.
    private static func addAverages(
        _ columns: inout [IndicatorColumn], _ personas: [Int], _ count: Int, _ weights: [Double]
    ) {
        for column in columns.indices {
            var sums = Array(repeating: 0.0, count: count)
            var totals = Array(repeating: 0.0, count: count)
            for (index, value) in columns[column].values.enumerated() where !value.isNaN {
                sums[personas[index]] += weights[index] * Double(value)
                totals[personas[index]] += weights[index]
            }
            let averages = (0..<count).map { totals[$0] > 0 ? sums[$0] / totals[$0] : .nan }
            columns[column].personaAverages = averages
            for index in columns[column].values.indices where columns[column].values[index].isNaN {
                let average = averages[personas[index]]
                guard !average.isNaN else { continue }
                columns[column].values[index] = Float(average)
                columns[column].origins[index] = IndicatorOrigin.persona.rawValue
            }
        }
    }
}
