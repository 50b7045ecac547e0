import Dispatch
import Enrichment
import FoundationEssentials
import Service
import Store

/// `quartier bench enrich`: what one core does with one contact after another.
struct BenchEnrichCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "bench enrich", summary: "measure enrichment on one core, from JSON to JSON",
        discussion:
            "Contacts are made of addresses that the reference holds, or read from a file of one JSON contact a line. The "
            + "best round tells what it costs, the 99th percentile what else the machine did; the slowest contacts are timed alone.",
        options: [
            OptionDescriptor(
                name: "contacts", kind: .integer(1...10_000_000), placeholder: "N", about: "Contacts of a round.",
                unit: "contacts", defaultText: "100000"),
            OptionDescriptor(
                name: "rounds", kind: .integer(3...1000), placeholder: "N", about: "How often they are enriched.",
                unit: "rounds", defaultText: "7"),
            OptionDescriptor(
                name: "file", kind: .inputFile(), placeholder: "FILE", about: "Contacts, one JSON object a line."),
        ] + SettingsOptions.some("reference", "reference_directory", "enrich.indicators"))

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let settings = try SettingsOptions.load(invocation).settings
        try ReferenceFile.prepare(settings, invocation.console)
        let keeper = ReferenceKeeper(path: settings.reference, indicators: settings.enrich.indicators)
        let started = DispatchTime.now()
        let reference: ServedReference
        do { reference = try keeper.load() } catch { throw .failure("\(settings.reference): \(error)") }
        let loading = DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds
        invocation.console.line(
            "reference \(reference.loaded.dataset) (\(reference.loaded.kind)) loaded in \(loading / 1_000_000) ms")
        let contacts = try contacts(invocation.options, reference)
        let rounds = invocation.options.integer("rounds", default: 7)
        measure(contacts, rounds, reference, invocation.console)
    }

    private static func contacts(
        _ options: ParsedOptions, _ reference: ServedReference
    ) throws(CommandFailure) -> [[UInt8]] {
        guard let path = options.text("file") else {
            return EnrichBenchmark.contacts(options.integer("contacts", default: 100_000), from: reference)
        }
        let lines = try ConfigurationFile.read(path).split(separator: UInt8(ascii: "\n")).map { Array($0) }
        guard !lines.isEmpty else { throw .failure("\(path) holds no contacts") }
        return lines
    }

    private static func measure(
        _ contacts: [[UInt8]], _ rounds: Int, _ reference: ServedReference, _ console: Console
    ) {
        var benchmark = EnrichBenchmark(reference)
        let bytes = contacts.reduce(0) { $0 + $1.count }
        console.line("\(contacts.count) contacts of \(bytes / contacts.count) bytes, \(rounds) rounds, one core")
        let answered = Rounds(rounds) { contacts.reduce(0) { $0 &+ benchmark.answer($1) } }
        console.line(answered.line("JSON to JSON", items: contacts.count, bytes: bytes))
        console.line("JSON to JSON: \(Int(Double(contacts.count) / answered.best * 1e9)) contacts a second")
        let read = Rounds(rounds) { contacts.reduce(0) { $0 &+ (benchmark.read($1) ? 1 : 0) } }
        let both = Rounds(rounds) {
            contacts.reduce(0) { $0 &+ (benchmark.read($1) ? Int(benchmark.match()) : 0) }
        }
        let matching = Int((both.best - read.best) / Double(contacts.count))
        console.line("of that reading \(Int(read.best / Double(contacts.count))) ns, matching \(matching) ns")
        console.line("slowest contact: \(slowest(contacts, &benchmark)) ns; levels: \(levels(contacts, &benchmark))")
    }

    /// The slowest of the contacts, each taken at its best of three, so that an interruption is not taken for work.
    private static func slowest(_ contacts: [[UInt8]], _ benchmark: inout EnrichBenchmark) -> UInt64 {
        var slowest: UInt64 = 0
        for contact in contacts {
            var best = UInt64.max
            for _ in 0..<3 {
                let start = DispatchTime.now().uptimeNanoseconds
                _ = benchmark.answer(contact)
                best = min(best, DispatchTime.now().uptimeNanoseconds - start)
            }
            slowest = max(slowest, best)
        }
        return slowest
    }

    private static func levels(_ contacts: [[UInt8]], _ benchmark: inout EnrichBenchmark) -> String {
        var counts = [Int](repeating: 0, count: MatchLevel.allCases.count)
        for contact in contacts where benchmark.read(contact) { counts[Int(benchmark.match())] += 1 }
        return MatchLevel.allCases.filter { counts[Int($0.rawValue)] > 0 }
            .map { "\($0.name) \(counts[Int($0.rawValue)])" }.joined(separator: ", ")
    }
}
