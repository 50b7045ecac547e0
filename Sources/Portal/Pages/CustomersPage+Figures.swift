import Charts
import Markup

/// The cards, and the personas beside the base.
extension CustomersPage {
    func leadText(_ context: PageContext) -> String {
        let core = personas.filter(\.isCore)
        guard !core.isEmpty else { return context(.noCore) }
        let names = core.prefix(4).map { "\($0.group.code) \($0.group.name)" }.joined(separator: ", ")
        let share = core.reduce(0) { $0 + ($1.share ?? 0) }
        let base = core.reduce(0) { $0 + ($1.baseShare ?? 0) }
        return context(
            .coreTarget(
                names, context.percent(share, decimals: 0), of: comparison.audience,
                base: context.percent(base, decimals: 0), comparison.base.people))
    }

    func writeCards(_ value: Value, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("dl", .class("cards")) { html in
            context.writeCard(
                context.number(Double(contacts)), context(.contacts), note: context(.asOf(context.date(asOf))),
                to: &html)
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

    func share(_ count: Int) -> Double { contacts == 0 ? 0 : Double(count) / Double(contacts) }

    /// A count, or that it is hidden.
    func text(_ count: Int?, _ context: PageContext) -> String {
        count.map { context.number(Double($0)) } ?? context(.hidden)
    }

    func money(_ amount: Double?, _ context: PageContext) -> String {
        amount.map { context.money($0) } ?? context(.hidden)
    }

    // MARK: - Personas

    func writePersonas(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.personasBesideText(comparison.base.people)))
        html.element("table", .class("bars compared")) { html in
            context.writeTableHead(
                [.persona, .empty], numbers: [.contacts, .shareWord, comparison.base.title, .index, .interval],
                to: &html)
            html.element("tbody") { html in
                for row in personas where row.count != nil { write(row, &html, context) }
            }
        }
        writeHidden(&html, context)
    }

    /// Those of whom nothing may be told, by name only.
    private func writeHidden(_ html: inout MarkupWriter, _ context: PageContext) {
        let hidden = personas.filter { $0.count == nil }
        guard !hidden.isEmpty else { return }
        html.element("details", .class("hidden-groups")) { html in
            html.element("summary", text: context(.rowsHidden(hidden.count, floor)))
            html.element("ul", .class("inline")) { html in
                for row in hidden { html.element("li") { context.writeLink(row.group, to: &$0) } }
            }
        }
    }

    private func interval(_ range: ClosedRange<Double>, _ context: PageContext) -> String {
        let (low, high) = (context.index(range.lowerBound), context.index(range.upperBound))
        return low == high ? low : "\(low)–\(high)"
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
            html.element("td", .class("number"), text: row.index.map { context.index($0) } ?? "–")
            html.element(
                "td", .class("number quiet"),
                text: row.interval.map { interval($0, context) } ?? "–")
        }
    }
}
