import Charts
public import Markup

/// Try an address: what was typed, how it was read, where it is, who lives there, and how a program asks the same.
public struct AddressPage: PortalPage {
    /// A part of the answer under the name that the interface gives it.
    public struct Part: Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A neighbourhood of the local map.
    public struct Neighbour: Sendable {
        /// Units of the local map, 0–400 from the left and 0–300 from the top.
        public var x: Double
        public var y: Double
        /// Of a circle as large as the neighbourhood, units.
        public var radius: Double
        public var persona: String
        /// Whether the answer is in it.
        public var isFound: Bool
        /// Its outline, empty when the reference has none.
        public var outline: [(x: Double, y: Double)]

        public init(
            x: Double, y: Double, radius: Double, persona: String, isFound: Bool, outline: [(x: Double, y: Double)]
        ) {
            self.x = x
            self.y = y
            self.radius = radius
            self.persona = persona
            self.isFound = isFound
            self.outline = outline
        }
    }

    public struct Answer: Sendable {
        /// `housenumber`, `street`, …, `none`.
        public var level: String
        /// 0–1.
        public var score: Double
        public var label: String
        /// How the address was read.
        public var parts: [Part]
        /// Largest share first.
        public var mix: [(group: GroupSummary, share: Double)]
        /// Label and value with its unit.
        public var indicators: [Part]
        /// Degrees.
        public var position: (latitude: Double, longitude: Double)?
        public var neighbours: [Neighbour]
        /// Width of the local map, kilometres.
        public var mapKilometres: Double
        /// The answer of `POST /enrich`, in lines.
        public var json: String
        /// The line that asks the same.
        public var command: String
        /// How long the answer took, microseconds.
        public var microseconds: Double

        public init(
            level: String, score: Double, label: String, parts: [Part], mix: [(group: GroupSummary, share: Double)],
            indicators: [Part], position: (latitude: Double, longitude: Double)?, neighbours: [Neighbour],
            mapKilometres: Double, json: String, command: String, microseconds: Double
        ) {
            self.level = level
            self.score = score
            self.label = label
            self.parts = parts
            self.mix = mix
            self.indicators = indicators
            self.position = position
            self.neighbours = neighbours
            self.mapKilometres = mapKilometres
            self.json = json
            self.command = command
            self.microseconds = microseconds
        }
    }

    /// Why there is no answer, beside the form.
    public enum Complaint: Sendable {
        case nothingTyped
        case tooLong(maximumBytes: Int)
        /// The page was made by a service that has been started again since.
        case staleForm
    }

    /// What was typed.
    public var address: String
    public var answer: Answer?
    public var complaint: Complaint?
    /// The country, to show where in it the answer is.
    public var map: FranceMap

    public init(address: String = "", answer: Answer? = nil, complaint: Complaint? = nil, map: FranceMap) {
        self.address = address
        self.map = map
        self.answer = answer
        self.complaint = complaint
    }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        PageFrame(context: context, section: .address, title: context(.tryAnAddress)).write(to: &html) { html in
            context.writeHeading(context(.addressTitle), lead: context(.addressLead), to: &html)
            writeForm(&html, context)
            html.element("div", .id("answer"), MarkupAttribute("aria-live", "polite")) { html in
                if let answer { write(answer, &html, context) }
            }
        }
    }

    private func writeForm(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element(
            "form", .class("ask"), MarkupAttribute("method", "post"), MarkupAttribute("action", Section.address.path),
            MarkupAttribute("data-live", "answer")
        ) { html in
            html.void(
                "input", MarkupAttribute("type", "hidden"), MarkupAttribute("name", "token"),
                MarkupAttribute("value", context.token))
            html.element("label", MarkupAttribute("for", "address"), text: context(.addressLabel))
            html.element("div", .class("ask-row")) { html in
                var attributes: [MarkupAttribute] = [
                    .id("address"), MarkupAttribute("name", "address"), MarkupAttribute("type", "text"),
                    MarkupAttribute("value", address), MarkupAttribute("maxlength", "300"), .flag("required"),
                    MarkupAttribute("autocomplete", "street-address"), MarkupAttribute("spellcheck", "false"),
                    MarkupAttribute("aria-describedby", "address-hint"),
                ]
                if complaint != nil { attributes.append(MarkupAttribute("aria-invalid", "true")) }
                html.void("input", list: attributes)
                html.element("button", MarkupAttribute("type", "submit"), text: context(.ask))
            }
            html.element("p", .class("quiet"), .id("address-hint")) { html in
                if let complaint { html.element("strong", .class("complaint"), text: complaint.text(context)) }
                html.text(context(context.hasStreets ? .addressHint : .addressHintEmbedded))
            }
            writeExamples(&html, context)
        }
    }

    /// Buttons that send an address of their own in place of the typed one.
    private func writeExamples(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("div", .class("examples")) { html in
            html.element("span", .class("quiet"), text: context(.forExample))
            for example in Self.examples {
                html.element(
                    "button", .class("chip"), MarkupAttribute("type", "submit"), MarkupAttribute("name", "example"),
                    MarkupAttribute("value", example), .flag("formnovalidate"), text: example)
            }
        }
    }

    private static let examples = [
        "12 bis rue Victor Hugo, 69002 Lyon", "35000 Rennes", "Saint-Véran 05350", "97400 Saint-Denis",
    ]

    private func write(_ answer: Answer, _ html: inout MarkupWriter, _ context: PageContext) {
        guard answer.level != "none" else {
            return context.writePanel(context(.nothingFound), id: "found", className: "found", to: &html) { html in
                html.element("p", text: context(.nothingFoundText))
                writeCode(answer, &html, context)
            }
        }
        html.element("div", .class("split")) { html in
            html.element("div", .class("stack")) { html in
                writeMatch(answer, &html, context)
                writePersonas(answer, &html, context)
            }
            context.writePanel(context(.onTheMap), id: "map", to: &html) { writeMaps(answer, &$0, context) }
        }
        if !answer.indicators.isEmpty {
            context.writePanel(context(.someIndicators), id: "indicators", to: &html) { html in
                html.element("dl", .class("cards")) { html in
                    for part in answer.indicators { context.writeCard(part.value, part.name, to: &html) }
                }
            }
        }
        context.writePanel(context(.sameByProgram), id: "program", to: &html) { writeCode(answer, &$0, context) }
    }

    private func writeMatch(_ answer: Answer, _ html: inout MarkupWriter, _ context: PageContext) {
        context.writePanel(answer.label, id: "found", className: "found", to: &html) { html in
            html.element("p", .class("match-level")) { html in
                html.element("span", .class("pill"), text: context(.level(answer.level)))
                html.element("span", text: context(.rightOutOf(context.percent(answer.score, decimals: 0))))
            }
            html.element("table", .class("parts")) { html in
                html.element("caption", text: context(.howItWasRead))
                html.element("tbody") { html in
                    for part in answer.parts {
                        html.element("tr") { html in
                            html.element("th", MarkupAttribute("scope", "row")) { html in
                                html.element("code", text: part.name)
                            }
                            html.element("td", text: part.value)
                        }
                    }
                }
            }
        }
    }

    private func writePersonas(_ answer: Answer, _ html: inout MarkupWriter, _ context: PageContext) {
        let title: Phrase = answer.mix.count > 1 ? .personasThere : .personaThere
        context.writePanel(context(title), id: "mix", to: &html) { html in
            if answer.mix.count > 1 { html.element("p", .class("quiet"), text: context(.mixText)) }
            html.element("table", .class("bars")) { html in
                context.writeTableHead([.persona, .empty], numbers: [.probability], to: &html)
                html.element("tbody") { html in
                    for (group, share) in answer.mix {
                        html.element("tr") { html in
                            html.element("th", MarkupAttribute("scope", "row")) { context.writeLink(group, to: &$0) }
                            html.element("td", .class("bar-cell")) { html in
                                Bars.draw(
                                    share: share, className: ProfilePalette.className(of: group.code), to: &html)
                            }
                            html.element("td", .class("number"), text: context.percent(share, decimals: 0))
                        }
                    }
                }
            }
        }
    }

    private func writeCode(_ answer: Answer, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.answeredIn(context.number(answer.microseconds, decimals: 1))))
        for (title, text, id) in [(Phrase.commandLine, answer.command, "command"), (.answerJSON, answer.json, "json")] {
            html.element("div", .class("code")) { html in
                html.element("h3", .id("\(id)-title"), text: context(title))
                html.element(
                    "button", .class("copy"), MarkupAttribute("type", "button"), MarkupAttribute("data-copy", id),
                    .flag("hidden"), MarkupAttribute("data-done", context(.copied)), text: context(.copy))
                html.element(
                    "pre", .id(id), MarkupAttribute("tabindex", "0"), MarkupAttribute("role", "region"),
                    MarkupAttribute("aria-labelledby", "\(id)-title")
                ) { $0.element("code", text: text) }
            }
        }
    }
}

extension AddressPage.Complaint {
    func text(_ context: PageContext) -> String {
        switch self {
        case .nothingTyped: context(.nothingTyped) + " "
        case .tooLong(let maximum): context(.typedTooMuch(maximum)) + " "
        case .staleForm: context(.staleForm) + " "
        }
    }
}
