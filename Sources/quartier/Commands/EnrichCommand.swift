import Bytes
import Dispatch
import FoundationEssentials
import Segmentation
import Service

/// `quartier enrich`: a file of contacts in, the same contacts with their neighbourhoods out.
struct EnrichCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "enrich", summary: "enrich a file of contacts, CSV or NDJSON",
        discussion: """
            Writes to standard output, in the order of the input, what the server would answer. Uses all cores and constant \
            memory. A table may be separated by semicolons, commas, tabs or bars, with or without quotes, byte order mark and \
            CRLF, in UTF-8 or Windows-1252 (Latin-1); the answer has the same separator, line ends and mark, in UTF-8. Columns \
            are found by their usual names, as adresse, voie, cp, code_postal, ville, adr1 and adr2; --map names others. A line \
            that cannot be read is answered with its error and spoils only itself. Exit status: 0 all lines were answered, 3 \
            all but some that could not be read, 1 the file as a whole could not be read or written, 2 wrong usage.
            """,
        arguments: [
            ArgumentDescriptor(
                name: "FILE",
                about: "The contacts; - is standard input; a name that ends in .gz or .xz is decompressed.",
                kind: .inputFile(orStandardInput: true))
        ],
        options: [
            OptionDescriptor(
                name: "format", kind: .choice(FileEnricher.Format.allCases.map(\.rawValue)), placeholder: "FORMAT",
                about: "csv or ndjson. Without it the file's ending says; standard input is CSV."),
            OptionDescriptor(
                name: "map", kind: .text, placeholder: "MAP",
                about: "Columns of a table, as street=voie,postcode=CP. The parts are "
                    + AddressPart.allCases.map(\.rawValue).joined(separator: ", ")
                    + ". Several columns are joined: street=adr1+adr2. A number is a column's place, from 1."),
            OptionDescriptor(
                name: "output", kind: .text, placeholder: "FILE", about: "Write there and not to standard output."),
            OptionDescriptor(
                name: "rejects", kind: .text, placeholder: "FILE",
                about: "Write lines that could not be read there too, with their number and error."),
            OptionDescriptor(
                name: "workers", kind: .integer(1...256), placeholder: "N", about: "Cores to use.", unit: "cores",
                defaultText: "all"),
            OptionDescriptor(
                name: "min-score", kind: .text, placeholder: "SCORE",
                about: "Turn answers with a lower score into coarser ones, 0 to 1.", defaultText: "0"),
            OptionDescriptor(
                name: "explain", kind: .bool, placeholder: "",
                about: "Say in each NDJSON answer how its address was read and why it was matched so."),
            OptionDescriptor(
                name: "fields", kind: .text, placeholder: "NAMES",
                about: "Indicators to add, separated by commas; quartier serve lists them at /indicators."),
            OptionDescriptor(name: "quiet", kind: .bool, placeholder: "", about: "Show no progress and no summary."),
        ]
            + SettingsOptions.some(
                "reference", "reference_directory", "enrich.indicators", "enrich.line_bytes", "enrich.field_bytes",
                "enrich.mix_personas", "enrich.fields"))

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        let map = try map(options)
        let settings = try SettingsOptions.load(invocation).settings
        try ReferenceFile.prepare(settings, invocation.console)
        let path = options.argument(0) ?? "-"
        var input: InputFile
        do { input = path == "-" ? InputFile() : try InputFile(path: path) } catch { throw .failure("\(error)") }
        let keeper = ReferenceKeeper(
            path: settings.reference, indicators: settings.enrich.indicators,
            maximumMixParts: settings.enrich.mixPersonas)
        let reference: ServedReference
        do { reference = try keeper.load() } catch { throw .failure("\(settings.reference): \(error)") }
        var enricher = FileEnricher(
            reference, limits: settings.serviceOptions.limits,
            workers: options.integer("workers", default: ProcessInfo.processInfo.activeProcessorCount))
        enricher.map = map
        enricher.minimumScore = try minimumScore(options)
        enricher.explains = options.bool("explain")
        if let fields = options.text("fields") {
            do { try enricher.ask(for: fields) } catch { throw .usage("--fields: \(error)") }
        }
        let progress = EnrichProgress(
            console: options.bool("quiet") ? nil : invocation.console, totalBytes: input.byteCount)
        let summary = try run(enricher, path, &input, options, progress)
        progress.finish(summary)
        guard summary.rejected == 0 else {
            throw .incomplete("\(summary.rejected) of \(summary.contacts) lines could not be read")
        }
    }

    private static func run(
        _ enricher: FileEnricher, _ path: String, _ input: inout InputFile, _ options: ParsedOptions,
        _ progress: EnrichProgress
    ) throws(CommandFailure) -> BatchSummary {
        let output =
            try options.text("output").map { path throws(CommandFailure) in try OutputFile(path) } ?? OutputFile()
        let rejects = try options.text("rejects").map { path throws(CommandFailure) in try OutputFile(path) }
        do {
            return try enricher.run(format(options, path)) { buffer in
                _ = try input.read(into: &buffer)
            } write: { answers in
                try output.write(answers.bytes)
            } writeRejects: { lines in
                try rejects?.write(lines.bytes)
            } describe: { table in
                progress.describe(table)
            } progress: { summary, bytes in
                progress.update(summary, inputBytes: bytes)
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .failure("\(path): \(error)")
        }
    }

    private static func map(_ options: ParsedOptions) throws(CommandFailure) -> ColumnMap {
        guard let text = options.text("map") else { return ColumnMap() }
        do { return try ColumnMap(text) } catch { throw .usage("--map: \(error)") }
    }

    private static func minimumScore(_ options: ParsedOptions) throws(CommandFailure) -> Float {
        guard let text = options.text("min-score") else { return 0 }
        guard let score = Float(text), score >= 0, score <= 1 else {
            throw .usage("--min-score must be a number from 0 to 1, not \"\(text)\"")
        }
        return score
    }

    private static func format(_ options: ParsedOptions, _ path: String) -> FileEnricher.Format {
        if let name = options.text("format"), let format = FileEnricher.Format(rawValue: name) { return format }
        return NDJSONFile.isNamed(path) ? .ndjson : .csv
    }
}
