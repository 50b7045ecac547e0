import Audiences
import JSON
import Store

/// Freezes the contacts of an audience into a list to be acted on, if nothing speaks against it.
///
///     the audience ─▶ refused? ─▶ − excluded audiences ─▶ − those on enough lists ─▶ groups ─▶ stored
///
/// On the desk's acting queue: two lists that are made at once must see each other.
struct SnapshotMaker {
    let shelf: AudienceShelf
    let name: String
    let request: SnapshotRequest
    let key: IdempotencyKey?

    private var desk: AudienceDesk { shelf.desk }

    func make() throws(RequestError) -> WriteAnswer {
        let (entry, rule) = try shelf.entry(name)
        guard let channel = request.channel ?? entry.audience.channel else {
            throw RequestError(
                pointer: "/channel",
                "expected the channel that the list is for: \(desk.table.schema.channels.joined(separator: ", "))")
        }
        let view = try view(rule)
        var selection = try select(rule, view, channel, entry)
        var outcome = SnapshotOutcome(audienceCount: selection.count)
        for excluded in request.excluded { try exclude(excluded, view, &selection, &outcome) }
        if let cap = request.cap { try apply(cap, channel, view, &selection, &outcome) }
        let members = members(selection, &outcome)
        guard !members.isEmpty else { throw Self.refusal([.nobody]) }
        var snapshot = SavedSnapshot(
            audience: name, version: entry.audience.version, rule: rule.json, settings: request.settings(outcome))
        snapshot.channel = channel
        snapshot.author = request.author
        snapshot.note = request.note
        return try store(snapshot, members)
    }

    private func view(_ rule: Rule) throws(RequestError) -> AudienceView {
        var rules = [rule]
        for (index, excluded) in request.excluded.enumerated() {
            guard let rule = desk.savedNow.byName[excluded]?.rule else {
                throw RequestError(pointer: "/exclude/\(index)", "there is no audience \"\(excluded)\"")
            }
            rules.append(rule)
        }
        do { return try desk.view(for: rules) } catch { throw AudienceShelf.unusable(name, error) }
    }

    // MARK: - Who

    /// The contacts of the audience, when they may be written to.
    private func select(
        _ rule: Rule, _ view: AudienceView, _ channel: String, _ entry: SavedAudiences.Entry
    ) throws(RequestError) -> ContactSelection {
        let prepared: PreparedPlan
        do { prepared = try view.prepare(rule, named: name) } catch { throw AudienceShelf.unusable(name, error) }
        let selection = prepared.select(threads: desk.configuration.threads)
        let refusals = ActingRefusal.judge(
            view.saved.approval(entry.audience), fingerprint: view.saved.catalogue.fingerprint(of: rule),
            count: selection.count, entry.audience.expected, channel: channel,
            demandedConsents: prepared.plan.demandedConsents)
        guard refusals.isEmpty else { throw Self.refusal(refusals) }
        return selection
    }

    private static func refusal(_ refusals: [ActingRefusal]) -> RequestError {
        RequestError(
            Problem(
                status: 409, detail: refusals.map(\.detail).joined(separator: " "),
                errors: refusals.map { Problem.Place(code: $0.code, detail: $0.detail) }))
    }

    private func exclude(
        _ excluded: String, _ view: AudienceView, _ selection: inout ContactSelection, _ outcome: inout SnapshotOutcome
    ) throws(RequestError) {
        guard let rule = view.saved.byName[excluded]?.rule else { throw AudienceShelf.missing(excluded) }
        do throws(RuleError) {
            let other = try view.prepare(rule, named: excluded).select(threads: desk.configuration.threads)
            outcome.excluded.append((excluded, selection.commonCount(other)))
            selection.subtract(other)
        } catch {
            throw AudienceShelf.unusable(excluded, error)
        }
    }

    /// Takes out who was on enough lists for the channel; who was left alone then does not count as written to.
    private func apply(
        _ cap: FrequencyCap, _ channel: String, _ view: AudienceView, _ selection: inout ContactSelection,
        _ outcome: inout SnapshotOutcome
    ) throws(RequestError) {
        let lists: [(snapshot: SavedSnapshot, members: SnapshotMembers)]
        do throws(ContactStoreError) {
            var reader = try desk.makeReader()
            lists = try reader.recentLists(for: channel, since: cap.since(view.clock))
        } catch {
            throw RequestError(Problem(error))
        }
        guard !lists.isEmpty else { return }
        let splits = lists.map { SnapshotRequest.split(of: $0.snapshot) }
        let keys = desk.keys.all
        var capped: [ContactRow] = []
        for row in selection.rows() {
            let key = Int(row.index) < keys.count ? keys[Int(row.index)] : 0
            var earlier = 0
            for (index, list) in lists.enumerated() where list.members.contains(key) {
                if let split = splits[index], split.holdOutShare > 0, let id = view.table.id(row),
                    split.group(of: id) == ExperimentSplit.holdOut
                {
                    continue
                }
                earlier += 1
            }
            if !cap.admits(earlierLists: earlier) { capped.append(row) }
        }
        for row in capped { selection.remove(row) }
        outcome.capped = capped.count
    }

    /// The keys of the contacts, and how many are in each group.
    private func members(_ selection: ContactSelection, _ outcome: inout SnapshotOutcome) -> [Int64] {
        let keys = desk.keys.all
        var members: [Int64] = []
        members.reserveCapacity(selection.count)
        var groups: [String: Int] = [:]
        desk.table.forEachID(selection.rows()) { row, id in
            guard Int(row.index) < keys.count, keys[Int(row.index)] != 0 else { return }
            members.append(keys[Int(row.index)])
            guard let split = request.split else { return }
            groups[split.group(of: id.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }), default: 0] += 1
        }
        outcome.groups = groups
        return members
    }

    // MARK: - Store

    private func store(_ snapshot: SavedSnapshot, _ members: [Int64]) throws(RequestError) -> WriteAnswer {
        let (key, name) = (key, name)
        return try desk.perform { session throws(SQLiteError) in
            try WriteAnswer.once(key, &session) { session throws(SQLiteError) in
                guard let stored = try session.freeze(snapshot, members: members) else {
                    return (WriteAnswer(AudienceShelf.missing(name).problem), nil)
                }
                var writer = JSONWriter()
                writer.snapshot(stored)
                return (WriteAnswer(status: 201, body: writer.byteArray), nil)
            }
        }
    }
}
