import Charts
public import Markup

/// One indicator: what it means, how it is spread, where it is high, and its mean in each persona.
public struct IndicatorPage: PortalPage {
    public struct PersonaRow: Sendable {
        public var group: GroupSummary
        public var mean: Double
        /// With its unit.
        public var text: String

        public init(group: GroupSummary, mean: Double, text: String) {
            self.group = group
            self.mean = mean
            self.text = text
        }
    }

    /// What the catalogue says of it.
    public struct Meaning: Sendable {
        public var id: String
        public var label: String
        public var theme: String
        /// As people read it: `%`, `€`.
        public var unit: String
        /// How it is computed, and of what.
        public var formula: String
        public var source: String
        public var vintage: String
        /// What it is computed over.
        public var base: String
        public var level: String
        /// 0–1, of the IRIS, and of the households.
        public var coverage: Double
        public var householdCoverage: Double

        public init(
            id: String, label: String, theme: String, unit: String, formula: String, source: String, vintage: String,
            base: String, level: String, coverage: Double, householdCoverage: Double
        ) {
            self.id = id
            self.label = label
            self.theme = theme
            self.unit = unit
            self.formula = formula
            self.source = source
            self.vintage = vintage
            self.base = base
            self.level = level
            self.coverage = coverage
            self.householdCoverage = householdCoverage
        }
    }

    /// Households by the value of their neighbourhood.
    public struct Histogram: Sendable {
        /// Households in each class, from the lowest values to the highest.
        public var households: [Double]
        /// The edges of the drawing, with their unit.
        public var lowest: String
        public var highest: String
        public var median: String

        public init(households: [Double], lowest: String, highest: String, median: String) {
            self.households = households
            self.lowest = lowest
            self.highest = highest
            self.median = median
        }
    }

    public var meaning: Meaning
    /// Of the households of France.
    public var mean: Double
    public var meanText: String
    /// Highest first.
    public var personas: [PersonaRow]
    public var histogram: Histogram?
    public var map: FranceMap
    /// For each dot how many of the borders its mean lies above; nil where nothing is known.
    public var classOfDot: [Int?] = []
    /// The values between the classes, with their unit: at most four.
    public var borders: [String] = []

    public init(meaning: Meaning, mean: Double, meanText: String, personas: [PersonaRow], map: FranceMap) {
        self.meaning = meaning
        self.mean = mean
        self.meanText = meanText
        self.personas = personas
        self.map = map
    }

    public static func link(_ id: String) -> String { "\(Section.indicators.path)/\(LinkQuery.encoded(id))" }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        PageFrame(context: context, section: .indicators, title: meaning.label).write(to: &html) { html in
            html.element("nav", .class("path"), MarkupAttribute("aria-label", context(.breadcrumb))) { html in
                html.element("ol") { html in
                    html.element("li") { $0.element("a", .href(Section.indicators.path), text: context(.indicators)) }
                    html.element("li") { html in
                        html.element(
                            "a", .href(LinkQuery([("theme", meaning.theme)]).link(to: Section.indicators.path)),
                            text: context(.theme(meaning.theme)))
                    }
                    html.element("li", MarkupAttribute("aria-current", "page"), text: meaning.label)
                }
            }
            context.writeHeading(meaning.label, lead: nil, above: .indicator, to: &html)
            writeMeaning(&html, context)
            html.element("div", .class("split")) { html in
                context.writePanel(context(.byPersona), id: "by-persona", to: &html) { writePersonas(&$0, context) }
                html.element("div", .class("stack")) { html in
                    if let histogram {
                        context.writePanel(context(.distribution), id: "distribution", to: &html) { html in
                            write(histogram, &html, context)
                        }
                    }
                    context.writePanel(context(.onTheMap), id: "map", to: &html) { writeMap(&$0, context) }
                }
            }
        }
    }

    private func writeMeaning(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("dl", .class("cards small")) { html in
            context.writeCard(meanText, context(.meanOfFrance), to: &html)
            context.writeCard(meaning.unit, context(.unit), to: &html)
            context.writeCard(meaning.source, context(.source), note: context(.vintage(meaning.vintage)), to: &html)
            context.writeCard(context(.base(meaning.base)), context(.base), to: &html)
            context.writeCard(context(.geography(meaning.level)), context(.knownBy), to: &html)
            context.writeCard(
                context.percent(meaning.coverage, decimals: 0), context(.coverage),
                note: context(.ofHouseholds(context.percent(meaning.householdCoverage, decimals: 0))), to: &html)
        }
        html.element("p", .class("quiet formula")) { html in
            html.element("code", text: meaning.id)
            if !meaning.formula.isEmpty {
                html.text(" = ")
                html.element("code", text: meaning.formula)
            }
        }
    }

    // MARK: - By persona

    /// Whether means can be read as so many times France's: none is negative, and France's is not nothing.
    private var hasIndex: Bool { mean > 0 && personas.allSatisfy { $0.mean >= 0 } }

    private func writePersonas(_ html: inout MarkupWriter, _ context: PageContext) {
        if hasIndex { html.element("p", .class("quiet"), text: context(.indexText)) }
        html.element("table", .class("bars")) { html in
            context.writeTableHead([.persona, .empty], numbers: hasIndex ? [.index, .mean] : [.mean], to: &html)
            html.element("tbody") { html in
                for row in personas {
                    html.element("tr") { html in
                        html.element("th", MarkupAttribute("scope", "row")) { context.writeLink(row.group, to: &$0) }
                        html.element("td", .class("bar-cell")) { writeBar(row, &$0) }
                        if hasIndex {
                            html.element("td", .class("number"), text: context.number(100 * row.mean / mean))
                        }
                        html.element("td", .class("number quiet"), text: row.text)
                    }
                }
            }
        }
    }

    private func writeBar(_ row: PersonaRow, _ html: inout MarkupWriter) {
        let className = ProfilePalette.className(of: row.group.code)
        if hasIndex { return Bars.draw(index: 100 * row.mean / mean, className: className, to: &html) }
        let most = personas.map(\.mean.magnitude).max() ?? 0
        Bars.draw(signed: most > 0 ? row.mean / most : 0, className: className, to: &html)
    }

    // MARK: - Spread

    private func write(_ histogram: Histogram, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.histogramText(histogram.median)))
        Bars.drawColumns(
            histogram.households, to: &html, label: context(.histogramLabel(histogram.lowest, histogram.highest)))
        html.element("p", .class("axis")) { html in
            html.element("span", text: histogram.lowest)
            html.element("span", text: histogram.highest)
        }
    }

    private func writeMap(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.indicatorMapText))
        map.draw(to: &html, label: context(.indicatorMapLabel)) { dot in
            classOfDot[dot].map { "class-\(Self.shade($0, of: borders.count + 1))" }
        }
        guard let first = borders.first, let last = borders.last else { return }
        var texts = ["≤ \(first)"]
        for (low, high) in zip(borders, borders.dropFirst()) { texts.append("\(low) – \(high)") }
        texts.append("> \(last)")
        context.writeLegend(
            texts.enumerated().map { ("class-\(Self.shade($0.offset, of: texts.count))", $0.element) }, to: &html)
    }

    /// The shade of a class, 0 to 4, so that the last one is the darkest of however many there are.
    private static func shade(_ place: Int, of count: Int) -> Int { count > 1 ? place * 4 / (count - 1) : 2 }
}
