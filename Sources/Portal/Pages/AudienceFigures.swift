import Charts
public import Markup

/// What a rule means now: who is in, who can be written to, which clause does what, what is odd. The script puts it in place
/// while somebody types.
public struct AudienceFigures: PortalPage, Sendable {
    public struct Reach: Sendable {
        public var channel: String
        public var reachable: Int
        /// Whether the rule itself asks for the consent.
        public var isDemanded: Bool

        public init(channel: String, reachable: Int, isDemanded: Bool) {
            self.channel = channel
            self.reachable = reachable
            self.isDemanded = isDemanded
        }
    }

    public struct Clause: Sendable {
        /// `rules[1]`
        public var path: String
        public var text: String
        /// Contacts that are left after it; what it alone would give.
        public var left: Int
        public var alone: Int

        public init(path: String, text: String, left: Int, alone: Int) {
            self.path = path
            self.text = text
            self.left = left
            self.alone = alone
        }
    }

    /// Something to be looked at.
    public enum Remark: Sendable, Equatable {
        case nobody
        case tooSmall(count: Int, floor: Int)
        case nearlyEverybody(share: Double)
        case equalTo(audience: String)
        /// The count is the same without the part of the rule at this path.
        case changesNothing(path: String)
        case mostlyUnknown(field: String, knownShare: Double)
        /// The audience is meant for a channel, and the rule does not ask for its consent.
        case consentNotDemanded(channel: String)

        /// The part of the rule that it is about; nil for the whole.
        var path: String? { if case .changesNothing(let path) = self { path } else { nil } }
    }

    /// Why the rule cannot be asked.
    public struct Complaint: Sendable {
        public var detail: String
        /// Whether it is not in the language of the page.
        public var isEnglish = false
        public var path: String?
        /// The line of the text, and the place in it, in characters from 0.
        public var line: String?
        public var column: Int

        public init(detail: String, path: String?, line: String?, column: Int) {
            self.detail = detail
            self.path = path
            self.line = line
            self.column = column
        }
    }

    public var count = 0
    public var total = 0
    public var reach: [Reach] = []
    public var clauses: [Clause] = []
    /// Whether the rules of the root narrow one another down (`and`), or add to one another.
    public var narrows = true
    public var remarks: [Remark] = []
    public var complaint: Complaint?
    /// The rule in both forms; empty when it cannot be read.
    public var text = ""
    public var json = ""

    public init() {}

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        html.element(
            "div", .id("figures"), MarkupAttribute("data-text", text), MarkupAttribute("data-rule", json),
            MarkupAttribute("data-count", complaint == nil ? "\(count)" : ""),
            MarkupAttribute("data-said", said(context))
        ) { html in
            if let complaint { return write(complaint, &html, context) }
            writeCards(&html, context)
            if !remarks.isEmpty { writeRemarks(&html, context) }
            html.element("div", .class("split")) { html in
                context.writePanel(context(.funnel), id: "funnel", to: &html) { writeFunnel(&$0, context) }
                context.writePanel(context(.reach), id: "reach", to: &html) { writeReach(&$0, context) }
            }
        }
    }

    /// The count in one line.
    func said(_ context: PageContext) -> String {
        guard complaint == nil else { return context(.ruleNotUnderstood) }
        let share = total == 0 ? 0 : Double(count) / Double(total)
        return context(
            .countSaid(context.number(Double(count)), context.number(Double(total)), context.percent(share)))
    }

    private func write(_ complaint: Complaint, _ html: inout MarkupWriter, _ context: PageContext) {
        var attributes: [MarkupAttribute] = [.class("note"), MarkupAttribute("role", "alert")]
        if let path = complaint.path { attributes.append(MarkupAttribute("data-path", path)) }
        html.element("div", list: attributes) { html in
            html.element("p") { html in
                html.element("strong", .class("complaint"), text: context(.ruleNotUnderstood))
                html.text(" ")
                html.element(
                    "span", complaint.isEnglish ? MarkupAttribute("lang", "en") : .class(""), text: complaint.sentence)
            }
            if let path = complaint.path, !path.isEmpty { html.element("code", .class("quiet"), text: path) }
            if let line = complaint.line {
                html.element(
                    "pre", .class("caret"), MarkupAttribute("tabindex", "0"), MarkupAttribute("role", "region"),
                    MarkupAttribute("aria-label", context(.ruleAsText)),
                    text: line + "\n" + String(repeating: " ", count: complaint.column) + "↑")
            }
        }
    }

    private func writeCards(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("dl", .class("cards")) { html in
            context.writeCard(
                context.number(Double(count)), context(.contacts),
                note: context(.ofContacts(context.number(Double(total)))), to: &html)
            context.writeCard(
                context.percent(total == 0 ? 0 : Double(count) / Double(total)), context(.shareOfContacts), to: &html)
            for row in reach {
                context.writeCard(
                    context.number(Double(row.reachable)), context(.reachableBy(row.channel)),
                    note: context.percent(share(row.reachable), decimals: 0), to: &html)
            }
        }
    }

    private func share(_ part: Int) -> Double { count == 0 ? 0 : Double(part) / Double(count) }

    private func writeRemarks(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("ul", .class("note remarks")) { html in
            for remark in remarks {
                var attributes: [MarkupAttribute] = []
                if let path = remark.path { attributes.append(MarkupAttribute("data-path", path)) }
                html.element("li", list: attributes) { html in
                    html.text(sentence(remark, context))
                    if let path = remark.path {
                        html.text(" ")
                        html.element("code", .class("quiet"), text: path)
                    }
                }
            }
        }
    }

    private func sentence(_ remark: Remark, _ context: PageContext) -> String {
        switch remark {
        case .nobody: context(.nobodyIsIn)
        case .tooSmall(let count, let floor): context(.tooSmall(context.number(Double(count)), floor))
        case .nearlyEverybody(let share): context(.nearlyEverybody(context.percent(share, decimals: 0)))
        case .equalTo(let audience): context(.equalTo(audience))
        case .changesNothing(let path):
            context(.changesNothing(clauses.first { $0.path == path }?.text ?? path))
        case .mostlyUnknown(let field, let share):
            context(.mostlyUnknown(field, context.percent(share, decimals: 0)))
        case .consentNotDemanded(let channel): context(.consentNotDemanded(channel))
        }
    }

    private func writeFunnel(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(narrows ? .funnelText : .funnelOfOrText))
        html.element("table", .class("bars funnel")) { html in
            context.writeTableHead([.clause, .empty], numbers: [.left, .alone], to: &html)
            html.element("tbody") { html in
                writeRow(context(.allContacts), nil, total, nil, &html, context)
                for clause in clauses {
                    writeRow(clause.text, clause.path, clause.left, clause.alone, &html, context)
                }
            }
        }
    }

    private func writeRow(
        _ text: String, _ path: String?, _ left: Int, _ alone: Int?, _ html: inout MarkupWriter,
        _ context: PageContext
    ) {
        html.element("tr") { html in
            html.element("th", MarkupAttribute("scope", "row")) { html in
                if path == nil { html.text(text) } else { html.element("code", .class("clause"), text: text) }
            }
            html.element("td", .class("bar-cell")) { html in
                Bars.draw(share: total == 0 ? 0 : Double(left) / Double(total), to: &html)
            }
            html.element("td", .class("number"), text: context.number(Double(left)))
            html.element(
                "td", .class("number quiet"), text: alone.map { context.number(Double($0)) } ?? "")
        }
    }

    private func writeReach(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("p", .class("quiet"), text: context(.reachText))
        html.element("table", .class("bars")) { html in
            context.writeTableHead([.channel, .empty], numbers: [.reachable, .withoutConsent], to: &html)
            html.element("tbody") { html in
                for row in reach {
                    html.element("tr") { html in
                        html.element("th", MarkupAttribute("scope", "row")) { html in
                            html.text(row.channel)
                            if row.isDemanded {
                                html.element("span", .class("quiet"), text: " " + context(.consentDemanded))
                            }
                        }
                        html.element("td", .class("bar-cell")) { Bars.draw(share: share(row.reachable), to: &$0) }
                        html.element("td", .class("number"), text: context.number(Double(row.reachable)))
                        html.element("td", .class("number quiet"), text: context.number(Double(count - row.reachable)))
                    }
                }
            }
        }
    }
}

extension AudienceFigures.Complaint {
    /// With a capital and a full stop.
    fileprivate var sentence: String {
        let text = detail.prefix(1).uppercased() + detail.dropFirst()
        return text.last.map { ".?!".contains($0) } == true ? text : text + "."
    }
}
