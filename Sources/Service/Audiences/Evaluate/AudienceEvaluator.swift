import Audiences
import JSON
import Store

/// Answers questions about rules: how many, who, and why. Off the event loops.
struct AudienceEvaluator: Sendable {
    let configuration: ContactConfiguration
    /// Nil while nothing is stored: then nobody is in.
    let desk: AudienceDesk?

    private var threads: Int { configuration.audiences.threads }

    /// What is needed to answer about the rule.
    func view(for written: RequestMembers.WrittenRule, asOf: Instant?) throws(RequestError) -> AudienceView {
        do { return try view(for: [written.rule], asOf: asOf) } catch { throw written.error(error) }
    }

    func view(for rules: [Rule], asOf: Instant?) throws(RuleError) -> AudienceView {
        if let desk { return try desk.view(for: rules, asOf: asOf) }
        let audiences = configuration.audiences
        let computed = audiences.computedByName
        let clock = RuleClock(asOf: asOf ?? ContactRoom.now, zone: configuration.zone)
        return AudienceView(
            table: ContactTable(schema: configuration.schema), saved: SavedAudiences(computed: computed),
            context: PlanningContext(clock: clock, computed: computed), configuration: audiences)
    }

    // MARK: - A rule

    func evaluate(_ request: EvaluationRequest) throws(RequestError) -> WriteAnswer {
        let started = ContinuousClock.now
        let view = try view(for: request.rule, asOf: request.asOf)
        if let contact = request.contact { return try explain(contact, request, view, started) }
        var limits = configuration.audiences.evaluationLimits
        limits.sampleSize = request.sampleSize
        do throws(RuleError) {
            let prepared = try view.prepare(request.rule.rule, named: request.audience)
            let compared = request.comparesSaved ? try others(view, but: request.audience, since: started) : Compared()
            let evaluation = prepared.evaluate(threads: threads, others: compared.selections, limits: limits)
            var writer = JSONWriter()
            writer.evaluation(
                evaluation, request, view, demanded: prepared.plan.demandedConsents, notCompared: compared.left,
                started)
            return WriteAnswer(status: 200, body: writer.byteArray)
        } catch {
            throw request.rule.error(error)
        }
    }

    private struct Compared {
        var selections: [(name: String, selection: ContactSelection)] = []
        /// Audiences that found no time.
        var left: [String] = []
    }

    /// The saved audiences, as far as there is time for them.
    private func others(
        _ view: AudienceView, but itself: String?, since started: ContinuousClock.Instant
    ) throws(RuleError) -> Compared {
        var compared = Compared()
        guard let desk else { return compared }
        let deadline = started + .milliseconds(configuration.audiences.overlapMilliseconds)
        for name in view.saved.names where name != itself {
            guard let rule = view.saved.byName[name]?.rule else { continue }
            guard ContinuousClock.now < deadline else {
                compared.left.append(name)
                continue
            }
            // One that can no longer be asked, because what it names is no longer declared, spoils nothing else.
            guard let selection = try? desk.selection(of: name, rule, view) else { continue }
            compared.selections.append((name, selection))
        }
        return compared
    }

    // MARK: - A contact

    private func explain(
        _ contact: EvaluationRequest.Contact, _ request: EvaluationRequest, _ view: AudienceView,
        _ started: ContinuousClock.Instant
    ) throws(RequestError) -> WriteAnswer {
        var view = view
        let id: String
        switch contact {
        case .stored(let stored): id = stored
        case .inline(let record, let events):
            id = record.id
            view = Self.view(of: record, events, view)
        }
        guard let row = view.table.row(id) else { throw RequestError(status: 404, "There is no such contact.") }
        do throws(RuleError) {
            return try Self.explain(request.rule.rule, named: nil, id, row, view, started)
        } catch {
            throw request.rule.error(error)
        }
    }

    /// Why a contact is in or out.
    static func explain(
        _ rule: Rule, named name: String?, _ id: String, _ row: ContactRow, _ view: AudienceView,
        _ started: ContinuousClock.Instant
    ) throws(RuleError) -> WriteAnswer {
        let isIn = try view.prepare(rule, named: name).contains(row)
        let explanation = try Explainer(view.table, view.context, row).explain(rule)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("audience", name)
        writer.member("contact", id)
        writer.key("in")
        writer.bool(isIn)
        writer.member("as_of", view.clock.asOf.description)
        writer.frozen(view.frozen(in: rule))
        writer.key("explanation")
        writer.explanation(explanation)
        writer.milliseconds(since: started)
        writer.endObject()
        return WriteAnswer(status: 200, body: writer.byteArray)
    }

    /// A table of one contact. Kept indicators are computed for it now; scores keep the bounds that they have.
    private static func view(of record: ContactRecord, _ events: [EventRecord], _ view: AudienceView) -> AudienceView {
        let table = ContactTable(schema: view.table.schema)
        table.apply([.put(record)] + events.map(ContactChange.event))
        var context = view.context
        context.frozen = [:]
        return AudienceView(table: table, saved: view.saved, context: context, configuration: view.configuration)
    }
}
