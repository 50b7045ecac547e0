import Charts
public import Markup

/// All profiles and personas: a wheel, and the same as a list.
public struct PersonasPage: PortalPage {
    public var profiles: [ProfileSummary]

    public init(profiles: [ProfileSummary]) { self.profiles = profiles }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        PageFrame(context: context, section: .personas, title: context(.personas)).write(to: &html) { html in
            context.writeHeading(context(.personasTitle), lead: context(.personasLead), to: &html)
            html.element("div", .class("wheel-page")) { html in
                html.element("div", .class("wheel-side")) { html in
                    profiles.wheel.draw(
                        to: &html, title: context.number(Double(profiles.personaCount)),
                        subtitle: context(.personas).lowercased())
                    html.element("p", .class("quiet"), text: context(.wheelText))
                }
                html.element("div", .class("groups")) { html in
                    for entry in profiles { writeProfile(entry, &html, context) }
                }
            }
        }
    }

    private func writeProfile(_ entry: ProfileSummary, _ html: inout MarkupWriter, _ context: PageContext) {
        let profile = entry.profile
        html.element("section", .class("group \(ProfilePalette.className(of: profile.code))")) { html in
            html.element("h2") { html in context.writeLink(profile, to: &html) }
            html.element(
                "p", .class("quiet"),
                text:
                    "\(context.percent(profile.share)) · \(context.number(profile.households)) \(context(.households))")
            html.element("ul", .class("plain")) { html in
                for persona in entry.personas {
                    html.element("li") { html in
                        context.writeLink(persona, to: &html)
                        html.element("span", .class("number quiet"), text: context.percent(persona.share))
                    }
                }
            }
        }
    }
}

extension [ProfileSummary] {
    var personaCount: Int { reduce(0) { $0 + $1.personas.count } }

    var wheel: PersonaWheel {
        PersonaWheel(
            profiles: map(\.profile.wheelPart), personas: flatMap { $0.personas.map(\.wheelPart) })
    }
}

extension GroupSummary {
    var wheelPart: PersonaWheel.Part { PersonaWheel.Part(code: code, name: name, share: share, link: link) }
}
