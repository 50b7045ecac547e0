import Charts
public import Markup

/// One profile or persona: who lives there, what sets it apart, where it is.
public struct PersonaPage: PortalPage, Sendable {
    /// An indicator beside France's.
    public struct IndexRow: Sendable {
        public var id: String
        public var label: String
        /// 100 = France.
        public var index: Double
        /// The group's mean as text with its unit; empty when it is not known.
        public var value: String

        public init(id: String, label: String, index: Double, value: String) {
            self.id = id
            self.label = label
            self.index = index
            self.value = value
        }
    }

    /// A commune and how many households of the group it has.
    public struct PlaceRow: Sendable {
        public var name: String
        public var department: String
        public var households: Double
        /// 0–1, of the commune's households.
        public var penetration: Double

        public init(name: String, department: String, households: Double, penetration: Double) {
            self.name = name
            self.department = department
            self.households = households
            self.penetration = penetration
        }
    }

    /// A text of the portrait under its name.
    public struct Fact: Sendable {
        public enum Kind: Sendable { case lifeStage, housing, whereabouts, channel, offer }
        public var kind: Kind
        public var text: String

        public init(kind: Kind, text: String) {
            self.kind = kind
            self.text = text
        }
    }

    public var group: GroupSummary
    /// All of them, for the wheel and for the personas beside.
    public var profiles: [ProfileSummary]
    public var sentence = ""
    public var paragraph = ""
    public var facts: [Fact] = []
    public var highest: [IndexRow] = []
    public var lowest: [IndexRow] = []
    public var radial: [IndexRow] = []
    public var places: [PlaceRow] = []
    public var nearest: [GroupSummary] = []
    /// Nil while there are no contacts.
    public var customers: Customers?
    public var map: FranceMap
    /// For each dot the group's share of its households beside the group's share of France: 1 = as in France.
    public var concentration: [Double]

    public init(group: GroupSummary, profiles: [ProfileSummary], map: FranceMap, concentration: [Double]) {
        self.group = group
        self.profiles = profiles
        self.map = map
        self.concentration = concentration
    }

    var isProfile: Bool { group.code.count == 1 }
    private var profile: ProfileSummary? { profiles.first { $0.profile.code == group.profileCode } }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        let frame = PageFrame(context: context, section: .personas, title: "\(group.code) · \(group.name)")
        frame.write(to: &html) { html in
            html.element("div", .class("persona-page \(ProfilePalette.className(of: group.code))")) { html in
                writePath(&html, context)
                writeTop(&html, context)
                writeCustomers(&html, context)
                html.element("div", .class("split")) { html in
                    if !highest.isEmpty || !lowest.isEmpty {
                        context.writePanel(context(.whatSetsApart), id: "apart", to: &html) {
                            writeIndices(&$0, context)
                        }
                    }
                    context.writePanel(context(.whereItLives), id: "where", to: &html) { writeMap(&$0, context) }
                }
                writeFacts(&html, context)
                writeNeighbours(&html, context)
            }
        }
    }

    private func writePath(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("nav", .class("path"), MarkupAttribute("aria-label", context(.breadcrumb))) { html in
            html.element("ol") { html in
                html.element("li") { $0.element("a", .href(Section.personas.path), text: context(.personas)) }
                if !isProfile, let profile = profile?.profile {
                    html.element("li") { html in
                        html.element("a", .href(profile.link), text: "\(profile.code) · \(profile.name)")
                    }
                }
                html.element("li", MarkupAttribute("aria-current", "page"), text: group.code)
            }
        }
    }

    private func writeTop(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("div", .class("persona-top")) { html in
            html.element("div", .class("persona-text")) { html in
                html.element("p", .class("eyebrow"), text: context(isProfile ? .profile : .persona))
                html.element("h1") { html in
                    context.writeBadge(group.code, to: &html)
                    html.element("span", text: group.name)
                }
                if !sentence.isEmpty { html.element("p", .class("lead"), text: sentence) }
                if !paragraph.isEmpty { html.element("p", .class("prose"), text: paragraph) }
                html.element("dl", .class("cards small")) { html in
                    context.writeCard(context.percent(group.share), context(.shareOfHouseholds), to: &html)
                    context.writeCard(context.number(group.households), context(.householdsTitle), to: &html)
                }
            }
            html.element("div", .class("persona-plot")) { html in writeRadial(&html, context) }
        }
    }

    private func writeRadial(_ html: inout MarkupWriter, _ context: PageContext) {
        guard radial.count >= 3 else { return }
        let said = radial.map { "\($0.label) \(context.number($0.index))" }.joined(separator: ", ")
        RadialPlot(axes: radial.map { RadialPlot.Axis(label: $0.label, index: $0.index) })
            .draw(to: &html, className: "", label: "\(context(.radialLabel)) \(said).")
        html.element("p", .class("quiet centred"), text: context(.radialText))
    }

    private func writeIndices(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.indexText))
        html.element("table", .class("bars index-table")) { html in
            context.writeTableHead([.indicator, .empty], numbers: [.index, .mean], to: &html)
            for (title, rows) in [(Phrase.higherThanFrance, highest), (.lowerThanFrance, lowest)] where !rows.isEmpty {
                html.element("tbody") { html in
                    html.element("tr") { html in
                        html.element(
                            "th", MarkupAttribute("scope", "colgroup"), MarkupAttribute("colspan", "4"),
                            .class("row-group"), text: context(title))
                    }
                    for row in rows { writeRow(row, &html, context) }
                }
            }
        }
    }

    private func writeRow(_ row: IndexRow, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("tr") { html in
            html.element("th", MarkupAttribute("scope", "row")) { html in
                html.element("a", .class("plain-link"), .href(IndicatorPage.link(row.id)), text: row.label)
            }
            html.element("td", .class("bar-cell")) { Bars.draw(index: row.index, to: &$0) }
            html.element("td", .class("number"), text: context.number(row.index))
            html.element("td", .class("number quiet"), text: row.value)
        }
    }

    private func writeMap(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.concentrationText))
        map.draw(to: &html, label: context(.concentrationLabel)) { "class-\(Self.look(concentration[$0]))" }
        let classes: [Phrase] = [.almostNone, .lessThanHalf, .asInFrance, .moreThanFrance, .muchMore]
        context.writeLegend(classes.enumerated().map { ("class-\($0.offset)", context($0.element)) }, to: &html)
        guard !places.isEmpty else { return }
        html.element("table") { html in
            html.element("caption", text: context(.largestPlaces))
            context.writeTableHead([.commune], numbers: [.householdsTitle, .ofItsHouseholds], to: &html)
            html.element("tbody") { html in
                for place in places {
                    html.element("tr") { html in
                        html.element("th", MarkupAttribute("scope", "row")) { html in
                            html.text(place.name)
                            html.element("span", .class("quiet"), text: " (\(place.department))")
                        }
                        html.element("td", .class("number"), text: context.number(place.households))
                        html.element("td", .class("number"), text: context.percent(place.penetration, decimals: 0))
                    }
                }
            }
        }
    }

    /// Classes of concentration: next to none, less than half as many as in France, about as many, more, many more.
    private static func look(_ concentration: Double) -> Int {
        switch concentration {
        case ..<0.05: 0
        case ..<0.5: 1
        case ..<1.5: 2
        case ..<3: 3
        default: 4
        }
    }

    private func writeFacts(_ html: inout MarkupWriter, _ context: PageContext) {
        guard !facts.isEmpty else { return }
        context.writePanel(context(.inShort), id: "facts", to: &html) { html in
            html.element("dl", .class("facts")) { html in
                for fact in facts {
                    html.element("div") { html in
                        html.element("dt", text: context(fact.kind.title))
                        html.element("dd", text: fact.text)
                    }
                }
            }
        }
    }

    private func writeNeighbours(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("div", .class("split")) { html in
            if let profile {
                context.writePanel(
                    context(isProfile ? .itsPersonas : .sameProfile), id: "siblings", to: &html
                ) { html in
                    writeList(profile.personas.filter { $0.code != group.code }, &html, context)
                }
            }
            if !nearest.isEmpty {
                context.writePanel(context(isProfile ? .nearestProfiles : .nearestPersonas), id: "nearest", to: &html) {
                    html in
                    html.element("p", .class("quiet"), text: context(.nearestText))
                    writeList(nearest, &html, context)
                }
            }
        }
    }

    private func writeList(_ groups: [GroupSummary], _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("ul", .class("plain")) { html in
            for group in groups {
                html.element("li") { html in
                    context.writeLink(group, to: &html)
                    html.element("span", .class("number quiet"), text: context.percent(group.share))
                }
            }
        }
    }
}

extension PersonaPage.Fact.Kind {
    var title: Phrase {
        switch self {
        case .lifeStage: .lifeStage
        case .housing: .housing
        case .whereabouts: .whereabouts
        case .channel: .channelLever
        case .offer: .offerLever
        }
    }
}
