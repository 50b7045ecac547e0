/// All neighbourhoods in the space that they are clustered in.
public struct SegmentationMatrix: Sendable {
    /// Standardised values, an array for each variable in the order of the neighbourhoods; NaN where nothing is known.
    public let columns: [[Float]]
    /// Stands where nothing is known of a neighbourhood that takes part all the same.
    let middles: [Float]
    /// The neighbourhoods that shape the personas, ascending.
    public let trained: [Int]
    /// The share of the variables' weight that is known of each neighbourhood, from its own figures or those of an area
    /// around it; 0 to 1.
    public let known: [Double]
    public let households: [Double]

    /// A neighbourhood of which less is known takes no part: it would shape personas by what France is on average.
    private static let leastKnown = 0.9

    /// Standardises the variables as `definitions` say.
    public init(_ input: SegmentationInput, _ definitions: SegmentationDefinitions) throws(InputError) {
        let byID = Self.byID(input)
        let shrinkage = Shrinkage(input)
        var columns: [[Float]] = []
        for variable in definitions.variables {
            let raw = try Variable(try Formula(variable.formula), of: input, byID)
            columns.append(
                shrinkage.applied(to: raw, kappa: (variable.kappa, variable.kappaDivided)).map(
                    variable.standardisation.value))
        }
        self.columns = columns
        middles = definitions.variables.map(\.standardisation.middleValue)
        households = input.households
        known = Self.known(
            columns, weights: definitions.variables.map(\.standardisation.weight), count: input.neighbourhoods.count)
        trained = Self.trained(input, known, definitions.smallestHouseholds)
    }

    /// Measures how the variables are to be standardised. Those that the files at hand say nothing of are left out.
    static func variables(
        _ input: SegmentationInput, _ settings: SegmentationSettings
    ) throws(InputError) -> [SegmentationDefinitions.Variable] {
        let byID = byID(input)
        let shrinkage = Shrinkage(input)
        var raws: [(variable: SegmentationSettings.Variable, raw: Variable)] = []
        for variable in settings.variables {
            let raw = try Variable(try Formula(variable.formula), of: input, byID)
            if raw.values.contains(where: { !$0.isNaN }) { raws.append((variable, raw)) }
        }
        let known = known(
            raws.map { $0.raw.values.map(Float.init) }, weights: raws.map(\.variable.weight),
            count: input.neighbourhoods.count)
        let trained = trained(input, known, settings.smallestHouseholds)
        let weights = trained.map { input.neighbourhoods[$0].households }
        return raws.map { variable, raw in
            let found = variable.shrinks ? shrinkage.kappa(raw) : (0, 0)
            let kappa = (
                undivided: SegmentationDefinitions.rounded(found.0), divided: SegmentationDefinitions.rounded(found.1)
            )
            let values = shrinkage.applied(to: raw, kappa: kappa)
            return SegmentationDefinitions.Variable(
                id: variable.id, formula: variable.formula, kappa: kappa.undivided, kappaDivided: kappa.divided,
                standardisation: Standardisation(trained.map { values[$0] }, weights: weights, variable: variable))
        }
    }

    private static func byID(_ input: SegmentationInput) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: input.columns.enumerated().map { ($1.definition.id, $0) })
    }

    private static func known(_ columns: [[Float]], weights: [Double], count: Int) -> [Double] {
        let total = max(weights.reduce(0, +), .leastNonzeroMagnitude)
        return (0..<count).map { index in
            var sum = 0.0
            for (column, weight) in zip(columns, weights) where !column[index].isNaN { sum += weight }
            return sum / total
        }
    }

    private static func trained(
        _ input: SegmentationInput, _ known: [Double], _ smallestHouseholds: Double
    ) -> [Int] {
        let fit = input.neighbourhoods.indices.filter { index in
            let iris = input.neighbourhoods[index]
            return iris.isResidential && iris.households >= max(smallestHouseholds, .leastNonzeroMagnitude)
                && known[index] >= leastKnown
        }
        // Without figures at all there is nothing to tell neighbourhoods apart by, and yet each needs a persona.
        return fit.isEmpty ? input.neighbourhoods.indices.filter { input.neighbourhoods[$0].isResidential } : fit
    }

    /// The neighbourhoods that shape the personas as points, in the order of `trained`.
    public var points: PointMatrix {
        let filled = zip(columns, middles).map { column, middle in column.map { $0.isNaN ? middle : $0 } }
        return PointMatrix(columns: filled, rows: trained, weights: trained.map { households[$0] })
    }
}
