import Audiences
import JSON
import Store

/// Answers questions about saved audiences. Off the event loops, and nothing is changed.
struct AudienceQuestions: Sendable {
    let desk: AudienceDesk

    private func entry(
        _ name: String, asOf: Instant? = nil
    ) throws(RequestError) -> (entry: SavedAudiences.Entry, rule: Rule, view: AudienceView) {
        guard let entry = desk.savedNow.byName[name] else { throw AudienceShelf.missing(name) }
        guard let rule = entry.rule else {
            throw RequestError(status: 409, "The rule of the audience \"\(name)\" cannot be read: save it anew.")
        }
        do throws(RuleError) { return (entry, rule, try desk.view(for: [rule], asOf: asOf)) } catch {
            throw AudienceShelf.unusable(name, error)
        }
    }

    private func selection(
        _ name: String, _ rule: Rule, _ view: AudienceView
    ) throws(RequestError) -> ContactSelection {
        do throws(RuleError) {
            return try view.prepare(rule, named: name).select(threads: desk.configuration.threads)
        } catch {
            throw AudienceShelf.unusable(name, error)
        }
    }

    /// How many are in.
    func count(_ name: String, asOf: Instant?) throws(RequestError) -> WriteAnswer {
        let started = ContinuousClock.now
        let (entry, rule, view) = try entry(name, asOf: asOf)
        let count = try selection(name, rule, view).count
        let total = view.table.contactCount
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("audience", name)
        writer.member("version", Int(entry.audience.version))
        writer.member("state", view.saved.state(entry).rawValue)
        writer.member("count", count)
        writer.key("share")
        writer.number(total == 0 ? 0 : Double(count) / Double(total), decimals: 6)
        writer.member("total", total)
        writer.expected(entry.audience.expected)
        writer.key("as_expected")
        writer.bool(entry.audience.expected.contains(count))
        writer.member("as_of", view.clock.asOf.description)
        writer.frozen(view.frozen(in: rule))
        writer.milliseconds(since: started)
        writer.endObject()
        return WriteAnswer(status: 200, body: writer.byteArray)
    }

    /// Whether a stored contact is in, and why.
    func explain(_ name: String, _ id: String, asOf: Instant?) throws(RequestError) -> WriteAnswer {
        let started = ContinuousClock.now
        let (_, rule, view) = try entry(name, asOf: asOf)
        guard let row = view.table.row(id) else { throw RequestError(status: 404, "There is no such contact.") }
        do throws(RuleError) {
            return try AudienceEvaluator.explain(rule, named: name, id, row, view, started)
        } catch {
            throw AudienceShelf.unusable(name, error)
        }
    }

    /// What changes when the audience does.
    func dependents(_ name: String) throws(RequestError) -> WriteAnswer {
        let saved = desk.savedNow
        guard let entry = saved.byName[name] else { throw AudienceShelf.missing(name) }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("audience", name)
        writer.texts("references", entry.rule.map { saved.catalogue.references(in: $0) } ?? [])
        writer.texts("dependents", saved.catalogue.dependents(of: name))
        writer.texts("all_dependents", saved.catalogue.allDependents(of: name))
        writer.texts("computed", saved.catalogue.computedDependents(of: name))
        writer.endObject()
        return WriteAnswer(status: 200, body: writer.byteArray)
    }

    /// How two audiences lie over each other.
    func overlap(_ name: String, with other: String, asOf: Instant?) throws(RequestError) -> WriteAnswer {
        let started = ContinuousClock.now
        let (_, rule, view) = try entry(name, asOf: asOf)
        let (_, otherRule, _) = try entry(other, asOf: asOf)
        let one = try selection(name, rule, view)
        let two = try selection(other, otherRule, view)
        let (count, otherCount, common) = (one.count, two.count, one.commonCount(two))
        let together = count + otherCount - common
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("audience", name)
        writer.member("count", count)
        writer.member("with", other)
        writer.member("with_count", otherCount)
        writer.member("common", common)
        writer.member("only", count - common)
        writer.member("only_with", otherCount - common)
        writer.key("share")
        writer.number(count == 0 ? 0 : Double(common) / Double(count), decimals: 6)
        writer.key("with_share")
        writer.number(otherCount == 0 ? 0 : Double(common) / Double(otherCount), decimals: 6)
        // Jaccard's index: 1 when they are the same contacts.
        writer.key("similarity")
        writer.number(together == 0 ? 0 : Double(common) / Double(together), decimals: 6)
        writer.member("as_of", view.clock.asOf.description)
        writer.milliseconds(since: started)
        writer.endObject()
        return WriteAnswer(status: 200, body: writer.byteArray)
    }
}
