import FoundationEssentials
import Segmentation
import Store

/// `quartier segmentation train`: makes new definitions of the profiles and personas.
struct SegmentationTrainCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "segmentation train", summary: "make new definitions of the profiles and personas",
        discussion: """
            Clusters the neighbourhoods by the variables of segmentation.json and writes what came out: the range of each \
            variable and the centres. Builds assign neighbourhoods to the definitions that are there, so that a code means the \
            same from year to year; only this command changes them. Takes a full reference, or official files.
            """,
        options: [
            OptionDescriptor(
                name: "reference", kind: .inputFile(), placeholder: "FILE",
                about: "A reference built from official files."),
            OptionDescriptor(
                name: "from", kind: .inputFolder, placeholder: "DIR", about: "A folder of official files instead."),
            OptionDescriptor(
                name: "to", kind: .text, placeholder: "FILE",
                about: "Where the definitions go; - is standard output.", defaultText: "personas.json beside the others"
            ),
            DefinitionsFolder.option,
        ])

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let observer = BuildProgress(console: invocation.console)
        do {
            let folder = try DefinitionsFolder(invocation.options)
            let settings = try folder.settings()
            let input = try input(invocation.options, folder, observer)
            observer.progress("training", done: 0, of: 1)
            var clock = StepClock()
            let definitions = try SegmentationTraining.train(input, settings) { clock.finish($0) }
            observer.finish()
            try write(definitions, to: invocation.options.text("to", default: folder.personasPath), invocation.console)
            let matrix = try SegmentationMatrix(input, definitions)
            let classes = SegmentationClasses(matrix, Assignment(input, matrix, definitions), definitions)
            invocation.console.errorLine(
                "\(definitions.profiles.count) profiles explain \(Percent(classes.explainedByProfiles.total)) of the "
                    + "variance of \(definitions.variables.count) variables, \(definitions.personas.count) personas "
                    + "\(Percent(classes.explainedByPersonas.total))")
            invocation.console.errorLine(
                "\(clock.text(.variables)) s for the variables, \(clock.text(.profiles)) s for the profiles "
                    + "(\(settings.restarts) restarts), \(clock.text(.personas)) s for the personas "
                    + "(\(settings.personaRestarts) restarts and \(settings.personaSamples) samples of each split)")
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            observer.finish()
            throw .failure("\(error)")
        }
    }

    private static func input(
        _ options: ParsedOptions, _ folder: DefinitionsFolder, _ observer: BuildProgress
    ) throws -> SegmentationInput {
        switch (options.text("reference"), options.text("from")) {
        case (let reference?, nil):
            return SegmentationInput(try ReferenceReader.readWithValues(reference))
        case (nil, let files?):
            var builder = ReferenceBuilder(
                folder: files, dataset: "", catalogue: try folder.catalogue(), settings: try folder.settings(),
                definitions: nil, threads: ProcessInfo.processInfo.activeProcessorCount, observer: observer)
            return try builder.readSegmentationInput()
        default:
            throw CommandFailure.usage("either --reference FILE or --from DIR is needed")
        }
    }

    private static func write(_ definitions: SegmentationDefinitions, to path: String, _ console: Console) throws {
        guard path != "-" else { return console.write(definitions.json) }
        try Data(definitions.json.utf8).write(to: URL(filePath: path), options: .atomic)
        console.line("\(path): \(definitions.profiles.count) profiles, \(definitions.personas.count) personas")
    }
}

/// How long each step of a training took.
private struct StepClock {
    private var last = ContinuousClock.now
    private var seconds: [TrainingStep: Double] = [:]

    mutating func finish(_ step: TrainingStep) {
        let now = ContinuousClock.now
        seconds[step] = (now - last) / .seconds(1)
        last = now
    }

    /// Seconds with one decimal.
    func text(_ step: TrainingStep) -> String {
        let tenths = Int(((seconds[step] ?? 0) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

/// A share as people read it: `65.7%`.
struct Percent: CustomStringConvertible {
    let share: Double

    init(_ share: Double) { self.share = share }

    var description: String {
        let tenths = Int((abs(share) * 1000).rounded())
        return "\(share < 0 ? "-" : "")\(tenths / 10).\(tenths % 10)%"
    }
}
