import Audiences
import Bytes
import Dashboards
import Dispatch
import JSON
import Service

/// `quartier bench dashboards`: how long each aggregate of the dashboards takes, and what comes out.
struct BenchDashboardsCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "bench dashboards", summary: "aggregate contacts and events in memory, as the dashboards do",
        discussion:
            "Reads contacts.csv and events.csv of the folder as quartier bench audience does. Where there is no column persona, "
            + "segment is taken for it, and likewise created for created_at. The time is the median of 9. With --json "
            + "the figures are printed as well, all of them told, so that they can be compared with another program's.",
        arguments: [
            ArgumentDescriptor(name: "FOLDER", about: "Where contacts.csv and events.csv are.", kind: .inputFolder)
        ],
        options: [
            OptionDescriptor(
                name: "as-of", kind: .text, placeholder: "TIME",
                about: "The moment that is asked about, as ISO 8601 writes it.", defaultText: "2026-06-30T12:00:00Z"),
            OptionDescriptor(
                name: "rule", kind: .text, placeholder: "RULE", about: "An audience to ask about, as text."),
            OptionDescriptor(
                name: "json", kind: .bool, placeholder: "", about: "Print names, milliseconds and figures as JSON."),
            OptionDescriptor(
                name: "threads", kind: .integer(1...256), placeholder: "N", about: "Threads that count.",
                unit: "threads", defaultText: "2"),
        ])

    private static let rounds = 9

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        guard let folder = options.argument(0) else { return }
        guard let asOf = Instant(options.text("as-of") ?? "2026-06-30T12:00:00Z") else {
            throw .failure("--as-of is no date and time")
        }
        let files = try AudienceFiles(folder: folder, renaming: ["segment": "persona", "created": "created_at"])
        let table = try files.load(try files.schema())
        var subject = DashboardSubject(table, RuleClock(asOf: asOf, zone: .utc))
        subject.options.threads = options.integer("threads", default: 2)
        subject.options.listLimit = .max
        if let text = options.text("rule") { subject.audience = try audience(text, subject) }
        var writer = JSONWriter()
        writer.beginArray()
        for question in questions(table.schema) {
            let (document, milliseconds) = try measure(question, subject)
            guard options.bool("json") else {
                invocation.console.line(pad(question.name, 44) + "\((milliseconds * 100).rounded() / 100) ms")
                continue
            }
            writer.beginObject()
            writer.key("name")
            writer.string(question.name)
            writer.key("milliseconds")
            writer.number(milliseconds, decimals: 3)
            document.writeMembers(to: &writer)
            writer.endObject()
        }
        writer.endArray()
        if options.bool("json") { invocation.console.line(String(writer.bytes)) }
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func audience(_ text: String, _ subject: DashboardSubject) throws(CommandFailure) -> ContactSelection
    {
        do {
            let context = PlanningContext(clock: subject.clock)
            let plan = try Planner(table: subject.table, context: context).plan(try Rule(text: text))
            return PreparedPlan(plan, subject.table).select(threads: subject.options.threads)
        } catch {
            throw .failure("--rule: \(error)")
        }
    }

    // MARK: - What is asked

    private struct Question {
        var name: String
        var ask: (DashboardSubject, inout Disclosure) throws(DashboardError) -> DashboardDocument
    }

    private static func questions(_ schema: ContactSchema) -> [Question] {
        var questions = [
            Question(name: "overview") { subject, told throws(DashboardError) in
                DashboardDocument(try subject.overview(&told), valueMonths: subject.options.valueMonths)
            },
            Question(name: "personas") { subject, told throws(DashboardError) in
                var base = Disclosure(floor: 1)
                return DashboardDocument(try subject.personas(&told, base: &base), names: [:])
            },
            Question(name: "map") { subject, told throws(DashboardError) in
                var base = Disclosure(floor: 1)
                return DashboardDocument(
                    try subject.map(.department, in: nil, households: [:], &told, base: &base), names: [:])
            },
            Question(name: "rfm") { subject, told throws(DashboardError) in
                DashboardDocument(try subject.rfm(&told))
            },
            Question(name: "channels") { subject, told throws(DashboardError) in
                DashboardDocument(try subject.channels(&told))
            },
            Question(name: "categories") { subject, told throws(DashboardError) in
                DashboardDocument(try subject.categories(&told))
            },
            Question(name: "quality") { subject, told throws(DashboardError) in
                DashboardDocument(try subject.quality([], &told))
            },
            Question(name: "crosstab department channel amount") { subject, told throws(DashboardError) in
                DashboardDocument(
                    try subject.crosstab(
                        rows: ContactField.department, columns: "events.channel", measure: .amount, &told))
            },
            Question(name: "rfm since 2026-01-01") { subject, told throws(DashboardError) in
                DashboardDocument(try subject.rfm(since: CivilDate(year: 2026, month: 1, day: 1), &told))
            },
        ]
        if schema.attribute("tier") != nil {
            questions.append(
                Question(name: "crosstab persona tier") { subject, told throws(DashboardError) in
                    DashboardDocument(
                        try subject.crosstab(rows: ContactField.persona, columns: "tier", measure: .contacts, &told))
                })
        }
        return questions
    }

    private static func measure(
        _ question: Question, _ subject: DashboardSubject
    ) throws(CommandFailure) -> (DashboardDocument, Double) {
        var document = DashboardDocument.suppressed
        var times: [UInt64] = []
        for _ in 0..<rounds {
            let start = DispatchTime.now().uptimeNanoseconds
            var told = Disclosure(floor: 1, isAudience: subject.audience != nil)
            do { document = try question.ask(subject, &told) } catch { throw .failure("\(question.name): \(error)") }
            times.append(DispatchTime.now().uptimeNanoseconds - start)
        }
        return (document, Double(times.sorted()[rounds / 2]) / 1e6)
    }
}
