import Audiences
import Bytes
import JSON
import Store

/// How a list is to be frozen: POST /audiences/{name}/snapshots. It is stored with the list, so that it can be told later
/// how it came to be and who was in which group.
struct SnapshotRequest: Sendable {
    var channel: String?
    var author: String?
    var note: String?
    var split: ExperimentSplit?
    /// Audiences whose contacts are left out.
    var excluded: [String] = []
    var cap: FrequencyCap?

    /// The group of a split that is only about who is left alone.
    static let contacted = "contacted"
    /// Names that `?group=` gives a meaning to.
    private static let takenNames: Set<String> = [ExperimentSplit.holdOut, "all"]

    private static let countLimits = 1...1000
    private static let dayLimits = 1...3650

    /// `name` is the audience's, which is also that of an experiment without a name.
    init(_ body: [UInt8], audience name: String, _ schema: ContactSchema) throws(RequestError) {
        let members = body.isEmpty ? RequestMembers.none : try RequestMembers(body)
        try members.refuseOthers(
            than: "channel", "author", "note", "experiment", "groups", "hold_out", "exclude", "frequency_cap")
        channel = try EvaluationRequest.channel(members, schema)
        author = try members.text("author")
        note = try members.text("note")
        split = try Self.split(members, audience: name)
        excluded = try members.texts("exclude") ?? []
        guard let cap = try members.object("frequency_cap") else { return }
        try cap.refuseOthers(than: "at_most", "days")
        guard let atMost = try cap.integer("at_most", Self.countLimits),
            let days = try cap.integer("days", Self.dayLimits)
        else { throw RequestError(pointer: cap.pointer, "expected \"at_most\" lists in so many \"days\"") }
        self.cap = FrequencyCap(atMost: atMost, days: days)
    }

    private static func split(
        _ members: RequestMembers, audience name: String
    ) throws(RequestError) -> ExperimentSplit? {
        guard members.has("experiment") || members.has("groups") || members.has("hold_out") else { return nil }
        let groups = try groups(members)
        let holdOut = try members.number("hold_out", 0...1) ?? 0
        let split = ExperimentSplit(
            experiment: try members.text("experiment") ?? name,
            groups: groups.isEmpty ? [.init(contacted)] : groups, holdOutShare: holdOut)
        guard let split else {
            throw RequestError(
                pointer: members.pointer(to: "groups"),
                "expected at most 1000 groups of different names, with weights from 1 to 1000000")
        }
        return split
    }

    private static func groups(_ members: RequestMembers) throws(RequestError) -> [ExperimentSplit.Group] {
        try members.elements("groups", 1000) { pointer, place throws(RequestError) in
            let isName = members.bytes[place.lowerBound] == UInt8(ascii: "\"")
            // Either way it is read as an object: a bare name is one that has only that.
            let text = Array(members.bytes[place])
            let group = try RequestMembers(isName ? Array("{\"name\":".utf8) + text + Array("}".utf8) : text)
            try group.refuseOthers(than: "name", "weight")
            guard let name = try group.text("name"), !name.isEmpty, !takenNames.contains(name) else {
                throw RequestError(pointer: pointer, "expected a name that is neither empty, \"hold_out\" nor \"all\"")
            }
            return ExperimentSplit.Group(name, weight: try group.integer("weight", 1...1_000_000) ?? 1)
        }
    }

    // MARK: - As it is stored

    /// The split and what was left out, as JSON.
    func settings(_ outcome: SnapshotOutcome) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.members(of: self)
        writer.members(of: outcome)
        writer.endObject()
        return String(writer.bytes)
    }

    /// The split of a list that was stored; nil when it had none.
    static func split(of snapshot: SavedSnapshot) -> ExperimentSplit? {
        guard let members = try? RequestMembers(Array(snapshot.settings.utf8)) else { return nil }
        return (try? split(members, audience: snapshot.audience)) ?? nil
    }
}

/// How a list came to its members.
struct SnapshotOutcome: Equatable, Sendable {
    /// Contacts of the audience.
    var audienceCount = 0
    /// Those that were taken out for each excluded audience, in the order of the request.
    var excluded: [(audience: String, count: Int)] = []
    /// Those that were taken out because they were on enough lists.
    var capped = 0
    /// By group; those that are left alone are one of them.
    var groups: [String: Int] = [:]

    static func == (one: SnapshotOutcome, other: SnapshotOutcome) -> Bool {
        one.audienceCount == other.audienceCount && one.capped == other.capped && one.groups == other.groups
            && one.excluded.elementsEqual(other.excluded, by: ==)
    }
}

extension JSONWriter {
    fileprivate mutating func members(of request: SnapshotRequest) {
        if let split = request.split {
            member("experiment", split.experiment)
            key("groups")
            beginArray()
            for group in split.groups {
                beginObject()
                member("name", group.name)
                member("weight", group.weight)
                endObject()
            }
            endArray()
            key("hold_out")
            number(split.holdOutShare)
        }
        if !request.excluded.isEmpty { texts("exclude", request.excluded) }
        guard let cap = request.cap else { return }
        key("frequency_cap")
        beginObject()
        member("at_most", cap.atMost)
        member("days", cap.days)
        endObject()
    }

    fileprivate mutating func members(of outcome: SnapshotOutcome) {
        member("audience_count", outcome.audienceCount)
        if !outcome.excluded.isEmpty {
            key("excluded")
            beginArray()
            for excluded in outcome.excluded {
                beginObject()
                member("audience", excluded.audience)
                member("count", excluded.count)
                endObject()
            }
            endArray()
        }
        member("capped", outcome.capped)
        guard !outcome.groups.isEmpty else { return }
        key("group_counts")
        beginObject()
        for (name, count) in outcome.groups.sorted(by: { $0.key < $1.key }) {
            key(name)
            number(count)
        }
        endObject()
    }

    /// A frozen list.
    mutating func snapshot(_ snapshot: SavedSnapshot) {
        beginObject()
        member("audience", snapshot.audience)
        member("number", Int(snapshot.number))
        member("version", Int(snapshot.version))
        member("at", snapshot.at.description)
        member("channel", snapshot.channel)
        member("count", Int(snapshot.count))
        member("author", snapshot.author)
        member("note", snapshot.note)
        key("settings")
        let settings = Array(snapshot.settings.utf8)
        raw(settings.span)
        key("rule")
        let rule = Array(snapshot.rule.utf8)
        raw(rule.span)
        endObject()
    }
}
