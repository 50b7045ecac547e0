import Segmentation
import Store

/// A full reference with its classification, as the commands of the segmentation read it.
struct SegmentationReference {
    let data: ReferenceData
    let definitions: SegmentationDefinitions
    let input: SegmentationInput
    let matrix: SegmentationMatrix
    let assignment: Assignment
    let classes: SegmentationClasses

    static let option = OptionDescriptor(
        name: "reference", kind: .inputFile(), placeholder: "FILE", about: "A reference built from official files.",
        defaultText: "reference.sqlite")

    init(_ options: ParsedOptions) throws(CommandFailure) {
        let path = options.text(Self.option.name, default: Self.option.defaultText)
        do {
            data = try ReferenceReader.readWithValues(path)
            guard let definitions = data.definitions else {
                throw CommandFailure.failure("\(path) does not hold the definitions of its personas: build it again")
            }
            self.definitions = definitions
            input = SegmentationInput(data)
            matrix = try SegmentationMatrix(input, definitions)
            assignment = Assignment(input, matrix, definitions)
            classes = SegmentationClasses(matrix, assignment, definitions)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .failure("\(error)")
        }
    }
}
