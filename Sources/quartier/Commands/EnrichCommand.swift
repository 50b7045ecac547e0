import Bytes
import Dispatch
import FoundationEssentials
import Service

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// `quartier enrich`: a file of contacts in, the same contacts with their neighbourhoods out.
struct EnrichCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "enrich", summary: "enrich a file of contacts, CSV or NDJSON",
        discussion:
            "Writes to standard output, in the order of the input, what the server would answer. Uses all cores and "
            + "constant memory. A line that cannot be read is answered with its error and counted; the exit status is "
            + "then still 0, unless --strict is given.",
        arguments: [
            ArgumentDescriptor(
                name: "FILE", about: "The contacts; - is standard input.", kind: .inputFile(orStandardInput: true))
        ],
        options: [
            OptionDescriptor(
                name: "format", kind: .choice(FileEnricher.Format.allCases.map(\.rawValue)), placeholder: "FORMAT",
                about: "csv or ndjson. Without it the file's ending says; standard input is CSV."),
            OptionDescriptor(
                name: "output", kind: .text, placeholder: "FILE", about: "Write there and not to standard output."),
            OptionDescriptor(
                name: "workers", kind: .integer(1...256), placeholder: "N", about: "Cores to use.", unit: "cores",
                defaultText: "all"),
            OptionDescriptor(
                name: "strict", kind: .bool, placeholder: "",
                about: "End with status 1 when any line could not be read."),
            OptionDescriptor(name: "quiet", kind: .bool, placeholder: "", about: "Show no progress and no summary."),
        ]
            + SettingsOptions.some(
                "reference", "reference_directory", "enrich.indicators", "enrich.line_bytes", "enrich.field_bytes",
                "enrich.mix_personas"))

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        let settings = try SettingsOptions.load(invocation).settings
        try ReferenceFile.prepare(settings, invocation.console)
        let path = options.argument(0) ?? "-"
        let input = try open(path)
        let keeper = ReferenceKeeper(path: settings.reference, indicators: settings.enrich.indicators)
        let reference: ServedReference
        do { reference = try keeper.load() } catch { throw .failure("\(settings.reference): \(error)") }
        let enricher = FileEnricher(
            reference, limits: settings.serviceOptions.limits,
            workers: options.integer("workers", default: ProcessInfo.processInfo.activeProcessorCount))
        let output = try create(options.text("output"))
        let progress = EnrichProgress(
            console: options.bool("quiet") ? nil : invocation.console, totalBytes: size(of: input))
        let summary: BatchSummary
        do {
            summary = try enricher.run(format(options, path)) { buffer in
                try read(input, into: &buffer)
            } write: { bytes in
                try write(bytes, to: output)
            } progress: { summary, bytes in
                progress.update(summary, inputBytes: bytes)
            }
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw .failure("\(path): \(error)")
        }
        progress.finish(summary)
        if options.bool("strict"), summary.rejected > 0 {
            throw .failure("\(summary.rejected) lines could not be read")
        }
    }

    private static func format(_ options: ParsedOptions, _ path: String) -> FileEnricher.Format {
        if let name = options.text("format"), let format = FileEnricher.Format(rawValue: name) { return format }
        let isNDJSON = [".ndjson", ".jsonl", ".json"].contains { path.lowercased().hasSuffix($0) }
        return isNDJSON ? .ndjson : .csv
    }

    private static func open(_ path: String) throws(CommandFailure) -> Int32 {
        guard path != "-" else { return STDIN_FILENO }
        let descriptor = openDescriptor(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failure("\(path): \(reason())") }
        return descriptor
    }

    private static func create(_ path: String?) throws(CommandFailure) -> Int32 {
        guard let path else { return STDOUT_FILENO }
        let descriptor = openDescriptor(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failure("\(path): \(reason())") }
        return descriptor
    }

    private static func openDescriptor(_ path: String, _ flags: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.open(path, flags, 0o640)
        #else
            Musl.open(path, flags, 0o640)
        #endif
    }

    /// Bytes of a file; nil for a pipe.
    private static func size(of descriptor: Int32) -> Int? {
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_size > 0 else { return nil }
        return Int(information.st_size)
    }

    private static func read(_ descriptor: Int32, into buffer: inout ByteBuffer) throws(CommandFailure) {
        let count = buffer.appendUninitialized(minimum: 1 << 18) { free in
            while true {
                let count = systemRead(descriptor, free)
                if count >= 0 || errno != EINTR { return count }
            }
        }
        guard count >= 0 else { throw .failure("reading failed: \(reason())") }
    }

    private static func write(_ bytes: Span<UInt8>, to descriptor: Int32) throws(CommandFailure) {
        let isWritten = bytes.withUnsafeBytes { bytes in
            var rest = bytes
            while rest.count > 0 {
                let written = systemWrite(descriptor, rest)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
            return true
        }
        guard isWritten else { throw .failure("writing failed: \(reason())") }
    }

    private static func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }

    private static func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, buffer.baseAddress, buffer.count)
        #else
            Musl.write(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
