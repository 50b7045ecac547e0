public import Markup

/// A file of addresses: what its columns were taken for, and the same file with its neighbourhoods.
public struct ImportPage: PortalPage {
    /// A column of the file.
    public struct Column: Sendable {
        public var name: String
        /// The field that it was taken for (`street`, `postcode`, …); nil when it is only kept.
        public var field: String?
        /// Its values in the first lines.
        public var samples: [String]

        public init(name: String, field: String?, samples: [String]) {
            self.name = name
            self.field = field
            self.samples = samples
        }
    }

    public enum Complaint: Sendable {
        case unreadable
        case noAddressColumn
    }

    /// What was read of the first lines of a file.
    public struct Preview: PortalPage, Sendable {
        public var columns: [Column]
        /// All fields of an address that a column can be taken for.
        public var fields: [String]
        /// And of a contact: `id`, `consent.email`, `attributes.tier`.
        public var contactFields: [String]
        /// Why the file cannot be enriched; nil when it can.
        public var complaint: Complaint?

        public init(columns: [Column], fields: [String], contactFields: [String], complaint: Complaint?) {
            self.fields = fields
            self.contactFields = contactFields
            self.columns = columns
            self.complaint = complaint
        }
    }

    public init() {}

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        PageFrame(context: context, section: .importing, title: context(.importing)).write(to: &html) { html in
            context.writeHeading(context(.importTitle), lead: context(.importLead), to: &html)
            writeDrop(&html, context)
            html.element("div", .id("preview"), MarkupAttribute("aria-live", "polite")) { _ in }
            writeRun(&html, context)
            context.writePanel(context(.whatFilesMayBe), id: "files", to: &html) { writeHelp(&$0, context) }
        }
    }

    private func writeDrop(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element(
            "form", .class("drop"), .id("drop"),
            MarkupAttribute("data-preview", "/portal/import/preview?lang=\(context.language.rawValue)"),
            MarkupAttribute("data-token", context.token), .flag("hidden")
        ) { html in
            html.element("label", MarkupAttribute("for", "file"), text: context(.dropHere))
            html.void(
                "input", .id("file"), MarkupAttribute("type", "file"),
                MarkupAttribute("accept", ".csv,text/csv,.txt,text/plain"),
                MarkupAttribute("aria-describedby", "drop-hint"))
            html.element("p", .class("quiet"), .id("drop-hint"), text: context(.dropHint))
        }
        html.element("noscript") { $0.element("p", .class("note"), text: context(.importNeedsScript)) }
    }

    /// Progress and summary, filled in by the script.
    private func writeRun(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element(
            "section", .class("panel"), .id("run"), .flag("hidden"), MarkupAttribute("aria-labelledby", "run-title")
        ) { html in
            html.element(
                "h2", .id("run-title"), MarkupAttribute("data-enriching", context(.enriching)),
                MarkupAttribute("data-storing", context(.storing)), text: context(.enriching))
            html.element("progress", .id("progress"), MarkupAttribute("max", "1"), MarkupAttribute("value", "0")) {
                $0.text("0")
            }
            html.element(
                "p", .id("progress-text"), MarkupAttribute("role", "status"),
                MarkupAttribute("data-text", context(.linesRead))
            ) { _ in }
            html.element("div", .class("actions")) { html in
                html.element(
                    "button", .id("cancel"), MarkupAttribute("type", "button"), .class("secondary"),
                    text: context(.cancel))
                html.element(
                    "a", .id("download"), .class("button"), .href("#"), .flag("hidden"), text: context(.downloadResult))
            }
            html.element("table", .id("levels"), .flag("hidden")) { html in
                html.element("caption", text: context(.linesByLevel))
                context.writeTableHead([.matchLevel], numbers: [.lines, .shareWord], to: &html)
                html.element("tbody") { html in
                    for level in Self.levels {
                        html.element("tr", MarkupAttribute("data-level", level)) { html in
                            html.element("th", MarkupAttribute("scope", "row"), text: context(.level(level)))
                            html.element("td", .class("number"), text: "0")
                            html.element("td", .class("number"), text: "")
                        }
                    }
                }
            }
            writeStored(&html, context)
            writeRejected(&html, context)
        }
    }

    /// What became of lines that were to be stored.
    private func writeStored(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("div", .id("stored"), .flag("hidden")) { html in
            html.element("dl", .class("cards small")) { html in
                for (kind, title) in [
                    ("created", Phrase.createdContacts), ("updated", .updatedContacts), ("rejected", .rejectedLines),
                ] {
                    html.element("div", .class("card"), MarkupAttribute("data-kind", kind)) { html in
                        html.element("dt", text: context(title))
                        html.element("dd") { $0.element("span", .class("figure"), text: "0") }
                    }
                }
            }
            html.element("p", .id("stored-next"), .flag("hidden")) { html in
                html.element("a", .href(Section.overview.path), text: context(.seeCustomers))
            }
        }
    }

    private func writeRejected(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("div", .id("rejected"), .flag("hidden")) { html in
            html.element("h3", text: context(.rejectedLines))
            html.element("p", .class("quiet enriched-only"), text: context(.rejectedText))
            html.element("p", .class("quiet stored-only"), .flag("hidden"), text: context(.rejectedContactsText))
            html.element(
                "ol", .class("rejected"), MarkupAttribute("tabindex", "0"),
                MarkupAttribute("data-line", context(.line)),
                MarkupAttribute("aria-label", context(.rejectedLines))
            ) { _ in }
            html.element(
                "a", .id("download-rejected"), .class("button secondary"), .href("#"), .flag("hidden"),
                text: context(.downloadRejected))
        }
    }

    private static let levels = [
        "housenumber", "street", "locality", "iris", "commune", "postcode", "department", "none", "error",
    ]

    private func writeHelp(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", text: context(.fileHelp))
        html.element("div", .class("code")) { html in
            html.element("h3", .id("curl-title"), text: context(.commandLine))
            html.element(
                "button", .class("copy"), MarkupAttribute("type", "button"), MarkupAttribute("data-copy", "curl"),
                .flag("hidden"), MarkupAttribute("data-done", context(.copied)), text: context(.copy))
            html.element(
                "pre", .id("curl"), MarkupAttribute("tabindex", "0"), MarkupAttribute("role", "region"),
                MarkupAttribute("aria-labelledby", "curl-title")
            ) { html in
                html.element(
                    "code",
                    text:
                        "curl -s \(context.origin)/enrich -H 'Content-Type: text/csv' --data-binary @contacts.csv > enriched.csv"
                )
            }
        }
    }
}
