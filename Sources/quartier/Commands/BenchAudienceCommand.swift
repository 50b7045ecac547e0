import Audiences
import Bytes
import Dispatch
import FoundationEssentials
import JSON
import Store

/// `quartier bench audience`: how many contacts each rule means, and how long that takes.
struct BenchAudienceCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "bench audience", summary: "count audiences over contacts and events in memory",
        discussion:
            "Reads contacts.csv and events.csv of the folder, whose columns' types are guessed, and counts the rules of the "
            + "queries. The time is the median of 9, from the rule's tree to the count: planning is part of it.",
        arguments: [
            ArgumentDescriptor(name: "FOLDER", about: "Where contacts.csv and events.csv are.", kind: .inputFolder),
            ArgumentDescriptor(
                name: "QUERIES", about: "Rules: a JSON file with \"as_of\", \"timezone\" and \"queries\".",
                kind: .inputFile()),
        ],
        options: [
            OptionDescriptor(
                name: "json", kind: .bool, placeholder: "", about: "Print name, count and milliseconds as JSON."),
            OptionDescriptor(
                name: "one", kind: .bool, placeholder: "", about: "Ask each rule of one contact after another as well."),
            OptionDescriptor(
                name: "threads", kind: .integer(1...256), placeholder: "N", about: "Threads that count.",
                unit: "threads",
                defaultText: "2"),
        ])

    private static let rounds = 9
    private static let oneContacts = 20_000

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        guard let folder = options.argument(0), let path = options.argument(1) else { return }
        let bytes = try ConfigurationFile.read(path)
        let queries = try AudienceQueries(Array(bytes).span, path: path)
        guard let zone = TimeZoneFile.load(queries.timezone) else {
            throw .failure("\(path): there is no time zone \"\(queries.timezone)\"")
        }
        let console = invocation.console
        let started = DispatchTime.now().uptimeNanoseconds
        let files = try AudienceFiles(folder: folder)
        let table = try files.load(try files.schema())
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        let isJSON = options.bool("json")
        if !isJSON {
            console.line(
                "\(table.contactCount) contacts and \(table.eventCount) events loaded from CSV in \(tenths(seconds)) s, "
                    + "\(table.memoryBytes / 1_000_000) MB as columns, \(ProcessMemory.residentBytes >> 20) MB resident"
            )
        }
        let threads = options.integer("threads", default: 2)
        let context = PlanningContext(clock: RuleClock(asOf: queries.asOf, zone: zone))
        var results: [Result] = []
        for query in queries.queries {
            let result = try measure(query.name, query.rule, table, context, threads)
            results.append(result)
            guard !isJSON else { continue }
            console.line(pad(query.name, 52) + pad(thousandths(result.milliseconds), 10) + " ms  \(result.count)")
            if options.bool("one") { try printOne(query.rule, table, context, console) }
        }
        if isJSON { console.line(json(results)) }
    }

    private struct Result {
        var name: String
        var count: Int
        var milliseconds: Double
    }

    private static func measure(
        _ name: String, _ rule: Rule, _ table: ContactTable, _ context: PlanningContext, _ threads: Int
    ) throws(CommandFailure) -> Result {
        var count = 0
        var times: [UInt64] = []
        do throws(RuleError) {
            for _ in 0..<rounds {
                let start = DispatchTime.now().uptimeNanoseconds
                let plan = try Planner(table: table, context: context).plan(rule)
                count = PreparedPlan(plan, table).count(threads: threads)
                times.append(DispatchTime.now().uptimeNanoseconds - start)
            }
        } catch {
            throw .failure("\(name): \(error)")
        }
        return Result(name: name, count: count, milliseconds: Double(times.sorted()[rounds / 2]) / 1e6)
    }

    /// One contact after another, in an order that jumps about the table.
    private static func printOne(_ rule: Rule, _ table: ContactTable, _ context: PlanningContext, _ console: Console)
        throws(CommandFailure)
    {
        let prepared: PreparedPlan
        do {
            prepared = PreparedPlan(try Planner(table: table, context: context).plan(rule), table)
        } catch {
            throw .failure("\(error)")
        }
        let rows = Array(table.rows(limit: .max))
        guard !rows.isEmpty else { return }
        var times: [UInt64] = []
        var isInCount = 0
        var position = 0
        for _ in 0..<oneContacts {
            position = (position + 611_953) % rows.count
            let start = DispatchTime.now().uptimeNanoseconds
            if prepared.contains(rows[position]) { isInCount += 1 }
            times.append(DispatchTime.now().uptimeNanoseconds - start)
        }
        times.sort()
        console.line(
            "    one contact: median \(times[oneContacts / 2]) ns, p99 \(times[oneContacts * 99 / 100]) ns; "
                + "\(isInCount) of \(oneContacts) in")
    }

    private static func json(_ results: [Result]) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for result in results {
            writer.beginObject()
            writer.key("name")
            writer.string(result.name)
            writer.key("count")
            writer.number(result.count)
            writer.key("milliseconds")
            writer.number(result.milliseconds, decimals: 4)
            writer.endObject()
        }
        writer.endArray()
        return String(writer.bytes)
    }

    private static func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
    private static func thousandths(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
