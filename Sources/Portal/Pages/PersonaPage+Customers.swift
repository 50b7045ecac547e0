import Charts
import Markup

/// This company's customers beside the portrait.
extension PersonaPage {
    /// What is told of the contacts of the group, beside the households of France.
    public struct Customers: Sendable {
        /// Nil when hidden, as are the rest.
        public var count: Int?
        /// 0–1, of the contacts whose persona is known.
        public var share: Double?
        /// 100 = as in France, with its interval of 95%.
        public var index: Double?
        public var interval: ClosedRange<Double>?
        public var isCore = false
        /// Spent by a contact in the last `months`, and how often; buyers or not.
        public var averageValue: Double?
        public var averageFrequency: Double?
        public var months: Int

        public init(months: Int) { self.months = months }
    }

    func writeCustomers(_ html: inout MarkupWriter, _ context: PageContext) {
        guard let customers else { return }
        context.writePanel(context(.yourCustomersHere), id: "customers", className: "own-customers", to: &html) {
            html in
            guard let count = customers.count, let share = customers.share else {
                html.element("p", .class("quiet"), text: context(.customersHidden))
                return
            }
            html.element("p") { html in
                html.text(
                    context(
                        .customersHere(
                            context.number(Double(count)), context.percent(share), context.percent(group.share))))
                if customers.isCore { html.element("span", .class("pill"), text: context(.core)) }
            }
            writeIndex(of: customers, &html, context)
            writeCards(of: customers, count, &html, context)
            html.element("p") { html in
                html.element("a", .href(AudiencePage.newLink(rule: rule)), text: context(.composeAudience))
            }
        }
    }

    private var rule: String { "\(isProfile ? "profile" : "persona") = \"\(group.code)\"" }

    /// The index on its scale, the interval, and what it says.
    private func writeIndex(of customers: Customers, _ html: inout MarkupWriter, _ context: PageContext) {
        guard let index = customers.index else { return }
        html.element("div", .class("index-line")) { html in
            Bars.draw(
                index: index, interval: customers.interval, className: ProfilePalette.className(of: group.code),
                to: &html)
        }
    }

    private func writeCards(
        of customers: Customers, _ count: Int, _ html: inout MarkupWriter, _ context: PageContext
    ) {
        html.element("dl", .class("cards small")) { html in
            context.writeCard(context.number(Double(count)), context(.contacts), to: &html)
            if let index = customers.index {
                context.writeCard(context.index(index), context(.index), note: note(of: customers, context), to: &html)
            }
            if let value = customers.averageValue {
                context.writeCard(
                    context.money(value, decimals: value < 100 ? 2 : 0), context(.spentEach(customers.months)),
                    to: &html)
            }
            if let frequency = customers.averageFrequency {
                context.writeCard(context.number(frequency, decimals: 2), context(.timesEach), to: &html)
            }
        }
    }

    private func note(of customers: Customers, _ context: PageContext) -> String? {
        guard let interval = customers.interval else { return nil }
        let range = context(.between(context.index(interval.lowerBound), context.index(interval.upperBound)))
        let verdict: Phrase =
            interval.contains(100) ? .maybeChance : interval.lowerBound > 100 ? .moreThanChance : .lessThanChance
        return "\(range), \(context(verdict))"
    }
}
