import Audiences
import Dashboards
import HTTP

/// The dashboards that there are.
enum DashboardKind: String, CaseIterable, Sendable {
    case overview, personas, profiles, indicators, map, rfm, channels, categories, quality, crosstab, prospects
}

/// A question about contacts, as the path and the query of a request ask it.
struct DashboardQuery: Sendable {
    enum Subject: Equatable, Sendable {
        case everybody
        case audience(String)
        case rule(String)
    }

    enum Base: Equatable, Sendable {
        /// All contacts beside an audience, else the households of France.
        case usual
        case contacts(Subject)
        case households(HouseholdPlace)
    }

    var kind: DashboardKind
    var subject = Subject.everybody
    var base = Base.usual
    var asOf: Instant?
    var level: String?
    var parent: String?
    var since: CivilDate?
    var rows = ""
    var columns = ""
    var measure = ""
    var budget = 50_000.0
    var theme: String?
    var limit = 50
    var table: String?
    var isCSV = false
    var isEnglish = false

    init(kind: DashboardKind) { self.kind = kind }

    /// The parameters that there are.
    static let parameters: [StaticString] = [
        "audience", "rule", "base", "as_of", "level", "in", "since", "rows", "columns", "measure", "budget", "theme",
        "limit", "table",
    ]

    /// Reads the query from its parameters by name.
    init(
        kind: DashboardKind, isCSV: Bool, zone: TimeZoneRules, maximumItems: Int, _ parameters: [String: String]
    ) throws(RequestError) {
        self.kind = kind
        self.isCSV = isCSV
        try readSubject(parameters["audience"], parameters["rule"])
        if let text = parameters["base"] { base = try Self.base(text) }
        if let text = parameters["as_of"] {
            guard let time = ISOTime(text) else {
                throw RequestError(parameter: "as_of", "must be a date or time as ISO 8601 writes it, not \"\(text)\"")
            }
            asOf = RuleClock(asOf: Instant(milliseconds: 0), zone: zone).instant(time)
        }
        if let text = parameters["since"] {
            guard let date = CivilDate(text) else {
                throw RequestError(parameter: "since", "must be a date like 2026-01-31, not \"\(text)\"")
            }
            since = date
        }
        level = parameters["level"]
        parent = parameters["in"]
        rows = parameters["rows"] ?? ""
        columns = parameters["columns"] ?? ""
        measure = parameters["measure"] ?? ""
        theme = parameters["theme"]
        table = parameters["table"]
        if let text = parameters["budget"] {
            guard let number = Double(text), number > 0, number <= 1e8 else {
                throw RequestError(parameter: "budget", "must be a number of households above 0, not \"\(text)\"")
            }
            budget = number
        }
        if let text = parameters["limit"] {
            guard let number = Int(text), (1...maximumItems).contains(number) else {
                throw RequestError(parameter: "limit", "must be a whole number from 1 to \(maximumItems)")
            }
            limit = number
        }
    }

    private mutating func readSubject(_ audience: String?, _ rule: String?) throws(RequestError) {
        switch (audience, rule) {
        case (.some, .some): throw RequestError(parameter: "rule", "give audience or rule, not both")
        case (let name?, nil): subject = .audience(name)
        case (nil, let text?): subject = .rule(text)
        case (nil, nil): break
        }
    }

    private static func base(_ text: String) throws(RequestError) -> Base {
        if text == "all" { return .contacts(.everybody) }
        if text == "france" { return .households(.france) }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw RequestError(
                parameter: "base",
                "must be all, france, region:84, department:69, postcodes:69001,69002, audience:NAME or rule:TEXT")
        }
        switch parts[0] {
        case "region": return .households(.region(parts[1]))
        case "department": return .households(.department(parts[1].uppercased()))
        case "postcodes": return .households(.postcodes(parts[1].split(separator: ",").map(String.init)))
        case "audience": return .contacts(.audience(parts[1]))
        case "rule": return .contacts(.rule(parts[1]))
        default:
            throw RequestError(
                parameter: "base",
                "\"\(parts[0])\" is no base: there are region, department, postcodes, audience and rule")
        }
    }
}
