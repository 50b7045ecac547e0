import Charts
public import Markup

/// The first page once there are contacts: how many, who they are beside France, where they live, what they do.
///
/// A figure that is nil is hidden: fewer people than the floor stand behind it, or it could be had by subtracting.
public struct CustomersPage: PortalPage {
    public struct Counted: Sendable {
        /// As the interface has it; empty for what is not known.
        public var label: String
        public var count: Int?

        public init(label: String, count: Int?) {
            self.label = label
            self.count = count
        }
    }

    public struct Reach: Sendable {
        public var channel: String
        public var given: Int?
        public var refused: Int?
        public var unknown: Int?

        public init(channel: String, given: Int?, refused: Int?, unknown: Int?) {
            self.channel = channel
            self.given = given
            self.refused = refused
            self.unknown = unknown
        }
    }

    public struct Month: Sendable {
        /// `2026-06`
        public var month: String
        public var newContacts: Int?
        public var purchases: Int?
        public var amount: Double?

        public init(month: String, newContacts: Int?, purchases: Int?, amount: Double?) {
            self.month = month
            self.newContacts = newContacts
            self.purchases = purchases
            self.amount = amount
        }
    }

    /// What was bought in the last months.
    public struct Value: Sendable {
        public var months: Int
        public var buyers: Int?
        public var purchases: Int?
        public var amount: Double?
        public var averageBuyer: Double?

        public init(months: Int, buyers: Int?, purchases: Int?, amount: Double?, averageBuyer: Double?) {
            self.months = months
            self.buyers = buyers
            self.purchases = purchases
            self.amount = amount
            self.averageBuyer = averageBuyer
        }
    }

    /// A persona, or a profile, beside the base.
    public struct GroupRow: Sendable {
        public var group: GroupSummary
        public var count: Int?
        public var share: Double?
        public var baseShare: Double?
        /// 100 = as in the base, with its interval of 95%.
        public var index: Double?
        public var interval: ClosedRange<Double>?
        /// Whether it is of the core target: over-represented beyond chance, and no small part.
        public var isCore: Bool

        public init(
            group: GroupSummary, count: Int?, share: Double?, baseShare: Double?, index: Double?,
            interval: ClosedRange<Double>?, isCore: Bool
        ) {
            self.group = group
            self.count = count
            self.share = share
            self.baseShare = baseShare
            self.index = index
            self.interval = interval
            self.isCore = isCore
        }
    }

    public var contacts: Int
    public var asOf: String
    /// The fewest people that a number may stand for.
    public var floor: Int
    /// Nil when there are too few contacts for any figure to be told.
    public var value: Value?
    public var matchLevels: [Counted] = []
    public var lifecycles: [Counted] = []
    public var activity: [Counted] = []
    public var reach: [Reach] = []
    public var months: [Month] = []
    public var personas: [GroupRow] = []
    public var map: FranceMap
    /// For each dot the index of its département, 100 = as in France; nil where it is hidden or nobody lives.
    public var indexOfDot: [Double?] = []

    public init(contacts: Int, asOf: String, floor: Int, value: Value?, map: FranceMap) {
        self.contacts = contacts
        self.asOf = asOf
        self.floor = floor
        self.value = value
        self.map = map
    }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        PageFrame(context: context, section: .overview, title: PageFrame.name).write(to: &html) { html in
            guard let value else { return writeFew(&html, context) }
            context.writeHeading(context(.customersTitle), lead: leadText(context), to: &html)
            writeCards(value, &html, context)
            context.writePanel(context(.personasBesideFrance), id: "personas", to: &html) {
                writePersonas(&$0, context)
            }
            html.element("div", .class("split map-first")) { html in
                context.writePanel(context(.whereTheyLive), id: "map", to: &html) { writeMap(&$0, context) }
                html.element("div", .class("stack")) { html in
                    writeCounts(.matched, "matched", matchLevels, { .level($0.isEmpty ? "none" : $0) }, &html, context)
                    writeCounts(.lifecycle, "lifecycle", lifecycles, { .lifecycle($0) }, &html, context)
                    writeCounts(.activity, "activity", activity, { .activity($0) }, &html, context)
                    writeReach(&html, context)
                }
            }
            context.writePanel(context(.byMonth), id: "months", to: &html) { writeMonths(&$0, context) }
        }
    }

    // MARK: - Figures

    private func leadText(_ context: PageContext) -> String {
        let core = personas.filter(\.isCore)
        guard !core.isEmpty else { return context(.noCore) }
        let names = core.prefix(4).map { "\($0.group.code) \($0.group.name)" }.joined(separator: ", ")
        let share = core.reduce(0) { $0 + ($1.share ?? 0) }
        let base = core.reduce(0) { $0 + ($1.baseShare ?? 0) }
        return context(.coreTarget(names, context.percent(share, decimals: 0), context.percent(base, decimals: 0)))
    }

    private func writeFew(_ html: inout MarkupWriter, _ context: PageContext) {
        context.writeHeading(context(.customersTitle), lead: context(.fewContacts(floor)), to: &html)
        html.element("dl", .class("cards")) { html in
            context.writeCard(
                context.number(Double(contacts)), context(.contacts), note: context(.asOf(asOf)), to: &html)
        }
    }

    private func writeCards(_ value: Value, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("dl", .class("cards")) { html in
            context.writeCard(
                context.number(Double(contacts)), context(.contacts), note: context(.asOf(asOf)), to: &html)
            context.writeCard(
                text(value.buyers, context), context(.buyersOf(value.months)),
                note: value.buyers.map { context.percent(share($0), decimals: 0) }, to: &html)
            context.writeCard(money(value.amount, context), context(.spentIn(value.months)), to: &html)
            context.writeCard(money(value.averageBuyer, context), context(.perBuyer), to: &html)
            for row in reach {
                context.writeCard(
                    text(row.given, context), context(.reachableBy(row.channel)),
                    note: row.given.map { context.percent(share($0), decimals: 0) }, to: &html)
            }
        }
    }

    private func share(_ count: Int) -> Double { contacts == 0 ? 0 : Double(count) / Double(contacts) }

    /// A count, or that it is hidden.
    private func text(_ count: Int?, _ context: PageContext) -> String {
        count.map { context.number(Double($0)) } ?? context(.hidden)
    }

    private func money(_ amount: Double?, _ context: PageContext) -> String {
        guard let amount else { return context(.hidden) }
        let text = context.number(amount)
        return context.language == .french ? text + "\u{202F}€" : "€" + text
    }

    // MARK: - Personas

    private func writePersonas(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.personasBesideText))
        html.element("table", .class("bars compared")) { html in
            context.writeTableHead(
                [.persona, .empty], numbers: [.contacts, .shareWord, .inFrance, .index, .interval], to: &html)
            html.element("tbody") { html in
                for row in personas { write(row, &html, context) }
            }
        }
        let hidden = personas.count { $0.count == nil }
        if hidden > 0 {
            html.element("p", .class("quiet"), text: context(.rowsHidden(hidden, floor)))
        }
    }

    private func write(_ row: GroupRow, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("tr", row.isCore ? .class("core") : .class("")) { html in
            html.element("th", MarkupAttribute("scope", "row")) { html in
                context.writeLink(row.group, to: &html)
                if row.isCore { html.element("span", .class("pill"), text: context(.core)) }
            }
            html.element("td", .class("bar-cell")) { html in
                if let index = row.index {
                    Bars.draw(
                        index: index, interval: row.interval,
                        className: ProfilePalette.className(of: row.group.code), to: &html)
                }
            }
            html.element("td", .class(row.count == nil ? "number quiet" : "number"), text: text(row.count, context))
            html.element("td", .class("number"), text: row.share.map { context.percent($0) } ?? "–")
            html.element("td", .class("number quiet"), text: row.baseShare.map { context.percent($0) } ?? "–")
            html.element("td", .class("number"), text: row.index.map { context.number($0) } ?? "–")
            html.element(
                "td", .class("number quiet"),
                text: row.interval.map { "\(context.number($0.lowerBound))–\(context.number($0.upperBound))" } ?? "–")
        }
    }

    // MARK: - Map

    private func writeMap(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.customersMapText))
        map.draw(to: &html, label: context(.customersMapLabel)) { dot in
            dot < indexOfDot.count ? indexOfDot[dot].map { "class-\(Self.look($0))" } ?? "class-land" : "class-land"
        }
        let texts: [Phrase] = [.underQuarter, .lessThanHalf, .asInFrance, .upToDouble, .overDouble]
        context.writeLegend(
            texts.enumerated().map { ("class-\($0.offset)", context($0.element)) }
                + [("class-land", context(.hiddenOrNobody))], to: &html)
    }

    /// Classes of an index: under a quarter, less than half, about as in France, up to double, over double.
    private static func look(_ index: Double) -> Int {
        switch index {
        case ..<25: 0
        case ..<50: 1
        case ..<125: 2
        case ..<200: 3
        default: 4
        }
    }

    // MARK: - Counts

    private func writeCounts(
        _ title: Phrase, _ id: String, _ rows: [Counted], _ name: (String) -> Phrase, _ html: inout MarkupWriter,
        _ context: PageContext
    ) {
        guard !rows.isEmpty else { return }
        context.writePanel(context(title), id: id, to: &html) { html in
            html.element("table", .class("bars")) { html in
                html.element("tbody") { html in
                    for row in rows {
                        writeRow(context(name(row.label)), row.count, &html, context)
                    }
                }
            }
        }
    }

    private func writeRow(_ name: String, _ count: Int?, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("tr") { html in
            html.element("th", MarkupAttribute("scope", "row"), text: name)
            html.element("td", .class("bar-cell")) { html in
                if let count { Bars.draw(share: share(count), to: &html) }
            }
            html.element("td", .class("number"), text: text(count, context))
            html.element(
                "td", .class("number quiet"), text: count.map { context.percent(share($0)) } ?? "")
        }
    }

    private func writeReach(_ html: inout MarkupWriter, _ context: PageContext) {
        guard !reach.isEmpty else { return }
        context.writePanel(context(.reach), id: "reach", to: &html) { html in
            html.element("table", .class("bars")) { html in
                context.writeTableHead([.channel], numbers: [.given, .refused, .notKnown], to: &html)
                html.element("tbody") { html in
                    for row in reach {
                        html.element("tr") { html in
                            html.element("th", MarkupAttribute("scope", "row"), text: row.channel)
                            for count in [row.given, row.refused, row.unknown] {
                                html.element("td", .class("number"), text: text(count, context))
                            }
                        }
                    }
                }
            }
        }
    }

    // MARK: - Months

    private func writeMonths(_ html: inout MarkupWriter, _ context: PageContext) {
        let charts: [(title: Phrase, figures: [Int?])] = [
            (.newContacts, months.map(\.newContacts)), (.purchases, months.map(\.purchases)),
        ]
        for (title, figures) in charts where figures.contains(where: { ($0 ?? 0) > 0 }) {
            html.element("figure", .class("months")) { html in
                html.element("figcaption", text: context(title))
                Bars.drawColumns(
                    figures.map { Double($0 ?? 0) }, to: &html,
                    label: context(.columnsByMonth(context(title), months.first?.month ?? "", months.last?.month ?? ""))
                )
                html.element("p", .class("axis")) { html in
                    html.element("span", text: months.first?.month ?? "")
                    html.element("span", text: months.last?.month ?? "")
                }
            }
        }
        html.element("details") { html in
            html.element("summary", text: context(.figuresByMonth))
            html.element("table", .class("bars")) { html in
                context.writeTableHead([.month], numbers: [.newContacts, .purchases, .amount], to: &html)
                html.element("tbody") { html in
                    for month in months.reversed() {
                        html.element("tr") { html in
                            html.element("th", MarkupAttribute("scope", "row"), text: month.month)
                            html.element("td", .class("number"), text: text(month.newContacts, context))
                            html.element("td", .class("number"), text: text(month.purchases, context))
                            html.element("td", .class("number"), text: money(month.amount, context))
                        }
                    }
                }
            }
        }
    }
}
