import JSON
import Segmentation
import Store

/// `quartier segmentation compare`: who moved between two references.
struct SegmentationCompareCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "segmentation compare", summary: "say who moved between the personas of two references",
        discussion: """
            Matches neighbourhoods by their codes and counts the households of the newer reference. Prints the migration \
            matrix of the profiles, the largest moves between personas, and how far the two classifications agree.
            """,
        arguments: [
            ArgumentDescriptor(name: "OLD", about: "The older reference.", kind: .inputFile()),
            ArgumentDescriptor(name: "NEW", about: "The newer reference.", kind: .inputFile()),
        ],
        options: [
            OptionDescriptor(
                name: "format", kind: .choice(["text", "json"]), placeholder: "FORMAT", about: "How it is written.",
                defaultText: "text")
        ])

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let migration: Migration
        do throws(StoreError) {
            let old = try ReferenceReader.read(invocation.options.argument(0) ?? "")
            let new = try ReferenceReader.read(invocation.options.argument(1) ?? "")
            migration = Migration(old: old, new: new)
        } catch {
            throw .failure(error.description)
        }
        let isJSON = invocation.options.text("format") == "json"
        invocation.console.write(isJSON ? MigrationText.json(migration) : MigrationText.text(migration))
    }
}
