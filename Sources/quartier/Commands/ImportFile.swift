import Bytes
import FoundationEssentials
import Segmentation
import Service

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// What the two imports share: the file, its rejects, progress and summary.
final class ImportFile {
    static let discussion =
        "Writes straight to the file of contacts, which no server may have open meanwhile; what it has reported as stored is durable. A "
        + "line that cannot be read is told with its number and spoils nothing else; the exit status is then still 0, unless --strict "
        + "is given."

    static let argument = ArgumentDescriptor(
        name: "FILE", about: "The file; one that ends in .gz or .xz is decompressed.", kind: .inputFile())

    static let options = [
        OptionDescriptor(
            name: "format", kind: .choice(ContactImporter.Format.allCases.map(\.rawValue)), placeholder: "FORMAT",
            about: "csv or ndjson. Without it the file's ending says."),
        OptionDescriptor(
            name: "rejects", kind: .text, placeholder: "FILE",
            about: "Write the number of each line that was not taken, and why, as CSV."),
        OptionDescriptor(
            name: "strict", kind: .bool, placeholder: "", about: "End with status 1 when any line was not taken."),
        OptionDescriptor(name: "quiet", kind: .bool, placeholder: "", about: "Show no progress and no summary."),
    ]

    let format: ContactImporter.Format
    private var input: InputFile

    private init(path: String, format: String?) throws(CommandFailure) {
        self.format =
            format.flatMap(ContactImporter.Format.init(rawValue:)) ?? (NDJSONFile.isNamed(path) ? .ndjson : .csv)
        do { input = try InputFile(path: path) } catch { throw .failure("\(error)") }
    }

    /// Appends the next piece; nothing at the end.
    func read(_ buffer: inout ByteBuffer) throws { _ = try input.read(into: &buffer) }

    static func importer(_ settings: Settings) throws(CommandFailure) -> ContactImporter {
        do {
            return ContactImporter(try settings.contactConfiguration(), limits: settings.serviceOptions.limits)
        } catch {
            throw .failure("\(error)")
        }
    }

    typealias Import = (
        _ file: ImportFile, _ progress: (BulkReport) -> Void, _ reject: @escaping (Int, String, String) -> Void
    ) throws -> BulkReport

    static func run(_ invocation: Invocation, what: String, _ body: Import) throws(CommandFailure) {
        let options = invocation.options
        let path = options.argument(0) ?? ""
        let file = try ImportFile(path: path, format: options.text("format"))
        let console = invocation.console
        let isQuiet = options.bool("quiet")
        let rejects = try Rejects(options.text("rejects"), isQuiet ? nil : console, path: path)
        let started = ContinuousClock.now
        var lastShown = started
        let report: BulkReport
        do {
            report = try body(file) { report in
                let now = ContinuousClock.now
                guard !isQuiet, now - lastShown >= (console.isTerminal ? .milliseconds(200) : .seconds(5)) else {
                    return
                }
                lastShown = now
                console.writeError(
                    console.isTerminal ? "\r\u{1B}[K\(count(report)) \(what)" : "\(count(report)) \(what)\n")
            } _: { line, place, detail in
                rejects.add(line, place, detail)
            }
        } catch {
            throw .failure("\(path): \(error)")
        }
        rejects.close()
        if !isQuiet { show(report, what, ContinuousClock.now - started, console) }
        if options.bool("strict"), report.rejected + report.refused > 0 {
            throw .failure("\(report.rejected + report.refused) lines of \(path) were not taken")
        }
    }

    private static func count(_ report: BulkReport) -> Int {
        report.created + report.updated + report.events + report.duplicates + report.waiting + report.refused
    }

    private static func show(_ report: BulkReport, _ what: String, _ duration: Duration, _ console: Console) {
        if console.isTerminal { console.writeError("\r\u{1B}[K") }
        let seconds = max(duration / .seconds(1), 0.001)
        let rate = Int(Double(count(report)) / seconds)
        console.errorLine("\(count(report)) \(what) in \((seconds * 10).rounded() / 10) s, \(rate) a second, on disk")
        let parts = [
            (report.created, "new"), (report.updated, "changed"), (report.events, "added"),
            (report.duplicates, "there already"), (report.waiting, "wait for their contact"),
            (report.refused, "of contacts that are not known, refused"), (report.rejected, "could not be read"),
        ]
        for (count, words) in parts where count > 0 { console.errorLine("  \(count) \(words)") }
        for name in report.undeclared { console.errorLine("  \(name) is not declared and was not stored") }
    }
}

/// Lines that were not taken: to a file if there is one, and the first of them to the console.
private final class Rejects {
    private let console: Console?
    private let path: String
    private let file: FileHandleOutput?
    private var shown = 0

    /// Lines that the console is told of.
    private static let shownLimit = 10

    init(_ output: String?, _ console: Console?, path: String) throws(CommandFailure) {
        self.console = console
        self.path = path
        file = try output.map { output throws(CommandFailure) in try FileHandleOutput(output) }
        file?.write("line,column,reason\n")
    }

    func add(_ line: Int, _ place: String, _ detail: String) {
        let reason = detail.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        file?.write("\(line),\"\(place)\",\"\(reason)\"\n")
        guard let console, shown < Self.shownLimit else { return }
        shown += 1
        console.errorLine("\(path), line \(line): \(place.isEmpty ? "" : place + ": ")\(detail)")
    }

    func close() { file?.close() }
}

/// A file that text is written to, some at a time.
private final class FileHandleOutput {
    private let descriptor: Int32
    private var pending = ""

    init(_ path: String) throws(CommandFailure) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .failure("\(path): \(String(cString: strerror(errno)))") }
    }

    func write(_ text: String) {
        pending += text
        if pending.utf8.count > 1 << 16 { flush() }
    }

    func close() {
        flush()
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #else
            Musl.close(descriptor)
        #endif
    }

    private func flush() {
        pending.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while rest.count > 0 {
                #if canImport(Glibc)
                    let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                #else
                    let written = Musl.write(descriptor, rest.baseAddress, rest.count)
                #endif
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
        pending = ""
    }
}
