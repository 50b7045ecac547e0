public import Audiences
import Bytes
import JSON

/// A computed indicator as the settings declare it.
public struct ComputedDeclaration: Equatable, Sendable {
    public var indicator: ComputedIndicator
    /// A score whose bounds part the contacts into so many groups of the same size: they are found when it is computed.
    public var groups: Int?

    public var name: String { indicator.name }

    /// What is declared unless somebody says otherwise: a purchase is an event of that type. Nothing is computed before a
    /// rule asks for it.
    public static let shipped = Setting.compact(
        Array(
            #"""
            {
              "recency": {"kind": "recency", "where": "type = \"purchase\""},
              "frequency": {"kind": "frequency", "where": "type = \"purchase\""},
              "monetary": {"kind": "monetary", "where": "type = \"purchase\""},
              "purchase_interval": {"kind": "median_interval", "where": "type = \"purchase\""},
              "next_purchase": {"kind": "next_due", "where": "type = \"purchase\""},
              "favourite_channel": {"kind": "favourite", "of": "channel", "where": "type = \"purchase\""},
              "rfm": {"kind": "rfm", "groups": 5, "where": "type = \"purchase\"", "refresh": "daily at 03:00"},
              "activity": {
                "kind": "status",
                "statuses": [
                  {"name": "new", "rule": "frequency = 1 and recency <= 90"},
                  {"name": "active", "rule": "recency <= 365"},
                  {"name": "dormant", "rule": "recency > 365"}
                ],
                "otherwise": "none"
              }
            }
            """#.utf8
        ).span)

    /// Reads an object whose members are declarations.
    static func read(
        _ json: String, schema: ContactSchema, zone: TimeZoneRules, limits: RuleLimits
    ) throws(RequestError) -> [ComputedDeclaration] {
        let members = try RequestMembers(Array(json.utf8))
        var declarations: [ComputedDeclaration] = []
        for name in members.names where !name.hasPrefix("//") {
            guard let object = try members.object(name) else { continue }
            guard ContactSchema.isName(name) else {
                throw RequestError(
                    pointer: members.pointer(to: name), "expected a letter, then letters, digits and _, 64 at most")
            }
            for declaration in try read(name, object, limits) {
                try check(declaration, members.pointer(to: name), schema, zone)
                declarations.append(declaration)
            }
        }
        if let twin = Dictionary(grouping: declarations, by: \.name).first(where: { $0.value.count > 1 }) {
            throw RequestError(pointer: "", "\"\(twin.key)\" is declared twice")
        }
        return declarations
    }

    /// What events it asks for can be checked now; what status it asks for may be about figures of the reference.
    private static func check(
        _ declaration: ComputedDeclaration, _ pointer: String, _ schema: ContactSchema, _ zone: TimeZoneRules
    ) throws(RequestError) {
        if case .status = declaration.indicator.definition { return }
        var planner = Planner(
            schema: schema, context: PlanningContext(clock: RuleClock(asOf: Instant(milliseconds: 0), zone: zone)))
        do throws(RuleError) {
            _ = try planner.computedField(declaration.indicator)
        } catch {
            throw RequestError(pointer: pointer + error.pointer, error.detail)
        }
    }

    private static let kinds =
        ["recency", "frequency", "monetary", "median_interval", "next_due", "favourite", "score", "rfm", "status"]
        + AggregateFunction.allCases.map(\.rawValue)

    private static func read(
        _ name: String, _ object: RequestMembers, _ limits: RuleLimits
    ) throws(RequestError) -> [ComputedDeclaration] {
        try object.refuseOthers(
            than: "kind", "of", "where", "refresh", "measure", "groups", "bounds", "statuses", "otherwise")
        guard let kind = try object.text("kind"), kinds.contains(kind) else {
            throw RequestError(
                pointer: object.pointer(to: "kind"), "expected one of \(kinds.joined(separator: ", "))")
        }
        let condition = try object.rule("where", limits)?.rule.root
        let refresh = try readRefresh(object)
        func one(_ definition: ComputedIndicator.Definition) -> [ComputedDeclaration] {
            [ComputedDeclaration(indicator: ComputedIndicator(name, definition, refresh: refresh ?? .live))]
        }
        switch kind {
        case "recency": return one(.recency(where: condition))
        case "frequency": return one(.frequency(where: condition))
        case "monetary": return one(.monetary(where: condition))
        case "median_interval": return one(.medianInterval(where: condition))
        case "next_due": return one(.nextDue(where: condition))
        case "favourite":
            guard let of = try object.text("of") else {
                throw RequestError(pointer: object.pointer(to: "of"), "expected a field of events, such as channel")
            }
            return one(.favourite(of: of, where: condition))
        case "score": return [try score(name, object, condition, refresh)]
        case "rfm": return try rfm(name, object, condition, refresh)
        case "status": return one(try status(object, limits))
        default:
            let function = AggregateFunction(rawValue: kind) ?? .count
            return one(.aggregate(function, of: try object.text("of"), where: condition))
        }
    }

    private static let groupLimits = 2...100
    private static let usualGroups = 5

    private static func score(
        _ name: String, _ object: RequestMembers, _ condition: RuleGroup?, _ refresh: ComputedIndicator.Refresh?
    ) throws(RequestError) -> ComputedDeclaration {
        guard let text = try object.text("measure"), let measure = ComputedIndicator.Measure(rawValue: text) else {
            let names = ComputedIndicator.Measure.allCases.map(\.rawValue).joined(separator: ", ")
            throw RequestError(pointer: object.pointer(to: "measure"), "expected one of \(names)")
        }
        if object.has("bounds") {
            let bounds = try object.elements("bounds", groupLimits.upperBound) { pointer, place throws(RequestError) in
                guard let bound = ExactDecimal(object.bytes.span.extracting(place)) else {
                    throw RequestError(pointer: pointer, "expected a number")
                }
                return bound
            }
            let indicator = ComputedIndicator(
                name, .score(measure, where: condition, bounds: bounds), refresh: refresh ?? .live)
            return ComputedDeclaration(indicator: indicator)
        }
        let groups = try object.integer("groups", groupLimits) ?? usualGroups
        return try evenScore(name, measure, groups, object, condition, refresh)
    }

    /// Where the groups begin depends on all contacts, so it is looked at now and then and not with each question.
    private static func evenScore(
        _ name: String, _ measure: ComputedIndicator.Measure, _ groups: Int, _ object: RequestMembers,
        _ condition: RuleGroup?, _ refresh: ComputedIndicator.Refresh?
    ) throws(RequestError) -> ComputedDeclaration {
        guard refresh != .live else {
            throw RequestError(
                pointer: object.pointer(to: "refresh"),
                "a score of even groups is computed now and then: expected \(refreshForms), or \"bounds\" in place of groups"
            )
        }
        let indicator = ComputedIndicator(
            name, .score(measure, where: condition, bounds: []), refresh: refresh ?? .daily(minuteOfDay: 180))
        return ComputedDeclaration(indicator: indicator, groups: groups)
    }

    /// Three scores in one: `rfm_recency`, `rfm_frequency`, `rfm_monetary`.
    private static func rfm(
        _ name: String, _ object: RequestMembers, _ condition: RuleGroup?, _ refresh: ComputedIndicator.Refresh?
    ) throws(RequestError) -> [ComputedDeclaration] {
        let groups = try object.integer("groups", groupLimits) ?? usualGroups
        var scores: [ComputedDeclaration] = []
        for measure in ComputedIndicator.Measure.allCases {
            scores.append(
                try evenScore("\(name)_\(measure.rawValue)", measure, groups, object, condition, refresh))
        }
        return scores
    }

    private static func status(
        _ object: RequestMembers, _ limits: RuleLimits
    ) throws(RequestError) -> ComputedIndicator.Definition {
        var statuses: [ComputedIndicator.Status] = []
        for status in try object.objects("statuses", maximumCount: 100) ?? [] {
            guard let name = try status.text("name"), let rule = try status.rule("rule", limits) else {
                throw RequestError(pointer: status.pointer, "expected a \"name\" and a \"rule\"")
            }
            statuses.append(.init(name, rule.rule.root))
        }
        guard !statuses.isEmpty else {
            throw RequestError(pointer: object.pointer(to: "statuses"), "expected at least one status")
        }
        return .status(statuses, otherwise: try object.text("otherwise"))
    }

    // MARK: - Refresh

    private static let refreshForms = "\"daily at 03:00\" or \"every 60 minutes\""

    private static func readRefresh(_ object: RequestMembers) throws(RequestError) -> ComputedIndicator.Refresh? {
        guard let text = try object.text("refresh") else { return nil }
        if text == "live" { return .live }
        let words = text.split(separator: " ")
        if words.count == 3, words[0] == "daily", words[1] == "at", let minute = minuteOfDay(words[2]) {
            return .daily(minuteOfDay: minute)
        }
        if words.count == 3, words[0] == "every", words[2].hasPrefix("minute"), let minutes = Int(words[1]),
            (1...525_600).contains(minutes)
        {
            return .every(minutes: minutes)
        }
        throw RequestError(pointer: object.pointer(to: "refresh"), "expected \"live\", \(refreshForms)")
    }

    private static func minuteOfDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}
