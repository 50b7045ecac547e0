import Audiences
import Dashboards

/// How each dashboard is written. Shares have six decimals, indices and averages four, p-values twelve.
extension DashboardDocument {
    private static func share(_ value: Double?) -> Figure { .number(value, decimals: 6) }
    private static func index(_ value: Double?) -> Figure { .number(value, decimals: 4) }
    private static func pValue(_ value: Double?) -> Figure { .number(value, decimals: 12) }

    public init(_ answer: OverviewAnswer, valueMonths: Int) {
        facts = [
            ("contacts", .integer(answer.contacts)), ("share", Self.share(answer.share)),
            ("earlier_contacts", .integer(answer.earlierContacts)),
            ("contacts_of_unknown_date", .integer(answer.contactsOfUnknownDate)),
            ("value_months", .integer(valueMonths)), ("buyers", .integer(answer.value.buyers)),
            ("purchases", .integer(answer.value.purchases)), ("amount", .decimal(answer.value.amount)),
            ("average_purchase", Self.index(answer.value.averagePurchase)),
            ("average_buyer", Self.index(answer.value.averageBuyer)),
        ]
        tables = [
            Table(
                name: "months", columns: ["month", "new_contacts", "buyers", "purchases", "amount"],
                rows: answer.months.map {
                    [
                        .text($0.month), .integer($0.newContacts), .integer($0.buyers), .integer($0.purchases),
                        .decimal($0.amount),
                    ]
                }),
            Self.table("match_levels", "level", answer.matchLevels),
            Self.table("lifecycles", "lifecycle", answer.lifecycles), Self.table("activity", "status", answer.activity),
            Table(
                name: "reach", columns: ["channel", "given", "refused", "unknown"],
                rows: answer.reach.map {
                    [.text($0.channel), .integer($0.given), .integer($0.refused), .integer($0.unknown)]
                }),
        ]
    }

    private static func table(_ name: String, _ label: String, _ counts: [LabelledCount]) -> Table {
        Table(
            name: name, columns: [label, "count"],
            rows: counts.map { [.text($0.label.isEmpty ? nil : $0.label), .integer($0.count)] })
    }

    // MARK: - Comparisons

    /// `names` are those of personas and profiles; `lists` puts the table that was asked for first.
    public init(_ answer: PersonasAnswer, names: [String: String], profilesFirst: Bool = false) {
        let core = answer.core
        facts = [
            ("contacts", .integer(answer.contacts)), ("known", .integer(answer.known)),
            ("stability_index", .number(answer.stabilityIndex, decimals: 6)),
            ("core_share", Self.share(core.share)), ("core_base_share", Self.share(core.baseShare)),
        ]
        let personas = Self.table("personas", answer.personas, names, hasProfiles: true, hasValues: true)
        let profiles = Self.table("profiles", answer.profiles, names, hasValues: true)
        tables = profilesFirst ? [profiles, personas] : [personas, profiles]
    }

    private static func table(
        _ name: String, _ rows: [ComparedRow], _ names: [String: String], hasProfiles: Bool = false,
        hasValues: Bool = false
    ) -> Table {
        var columns = ["code", "name"]
        if hasProfiles { columns.append("profile") }
        columns += [
            "count", "share", "base_count", "base_share", "penetration", "index", "index_low", "index_high", "p_value",
            "p_value_corrected",
        ]
        if hasValues { columns += ["average_value", "average_frequency"] }
        columns += ["core", "suppressed"]
        return Table(
            name: name, columns: columns,
            rows: rows.map { row in
                var figures: [Figure] = [.text(row.code), .text(names[row.code])]
                if hasProfiles { figures.append(.text(row.profile)) }
                figures += [
                    .integer(row.count), share(row.share), .number(row.baseCount, decimals: 1), share(row.baseShare),
                    .number(row.penetration, decimals: 8), index(row.index), index(row.indexInterval?.lowerBound),
                    index(row.indexInterval?.upperBound), pValue(row.pValue), pValue(row.correctedPValue),
                ]
                if hasValues { figures += [index(row.averageValue), index(row.averageFrequency)] }
                return figures + [.truth(row.isCore), .truth(row.isSuppressed)]
            })
    }

    public init(_ answer: MapAnswer, names: [String: String]) {
        facts = [
            ("level", .text(answer.level.rawValue)), ("in", .text(answer.parent)),
            ("unknown", .integer(answer.unknown)),
        ]
        tables = [Self.table("areas", answer.areas, names)]
    }

    public init(_ answer: IndicatorsAnswer, describe: (String) -> (name: String, theme: String, unit: String)?) {
        facts = []
        tables = [
            Table(
                name: "indicators",
                columns: ["id", "name", "theme", "unit", "mean", "base_mean", "effect", "contacts"],
                rows: answer.rows.map { row in
                    let about = describe(row.id)
                    return [
                        .text(row.id), .text(about?.name), .text(about?.theme), .text(about?.unit),
                        Self.index(row.mean),
                        Self.index(row.baseMean), Self.index(row.effect), .integer(Int(row.contacts)),
                    ]
                })
        ]
    }

    // MARK: - Purchases

    public init(_ answer: RFMAnswer) {
        facts = [("buyers", .integer(answer.buyers)), ("others", .integer(answer.others))]
        let count = max(answer.recencyBounds.count, answer.frequencyBounds.count, answer.monetaryBounds.count)
        tables = [
            Table(
                name: "segments", columns: ["segment", "count", "share", "amount", "average_value"],
                rows: answer.segments.map {
                    [
                        .text($0.name), .integer($0.count), Self.share($0.share), .decimal($0.amount),
                        Self.index($0.averageValue),
                    ]
                }),
            Table(
                name: "cells", columns: ["recency", "frequency", "monetary", "count"],
                rows: answer.cells.map {
                    [.integer($0.recency), .integer($0.frequency), .integer($0.monetary), .integer($0.count)]
                }),
            Table(
                name: "bounds", columns: ["score", "last_purchase", "purchases", "amount"],
                rows: (0..<count).map { place in
                    [
                        .integer(place + 2), .text(answer.recencyBounds[place].description),
                        .integer(answer.frequencyBounds[place]), .decimal(answer.monetaryBounds[place]),
                    ]
                }),
            Table(
                name: "moves", columns: ["from", "to", "count"],
                rows: answer.moves.map { [.text($0.from), .text($0.to), .integer($0.count)] }),
        ]
    }

    public init(_ answer: ChannelsAnswer) {
        facts = [("months", .integer(answer.months))]
        tables = [
            Self.table("channels", "channel", answer.channels),
            Table(
                name: "hours", columns: ["weekday", "hour", "purchases"],
                rows: answer.hours.map { [.integer($0.weekday + 1), .integer($0.hour), .integer($0.purchases)] }),
        ]
    }

    private static func table(_ name: String, _ label: String, _ rows: [ChannelsAnswer.Row]) -> Table {
        Table(
            name: name, columns: [label, "buyers", "purchases", "amount", "share", "average_purchase", "suppressed"],
            rows: rows.map {
                [
                    .text($0.label.isEmpty ? nil : $0.label), .integer($0.buyers), .integer($0.purchases),
                    .decimal($0.amount), share($0.share), index($0.averagePurchase), .truth($0.buyers == nil),
                ]
            })
    }

    public init(_ answer: CategoriesAnswer) {
        facts = [("months", .integer(answer.months))]
        tables = [
            Self.table("categories", "category", answer.categories),
            Table(
                name: "affinities", columns: ["category", "persona", "buyers", "share", "index", "suppressed"],
                rows: answer.affinities.map {
                    [
                        .text($0.category), .text($0.persona), .integer($0.buyers), Self.share($0.share),
                        Self.index($0.index), .truth($0.buyers == nil),
                    ]
                }),
            Table(
                name: "pairs", columns: ["one", "other", "buyers", "lift"],
                rows: answer.pairs.map { [.text($0.one), .text($0.other), .integer($0.buyers), Self.index($0.lift)] }),
        ]
    }

    // MARK: - The rest

    public init(_ answer: CrosstabAnswer) {
        facts = [
            ("rows", .text(answer.rows)), ("columns", .text(answer.columns)), ("measure", .text(answer.measure)),
        ]
        tables = [
            Table(
                name: "cells", columns: ["row", "column", "contacts", "value", "average", "suppressed"],
                rows: answer.cells.map {
                    [
                        .text($0.row.isEmpty ? nil : $0.row), .text($0.column.isEmpty ? nil : $0.column),
                        .integer($0.contacts), .decimal($0.value), Self.index($0.average), .truth($0.contacts == nil),
                    ]
                })
        ]
    }

    public init(_ answer: QualityAnswer) {
        facts = [
            ("contacts", .integer(answer.contacts)), ("drift_days", .integer(answer.drift.days)),
            ("drift_recent", .integer(answer.drift.recent)), ("drift_others", .integer(answer.drift.others)),
            ("drift_stability_index", .number(answer.drift.stabilityIndex, decimals: 6)),
        ]
        tables = [
            Table(
                name: "fields", columns: ["field", "known", "unknown"],
                rows: answer.fields.map { [.text($0.name), .integer($0.known), .integer($0.unknown)] }),
            Self.table("match_levels", "level", answer.matchLevels), Self.table("scores", "score", answer.scores),
            Self.table("staleness", "months", answer.staleness),
            Table(
                name: "remarks", columns: ["audience", "kind", "other", "likeness"],
                rows: answer.remarks.map {
                    [.text($0.audience), .text($0.kind), .text($0.other), Self.share($0.likeness)]
                }),
        ]
    }

    public init(_ answer: ProspectsAnswer) {
        facts = [
            ("budget", .number(answer.budget, decimals: 0)), ("households", .number(answer.households, decimals: 1)),
            ("expected", .number(answer.expected, decimals: 2)),
        ]
        tables = [
            Table(
                name: "areas",
                columns: ["code", "name", "households", "core_households", "contacts", "expected", "yield"],
                rows: answer.areas.map {
                    [
                        .text($0.code), .text($0.name), .number($0.households, decimals: 1),
                        .number($0.coreHouseholds, decimals: 1), .integer($0.contacts),
                        .number($0.expected, decimals: 2),
                        .number($0.yield, decimals: 3),
                    ]
                }),
            Table(name: "personas", columns: ["code"], rows: answer.personas.map { [.text($0)] }),
        ]
    }

    /// Nothing is told: the reason is said beside.
    public static let suppressed = DashboardDocument(facts: [], tables: [])
}
