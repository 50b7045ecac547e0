import Store

/// `quartier export reference`: writes the text files that are shipped.
struct ExportReferenceCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "export reference", summary: "write the text files that are shipped, from a reference",
        discussion: """
            Writes what Quartier computed itself (the persona, households and position of every IRIS, averages by persona) and \
            plain facts (names and postal codes of communes), sorted. The same reference gives the same bytes.
            """,
        options: [
            OptionDescriptor(
                name: "reference", kind: .inputFile(), placeholder: "FILE", about: "The reference to export.",
                defaultText: defaultReference),
            OptionDescriptor(
                name: "to", kind: .text, placeholder: "DIR", about: "The folder of the text files.", isRequired: true),
        ])

    private static let defaultReference = "reference.sqlite"

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let reference = invocation.options.text("reference", default: defaultReference)
        let folder = invocation.options.text("to", default: "")
        do throws(StoreError) {
            for file in try EmbeddedReference.export(from: reference, to: folder) {
                invocation.console.line("\(folder)/\(file.name): \(file.byteCount) bytes")
            }
        } catch {
            throw .failure(error.description)
        }
    }
}
