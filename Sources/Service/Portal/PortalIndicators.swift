import Charts
import Enrichment
import Portal
import Store

/// The indicators as the pages list them: names in both languages, means of personas and of France. Made once a load; 37,604
/// means take some milliseconds and 0.3 MB.
struct PortalIndicators: Sendable {
    struct Means: Sendable {
        /// In the order of the personas; NaN where it is not known.
        var personas: [Double]
        /// Of the households of France; NaN where no persona's is known.
        var france: Double
    }

    private let means: [String: Means]
    /// Ids in the order of their labels, as a reader of the language looks for them.
    private let order: [Language: [String]]

    init(_ catalogue: ReferenceCatalogue) {
        means = Self.means(catalogue)
        order = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let keys = catalogue.indicators.values.map { ($0.id, SearchText($0.label(language)).bytes) }
                let sorted = keys.sorted { one, other in
                    one.1 == other.1 ? one.0 < other.0 : one.1.lexicographicallyPrecedes(other.1)
                }
                return (language, sorted.map(\.0))
            })
    }

    func means(of id: String) -> Means? { means[id] }

    /// Those that are asked for, by label.
    func list(_ query: IndicatorDirectory.Query, _ directory: IndicatorDirectory, _ language: Language) -> [String] {
        let found = Set(directory.ids(query))
        return (order[language] ?? []).filter(found.contains)
    }

    private static func means(_ catalogue: ReferenceCatalogue) -> [String: Means] {
        let unknown = Means(personas: catalogue.personas.map { _ in .nan }, france: .nan)
        var means: [String: Means] = [:]
        for (place, persona) in catalogue.personas.enumerated() {
            for average in persona.averages {
                means[average.indicator, default: unknown].personas[place] = average.value
            }
        }
        return means.mapValues { known in
            var (sum, households) = (0.0, 0.0)
            for (persona, value) in zip(catalogue.personas, known.personas) where value.isFinite {
                sum += value * persona.households
                households += persona.households
            }
            return Means(personas: known.personas, france: households > 0 ? sum / households : .nan)
        }
    }
}

extension ReferenceCatalogue.Indicator {
    func label(_ language: Language) -> String { language == .french ? labelFrench : labelEnglish }
}
