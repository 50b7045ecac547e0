/// Classifies all IRIS: by definitions that are there, or by new ones, and describes what came out.
struct Classifier {
    private let settings: SegmentationSettings
    private let definitions: SegmentationDefinitions?
    private let input: SegmentationInput

    struct Outcome {
        var neighbourhoods: [Neighbourhood]
        var columns: [IndicatorColumn]
        var profiles: [Profile]
        var personas: [Persona]
        var definitions: SegmentationDefinitions
        /// Whether the definitions were made now.
        var isNew: Bool
        var explainedByProfiles: Double
        var explainedByPersonas: Double
        /// The share of households whose persona was given by rule.
        var estimatedShare: Double
    }

    /// `definitions` nil makes new ones as `settings` say.
    init(_ settings: SegmentationSettings, _ definitions: SegmentationDefinitions?, _ input: SegmentationInput) {
        self.settings = settings
        self.definitions = definitions
        self.input = input
    }

    func classify() throws(InputError) -> Outcome {
        let definitions =
            if let definitions { definitions } else { try SegmentationTraining.train(input, settings) }
        let matrix = try SegmentationMatrix(input, definitions)
        let assignment = Assignment(input, matrix, definitions)
        let classes = SegmentationClasses(matrix, assignment, definitions)
        var outcome = Outcome(
            neighbourhoods: input.neighbourhoods, columns: input.columns, profiles: [], personas: [],
            definitions: definitions, isNew: self.definitions == nil,
            explainedByProfiles: classes.explainedByProfiles.total,
            explainedByPersonas: classes.explainedByPersonas.total,
            estimatedShare: assignment.estimatedShare(households: matrix.households))
        for index in outcome.neighbourhoods.indices {
            outcome.neighbourhoods[index].persona = assignment.personas[index]
            outcome.neighbourhoods[index].isEstimated = assignment.isEstimated[index]
            outcome.neighbourhoods[index].fit = assignment.fits[index]
        }
        PersonaDescriber.describe(&outcome)
        return outcome
    }
}

extension Assignment {
    /// The share of households whose persona was given by rule, 0 to 1.
    public func estimatedShare(households: [Double]) -> Double {
        var (estimated, total) = (0.0, 0.0)
        for (index, count) in households.enumerated() {
            total += count
            if isEstimated[index] { estimated += count }
        }
        return total > 0 ? estimated / total : 0
    }
}

/// The neighbourhoods that shape the personas as points with their profiles and personas: what the quality of a
/// classification is measured on.
public struct SegmentationClasses: Sendable {
    public let points: PointMatrix
    /// The row of each point in the list of neighbourhoods.
    public let neighbourhoods: [Int]
    public let profiles: [Int32]
    public let personas: [Int32]
    public let profileCount: Int
    public let personaCount: Int
    public let profileOfPersona: [Int]

    public init(_ matrix: SegmentationMatrix, _ assignment: Assignment, _ definitions: SegmentationDefinitions) {
        points = matrix.points
        neighbourhoods = matrix.trained
        let profileOfPersona = definitions.profileOfPersona
        personas = matrix.trained.map { Int32(assignment.personas[$0]) }
        profiles = personas.map { Int32(profileOfPersona[Int($0)]) }
        profileCount = definitions.profiles.count
        personaCount = definitions.personas.count
        self.profileOfPersona = profileOfPersona
    }

    public var explainedByProfiles: VarianceExplained { VarianceExplained(points, profiles, groups: profileCount) }
    public var explainedByPersonas: VarianceExplained { VarianceExplained(points, personas, groups: personaCount) }
}
