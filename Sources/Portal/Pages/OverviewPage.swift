import Charts
public import Markup

/// The first page. Without contacts it shows the country that they will be seen against, and how to begin.
public struct OverviewPage: PortalPage {
    public var profiles: [ProfileSummary]
    public var households: Double
    public var neighbourhoods: Int
    public var indicators: Int
    public var map: FranceMap
    /// For each dot of the map the profile of most of its households.
    public var profileOfDot: [String?]

    public init(
        profiles: [ProfileSummary], households: Double, neighbourhoods: Int, indicators: Int, map: FranceMap,
        profileOfDot: [String?]
    ) {
        self.profiles = profiles
        self.households = households
        self.neighbourhoods = neighbourhoods
        self.indicators = indicators
        self.map = map
        self.profileOfDot = profileOfDot
    }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        PageFrame(context: context, section: .overview, title: PageFrame.name).write(to: &html) { html in
            context.writeHeading(context(.overviewTitle), lead: context(.overviewLead), to: &html)
            writeBeginning(&html, context)
            writeCards(&html, context)
            html.element("div", .class("split map-first")) { html in
                context.writePanel(context(.franceByProfile), id: "map", to: &html) { writeMap(&$0, context) }
                context.writePanel(context(.profilesOfFrance), id: "profiles", to: &html) {
                    writeProfiles(&$0, context)
                }
            }
        }
    }

    /// With no contacts yet: three ways to begin.
    private func writeBeginning(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("section", .class("begin"), MarkupAttribute("aria-labelledby", "begin")) { html in
            html.element("div", .class("begin-text")) { html in
                html.element("h2", .id("begin"), text: context(.noContactsTitle))
                html.element("p", text: context(.noContactsText))
            }
            html.element("div", .class("begin-demonstration")) { html in
                html.element("p", text: context(.demonstrationOffer))
                context.writeDemonstrationForm("add", .addDemonstration, .addingDemonstration, to: &html)
            }
            html.element("ul", .class("steps")) { html in
                for (section, title, text) in [
                    (Section.address, Phrase.beginAddress, Phrase.beginAddressText),
                    (.importing, .beginImport, .beginImportText), (.personas, .beginPersonas, .beginPersonasText),
                ] {
                    html.element("li") { html in
                        html.element("a", .href(section.path)) { html in
                            html.element("strong", text: context(title))
                            html.element("span", text: context(text))
                        }
                    }
                }
            }
        }
    }

    private func writeCards(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("dl", .class("cards")) { html in
            context.writeCard(context.number(households), context(.householdsOfFrance), to: &html)
            context.writeCard(
                context.number(Double(neighbourhoods)), context(.neighbourhoodsIRIS), to: &html)
            context.writeCard(
                context.number(Double(profiles.reduce(0) { $0 + $1.personas.count })), context(.personasInAll),
                note: context(.inProfiles(profiles.count)), to: &html)
            context.writeCard(context.number(Double(indicators)), context(.indicatorsInAll), to: &html)
        }
    }

    private func writeMap(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.mapOfProfilesText))
        map.draw(to: &html, label: context(.mapOfProfilesLabel)) { dot in
            profileOfDot[dot].map(ProfilePalette.className(of:)) ?? "class-0"
        }
    }

    private func writeProfiles(_ html: inout MarkupWriter, _ context: PageContext) {
        let most = profiles.map(\.profile.share).max() ?? 1
        html.element("table", .class("bars")) { html in
            context.writeTableHead([.profile, .empty], numbers: [.shareOfHouseholds], to: &html)
            html.element("tbody") { html in
                for entry in profiles { writeRow(entry.profile, most, &html, context) }
            }
        }
    }

    private func writeRow(
        _ group: GroupSummary, _ most: Double, _ html: inout MarkupWriter, _ context: PageContext
    ) {
        html.element("tr") { html in
            html.element("th", MarkupAttribute("scope", "row")) { context.writeLink(group, to: &$0) }
            html.element("td", .class("bar-cell")) { html in
                Bars.draw(
                    share: group.share / most, className: ProfilePalette.className(of: group.code), to: &html)
            }
            html.element("td", .class("number"), text: context.percent(group.share))
        }
    }
}
