import FoundationEssentials
import Segmentation

/// The folder of what a build goes by: `indicators.csv`, `glossary.csv`, `segmentation.json` and, once they were made, the definitions of
/// the personas.
struct DefinitionsFolder {
    let path: String

    static let option = OptionDescriptor(
        name: "definitions", kind: .inputFolder, placeholder: "DIR",
        about: "The folder of indicators.csv, glossary.csv, segmentation.json and personas.json.", defaultText: "Config"
    )

    /// The folder that was asked for, or the one of the configuration file that would be used.
    init(_ options: ParsedOptions) throws(CommandFailure) {
        if let asked = options.text(Self.option.name) {
            path = asked
            return
        }
        guard let file = ConfigurationFile.find(asked: nil) else {
            throw .failure("the folder Config was not found; say where it is with --\(Self.option.name)")
        }
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        path = folder.isEmpty ? "." : folder
    }

    func catalogue() throws -> IndicatorCatalogue {
        let bytes = try ConfigurationFile.read(path + "/indicators.csv")
        let glossary = try ConfigurationFile.read(path + "/glossary.csv")
        return try IndicatorCatalogue(csv: bytes.span, glossary: glossary.span)
    }

    func settings() throws -> SegmentationSettings {
        try SegmentationSettings(json: text(path + "/segmentation.json"))
    }

    /// Nil when none were made yet: a build then makes its own.
    func personas() throws -> SegmentationDefinitions? {
        guard FileManager.default.fileExists(atPath: personasPath) else { return nil }
        return try SegmentationDefinitions(json: text(personasPath))
    }

    var personasPath: String { path + "/" + SegmentationDefinitions.fileName }

    private func text(_ path: String) throws(CommandFailure) -> String {
        String(decoding: try ConfigurationFile.read(path), as: UTF8.self)
    }
}
