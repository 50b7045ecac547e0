/// A full reference with its classification, as it was clustered: what is written as a matrix and measured in a report.
public struct ClassifiedReference {
    public let data: ReferenceData
    public let definitions: SegmentationDefinitions
    public let input: SegmentationInput
    public let matrix: SegmentationMatrix
    public let assignment: Assignment
    public let classes: SegmentationClasses

    /// Assigns the neighbourhoods of `data`, which holds the values of its indicators, to its definitions. Throws when it has
    /// none, or lacks an indicator that they need.
    public init(_ data: ReferenceData) throws(InputError) {
        guard let definitions = data.definitions else {
            throw .missing("the reference does not hold the definitions of its personas: build it again")
        }
        self.data = data
        self.definitions = definitions
        input = SegmentationInput(data)
        matrix = try SegmentationMatrix(input, definitions)
        assignment = Assignment(input, matrix, definitions)
        classes = SegmentationClasses(matrix, assignment, definitions)
    }
}
