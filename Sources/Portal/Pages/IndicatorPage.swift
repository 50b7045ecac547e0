import Charts
public import Markup

/// One indicator: what it means, how it is spread, where it is high, and its mean in each persona.
public struct IndicatorPage: PortalPage {
    public struct PersonaRow: Sendable {
        public var group: GroupSummary
        /// With its unit.
        public var value: String
        /// 100 = France.
        public var index: Double

        public init(group: GroupSummary, value: String, index: Double) {
            self.group = group
            self.value = value
            self.index = index
        }
    }

    public var id: String
    public var label: String
    public var theme: String
    /// How it is computed, and of what.
    public var formula: String
    public var source: String
    public var vintage: String
    public var base: String
    public var level: String
    /// 0–1, of the IRIS.
    public var coverage: Double
    public var mean: String
    /// Highest first.
    public var personas: [PersonaRow]
    /// Households in each class between `lowest` and `highest`.
    public var histogram: [Double] = []
    public var lowest = ""
    public var highest = ""
    public var map: FranceMap
    /// For each dot a class, 0 (lowest fifth of households) to 4; nil where it is not known.
    public var classOfDot: [Int?] = []
    /// The four values between the classes, with their unit.
    public var borders: [String] = []

    public init(
        id: String, label: String, theme: String, formula: String, source: String, vintage: String, base: String,
        level: String, coverage: Double, mean: String, personas: [PersonaRow], map: FranceMap
    ) {
        self.id = id
        self.label = label
        self.theme = theme
        self.formula = formula
        self.source = source
        self.vintage = vintage
        self.base = base
        self.level = level
        self.coverage = coverage
        self.mean = mean
        self.personas = personas
        self.map = map
    }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        PageFrame(context: context, section: .indicators, title: label).write(to: &html) { html in
            html.element("nav", .class("path"), MarkupAttribute("aria-label", context(.breadcrumb))) { html in
                html.element("ol") { html in
                    html.element("li") { $0.element("a", .href(Section.indicators.path), text: context(.indicators)) }
                    html.element("li", MarkupAttribute("aria-current", "page"), text: label)
                }
            }
            context.writeHeading(label, lead: nil, above: .theme(theme), to: &html)
            writeMeaning(&html, context)
            html.element("div", .class("split")) { html in
                context.writePanel(context(.byPersona), id: "by-persona", to: &html) { writePersonas(&$0, context) }
                html.element("div", .class("stack")) { html in
                    if !histogram.isEmpty {
                        context.writePanel(context(.distribution), id: "distribution", to: &html) { html in
                            writeHistogram(&html, context)
                        }
                    }
                    context.writePanel(context(.onTheMap), id: "map", to: &html) { writeMap(&$0, context) }
                }
            }
        }
    }

    private func writeMeaning(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("dl", .class("cards small")) { html in
            context.writeCard(mean, context(.meanOfFrance), to: &html)
            context.writeCard("\(source) \(vintage)", context(.source), to: &html)
            context.writeCard(base, context(.base), to: &html)
            context.writeCard(context(.geography(level)), context(.knownBy), to: &html)
            context.writeCard(context.percent(coverage, decimals: 0), context(.coverage), to: &html)
        }
        html.element("p", .class("quiet formula")) { html in
            html.element("code", text: id)
            if !formula.isEmpty {
                html.text(" = ")
                html.element("code", text: formula)
            }
        }
    }

    private func writePersonas(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("table", .class("bars")) { html in
            context.writeTableHead([.persona, .empty], numbers: [.index, .mean], to: &html)
            html.element("tbody") { html in
                for row in personas {
                    html.element("tr") { html in
                        html.element("th", MarkupAttribute("scope", "row")) { context.writeLink(row.group, to: &$0) }
                        html.element("td", .class("bar-cell")) { html in
                            Bars.draw(
                                index: row.index, className: ProfilePalette.className(of: row.group.code), to: &html)
                        }
                        html.element("td", .class("number"), text: context.number(row.index))
                        html.element("td", .class("number quiet"), text: row.value)
                    }
                }
            }
        }
    }

    private func writeHistogram(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.histogramText))
        Bars.drawColumns(histogram, to: &html, label: context(.histogramLabel(lowest, highest)))
        html.element("p", .class("axis")) { html in
            html.element("span", text: lowest)
            html.element("span", text: highest)
        }
    }

    private func writeMap(_ html: inout MarkupWriter, _ context: PageContext) {
        map.draw(to: &html, label: context(.indicatorMapLabel)) { dot in classOfDot[dot].map { "class-\($0)" } }
        guard borders.count == 4 else { return }
        var texts = ["< \(borders[0])"]
        for place in 1..<4 { texts.append("\(borders[place - 1]) – \(borders[place])") }
        texts.append("> \(borders[3])")
        context.writeLegend(texts.enumerated().map { ("class-\($0.offset)", $0.element) }, to: &html)
    }
}
