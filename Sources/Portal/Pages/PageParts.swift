import Charts
import Markup

/// Parts that several pages are made of.
extension PageContext {
    /// The code of a profile or persona on its colour.
    func writeBadge(_ code: String, to html: inout MarkupWriter) {
        html.element("span", .class("badge \(ProfilePalette.className(of: code))"), text: code)
    }

    /// Badge and name, as a link to the page of a profile or persona.
    func writeLink(_ group: GroupSummary, to html: inout MarkupWriter) {
        html.element("a", .class("group-link"), .href(group.link)) { html in
            writeBadge(group.code, to: &html)
            html.element("span", text: group.name)
        }
    }

    /// The heading of a page: a line above it, the title, a sentence.
    func writeHeading(_ title: String, lead: String?, above: Phrase? = nil, to html: inout MarkupWriter) {
        html.element("div", .class("heading")) { html in
            if let above { html.element("p", .class("eyebrow"), text: self(above)) }
            html.element("h1", text: title)
            if let lead, !lead.isEmpty { html.element("p", .class("lead"), text: lead) }
        }
    }

    /// A panel with a title, which names it for screen readers.
    func writePanel(
        _ title: String, id: String, className: String = "", to html: inout MarkupWriter,
        _ content: (inout MarkupWriter) -> Void
    ) {
        html.element("section", .class("panel \(className)"), MarkupAttribute("aria-labelledby", id)) { html in
            html.element("h2", .id(id), text: title)
            content(&html)
        }
    }

    /// A figure with what it counts.
    func writeCard(_ figure: String, _ label: String, note: String? = nil, to html: inout MarkupWriter) {
        html.element("div", .class("card")) { html in
            html.element("dt", text: label)
            html.element("dd") { html in
                html.element("span", .class("figure"), text: figure)
                if let note { html.element("span", .class("quiet"), text: note) }
            }
        }
    }

    /// The head of a table: plain columns, then columns of numbers.
    func writeTableHead(_ texts: [Phrase], numbers: [Phrase], to html: inout MarkupWriter) {
        html.element("thead") { html in
            html.element("tr") { html in
                for text in texts.map({ self($0) }) {
                    // Over a column of drawings there is nothing to say, and an empty heading would be read out.
                    if text.isEmpty {
                        html.element("td") { _ in }
                    } else {
                        html.element("th", MarkupAttribute("scope", "col"), text: text)
                    }
                }
                for number in numbers {
                    html.element("th", MarkupAttribute("scope", "col"), .class("number"), text: self(number))
                }
            }
        }
    }

    /// The button that puts the demonstration set in place, or takes it away. `busy` is what it says meanwhile.
    func writeDemonstrationForm(_ action: String, _ title: Phrase, _ busy: Phrase, to html: inout MarkupWriter) {
        html.element(
            "form", .class("demonstration-form"), MarkupAttribute("method", "post"),
            MarkupAttribute("action", "/portal/demonstration"), MarkupAttribute("data-busy", self(busy))
        ) { html in
            for (name, value) in [("token", token), ("action", action)] {
                html.void(
                    "input", MarkupAttribute("type", "hidden"), MarkupAttribute("name", name),
                    MarkupAttribute("value", value))
            }
            html.element("button", MarkupAttribute("type", "submit"), text: self(title))
        }
    }

    /// What the colours of a map mean, from least to most.
    func writeLegend(_ classes: [(look: String, text: String)], to html: inout MarkupWriter) {
        html.element("ul", .class("legend")) { html in
            for (look, text) in classes {
                html.element("li") { html in
                    html.element(
                        "svg", .class("legend-dot"), MarkupAttribute("viewBox", "0 0 12 12"),
                        MarkupAttribute("aria-hidden", "true")
                    ) { svg in
                        svg.void(
                            "path", .class("dots \(look)"), MarkupAttribute("d", "M6 6h0"),
                            MarkupAttribute("stroke-width", 10))
                    }
                    html.text(text)
                }
            }
        }
    }
}
