import Bytes
import FoundationEssentials
import Segmentation
import Service

/// `quartier evaluate`: how often answers are right, on addresses with known answers.
struct EvaluateCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "evaluate", summary: "measure accuracy on addresses with known answers",
        discussion: """
            Reads tables (CSV, plain, .gz or .xz), asks for each address and compares. Columns that are asked are found by the \
            names that quartier enrich knows. Right answers are looked for in columns expected_citycode, expected_postcode, \
            expected_city, expected_street, expected_housenumber, expected_address (number and street), expected_iris, \
            expected_lat and expected_lon, expected_position (lat, lon); where there is none of these, in citycode (or insee, \
            code_insee), iris, lat and lon, which are then not asked. Street names are the same when their words are, case, \
            accents, hyphens, articles, abbreviations and number words aside; a number is right when its street is. Of a \
            position the IRIS whose outline holds it counts, in communes of several IRIS of which the reference holds streets. \
            An answer is right for its score when all that it claims and the row knows is right. Of \
            wrong communes it says how many rows contradict their known answer: their postcode and city are both those of the \
            commune answered, and not both those of the commune expected. Well-known test sets are recognised.
            """,
        arguments: [
            ArgumentDescriptor(
                name: "FILE", about: "A table of addresses with known answers.", kind: .inputFile(), isRepeated: true)
        ],
        options: [
            OptionDescriptor(
                name: "ask", kind: .text, placeholder: "MAP",
                about: "Columns that are asked, as street=voie,postcode=CP. Several are joined: street=adr1+adr2."),
            OptionDescriptor(
                name: "expect", kind: .text, placeholder: "MAP",
                about:
                    "Columns with the right answers, as citycode=INSEE,position=coordonnees. Of several the first that says "
                    + "something counts."),
            OptionDescriptor(
                name: "by", kind: .text, placeholder: "COLUMN", about: "Measure each value of this column apart."),
            OptionDescriptor(
                name: "text-only", kind: .bool, placeholder: "", about: "Do not give positions with the text."),
            OptionDescriptor(
                name: "format", kind: .choice(["text", "json"]), placeholder: "FORMAT", about: "How to report.",
                defaultText: "text"),
            OptionDescriptor(
                name: "misses", kind: .text, placeholder: "FILE",
                about:
                    "List all wrong answers there, as CSV: what was asked, expected and got, and whether the row contradicts it."
            ),
            OptionDescriptor(
                name: "workers", kind: .integer(1...256), placeholder: "N", about: "Cores to use.", unit: "cores",
                defaultText: "all"),
        ] + SettingsOptions.some("reference", "reference_directory"))

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        let evaluationOptions = try evaluationOptions(options)
        let settings = try SettingsOptions.load(invocation).settings
        try ReferenceFile.prepare(settings, invocation.console)
        let keeper = ReferenceKeeper(path: settings.reference, indicators: [])
        let reference: ServedReference
        do { reference = try keeper.load() } catch { throw .failure("\(settings.reference): \(error)") }
        let evaluation = Evaluation(
            reference, workers: options.integer("workers", default: ProcessInfo.processInfo.activeProcessorCount))
        let misses = try options.text("misses").map { path throws(CommandFailure) in try OutputFile(path) }
        let heading = Array(EvaluationReport.missColumns.utf8)
        try misses?.write(heading.span)
        var reports: [EvaluationReport] = []
        for path in options.arguments {
            reports.append(try evaluate(path, evaluation, evaluationOptions, misses))
        }
        let isJSON = options.text("format") == "json"
        invocation.console.line(isJSON ? EvaluationReport.json(reports) : EvaluationReport.text(reports))
    }

    private static func evaluationOptions(_ options: ParsedOptions) throws(CommandFailure) -> EvaluationOptions {
        var evaluation = EvaluationOptions()
        do {
            if let map = options.text("ask") { evaluation.ask = try ColumnMap(map) }
        } catch { throw .usage("--ask: \(error)") }
        do {
            if let map = options.text("expect") { evaluation.expect = try ExpectationMap(map) }
        } catch { throw .usage("--expect: \(error)") }
        evaluation.isTextOnly = options.bool("text-only")
        evaluation.groupColumn = options.text("by")
        return evaluation
    }

    private static func evaluate(
        _ path: String, _ evaluation: Evaluation, _ options: EvaluationOptions, _ misses: OutputFile?
    ) throws(CommandFailure) -> EvaluationReport {
        do {
            var file = try InputFile(path: path)
            return try evaluation.run(
                name: path.split(separator: "/").last.map(String.init) ?? path, options: options,
                read: { buffer in _ = try file.read(into: &buffer) },
                writeMisses: misses.map { file in { lines in try file.write(lines.bytes) } })
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .failure("\(path): \(error)")
        }
    }
}
