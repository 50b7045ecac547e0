import Segmentation
import Store

/// How the commands of the segmentation take a full reference.
enum SegmentationReference {
    static let option = OptionDescriptor(
        name: "reference", kind: .inputFile(), placeholder: "FILE", about: "A reference built from official files.",
        defaultText: "reference.sqlite")

    static func read(_ options: ParsedOptions) throws(CommandFailure) -> ClassifiedReference {
        let path = options.text(option.name, default: option.defaultText)
        let data: ReferenceData
        do { data = try ReferenceReader.readWithValues(path) } catch { throw .failure("\(error)") }
        do { return try ClassifiedReference(data) } catch { throw .failure("\(path): \(error)") }
    }
}
