import Audiences
import JSON
import Store

/// What POST /experiments/evaluate is asked: the groups and what they did, or a frozen list whose groups are counted here.
struct ExperimentQuestion: Sendable {
    /// A list and what counts as a conversion of its members.
    struct List: Sendable {
        var audience: String
        var number: Int64
        /// What an event must be.
        var conversion: RequestMembers.WrittenRule
        /// Days after the list was frozen in which it must happen.
        var days: Int
    }

    private var groups: [ExperimentEvaluation.Group] = []
    private var list: List?
    private var control: String?
    private var worthwhileLift: Double

    private static let usualDays = 30
    private static let usualLift = 0.1
    private static let maximumGroups = 1000

    init(_ body: [UInt8], _ configuration: ContactConfiguration) throws(RequestError) {
        let members = try RequestMembers(body)
        try members.refuseOthers(
            than: "groups", "control", "worthwhile_lift", "audience", "snapshot", "conversion", "days")
        control = try members.text("control")
        worthwhileLift = try members.number("worthwhile_lift", 0.0001...100) ?? Self.usualLift
        if let audience = try members.text("audience") {
            guard let number = try members.integer("snapshot", 1...Int(Int32.max)) else {
                throw RequestError(pointer: "/snapshot", "expected the number of a snapshot")
            }
            guard let conversion = try members.rule("conversion", configuration.audiences.ruleLimits) else {
                throw RequestError(pointer: "/conversion", "expected what an event must be: type = \"purchase\"")
            }
            list = List(
                audience: audience, number: Int64(number), conversion: conversion,
                days: try members.integer("days", 1...3650) ?? Self.usualDays)
            return
        }
        for group in try members.objects("groups", maximumCount: Self.maximumGroups) ?? [] {
            groups.append(try Self.group(group))
        }
        guard groups.count >= 2 else {
            throw RequestError(pointer: "/groups", "expected two groups or more, or an \"audience\" and a \"snapshot\"")
        }
    }

    private static func group(_ members: RequestMembers) throws(RequestError) -> ExperimentEvaluation.Group {
        try members.refuseOthers(than: "name", "contacts", "conversions")
        guard let name = try members.text("name"),
            let contacts = try members.integer("contacts", 0...Int(Int32.max))
        else { throw RequestError(pointer: members.pointer, "expected \"name\", \"contacts\" and \"conversions\"") }
        guard let conversions = try members.integer("conversions", 0...contacts) else {
            throw RequestError(pointer: members.pointer(to: "conversions"), "expected a number of conversions")
        }
        return ExperimentEvaluation.Group(name, contacts: contacts, conversions: conversions)
    }

    // MARK: - Answer

    /// `desk` is nil while nothing is stored.
    func answer(_ desk: AudienceDesk?) throws(RequestError) -> WriteAnswer {
        var counted = groups
        var window: Window?
        if let list {
            guard let desk else { throw AudienceShelf.missing(list.audience) }
            let found = try Self.count(list, desk)
            (counted, window) = (found.groups, found.window)
        }
        let name = control ?? (counted.contains { $0.name == ExperimentSplit.holdOut } ? ExperimentSplit.holdOut : nil)
        guard let index = name.map({ name in counted.firstIndex { $0.name == name } }) ?? counted.indices.first else {
            throw RequestError(
                pointer: "/control", "expected one of \(counted.map(\.name).joined(separator: ", "))")
        }
        let control = counted.remove(at: index)
        let evaluation = ExperimentEvaluation(control: control, others: counted, worthwhileLift: worthwhileLift)
        var writer = JSONWriter()
        writer.experiment(evaluation, worthwhileLift: worthwhileLift, window)
        return WriteAnswer(status: 200, body: writer.byteArray)
    }

    /// When conversions counted.
    struct Window: Sendable {
        var from: Instant
        var until: Instant
        /// Whether it is over, so that nothing can come any more.
        var isOver: Bool
    }

    /// The groups of a list with those of their members who have converted.
    private static func count(
        _ list: List, _ desk: AudienceDesk
    ) throws(RequestError) -> (groups: [ExperimentEvaluation.Group], window: Window) {
        let (snapshot, members) = try read(list, desk)
        guard let split = SnapshotRequest.split(of: snapshot) else {
            throw RequestError(status: 409, "The snapshot was made without groups and without a hold-out.")
        }
        let view: AudienceView
        do { view = try desk.view(for: []) } catch { throw list.conversion.error(error) }
        let end = RuleClock(asOf: snapshot.at, zone: view.clock.zone).instant(
            RelativeDate(.now, offset: list.days, .day))
        let converted = try converted(list, from: snapshot.at, until: end, view)
        var tally: [String: (contacts: Int, conversions: Int)] = [:]
        let keys = desk.keys.all
        let onList = keys.indices.lazy.filter { keys[$0] != 0 && members.contains(keys[$0]) }
        view.table.forEachID(view.table.rows(onList)) { row, id in
            let group = split.group(of: id.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
            tally[group, default: (0, 0)].contacts += 1
            if converted.contains(row) { tally[group, default: (0, 0)].conversions += 1 }
        }
        let names = (split.holdOutShare > 0 ? [ExperimentSplit.holdOut] : []) + split.groups.map(\.name)
        let groups = names.map { name in
            let counts = tally[name] ?? (0, 0)
            return ExperimentEvaluation.Group(name, contacts: counts.contacts, conversions: counts.conversions)
        }
        return (groups, Window(from: snapshot.at, until: end, isOver: end <= view.clock.asOf))
    }

    private static func read(
        _ list: List, _ desk: AudienceDesk
    ) throws(RequestError) -> (SavedSnapshot, SnapshotMembers) {
        do throws(ContactStoreError) {
            var reader = try desk.makeReader()
            if let snapshot = try reader.snapshot(of: list.audience, number: list.number) {
                return (snapshot, try reader.members(of: snapshot))
            }
        } catch {
            throw RequestError(Problem(error))
        }
        throw RequestError(status: 404, "There is no such snapshot.")
    }

    /// Who has done it in the time.
    private static func converted(
        _ list: List, from: Instant, until: Instant, _ view: AudienceView
    ) throws(RequestError) -> ContactSelection {
        let condition = RuleGroup(
            .and,
            [
                .group(list.conversion.rule.root),
                .comparison(RuleComparison(EventField.at, .greaterOrEqual, .value(.text(from.description)))),
                .comparison(RuleComparison(EventField.at, .less, .value(.text(until.description)))),
            ])
        let rule = Rule(RuleGroup(.and, [.match(RuleMatch(ContactField.events, .some, condition))]))
        do throws(RuleError) {
            return try view.prepare(rule).select(threads: view.configuration.threads)
        } catch {
            // The place within what was written, without what was put around it.
            var error = error
            let around = "rules[0].value.rules[0]"
            if error.path.hasPrefix(around) {
                error.path = String(error.path.dropFirst(around.count).drop { $0 == "." })
            }
            throw list.conversion.error(error)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func experiment(
        _ evaluation: ExperimentEvaluation, worthwhileLift: Double, _ window: ExperimentQuestion.Window?
    ) {
        beginObject()
        if let window {
            member("from", window.from.description)
            member("until", window.until.description)
            key("is_over")
            bool(window.isOver)
        }
        key("worthwhile_lift")
        number(worthwhileLift)
        key("significance")
        number(ExperimentEvaluation.significance)
        key("groups")
        beginArray()
        for result in evaluation.results { self.result(result) }
        endArray()
        endObject()
    }

    private mutating func result(_ result: ExperimentEvaluation.Result) {
        beginObject()
        member("name", result.group.name)
        member("contacts", result.group.contacts)
        member("conversions", result.group.conversions)
        key("rate")
        number(result.rate, decimals: 6)
        interval("rate_interval", result.rateInterval)
        key("is_control")
        bool(result.comparison == nil)
        if let comparison = result.comparison { self.comparison(comparison) }
        endObject()
    }

    private mutating func comparison(_ comparison: ExperimentEvaluation.Comparison) {
        key("difference")
        number(comparison.difference, decimals: 6)
        interval("difference_interval", comparison.differenceInterval)
        key("lift")
        if let lift = comparison.lift { number(lift, decimals: 6) } else { null() }
        key("p_value")
        number(comparison.pValue)
        key("power")
        number(comparison.power, decimals: 4)
        key("needed_contacts")
        if let needed = comparison.neededContacts { number(needed) } else { null() }
        member("verdict", comparison.verdict.rawValue)
    }

    private mutating func interval(_ name: StaticString, _ interval: ClosedRange<Double>) {
        key(name)
        beginArray()
        number(interval.lowerBound, decimals: 6)
        number(interval.upperBound, decimals: 6)
        endArray()
    }
}
