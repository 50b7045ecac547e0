import Charts
import Markup

/// Where they live, what is known of them, how it was month by month.
extension CustomersPage {
    func writeMap(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.customersMapText(comparison.base.people)))
        map.draw(to: &html, label: context(.customersMapLabel)) { dot in
            dot < indexOfDot.count ? indexOfDot[dot].map { "class-\(Self.look($0))" } ?? "class-land" : "class-land"
        }
        let texts: [Phrase] = [
            .underQuarter, .lessThanHalf, comparison.base == .france ? .asInFrance : .asInBase, .upToDouble,
            .overDouble,
        ]
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

    func writeCounts(
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

    func writeReach(_ html: inout MarkupWriter, _ context: PageContext) {
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

    func writeMonths(_ html: inout MarkupWriter, _ context: PageContext) {
        let charts: [(title: Phrase, figures: [Int?])] = [
            (.newContacts, months.map(\.newContacts)), (.purchases, months.map(\.purchases)),
        ]
        for (title, figures) in charts where figures.contains(where: { ($0 ?? 0) > 0 }) {
            html.element("figure", .class("months")) { html in
                html.element("figcaption", text: context(title))
                Bars.drawColumns(
                    figures.map { Double($0 ?? 0) }, to: &html,
                    label: context(
                        .columnsByMonth(
                            context(title), context.month(months.first?.month ?? ""),
                            context.month(months.last?.month ?? "")))
                )
                html.element("p", .class("axis")) { html in
                    html.element("span", text: context.month(months.first?.month ?? ""))
                    html.element("span", text: context.month(months.last?.month ?? ""))
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
                            html.element("th", MarkupAttribute("scope", "row"), text: context.month(month.month))
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
