public import Markup

/// One audience: its rule as text and as rows, what it means now, and what can be done with it.
public struct AudiencePage: PortalPage {
    /// What is stored of it.
    public struct Saved: Sendable {
        public var stage: AudienceStage
        public var version: Int
        /// The `ETag` of the interface: a change says which version it changes.
        public var tag: String
        public var author = ""
        public var note = ""
        public var owner = ""
        /// `2026-12-01`
        public var review = ""
        public var channel = ""
        /// When, by whom and of how many it was approved; nil while it is a draft.
        public var approval: (at: String, by: String, count: Int)?

        public init(stage: AudienceStage, version: Int, tag: String) {
            self.stage = stage
            self.version = version
            self.tag = tag
        }
    }

    /// A frozen list.
    public struct Snapshot: Sendable {
        public var number: Int
        public var at: String
        public var channel: String
        public var count: Int
        public var note: String

        public init(number: Int, at: String, channel: String, count: Int, note: String) {
            self.number = number
            self.at = at
            self.channel = channel
            self.count = count
            self.note = note
        }
    }

    /// Empty for one that is not saved yet.
    public var name: String
    public var saved: Saved?
    public var ruleText: String
    public var figures: AudienceFigures
    public var snapshots: [Snapshot] = []
    public var channels: [String]
    /// What rules can ask, as JSON for the script.
    public var fields: String

    public init(name: String, ruleText: String, figures: AudienceFigures, channels: [String], fields: String) {
        self.name = name
        self.ruleText = ruleText
        self.figures = figures
        self.channels = channels
        self.fields = fields
    }

    public static let newLink = "/portal/audience-new"

    /// A new one that begins with a rule.
    static func newLink(rule: String) -> String { LinkQuery([("rule", rule)]).link(to: newLink) }

    public static func link(_ name: String) -> String { "\(Section.audiences.path)/\(LinkQuery.encoded(name))" }

    private var apiLink: String { "/audiences/\(LinkQuery.encoded(name))" }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        let title = name.isEmpty ? context(.newAudience) : name
        let frame = PageFrame(
            context: context, section: .audiences, title: title, scripts: [.script, .audienceScript])
        frame.write(to: &html) { html in
            html.element("nav", .class("path"), MarkupAttribute("aria-label", context(.breadcrumb))) { html in
                html.element("ol") { html in
                    html.element("li") { $0.element("a", .href(Section.audiences.path), text: context(.audiences)) }
                    html.element("li", MarkupAttribute("aria-current", "page"), text: title)
                }
            }
            html.element("div", .class("heading")) { html in
                html.element("p", .class("eyebrow"), text: context(.audience))
                html.element("h1", text: title)
                if let saved {
                    writeStage(saved, &html, context)
                    html.element("p") { html in
                        html.element("a", .href(CustomersPage.link(audience: name)), text: context(.whoTheyAre))
                    }
                }
            }
            html.element("noscript") { html in
                html.element("p", .class("note"), text: context(.audienceNeedsScript))
            }
            writeForm(&html, context)
            figures.write(to: &html, in: context)
            if saved != nil { writeSnapshots(&html, context) }
        }
    }

    private func writeStage(_ saved: Saved, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("match-level")) { html in
            context.write(saved.stage, to: &html)
            html.element("span", text: context(.version(saved.version)))
            if let approval = saved.approval {
                html.element(
                    "span",
                    text: context(.approvedOf(context.number(Double(approval.count)), approval.at, approval.by)))
            }
        }
        if !saved.note.isEmpty { html.element("p", .class("quiet"), text: saved.note) }
    }

    // MARK: - The rule

    private func writeForm(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element(
            "form", .id("audience"), .class("audience"),
            MarkupAttribute("data-evaluate", "/portal/audience-figures?lang=\(context.language.rawValue)"),
            MarkupAttribute("data-rule-fields", "/portal/rule-fields?lang=\(context.language.rawValue)"),
            MarkupAttribute("data-audience", name.isEmpty ? "" : apiLink),
            MarkupAttribute("data-tag", saved?.tag ?? ""), MarkupAttribute("data-fields", fields),
            MarkupAttribute("data-stage", saved?.stage.rawValue ?? "")
        ) { html in
            html.element("div", .class("split")) { html in
                context.writePanel(context(.ruleAsRows), id: "as-rows", to: &html) { html in
                    html.element("div", .id("rows"), MarkupAttribute("role", "group"), .labelled("as-rows")) { _ in }
                }
                context.writePanel(context(.ruleAsText), id: "as-text", to: &html) { html in
                    html.element("label", .class("quiet"), MarkupAttribute("for", "rule"), text: context(.ruleHint))
                    html.element(
                        "textarea", .id("rule"), .class("rule"), MarkupAttribute("rows", "8"),
                        MarkupAttribute("spellcheck", "false"), MarkupAttribute("autocapitalize", "off"), text: ruleText
                    )
                    html.element(
                        "p", .id("said"), .class("said"), MarkupAttribute("role", "status"), text: figures.said(context)
                    )
                }
            }
            writeSaving(&html, context)
        }
    }

    private func writeSaving(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("div", .id("saving"), .class("saving"), .flag("hidden")) { html in
            html.element("div", .class("search")) { html in
                if name.isEmpty { writeField("name", .audienceName, "", &html, context) }
                writeField("owner", .owner, saved?.owner ?? "", &html, context)
                writeField("review", .reviewDate, saved?.review ?? "", type: "date", &html, context)
                html.element("div", .class("field")) { html in
                    html.element("label", MarkupAttribute("for", "channel"), text: context(.channel))
                    html.element("select", .id("channel"), MarkupAttribute("name", "channel")) { html in
                        for channel in [""] + channels {
                            var attributes = [MarkupAttribute("value", channel)]
                            if channel == saved?.channel { attributes.append(.flag("selected")) }
                            html.element("option", list: attributes) {
                                $0.text(channel.isEmpty ? context(.noChannel) : channel)
                            }
                        }
                    }
                }
            }
            html.element("div", .class("actions")) { html in
                html.element("button", .id("save"), MarkupAttribute("type", "submit"), text: context(.saveDraft))
                if saved != nil {
                    writeButton("approve", .approve, &html, context)
                    writeButton("snapshot", .makeSnapshot, &html, context)
                }
                html.element("p", .id("outcome"), MarkupAttribute("role", "status"), .class("quiet")) { _ in }
            }
        }
    }

    private func writeField(
        _ id: String, _ label: Phrase, _ value: String, type: String = "text", _ html: inout MarkupWriter,
        _ context: PageContext
    ) {
        html.element("div", .class("field")) { html in
            html.element("label", MarkupAttribute("for", id), text: context(label))
            html.void(
                "input", .id(id), MarkupAttribute("name", id), MarkupAttribute("type", type),
                MarkupAttribute("value", value), MarkupAttribute("maxlength", "100"),
                MarkupAttribute("autocomplete", "off"))
        }
    }

    private func writeButton(_ id: String, _ text: Phrase, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("button", .id(id), .class("secondary"), MarkupAttribute("type", "button"), text: context(text))
    }

    // MARK: - Lists

    private func writeSnapshots(_ html: inout MarkupWriter, _ context: PageContext) {
        context.writePanel(context(.snapshots), id: "snapshots", to: &html) { html in
            guard !snapshots.isEmpty else {
                return html.element("p", .class("quiet"), text: context(.noSnapshots))
            }
            html.element("table", .class("wide")) { html in
                context.writeTableHead([.snapshot, .channel, .remark, .download], numbers: [.contacts], to: &html)
                html.element("tbody") { html in
                    for snapshot in snapshots { write(snapshot, &html, context) }
                }
            }
        }
    }

    private func write(_ snapshot: Snapshot, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("tr") { html in
            html.element("th", MarkupAttribute("scope", "row"), text: "\(snapshot.number) · \(snapshot.at)")
            html.element("td", text: snapshot.channel)
            html.element("td", .class("quiet"), text: snapshot.note)
            html.element("td") { html in
                html.element(
                    "a", .href("\(apiLink)/snapshots/\(snapshot.number)/members?format=csv"),
                    MarkupAttribute("download", "\(name)-\(snapshot.number).csv"),
                    MarkupAttribute("aria-label", context(.downloadList(snapshot.number))), text: "CSV")
            }
            html.element("td", .class("number"), text: context.number(Double(snapshot.count)))
        }
    }
}

extension MarkupAttribute {
    /// What names an element is the text of another one.
    static func labelled(_ id: String) -> MarkupAttribute { MarkupAttribute("aria-labelledby", id) }
}
