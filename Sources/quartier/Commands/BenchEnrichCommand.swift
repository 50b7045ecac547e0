import Bytes
import Dispatch
import Enrichment
import Segmentation
import Service
import Store

/// `quartier bench enrich`: what one core does with one contact after another.
struct BenchEnrichCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "bench enrich", summary: "measure enrichment on one core, from JSON to JSON",
        discussion:
            "Contacts are made of addresses that the reference holds, or of a table of addresses as people write them, or read "
            + "from a file of one JSON contact a line. Rates are of the median round. Then each contact is timed alone, at its best of "
            + "five, so that an interruption is not taken for work.",
        options: [
            OptionDescriptor(
                name: "contacts", kind: .integer(1...10_000_000), placeholder: "N", about: "Contacts of a round.",
                unit: "contacts", defaultText: "100000"),
            OptionDescriptor(
                name: "rounds", kind: .integer(3...1000), placeholder: "N", about: "How often they are enriched.",
                unit: "rounds", defaultText: "7"),
            OptionDescriptor(
                name: "addresses", kind: .inputFile(), placeholder: "FILE",
                about: "A table of addresses, plain or compressed, as quartier evaluate reads it."),
            OptionDescriptor(
                name: "file", kind: .inputFile(), placeholder: "FILE", about: "Contacts, one JSON object a line."),
        ] + SettingsOptions.some("reference", "reference_directory", "enrich.indicators"))

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let settings = try SettingsOptions.load(invocation).settings
        try ReferenceFile.prepare(settings, invocation.console)
        let keeper = ReferenceKeeper(
            path: settings.reference, indicators: settings.enrich.indicators,
            maximumMixParts: settings.enrich.mixPersonas)
        let started = DispatchTime.now()
        let reference: ServedReference
        do { reference = try keeper.load() } catch { throw .failure("\(settings.reference): \(error)") }
        let loading = DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds
        HeapMemory.layTogether()
        invocation.console.line(
            "reference \(reference.loaded.dataset) (\(reference.loaded.kind)) loaded in \(loading / 1_000_000) ms, "
                + "\(ProcessMemory.residentBytes >> 20) MiB resident")
        let (contacts, lines) = try contacts(invocation.options, reference)
        guard !contacts.isEmpty else { throw .failure("there are no contacts to measure with") }
        let rounds = invocation.options.integer("rounds", default: 7)
        measure(contacts, rounds, reference, invocation.console)
        timeAlone(contacts, lines, reference, invocation.console)
    }

    /// The contacts, and the line of the file that each is on.
    private static func contacts(
        _ options: ParsedOptions, _ reference: ServedReference
    ) throws(CommandFailure) -> (contacts: [[UInt8]], lines: [Int]) {
        if let path = options.text("addresses") {
            do {
                var file = try InputFile(path: path)
                var buffer = ByteBuffer()
                while try file.read(into: &buffer) {}
                return try EnrichBenchmark.contacts(ofTable: buffer.withUnsafeBytes { Array($0) })
            } catch {
                throw .failure("\(path): \(error)")
            }
        }
        if let path = options.text("file") {
            let lines = try ConfigurationFile.read(path).split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let numbered = lines.enumerated().filter { !$0.element.isEmpty }
            return (numbered.map { Array($0.element) }, numbered.map { $0.offset + 1 })
        }
        let contacts = EnrichBenchmark.contacts(options.integer("contacts", default: 100_000), from: reference)
        return (contacts, Array(1...contacts.count))
    }

    private static func measure(
        _ contacts: [[UInt8]], _ rounds: Int, _ reference: ServedReference, _ console: Console
    ) {
        var benchmark = EnrichBenchmark(reference)
        let bytes = contacts.reduce(0) { $0 + $1.count }
        console.line("\(contacts.count) contacts of \(bytes / contacts.count) bytes, \(rounds) rounds, one core")
        let answered = Rounds(rounds) { contacts.reduce(0) { $0 &+ benchmark.answer($1) } }
        let read = Rounds(rounds) { contacts.reduce(0) { $0 &+ (benchmark.read($1) ? 1 : 0) } }
        let both = Rounds(rounds) {
            contacts.reduce(0) { $0 &+ (benchmark.read($1) ? Int(benchmark.match()) : 0) }
        }
        let count = Double(contacts.count)
        console.line("JSON to JSON: \(Int(count / answered.median * 1e9)) contacts a second")
        let matching = max(both.median - read.median, 1)
        console.line(
            "of \(Int(answered.median / count)) ns reading takes \(Int(read.median / count)), matching \(Int(matching / count)): "
                + "\(Int(count / matching * 1e9)) addresses a second")
        console.line("levels: \(levels(contacts, &benchmark))")
    }

    /// How often each contact is timed.
    private static let attempts = 5

    private static func timeAlone(
        _ contacts: [[UInt8]], _ lines: [Int], _ reference: ServedReference, _ console: Console
    ) {
        var benchmark = EnrichBenchmark(reference)
        var times = [(nanoseconds: UInt64, contact: Int)]()
        times.reserveCapacity(contacts.count)
        for (index, contact) in contacts.enumerated() {
            var best = UInt64.max
            for _ in 0..<attempts {
                let start = DispatchTime.now().uptimeNanoseconds
                _ = benchmark.answer(contact)
                best = min(best, DispatchTime.now().uptimeNanoseconds - start)
            }
            times.append((best, index))
        }
        times.sort { $0.nanoseconds < $1.nanoseconds }
        let slowest = times[times.count - 1]
        console.line(
            "alone: median \(times[times.count / 2].nanoseconds) ns, 99th percentile "
                + "\(times[(times.count - 1) * 99 / 100].nanoseconds) ns, slowest \(slowest.nanoseconds) ns")
        console.line(
            "slowest, of line \(lines[slowest.contact]): \(String(decoding: contacts[slowest.contact], as: UTF8.self))")
    }

    private static func levels(_ contacts: [[UInt8]], _ benchmark: inout EnrichBenchmark) -> String {
        var counts = [Int](repeating: 0, count: MatchLevel.allCases.count)
        for contact in contacts where benchmark.read(contact) { counts[Int(benchmark.match())] += 1 }
        return MatchLevel.allCases.filter { counts[Int($0.rawValue)] > 0 }
            .map { "\($0.name) \(counts[Int($0.rawValue)])" }.joined(separator: ", ")
    }
}
