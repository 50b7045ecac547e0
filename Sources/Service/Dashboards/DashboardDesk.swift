import Audiences
import Bytes
import Dashboards
import Enrichment
import JSON
import Store
import Synchronization

/// Answers questions about contacts for all loops, and remembers what it has told.
final class DashboardDesk: Sendable {
    private let ledger: Mutex<AnswerLedger>
    private let floor: Int
    private let options: DashboardOptions
    private let figures = Mutex<(checksum: String, figures: HouseholdFigures)?>(nil)

    init(_ configuration: DashboardConfiguration) {
        ledger = Mutex(AnswerLedger(limit: configuration.rememberedAnswers))
        floor = configuration.floor
        options = configuration.options
    }

    /// An answer with all that its envelope says.
    struct Reply: Sendable {
        var kind: DashboardKind
        var asOf: Instant
        var computedAt: Instant
        var subject: Described?
        var base: Described
        var floor: Int
        var standing: DisclosureStanding
        var document: DashboardDocument
    }

    /// A subject or base for the reader.
    struct Described: Sendable {
        var kind: String
        var name: String
        var rule: String?
        /// Nil when it may not be told.
        var contacts: Int?
    }

    /// A selection and what was asked for.
    private struct Chosen {
        var selection: ContactSelection?
        var described: Described
        var question: String
    }

    // MARK: - Answering

    /// Not for an event loop: up to some tens of milliseconds on all threads.
    func answer(
        _ query: DashboardQuery, _ desk: AudienceDesk, _ reference: ServedReference, now: Instant
    ) throws(RequestError) -> Reply {
        var (reply, made) = try tell(query, desk, reference, now: now) {
            subject, figures, told, baseTold throws(DashboardError) in
            try document(query, subject, figures, reference, desk, &told, &baseTold)
        }
        if let made { reply.document = made }
        return reply
    }

    /// What `make` answers about the subject and base of a query, and what was told is remembered; nil, with the standing that
    /// says why, when nothing may be told. Not for an event loop.
    func tell<Answer>(
        _ query: DashboardQuery, _ desk: AudienceDesk, _ reference: ServedReference, now: Instant,
        _ make: (DashboardSubject, HouseholdFigures, inout Disclosure, inout Disclosure) throws(DashboardError) ->
            Answer
    ) throws(RequestError) -> (reply: Reply, answer: Answer?) {
        let asOf = query.asOf ?? now
        let clock = RuleClock(asOf: asOf, zone: desk.zone)
        let households = householdFigures(reference)
        let chosen = try choose(query.subject, query, desk, parameter: "audience")
        let base = try chooseBase(query, desk, households)
        let subject = DashboardSubject(
            desk.table, clock, audience: chosen.selection, base: base.base, catalogue: households.catalogue,
            options: options)
        var reply = Reply(
            kind: query.kind, asOf: asOf, computedAt: now, subject: chosen.selection == nil ? nil : chosen.described,
            base: base.described, floor: floor, standing: subject.standing(floor: floor), document: .suppressed)
        guard reply.standing == .open else { return (reply, nil) }
        guard var told = disclosure(chosen, query), var baseTold = baseDisclosure(base.chosen, query) else {
            reply.standing = .tooCloseToEarlier
            return (reply, nil)
        }
        reply.subject?.contacts = subject.contactCount
        let answer: Answer
        do throws(DashboardError) {
            answer = try make(subject, households, &told, &baseTold)
        } catch {
            throw RequestError(error, desk.table)
        }
        remember(chosen, query, told)
        if let other = base.chosen { remember(other, query, baseTold) }
        return (reply, answer)
    }

    private func disclosure(_ chosen: Chosen, _ query: DashboardQuery) -> Disclosure? {
        let isAudience = chosen.selection != nil
        // Everybody is compared with other moments only, which have to be asked for.
        let finding = ledger.withLock {
            $0.compare(chosen.question, chosen.selection, moment: query.asOf, floor: floor)
        }
        guard case .clear(let earlier) = finding else { return nil }
        return Disclosure(floor: floor, isAudience: isAudience, earlier: earlier)
    }

    private func baseDisclosure(_ chosen: Chosen?, _ query: DashboardQuery) -> Disclosure? {
        guard let chosen else { return Disclosure(floor: floor) }
        return disclosure(chosen, query)
    }

    private func remember(_ chosen: Chosen, _ query: DashboardQuery, _ told: Disclosure) {
        ledger.withLock { $0.note(chosen.question, chosen.selection, moment: query.asOf, told.told) }
    }

    // MARK: - Who is meant

    private func choose(
        _ subject: DashboardQuery.Subject, _ query: DashboardQuery, _ desk: AudienceDesk, parameter: String
    ) throws(RequestError) -> Chosen {
        let moment = query.asOf.map { " at \($0)" } ?? ""
        switch subject {
        case .everybody:
            return Chosen(
                selection: nil, described: Described(kind: "contacts", name: "all", contacts: desk.table.contactCount),
                question: "all" + moment)
        case .audience(let name):
            guard let entry = desk.savedNow.byName[name], let rule = entry.rule else {
                throw RequestError(parameter: parameter, "there is no audience \"\(name)\"")
            }
            let selection = try select(rule, name, query, desk, parameter)
            return Chosen(
                selection: selection, described: Described(kind: "contacts", name: name, rule: rule.text),
                question: rule.text + moment)
        case .rule(let text):
            let rule: Rule
            do { rule = try Rule(text: text) } catch { throw RequestError(error, parameter: parameter) }
            let selection = try select(rule, nil, query, desk, parameter)
            return Chosen(
                selection: selection, described: Described(kind: "contacts", name: "rule", rule: rule.text),
                question: rule.text + moment)
        }
    }

    private func select(
        _ rule: Rule, _ name: String?, _ query: DashboardQuery, _ desk: AudienceDesk, _ parameter: String
    ) throws(RequestError) -> ContactSelection {
        do throws(RuleError) {
            if let name { return try desk.selection(of: name, rule, query.asOf) }
            let view = try desk.view(for: [rule], asOf: query.asOf)
            return try view.prepare(rule, named: nil).select(threads: max(1, options.threads))
        } catch {
            throw RequestError(error, parameter: parameter)
        }
    }

    private func chooseBase(
        _ query: DashboardQuery, _ desk: AudienceDesk, _ figures: HouseholdFigures
    ) throws(RequestError) -> (base: DashboardBase, described: Described, chosen: Chosen?) {
        var wanted = query.base
        if wanted == .usual { wanted = query.subject == .everybody ? .households(.france) : .contacts(.everybody) }
        switch wanted {
        case .households(let place):
            guard let base = figures.base(place) else {
                throw RequestError(parameter: "base", "the reference has no households of \(place.name)")
            }
            return (.households(base), Described(kind: "households", name: place.name), nil)
        case .contacts(let subject):
            let chosen = try choose(subject, query, desk, parameter: "base")
            return (.contacts(chosen.selection), chosen.described, chosen.selection == nil ? nil : chosen)
        case .usual: preconditionFailure("the usual base has been chosen")
        }
    }

    func householdFigures(_ reference: ServedReference) -> HouseholdFigures {
        figures.withLock { kept in
            if let kept, kept.checksum == reference.loaded.checksum { return kept.figures }
            let made = HouseholdFigures(reference.index)
            kept = (reference.loaded.checksum, made)
            return made
        }
    }

    // MARK: - Documents

    private func document(
        _ query: DashboardQuery, _ subject: DashboardSubject, _ figures: HouseholdFigures,
        _ reference: ServedReference, _ desk: AudienceDesk, _ told: inout Disclosure, _ baseTold: inout Disclosure
    ) throws(DashboardError) -> DashboardDocument {
        switch query.kind {
        case .overview:
            return DashboardDocument(try subject.overview(&told), valueMonths: subject.options.valueMonths)
        case .personas, .profiles:
            return DashboardDocument(
                try subject.personas(&told, base: &baseTold), names: Self.names(reference, query),
                profilesFirst: query.kind == .profiles)
        case .indicators: return try indicators(query, subject, figures, reference)
        case .map: return try map(query, subject, figures, &told, &baseTold)
        case .rfm: return DashboardDocument(try subject.rfm(since: query.since, &told))
        case .channels: return DashboardDocument(try subject.channels(&told))
        case .categories: return DashboardDocument(try subject.categories(&told))
        case .quality: return DashboardDocument(try subject.quality(Self.savedAudiences(desk, query), &told))
        case .crosstab:
            return DashboardDocument(
                try subject.crosstab(
                    rows: query.rows, columns: query.columns, measure: CrosstabMeasure(query.measure), &told))
        case .prospects: return try prospects(query, subject, figures, &told)
        }
    }

    /// The saved audiences, by name; those whose rules cannot be evaluated (a field has gone) are left out, and none is said to be
    /// unused while the store cannot be read.
    private static func savedAudiences(_ desk: AudienceDesk, _ query: DashboardQuery) -> [NamedAudience] {
        let saved = desk.savedNow
        var reader = try? desk.makeReader()
        let used = try? reader?.namesWithSnapshots()
        return saved.names.compactMap { name in
            guard let rule = saved.byName[name]?.rule, let selection = try? desk.selection(of: name, rule, query.asOf)
            else { return nil }
            return NamedAudience(name: name, contacts: selection, isUsed: used?.contains(name) ?? true)
        }
    }

    private static func names(_ reference: ServedReference, _ query: DashboardQuery) -> [String: String] {
        var names: [String: String] = [:]
        for profile in reference.loaded.catalogue.profiles {
            names[profile.code] = query.isEnglish ? profile.englishName : profile.name
        }
        for persona in reference.loaded.catalogue.personas {
            names[persona.code] = query.isEnglish ? persona.englishName : persona.name
        }
        return names
    }

    private func map(
        _ query: DashboardQuery, _ subject: DashboardSubject, _ figures: HouseholdFigures,
        _ told: inout Disclosure, _ baseTold: inout Disclosure
    ) throws(DashboardError) -> DashboardDocument {
        guard let level = MapLevel(rawValue: query.level ?? MapLevel.department.rawValue) else {
            throw .unknownField(parameter: "level", name: query.level ?? "")
        }
        let parent = level == .department ? nil : query.parent
        guard level == .department || parent != nil else { throw .unknownField(parameter: "in", name: "") }
        let answer = try subject.map(
            level, in: parent, households: figures.households(level, in: parent), &told, base: &baseTold)
        return DashboardDocument(answer, names: figures.names(level, in: parent))
    }

    private func prospects(
        _ query: DashboardQuery, _ subject: DashboardSubject, _ figures: HouseholdFigures, _ told: inout Disclosure
    ) throws(DashboardError) -> DashboardDocument {
        let level = query.level ?? "iris"
        guard level == "iris" || level == "postcode", let country = figures.base(.france) else {
            throw .unknownField(parameter: "level", name: level)
        }
        var answer = try subject.prospects(
            figures.areas(postcodes: level == "postcode"), field: level, country: country, budget: query.budget, &told)
        if level == "iris" {
            for place in answer.areas.indices {
                answer.areas[place].name = figures.name(ofIRIS: answer.areas[place].code) ?? ""
            }
        }
        return DashboardDocument(answer)
    }

    private func indicators(
        _ query: DashboardQuery, _ subject: DashboardSubject, _ figures: HouseholdFigures, _ reference: ServedReference
    ) throws(DashboardError) -> DashboardDocument {
        let own = figures.moments(
            figures.weights(try subject.contactsByIRIS(subject.audience)), threads: subject.options.threads)
        let other: [IndicatorMoments]
        switch subject.base {
        case .contacts(let selection):
            other = figures.moments(
                figures.weights(try subject.contactsByIRIS(selection)), threads: subject.options.threads)
        case .households:
            let place: HouseholdPlace = if case .households(let place) = query.base { place } else { .france }
            other = figures.moments(figures.weights(place) ?? [], threads: subject.options.threads)
        }
        let about = reference.loaded.catalogue.indicators
        let ids = figures.indicators
        let chosen = ids.indices.filter { query.theme == nil || about[ids[$0]]?.theme == query.theme }
        let answer = DashboardSubject.indicators(
            chosen.map { ids[$0] }, chosen.map { own[$0] }, base: chosen.map { other[$0] }, floor: floor,
            limit: query.limit)
        return DashboardDocument(answer) { id in
            about[id].map { (query.isEnglish ? $0.labelEnglish : $0.labelFrench, $0.theme, $0.unit) }
        }
    }
}

/// What an operator may choose of the dashboards.
public struct DashboardConfiguration: Sendable {
    /// The fewest people that a number may stand for.
    public var floor = Disclosure.defaultFloor
    /// Audiences whose answers are compared with new ones.
    public var rememberedAnswers = AnswerLedger.defaultLimit
    public var options = DashboardOptions()

    public init() {}
}

extension Settings {
    /// What the dashboards are told.
    func dashboardConfiguration(threads: Int) -> DashboardConfiguration {
        var configuration = DashboardConfiguration()
        configuration.floor = dashboard.floor
        configuration.rememberedAnswers = dashboard.rememberedAnswers
        configuration.options.purchaseTypes = dashboard.purchases
        configuration.options.months = dashboard.months
        configuration.options.valueMonths = dashboard.valueMonths
        configuration.options.threads = threads
        return configuration
    }
}

extension RequestError {
    init(_ error: RuleError, parameter: String) {
        self.init(parameter: parameter, error.detail)
    }

    init(_ error: DashboardError, _ table: ContactTable) {
        switch error {
        case .unknownField(let parameter, let name):
            self.init(parameter: parameter, name.isEmpty ? "must be given" : "there is no \"\(name)\" to be counted by")
        case .tooManyCells(let limit):
            self.init(status: 400, "The answer would have more than \(limit) cells.")
        case .notForThisBase(let reason): self.init(parameter: "base", reason)
        }
    }
}

// MARK: - Writing

extension DashboardDesk.Reply {
    /// The envelope and the document. `hasTimes` false leaves out when it was computed: what remains is what a tag stands for.
    private func write(to writer: inout JSONWriter, hasTimes: Bool) {
        writer.beginObject()
        writer.key("dashboard")
        writer.string(kind.rawValue)
        if hasTimes {
            writer.key("as_of")
            writer.string(asOf.description)
            writer.key("computed_at")
            writer.string(computedAt.description)
        }
        writer.key("audience")
        if let subject { Self.write(subject, to: &writer) } else { writer.null() }
        writer.key("base")
        Self.write(base, to: &writer)
        writer.key("floor")
        writer.number(floor)
        writer.key("suppressed")
        writer.bool(standing != .open)
        writer.key("reason")
        if standing == .open { writer.null() } else { writer.string(standing.rawValue) }
        document.writeMembers(to: &writer)
        writer.endObject()
    }

    private static func write(_ described: DashboardDesk.Described, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("kind")
        writer.string(described.kind)
        writer.key("name")
        writer.string(described.name)
        if let rule = described.rule {
            writer.key("rule")
            writer.string(rule)
        }
        if described.kind == "contacts" {
            writer.key("contacts")
            if let contacts = described.contacts { writer.number(contacts) } else { writer.null() }
        }
        writer.endObject()
    }

    var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer, hasTimes: true)
        return writer.bytes.withUnsafeBufferPointer { Array($0) }
    }

    /// A weak tag: the same figures have the same, whenever they were computed (RFC 9110 section 8.8.3).
    var tag: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer, hasTimes: false)
        return Array("\"\(Hash64.hash(writer.bytes).hexadecimal)\"".utf8)
    }

    /// One table as CSV; nil when there is none of the name.
    func csv(_ name: String?) -> [UInt8]? {
        guard standing == .open else { return [] }
        let table = name.map { name in document.tables.first { $0.name == name } } ?? document.tables.first
        guard let table else { return nil }
        var buffer = ByteBuffer()
        table.writeCSV(to: &buffer)
        return buffer.withUnsafeBytes { Array($0) }
    }
}
