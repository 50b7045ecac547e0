/// How good a classification is, measured: what `quartier segmentation report` shows as text, JSON and a page.
///
/// Every figure comes from `Quality` or is a plain sum over households. Shares are 0 to 1.
public struct QualityReport: Sendable, Codable, Equatable {
    public var dataset: String
    public var coverage: Coverage
    public var explained: Explained
    public var silhouette: Levels
    /// By households whose persona was not given by rule.
    public var fit: Fit
    /// Nil when it was not asked for.
    public var stability: Stable?
    /// Variance explained against the number of clusters, without nesting; empty when it was not asked for.
    public var curve: [CurveStep]
    public var news: News
    /// Nil without an earlier reference.
    public var drift: Drift?
    public var variables: [Variable]
    public var profiles: [Group]
    public var personas: [Group]

    public struct Coverage: Sendable, Codable, Equatable {
        public var neighbourhoods: Int
        /// That have a persona.
        public var withPersona: Int
        /// That shaped the personas.
        public var trained: Int
        public var households: Double
        /// Of households.
        public var shareWithPersona: Double
        public var shareEstimated: Double
        /// Of neighbourhoods.
        public var shareOfNeighbourhoodsEstimated: Double
    }

    /// Of the weighted variance of the variables.
    public struct Explained: Sendable, Codable, Equatable {
        public var profiles: Double
        public var personas: Double
        public var withinProfiles: Double
        public var withinPersonas: Double
    }

    public struct Levels: Sendable, Codable, Equatable {
        public var profiles: Double
        public var personas: Double
    }

    public struct Fit: Sendable, Codable, Equatable {
        public var typical: Double
        public var usual: Double
        /// Close to the border between two personas.
        public var borderline: Double
    }

    /// Adjusted Rand indices.
    public struct Stable: Sendable, Codable, Equatable {
        public var restarts: Int
        public var seeds: Agreement
        public var samples: Agreement
    }

    /// Over several comparisons.
    public struct Agreement: Sendable, Codable, Equatable {
        public var comparisons: Int
        public var meanProfiles: Double
        public var leastProfiles: Double
        public var meanPersonas: Double
        public var leastPersonas: Double
    }

    public struct CurveStep: Sendable, Codable, Equatable {
        public var clusters: Int
        public var explained: Double
    }

    /// Mean variance explained in indicators that were no inputs.
    public struct News: Sendable, Codable, Equatable {
        public var indicators: Int
        public var byProfiles: Double
        public var byPersonas: Double
        /// By a grid of density and income with as many cells as there are personas.
        public var byGrid: Double
        public var gridCells: Int
        /// Of the indicators of which personas explain more than the grid.
        public var shareWon: Double
        public var themes: [Theme]
    }

    public struct Theme: Sendable, Codable, Equatable {
        public var theme: String
        public var indicators: Int
        public var byPersonas: Double
        public var byGrid: Double
    }

    /// Population stability indices against an earlier reference.
    public struct Drift: Sendable, Codable, Equatable {
        public var previous: String
        public var profiles: Double
        public var personas: Double
        /// Of the households of neighbourhoods that both know, whose persona has another code now.
        public var shareMoved: Double
    }

    public struct Variable: Sendable, Codable, Equatable {
        public var id: String
        public var label: Bilingual
        public var weight: Double
        public var explainedByProfiles: Double
        public var explainedByPersonas: Double
        /// Of the households that took part: whose value is of their own neighbourhood or commune, and not of a larger area.
        public var coverage: Double
    }

    public struct Group: Sendable, Codable, Equatable {
        public var code: String
        public var name: Bilingual
        public var households: Double
        public var share: Double
        public var neighbourhoods: Int
        /// For each variable, how far its mean is from France's, in standard deviations of neighbourhoods.
        public var differences: [Double]
        /// Indices of the axes of the radial plot, 100 = France; in the order of `QualityReport.axes`.
        public var indices: [Double?]
    }

    /// What a radial plot shows.
    static let axes: [(figure: PortraitFigure, label: Bilingual)] = [
        (.income, Bilingual("Niveau de vie", "Income")), (.managers, Bilingual("Cadres", "Professionals")),
        (.workers, Bilingual("Ouvriers", "Manual workers")), (.unemployment, Bilingual("Chômage", "Unemployment")),
        (.children, Bilingual("Moins de 15 ans", "Under 15")), (.seniors, Bilingual("65 ans et plus", "65 and over")),
        (.alone, Bilingual("Personnes seules", "Living alone")), (.houses, Bilingual("Maisons", "Houses")),
        (.owners, Bilingual("Propriétaires", "Owners")),
        (.socialHousing, Bilingual("Logement social", "Social housing")),
        (.noCar, Bilingual("Sans voiture", "No car")), (.shops, Bilingual("Commerces", "Shops")),
    ]
}
