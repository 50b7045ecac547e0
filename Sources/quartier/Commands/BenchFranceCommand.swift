import Segmentation
import Service
import Store

/// `quartier bench france`: a reference of the size of the whole country, to measure loading and matching on.
struct BenchFranceCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "bench france", summary: "make a reference as large as all of France, with made-up streets",
        discussion: """
            Puts made-up streets and house numbers, shaped like the Base Adresse Nationale, on the communes and IRIS of the \
            reference in force. The same reference, figures and seed give the same bytes. Then: quartier bench enrich \
            --reference FILE. Takes a minute and 4 GB of memory.
            """,
        options: [
            OptionDescriptor(
                name: "to", kind: .text, placeholder: "FILE", about: "Where the reference goes.", isRequired: true),
            OptionDescriptor(
                name: "streets", kind: .integer(1...10_000_000), placeholder: "N", about: "Streets and lieux-dits.",
                unit: "streets", defaultText: "\(defaultStreets)"),
            OptionDescriptor(
                name: "numbers", kind: .integer(0...100_000_000), placeholder: "N", about: "House numbers.",
                unit: "numbers", defaultText: "\(defaultNumbers)"),
            OptionDescriptor(
                name: "seed", kind: .integer(0...Int.max), placeholder: "N", about: "Another one makes other streets.",
                defaultText: "1"),
        ] + SettingsOptions.some("reference", "reference_directory"))

    /// As the Base Adresse Nationale has them.
    private static let defaultStreets = 2_200_000
    private static let defaultNumbers = 26_000_000

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        let settings = try SettingsOptions.load(invocation).settings
        try ReferenceFile.prepare(settings, invocation.console)
        let france = MadeUpFrance(
            streets: options.integer("streets", default: defaultStreets),
            numbers: options.integer("numbers", default: defaultNumbers),
            seed: UInt64(options.integer("seed", default: 1)))
        let path = options.text("to", default: "")
        do throws(StoreError) {
            let data = france.fill(try ReferenceReader.read(settings.reference))
            try ReferenceWriter.write(data, to: path)
            invocation.console.line(
                "\(path): \(data.streets?.streets.count ?? 0) streets, \(data.streets?.numberCount ?? 0) numbers")
        } catch {
            throw .failure("\(error)")
        }
    }
}
