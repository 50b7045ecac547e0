/// Says what the personas and profiles are, from their figures: sizes, averages, indices, and names by rule.
///
/// The rule of a name: first what the density says the place is, then what sets the group most apart from France among
/// the variables of the clustering (the largest differences in standard deviations), as many words as it takes for no two
/// names to be the same, at least two. Portraits written by hand take the place of these names.
enum PersonaDescriber {
    private static let leastWords = 2

    static func describe(
        _ outcome: inout Classifier.Outcome, _ matrix: SegmentationMatrix,
        _ variables: [SegmentationSettings.Variable]
    ) {
        let definitions = outcome.definitions
        let used = definitions.variables.compactMap { variable in variables.first { $0.id == variable.id } }
        let personas = outcome.neighbourhoods.map { $0.persona ?? 0 }
        let profileOfPersona = definitions.profileOfPersona
        let profiles = personas.map { profileOfPersona[$0] }
        let weights = outcome.neighbourhoods.map(\.households)
        addAverages(&outcome.columns, personas, definitions.personas.count, weights)
        let columns = zip(definitions.variables, matrix.columns).filter { pair in
            used.contains { $0.id == pair.0.id }
        }.map(\.1)
        let ofPersona = Group.groups(personas, definitions.personas.count, weights, columns, outcome.columns)
        let ofProfile = Group.groups(profiles, definitions.profiles.count, weights, columns, outcome.columns)
        let personaNames = names(ofPersona, used)
        let profileNames = names(ofProfile, used)
        outcome.profiles = definitions.profiles.enumerated().map { index, profile in
            Profile(
                code: profile.code, name: profileNames[index].french, nameEnglish: profileNames[index].english,
                households: ofProfile[index].households, share: ofProfile[index].share,
                definition: ofProfile[index].definition)
        }
        outcome.personas = definitions.personas.enumerated().map { index, persona in
            Persona(
                code: persona.code, profile: persona.profile, name: personaNames[index].french,
                nameEnglish: personaNames[index].english, households: ofPersona[index].households,
                share: ofPersona[index].share, definition: ofPersona[index].definition)
        }
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

    private static func names(
        _ groups: [Group], _ variables: [SegmentationSettings.Variable]
    ) -> [(french: String, english: String)] {
        var count = Array(repeating: leastWords, count: groups.count)
        while true {
            let names = groups.indices.map { name(groups[$0], variables, words: count[$0]) }
            var seen: [String: Int] = [:]
            for name in names {
                seen[name.french, default: 0] += 1
                seen[name.english, default: 0] += 1
            }
            let same = names.indices.filter { seen[names[$0].french]! > 1 || seen[names[$0].english]! > 1 }
            guard !same.isEmpty else { return names }
            // Two groups that share all words are told apart by their number.
            guard same.contains(where: { count[$0] < variables.count }) else {
                return names.indices.map { ("\(names[$0].french) \($0 + 1)", "\(names[$0].english) \($0 + 1)") }
            }
            for index in same { count[index] += 1 }
        }
    }

    private static func name(
        _ group: Group, _ variables: [SegmentationSettings.Variable], words: Int
    ) -> (french: String, english: String) {
        let place = place(density: group.density)
        let order = variables.indices.filter { variables[$0].id != "density" }.sorted {
            let (a, b) = (abs(group.differences[$0]), abs(group.differences[$1]))
            return a != b ? a > b : $0 < $1
        }
        let chosen = order.prefix(words).map { index in
            group.differences[index] >= 0 ? variables[index].high : variables[index].low
        }
        return (
            ([place.french] + chosen.map { $0[0] }).joined(separator: ", "),
            ([place.english] + chosen.map { $0[1] }).joined(separator: ", ")
        )
    }

    /// What a place of so many inhabitants per km² is called, in steps near those of INSEE's grid of density.
    private static func place(density: Double) -> (french: String, english: String) {
        switch density {
        case 8000...: ("Cœurs de ville", "City centres")
        case 2500..<8000: ("Quartiers urbains", "City districts")
        case 700..<2500: ("Faubourgs et petites villes", "Suburbs and small towns")
        case 150..<700: ("Bourgs", "Market towns")
        case 50..<150: ("Villages", "Villages")
        default: ("Campagnes", "Countryside")
        }
    }
}

/// The figures of a group of IRIS.
struct Group {
    var households: Double
    var share: Double
    /// Weighted mean less that of France in standard deviations, for each variable of the clustering.
    var differences: [Double]
    /// The weighted mean of inhabitants per km², 0 when it is not known.
    var density: Double
    /// A JSON object: indices (100 = France) of the indicators, the highest and lowest ten.
    var definition: String

    private static let shownIndices = 10

    static func groups(
        _ labels: [Int], _ count: Int, _ weights: [Double], _ standardised: [[Float]], _ columns: [IndicatorColumn]
    ) -> [Group] {
        let total = weights.reduce(0, +)
        var households = Array(repeating: 0.0, count: count)
        for (index, label) in labels.enumerated() { households[label] += weights[index] }
        let differences = standardised.map { Self.differences($0, labels, count, weights) }
        let means = columns.map { Self.means($0.values, labels, count, weights) }
        let density = columns.firstIndex { $0.definition.id == "density" }
        return (0..<count).map { group in
            Group(
                households: households[group], share: total > 0 ? households[group] / total : 0,
                differences: differences.map { $0[group] }, density: density.map { means[$0].groups[group] } ?? 0,
                definition: definition(columns, means, group))
        }
    }

    private static func means(
        _ values: [Float], _ labels: [Int], _ count: Int, _ weights: [Double]
    ) -> (groups: [Double], france: Double) {
        var sums = Array(repeating: 0.0, count: count)
        var totals = Array(repeating: 0.0, count: count)
        for (index, value) in values.enumerated() where !value.isNaN {
            sums[labels[index]] += weights[index] * Double(value)
            totals[labels[index]] += weights[index]
        }
        let total = totals.reduce(0, +)
        return (
            (0..<count).map { totals[$0] > 0 ? sums[$0] / totals[$0] : 0 }, total > 0 ? sums.reduce(0, +) / total : 0
        )
    }

    private static func differences(_ values: [Float], _ labels: [Int], _ count: Int, _ weights: [Double]) -> [Double] {
        let means = means(values, labels, count, weights)
        var variance = 0.0
        for (index, value) in values.enumerated() where !value.isNaN {
            variance += weights[index] * (Double(value) - means.france) * (Double(value) - means.france)
        }
        let deviation = (variance / max(1, weights.reduce(0, +))).squareRoot()
        return means.groups.map { deviation > 0 ? ($0 - means.france) / deviation : 0 }
    }

    private static func definition(
        _ columns: [IndicatorColumn], _ means: [(groups: [Double], france: Double)], _ group: Int
    ) -> String {
        let indices = columns.indices.filter { means[$0].france > 0 }.map { column in
            (
                id: columns[column].definition.id,
                index: Int((100 * means[column].groups[group] / means[column].france).rounded())
            )
        }
        let sorted = indices.sorted { $0.index != $1.index ? $0.index > $1.index : $0.id < $1.id }
        let list = { (items: [(id: String, index: Int)]) in
            items.map { "{\"indicator\":\"\($0.id)\",\"index\":\($0.index)}" }.joined(separator: ",")
        }
        let high = list(Array(sorted.prefix(shownIndices)))
        let low = list(Array(sorted.suffix(shownIndices).reversed()))
        return "{\"highest\":[\(high)],\"lowest\":[\(low)]}"
    }
}
