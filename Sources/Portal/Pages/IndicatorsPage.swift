public import Markup

/// All indicators: a search, a theme, a list in pages.
public struct IndicatorsPage: PortalPage {
    public struct Row: Sendable {
        public var id: String
        public var label: String
        public var theme: String
        /// Who publishes it, and of when it is.
        public var source: String
        /// The mean over the households of France, with its unit.
        public var mean: String

        public init(id: String, label: String, theme: String, source: String, mean: String) {
            self.id = id
            self.label = label
            self.theme = theme
            self.source = source
            self.mean = mean
        }
    }

    /// What was searched for.
    public var query: String
    public var theme: String
    /// All themes, by id.
    public var themes: [String]
    /// Those of one page.
    public var rows: [Row]
    /// The place of the first of them among those found, from 0.
    public var first: Int
    public var foundCount: Int
    public var totalCount: Int

    /// Rows of one page.
    public static let pageRows = 40

    public init(
        query: String, theme: String, themes: [String], rows: [Row], first: Int, foundCount: Int, totalCount: Int
    ) {
        self.query = query
        self.theme = theme
        self.themes = themes
        self.rows = rows
        self.first = first
        self.foundCount = foundCount
        self.totalCount = totalCount
    }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        PageFrame(context: context, section: .indicators, title: context(.indicators)).write(to: &html) { html in
            context.writeHeading(
                context(.indicatorsTitle), lead: context(.indicatorsLead(context.number(Double(totalCount)))), to: &html
            )
            writeSearch(&html, context)
            html.element("div", .id("results"), MarkupAttribute("aria-live", "polite")) { html in
                html.element("p", .class("quiet"), text: countText(context))
                if !rows.isEmpty { writeTable(&html, context) }
                writePages(&html, context)
            }
        }
    }

    private func countText(_ context: PageContext) -> String {
        guard foundCount > 0 else { return context(.noIndicatorFound) }
        guard foundCount > rows.count else { return context(.indicatorsFound(foundCount)) }
        return context(
            .indicatorsFoundPart(
                context.number(Double(foundCount)), context.number(Double(first + 1)),
                context.number(Double(first + rows.count))))
    }

    private func writeSearch(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element(
            "form", .class("search"), MarkupAttribute("method", "get"),
            MarkupAttribute("action", Section.indicators.path), MarkupAttribute("role", "search"),
            MarkupAttribute("data-live", "results")
        ) { html in
            html.element("div", .class("field grow")) { html in
                html.element("label", MarkupAttribute("for", "q"), text: context(.searchLabel))
                html.void(
                    "input", .id("q"), MarkupAttribute("name", "q"), MarkupAttribute("type", "search"),
                    MarkupAttribute("value", query), MarkupAttribute("autocomplete", "off"),
                    MarkupAttribute("maxlength", "100"))
            }
            html.element("div", .class("field")) { html in
                html.element("label", MarkupAttribute("for", "theme"), text: context(.theme))
                html.element("select", .id("theme"), MarkupAttribute("name", "theme")) { html in
                    writeOption("", context(.allThemes), &html)
                    for (id, name) in themes.map({ ($0, context(.theme($0))) }).sorted(by: { $0.1 < $1.1 }) {
                        writeOption(id, name, &html)
                    }
                }
            }
            html.element("button", MarkupAttribute("type", "submit"), text: context(.search))
        }
    }

    private func writeOption(_ value: String, _ text: String, _ html: inout MarkupWriter) {
        var attributes = [MarkupAttribute("value", value)]
        if value == theme { attributes.append(.flag("selected")) }
        html.element("option", list: attributes) { $0.text(text) }
    }

    private func writeTable(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("table", .class("wide")) { html in
            context.writeTableHead([.indicator, .theme, .source], numbers: [.meanOfFrance], to: &html)
            html.element("tbody") { html in
                for row in rows {
                    html.element("tr") { html in
                        html.element("th", MarkupAttribute("scope", "row")) { html in
                            html.element("a", .href(IndicatorPage.link(row.id)), text: row.label)
                        }
                        html.element("td", .class("quiet"), text: context(.theme(row.theme)))
                        html.element("td", .class("quiet"), text: row.source)
                        html.element("td", .class("number"), text: row.mean)
                    }
                }
            }
        }
    }

    // MARK: - Pages

    private func writePages(_ html: inout MarkupWriter, _ context: PageContext) {
        guard foundCount > Self.pageRows else { return }
        let page = first / Self.pageRows + 1
        let last = (foundCount + Self.pageRows - 1) / Self.pageRows
        html.element("nav", .class("pages"), MarkupAttribute("aria-label", context(.pagesOfResults))) { html in
            if page > 1 {
                html.element("a", .class("button secondary"), .href(link(page - 1)), text: context(.previousPage))
            }
            html.element("span", .class("quiet"), text: context(.pageOf(page, last)))
            if page < last {
                html.element("a", .class("button secondary"), .href(link(page + 1)), text: context(.nextPage))
            }
        }
    }

    private func link(_ page: Int) -> String {
        LinkQuery([("q", query), ("theme", theme), ("page", page > 1 ? "\(page)" : "")])
            .link(to: Section.indicators.path)
    }
}
