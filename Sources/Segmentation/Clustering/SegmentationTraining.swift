#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What a training does, in this order.
public enum TrainingStep: Sendable {
    /// Shrinks and standardises the variables.
    case variables
    case profiles
    case personas
}

/// Makes new definitions: profiles, and personas nested in them.
public enum SegmentationTraining {
    /// Clusters the neighbourhoods that take part; `finished` is told of each step.
    /// O(restarts × steps × neighbourhoods × variables × profiles).
    public static func train(
        _ input: SegmentationInput, _ settings: SegmentationSettings, finished: (TrainingStep) -> Void = { _ in }
    ) throws(InputError) -> SegmentationDefinitions {
        var definitions = SegmentationDefinitions(
            seed: settings.seed, restarts: settings.restarts, smallestHouseholds: settings.smallestHouseholds,
            variables: try SegmentationMatrix.variables(input, settings), profiles: [], personas: [])
        let matrix = try SegmentationMatrix(input, definitions)
        let points = matrix.points
        let order = CodeOrder(input)
        let places = matrix.trained.map(order.place)
        finished(.variables)
        name(&definitions, Clusters(points, settings, order: places, finished: finished), points)
        return definitions
    }

    /// Gives the clusters their codes, and centres as they are written.
    private static func name(
        _ definitions: inout SegmentationDefinitions, _ clusters: Clusters, _ points: PointMatrix
    ) {
        let count = clusters.profileOfPersona.count
        let centres = points.means(of: clusters.personaOfPoint, groups: count)
        let profileCount = (clusters.profileOfPersona.max() ?? 0) + 1
        let profileCentres = points.means(of: clusters.profileOfPoint, groups: profileCount)
        definitions.profiles = profileCentres.enumerated().map { index, centre in
            SegmentationDefinitions.Profile(
                code: letter(index), centre: centre.map(SegmentationDefinitions.rounded))
        }
        var weights = Array(repeating: 0.0, count: count)
        for (row, persona) in clusters.personaOfPoint.enumerated() { weights[Int(persona)] += points.weights[row] }
        let total = weights.reduce(0, +)
        definitions.personas = (0..<count).map { index in
            let profile = clusters.profileOfPersona[index]
            let first = clusters.profileOfPersona.firstIndex(of: profile) ?? 0
            return SegmentationDefinitions.Persona(
                code: letter(profile) + "\(index - first + 1)", profile: letter(profile),
                centre: centres[index].map(SegmentationDefinitions.rounded),
                share: SegmentationDefinitions.rounded(total > 0 ? weights[index] / total : 0))
        }
    }

    private static func letter(_ index: Int) -> String { String(UnicodeScalar(UInt8(0x41 + index))) }
}

/// The stable order of codes: by density, then income. Densities are compared in steps of a tenth of a power of ten.
struct CodeOrder {
    private let density: [Float]?
    private let income: [Float]?

    init(_ input: SegmentationInput) {
        density = input.columns.first { $0.definition.id == "density" }?.values
        income = input.columns.first { $0.definition.id == "median_income" }?.values
    }

    /// Where a neighbourhood stands: the higher the earlier.
    func place(_ index: Int) -> Double {
        let known = { (column: [Float]?) -> Double in
            guard let value = column?[index], !value.isNaN else { return 0 }
            return Double(value)
        }
        return (log10(max(known(density), 1)) * 10).rounded() + known(income) / 1e6
    }
}
