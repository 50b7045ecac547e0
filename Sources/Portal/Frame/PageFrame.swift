import Charts
public import Markup

/// The pages of the portal, in the order of the navigation.
public enum Section: CaseIterable, Sendable {
    case overview, audiences, personas, indicators, address, importing

    public var path: String {
        switch self {
        case .overview: "/"
        case .audiences: "/portal/audiences"
        case .personas: "/portal/personas"
        case .indicators: "/portal/indicators"
        case .address: "/portal/address"
        case .importing: "/portal/import"
        }
    }

    var title: Phrase {
        switch self {
        case .overview: .overview
        case .audiences: .audiences
        case .personas: .personas
        case .indicators: .indicators
        case .address: .tryAnAddress
        case .importing: .importing
        }
    }
}

/// What is around each page: head, landmarks, navigation, footer.
struct PageFrame {
    let context: PageContext
    /// The section whose link is marked.
    let section: Section?
    /// First part of the window's title.
    let title: String
    /// Files of script; each is a module.
    var scripts: [PortalFile] = [.script]

    func write(to html: inout MarkupWriter, _ content: (inout MarkupWriter) -> Void) {
        html.doctype()
        html.element("html", MarkupAttribute("lang", context.language.rawValue)) { html in
            html.element("head", content: writeHead)
            html.element("body") { html in
                html.element("a", .class("skip"), .href("#main"), text: context(.skipToContent))
                html.element("header", .class("top"), content: writeHeader)
                if let invented = context.inventedContacts { writeLabel(invented, &html) }
                html.element("main", .id("main"), MarkupAttribute("tabindex", "-1"), content: content)
                html.element("footer", .class("foot"), content: writeFooter)
            }
        }
    }

    private func writeHead(_ html: inout MarkupWriter) {
        html.void("meta", MarkupAttribute("charset", "utf-8"))
        html.element("title", text: title == Self.name ? title : "\(title) · \(Self.name)")
        html.void(
            "meta", MarkupAttribute("name", "viewport"),
            MarkupAttribute("content", "width=device-width, initial-scale=1"))
        html.void("meta", MarkupAttribute("name", "color-scheme"), MarkupAttribute("content", "light dark"))
        html.void(
            "link", MarkupAttribute("rel", "icon"), MarkupAttribute("type", "image/svg+xml"),
            .href(PortalFile.icon.link))
        html.void("link", MarkupAttribute("rel", "stylesheet"), .href(PortalFile.styles.link))
        for script in scripts {
            html.element(
                "script", MarkupAttribute("type", "module"), MarkupAttribute("src", script.link), text: "")
        }
    }

    static let name = "Quartier"

    private func writeHeader(_ html: inout MarkupWriter) {
        html.element("div", .class("top-inner")) { html in
            html.element("a", .class("brand"), .href("/")) { html in
                Self.writeMark(&html)
                html.element("span", text: Self.name)
            }
            html.element("nav", .class("sections"), MarkupAttribute("aria-label", context(.navigation))) { html in
                html.element("ul") { html in
                    for section in Section.allCases { writeLink(section, &html) }
                }
            }
            html.element("div", .class("top-side")) { html in
                writeLanguages(&html)
                html.element(
                    "span", .class("who"), MarkupAttribute("title", context(.noAccountsHint)),
                    text: context(.noAccounts))
            }
        }
    }

    /// That what is shown is invented, and how to be rid of it.
    private func writeLabel(_ invented: Int, _ html: inout MarkupWriter) {
        html.element(
            "aside", .class("invented"), MarkupAttribute("aria-label", context(.demonstration))
        ) { html in
            html.element("div", .class("invented-inner")) { html in
                html.element("p") { html in
                    html.element("strong", text: context(.demonstration))
                    html.text(" " + context(.inventedText(context.number(Double(invented)))))
                }
                context.writeDemonstrationForm("remove", .removeDemonstration, .removingDemonstration, to: &html)
            }
        }
    }

    private func writeLink(_ target: Section, _ html: inout MarkupWriter) {
        html.element("li") { html in
            var attributes = [MarkupAttribute.href(target.path)]
            if target == section { attributes.append(MarkupAttribute("aria-current", "page")) }
            html.element("a", list: attributes) { $0.text(context(target.title)) }
        }
    }

    private func writeLanguages(_ html: inout MarkupWriter) {
        html.element("ul", .class("languages"), MarkupAttribute("aria-label", context(.languages))) { html in
            for language in Language.allCases {
                html.element("li") { html in
                    var attributes: [MarkupAttribute] = [
                        .href(context.link(in: language)),
                        MarkupAttribute("hreflang", language.rawValue), MarkupAttribute("lang", language.rawValue),
                    ]
                    if language == context.language { attributes.append(MarkupAttribute("aria-current", "true")) }
                    html.element("a", list: attributes) { html in
                        html.element("span", .class("language-name"), text: language.name)
                        html.element(
                            "span", .class("language-code"), MarkupAttribute("aria-hidden", "true"),
                            text: language.rawValue.uppercased())
                    }
                }
            }
        }
    }

    /// Four neighbourhoods side by side.
    private static func writeMark(_ html: inout MarkupWriter) {
        html.element(
            "svg", .class("mark"), MarkupAttribute("viewBox", "0 0 32 32"), MarkupAttribute("aria-hidden", "true")
        ) { svg in
            for (name, path) in [
                ("mark-a", "M4 6l10-2 2 9-6 5-7-3z"), ("mark-b", "M16 4l11 2 1 10-6 1-5-4z"),
                ("mark-c", "M3 17l7 3 3 8-8 1z"), ("mark-d", "M12 20l5-5 5 3 6-1-1 11-12 1z"),
            ] {
                svg.void("path", .class(name), MarkupAttribute("d", path))
            }
        }
    }

    private func writeFooter(_ html: inout MarkupWriter) {
        html.element("div", .class("foot-inner")) { html in
            html.element("p") { html in
                html.element("strong", text: "\(context(.reference)) \(context.dataset)")
                html.text(" · ")
                html.text(context(context.hasStreets ? .referenceFull : .referenceEmbedded))
            }
            html.element("p", .class("quiet"), text: context.attribution)
            html.element("ul", .class("foot-links")) { html in
                for (path, text) in [
                    ("/personas", "/personas"), ("/profiles", "/profiles"), ("/health/ready", "/health/ready"),
                ] {
                    html.element("li") { $0.element("a", .href(path)) { $0.element("code", text: text) } }
                }
            }
        }
    }
}

/// A page, or a part of one that the script puts in place.
public protocol PortalPage {
    func write(to html: inout MarkupWriter, in context: PageContext)
}
