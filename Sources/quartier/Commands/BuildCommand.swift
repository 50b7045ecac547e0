import FoundationEssentials
import Segmentation
import Store

/// `quartier build`: makes a reference of the official files below a folder.
struct BuildCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "build", summary: "make a reference of official files (INSEE, La Poste, BAN)",
        discussion: """
            Uses the files that it knows by their columns, whatever their names, plain or compressed by gzip or xz. Says what it \
            used, what is missing and what that costs. The old reference stays until the new one is complete.
            """,
        options: [
            OptionDescriptor(
                name: "from", kind: .inputFolder, placeholder: "DIR",
                about: "The folder, searched with its subfolders.",
                isRequired: true),
            OptionDescriptor(
                name: "to", kind: .text, placeholder: "FILE", about: "Where the reference goes.", isRequired: true),
            OptionDescriptor(
                name: "dataset", kind: .text, placeholder: "VERSION", about: "The version that it carries.",
                defaultText: defaultDataset),
            DefinitionsFolder.option,
        ])

    static let defaultDataset = "2026.1"

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let to = invocation.options.text("to", default: "")
        let observer = BuildProgress(console: invocation.console)
        do {
            let data = try build(invocation.options, observer)
            observer.progress("writing", done: 0, of: 1)
            try ReferenceWriter.write(data, to: to)
            observer.finish()
            invocation.console.line(
                "\(to): \(data.communes.count) communes, \(data.neighbourhoods.count) IRIS, \(data.places.count) names")
        } catch {
            observer.finish()
            throw .failure("\(error)")
        }
    }

    private static func build(_ options: ParsedOptions, _ observer: BuildProgress) throws -> ReferenceData {
        let definitions = try DefinitionsFolder(options)
        var builder = ReferenceBuilder(
            folder: options.text("from", default: "."), dataset: options.text("dataset", default: defaultDataset),
            catalogue: try definitions.catalogue(), settings: try definitions.settings(),
            definitions: try definitions.personas(), threads: ProcessInfo.processInfo.activeProcessorCount,
            observer: observer)
        return try builder.build()
    }
}
