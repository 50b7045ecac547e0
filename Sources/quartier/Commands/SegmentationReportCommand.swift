import FoundationEssentials
import Markup
import Segmentation
import Store

/// `quartier segmentation report`: how good the classification of a reference is.
struct SegmentationReportCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "segmentation report", summary: "measure the quality of a classification",
        discussion: """
            Variance explained, silhouette, stability, borders, coverage, sizes, drift, and what personas say that a plain grid \
            does not, as lines, JSON or one page of HTML with maps and charts. Stability trains again for each seed and \
            sample, which takes minutes; --seeds 0 leaves it out.
            """,
        options: [
            SegmentationReference.option,
            OptionDescriptor(
                name: "format", kind: .choice(["text", "json", "html"]), placeholder: "FORMAT",
                about: "What is written: text, json or html.", defaultText: "text"),
            OptionDescriptor(
                name: "lang", kind: .choice(["fr", "en"]), placeholder: "LANG",
                about: "The language of text and html: fr or en.", defaultText: "en"),
            OptionDescriptor(
                name: "to", kind: .text, placeholder: "FILE", about: "Where it goes; - is standard output.",
                defaultText: "-"),
            OptionDescriptor(
                name: "previous", kind: .inputFile(), placeholder: "FILE",
                about: "An earlier reference to measure drift against."),
            OptionDescriptor(
                name: "seeds", kind: .integer(0...20), placeholder: "N",
                about: "Trainings with other seeds, compared with each other; below 2 stability is left out.",
                defaultText: "3"),
            OptionDescriptor(
                name: "samples", kind: .integer(0...50), placeholder: "N",
                about: "Trainings on bootstrap samples; 0 leaves stability out.", defaultText: "3"),
            OptionDescriptor(
                name: "curve-restarts", kind: .integer(0...100), placeholder: "N",
                about: "Restarts for each number of clusters of the curve; 0 leaves it out.", defaultText: "5"),
            DefinitionsFolder.option,
        ])

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        let reference = try SegmentationReference.read(options)
        let language = PortraitLanguage(rawValue: options.text("lang", default: "en")) ?? .english
        let report: QualityReport
        do {
            report = QualityReport(
                reference, settings: try DefinitionsFolder(options).settings(),
                previous: try options.text("previous").map { path in try ReferenceReader.read(path) },
                effort: QualityEffort(
                    seeds: options.integer("seeds", default: 3), samples: options.integer("samples", default: 3),
                    curveRestarts: options.integer("curve-restarts", default: 5)))
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .failure("\(error)")
        }
        try write(shown(report, reference.data, options.text("format", default: "text"), language), invocation)
    }

    private static func shown(
        _ report: QualityReport, _ data: ReferenceData, _ format: String, _ language: PortraitLanguage
    ) -> String {
        switch format {
        case "json": return report.json
        case "html":
            var html = MarkupWriter(capacity: 1 << 20)
            QualityPage(report, data, language: language).write(to: &html)
            return html.text
        default: return report.text(language)
        }
    }

    private static func write(_ text: String, _ invocation: Invocation) throws(CommandFailure) {
        let path = invocation.options.text("to", default: "-")
        guard path != "-" else { return invocation.console.write(text) }
        do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
            throw .failure("\(path) could not be written: \(error)")
        }
    }
}
