#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Classifies all IRIS: clusters those with figures of their own, gives the others a persona by rule, and describes what came out.
struct Classifier {
    private let settings: SegmentationSettings
    private let columns: [IndicatorColumn]
    private let neighbourhoods: [Neighbourhood]
    private let byID: [String: Int]

    struct Outcome {
        var neighbourhoods: [Neighbourhood]
        var columns: [IndicatorColumn]
        var profiles: [Profile]
        var personas: [Persona]
        var explainedByProfiles: Double
        var explainedByPersonas: Double
    }

    /// `columns` are all indicators, sorted by id; `neighbourhoods` know their households.
    init(
        _ settings: SegmentationSettings, _ columns: [IndicatorColumn], _ neighbourhoods: [Neighbourhood]
    ) throws(InputError) {
        self.settings = settings
        self.columns = columns
        self.neighbourhoods = neighbourhoods
        byID = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.definition.id, $0) })
        for variable in settings.variables where byID[variable.indicator] == nil {
            throw .configuration(file: "segmentation.json", reason: "no indicator \(variable.indicator)")
        }
    }

    func classify() -> Outcome {
        let trained = neighbourhoods.indices.filter { isTrained(neighbourhoods[$0]) }
        let weights = trained.map { neighbourhoods[$0].households }
        let standardised = usedVariables.map { variable in
            Standardisation.column(
                columns[byID[variable.indicator]!].values, variable, weights: neighbourhoods.map(\.households))
        }
        let rows = trained.map { index in standardised.map { $0[index] } }
        let points = PointMatrix(rows: rows, weights: weights)
        let classification = Classification(points, settings, order: trained.map(order))
        var outcome = Outcome(
            neighbourhoods: neighbourhoods, columns: columns, profiles: [], personas: [],
            explainedByProfiles: classification.explainedByProfiles,
            explainedByPersonas: classification.explainedByPersonas)
        for (position, index) in trained.enumerated() {
            outcome.neighbourhoods[index].persona = Int(classification.personaOfPoint[position])
        }
        assignByRule(&outcome.neighbourhoods, classification, points, standardised)
        PersonaDescriber.describe(&outcome, classification, standardised, usedVariables)
        return outcome
    }

    /// Variables that the files at hand tell something about.
    private var usedVariables: [SegmentationSettings.Variable] {
        settings.variables.filter { variable in columns[byID[variable.indicator]!].values.contains { !$0.isNaN } }
    }

    /// Business and other IRIS, and those of hardly any households, do not shape the personas.
    private func isTrained(_ iris: Neighbourhood) -> Bool {
        (iris.type == UInt8(ascii: "H") || iris.type == Territory.undivided)
            && iris.households >= settings.smallestHouseholds
    }

    /// Gives a persona to the IRIS that took no part. A business or other IRIS has that of the nearest residential one of
    /// its commune; a small residential one, and any without such a neighbour, the one whose centre is nearest to its
    /// figures.
    private func assignByRule(
        _ neighbourhoods: inout [Neighbourhood], _ classification: Classification, _ points: PointMatrix,
        _ standardised: [[Float]]
    ) {
        let centres = classification.personaCentres(points)
        var residents: [AreaCode: [Int]] = [:]
        for (index, iris) in neighbourhoods.enumerated() where iris.persona != nil {
            residents[iris.commune, default: []].append(index)
        }
        for index in neighbourhoods.indices where neighbourhoods[index].persona == nil {
            let iris = neighbourhoods[index]
            let isResidential = iris.type == UInt8(ascii: "H") || iris.type == Territory.undivided
            let neighbour =
                isResidential ? nil : Self.nearest(to: iris, among: residents[iris.commune] ?? [], neighbourhoods)
            neighbourhoods[index].persona =
                neighbour.flatMap { neighbourhoods[$0].persona }
                ?? Self.nearestCentre(standardised.map { Double($0[index]) }, centres)
            neighbourhoods[index].isEstimated = true
        }
    }

    private static func nearest(
        to iris: Neighbourhood, among candidates: [Int], _ neighbourhoods: [Neighbourhood]
    ) -> Int? {
        guard let latitude = iris.latitude, let longitude = iris.longitude else { return candidates.first }
        let scale = cos(latitude * .pi / 180)
        let distance = { (candidate: Int) -> Double in
            guard let y = neighbourhoods[candidate].latitude, let x = neighbourhoods[candidate].longitude else {
                return .infinity
            }
            return (y - latitude) * (y - latitude) + (x - longitude) * (x - longitude) * scale * scale
        }
        return candidates.min { a, b in
            let (left, right) = (distance(a), distance(b))
            return left != right ? left < right : a < b
        }
    }

    private static func nearestCentre(_ point: [Double], _ centres: [[Double]]) -> Int? {
        let distances = centres.map { zip($0, point).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
        return distances.indices.min { distances[$0] != distances[$1] ? distances[$0] < distances[$1] : $0 < $1 }
    }

    /// Codes go by density, then income: densities are compared in steps of a tenth of a power of ten.
    private func order(_ index: Int) -> Double {
        let density = value("density", index) ?? 0
        let income = value("median_income", index) ?? 0
        return (log10(max(density, 1)) * 10).rounded() + income / 1e6
    }

    private func value(_ id: String, _ index: Int) -> Double? {
        guard let column = byID[id] else { return nil }
        let value = Double(columns[column].values[index])
        return value.isNaN ? nil : value
    }
}
