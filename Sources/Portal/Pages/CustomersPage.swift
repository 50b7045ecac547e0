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

    public var comparison: Comparison
    public var contacts: Int
    public var asOf: String
    /// The fewest people that a number may stand for.
    public var floor: Int
    /// Why no figures are told; then there are none.
    public var refusal: Refusal?
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

    public init(comparison: Comparison, contacts: Int, asOf: String, floor: Int, map: FranceMap) {
        self.comparison = comparison
        self.contacts = contacts
        self.asOf = asOf
        self.floor = floor
        self.map = map
    }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        let frame = PageFrame(context: context, section: .overview, title: comparison.audience ?? PageFrame.name)
        frame.write(to: &html) { html in
            writeTitle(&html, context)
            writeChoice(&html, context)
            if let refusal { return write(refusal, &html, context) }
            if let value { writeCards(value, &html, context) }
            context.writePanel(
                context(.personasBeside(comparison.base.name[context.language])), id: "personas", to: &html
            ) {
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

    private func writeTitle(_ html: inout MarkupWriter, _ context: PageContext) {
        let lead = refusal == nil ? leadText(context) : nil
        guard let audience = comparison.audience else {
            return context.writeHeading(context(.customersTitle), lead: lead, to: &html)
        }
        html.element("div", .class("heading")) { html in
            html.element("p", .class("eyebrow"), text: context(.audience))
            html.element("h1", text: audience)
            if let lead { html.element("p", .class("lead"), text: lead) }
            html.element("p") { html in
                html.element("a", .href(AudiencePage.link(audience)), text: context(.toTheRule))
            }
        }
    }
}
