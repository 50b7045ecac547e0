import Audiences
import JSON
import Store

/// Saves, approves and deletes audiences. On the desk's acting queue, one after another, so that what is checked here still holds
/// when it is written.
struct AudienceShelf: Sendable {
    let desk: AudienceDesk
    let configuration: ContactConfiguration

    // MARK: - Save

    func save(_ draft: AudienceDraft, _ conditions: WriteConditions) throws(RequestError) -> WriteAnswer {
        let saved = desk.savedNow
        let name = draft.audience.name
        let stored = saved.byName[name]
        try check(conditions.precondition, stored)
        guard stored != nil || saved.byName.count < configuration.audiences.maximumSaved else {
            throw RequestError(
                status: 409,
                "\(configuration.audiences.maximumSaved) audiences are saved, the limit (audience.saved).")
        }
        try checkPlan(draft, saved)
        if let stored, stored.audience.saysTheSame(as: draft.audience) { return answer(name, status: 200) }
        let audience = draft.audience
        try write { session throws(SQLiteError) in _ = try session.save(audience) }
        return answer(name, status: stored == nil ? 201 : 200)
    }

    /// The rule must be one that can be asked, and must not lead back to its own audience.
    private func checkPlan(_ draft: AudienceDraft, _ saved: SavedAudiences) throws(RequestError) {
        do throws(RuleError) {
            let view = try desk.view(for: [])
            var context = view.context
            context.audiences[draft.audience.name] = draft.rule.rule
            _ = try Planner(table: desk.table, context: context).plan(draft.rule.rule, named: draft.audience.name)
        } catch {
            throw draft.rule.error(error)
        }
    }

    // MARK: - Approve

    func approve(_ name: String, _ body: [UInt8], _ conditions: WriteConditions) throws(RequestError) -> WriteAnswer {
        let members = try RequestMembers(body)
        try members.refuseOthers(than: "count", "by")
        guard let seen = try members.integer("count", 0...Int(Int32.max)) else {
            throw RequestError(pointer: "/count", "expected the count that was seen")
        }
        let by = try members.text("by")
        let (entry, rule) = try entry(name)
        try check(conditions.precondition, entry)
        let now = try count(rule, name)
        let refusal = ApprovalRefusal.judge(
            seen: seen, now: now, entry.audience.expected, tolerance: configuration.audiences.approvalTolerance)
        if let refusal {
            var problem = Problem(status: 409, detail: refusal.detail)
            problem.errors = [Problem.Place(code: refusal.code, detail: refusal.detail)]
            throw RequestError(problem)
        }
        let (version, meaning) = (entry.audience.version, desk.savedNow.catalogue.fingerprint(of: rule))
        try write { session throws(SQLiteError) in
            _ = try session.approve(name, version: version, by: by, count: Int64(seen), meaning: meaning)
        }
        return answer(name, status: 200)
    }

    private func count(_ rule: Rule, _ name: String) throws(RequestError) -> Int {
        do throws(RuleError) {
            return try desk.view(for: [rule]).prepare(rule, named: name).count(threads: desk.configuration.threads)
        } catch {
            throw Self.unusable(name, error)
        }
    }

    // MARK: - Delete

    func delete(_ name: String, _ conditions: WriteConditions) throws(RequestError) -> WriteAnswer {
        let saved = desk.savedNow
        guard let stored = saved.byName[name] else { throw Self.missing(name) }
        try check(conditions.precondition, stored)
        let places =
            saved.catalogue.dependents(of: name).map { "The audience \"\($0)\" names it." }
            + saved.catalogue.computedDependents(of: name).map { "The computed indicator \($0) names it." }
        guard places.isEmpty else {
            throw RequestError(
                Problem(
                    status: 409, detail: "Others lean on the audience \"\(name)\": change them first.",
                    errors: places.map { Problem.Place(code: "dependent", detail: $0) }))
        }
        try write { session throws(SQLiteError) in _ = try session.deleteAudience(name) }
        return WriteAnswer(status: 204)
    }

    // MARK: - What all of them need

    /// Writes and takes up what was written.
    private func write(
        _ work: @escaping @Sendable (inout ContactSession) throws(SQLiteError) -> Void
    ) throws(RequestError) {
        do throws(ContactStoreError) {
            desk.publish(
                try desk.writer.perform { session throws(SQLiteError) in
                    try work(&session)
                    return try session.audiences()
                })
        } catch {
            throw RequestError(Problem(error))
        }
    }

    private func check(
        _ precondition: ContactWrite.Precondition, _ stored: SavedAudiences.Entry?
    ) throws(RequestError) {
        let holds =
            switch precondition {
            case .none: true
            case .exists: stored != nil
            case .isMissing: stored == nil
            case .has(let tags): stored.map { tags.contains($0.audience.tag) } ?? false
            }
        guard holds else {
            throw RequestError(status: 412, "The audience is not the one that the condition names: read it again.")
        }
    }

    /// A saved audience with its rule.
    func entry(_ name: String) throws(RequestError) -> (SavedAudiences.Entry, Rule) {
        guard let entry = desk.savedNow.byName[name] else { throw Self.missing(name) }
        guard let rule = entry.rule else {
            throw RequestError(status: 409, "The rule of the audience \"\(name)\" cannot be read: save it anew.")
        }
        return (entry, rule)
    }

    private func answer(_ name: String, status: Int) -> WriteAnswer {
        let saved = desk.savedNow
        guard let entry = saved.byName[name] else { preconditionFailure("what was written has been taken up") }
        var writer = JSONWriter()
        writer.beginObject()
        writer.members(of: entry, saved)
        writer.endObject()
        return WriteAnswer(status: status, tag: entry.audience.tag, body: writer.byteArray)
    }

    static func missing(_ name: String) -> RequestError {
        RequestError(status: 404, "There is no audience \"\(name)\".")
    }

    /// What an audience's own rule is refused for: something that it names is there no more.
    static func unusable(_ name: String, _ error: RuleError) -> RequestError {
        RequestError(
            status: 409, "The rule of the audience \"\(name)\" cannot be asked: \(error.path): \(error.detail)")
    }
}
