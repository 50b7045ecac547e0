public import Markup

/// How far an audience has come.
public enum AudienceStage: String, Sendable {
    case draft, approved
    /// It was approved, but no longer means what it did.
    case changed
    /// What is stored of it cannot be read.
    case unreadable

    var title: Phrase {
        switch self {
        case .draft: .stageDraft
        case .approved: .stageApproved
        case .changed: .stageChanged
        case .unreadable: .stageUnreadable
        }
    }
}

/// All saved audiences.
public struct AudiencesPage: PortalPage {
    public struct Row: Sendable {
        public var name: String
        public var stage: AudienceStage
        /// Contacts that are in now; nil when that cannot be said.
        public var count: Int?
        public var owner: String
        /// When somebody should look at it again; empty for never.
        public var review: String
        public var isReviewDue: Bool
        /// In the text form.
        public var rule: String

        public init(
            name: String, stage: AudienceStage, count: Int?, owner: String, review: String, isReviewDue: Bool,
            rule: String
        ) {
            self.name = name
            self.stage = stage
            self.count = count
            self.owner = owner
            self.review = review
            self.isReviewDue = isReviewDue
            self.rule = rule
        }
    }

    public var rows: [Row]
    /// Stored contacts.
    public var total: Int

    public init(rows: [Row], total: Int) {
        self.rows = rows
        self.total = total
    }

    public func write(to html: inout MarkupWriter, in context: PageContext) {
        PageFrame(context: context, section: .audiences, title: context(.audiences)).write(to: &html) { html in
            context.writeHeading(context(.audiencesTitle), lead: context(.audiencesLead), to: &html)
            html.element("p", .class("actions")) { html in
                html.element("a", .class("button"), .href(AudiencePage.newLink), text: context(.newAudience))
                html.element(
                    "span", .class("quiet"), text: context(.contactsInAll(context.number(Double(total)))))
            }
            if rows.isEmpty {
                html.element("p", .class("note"), text: context(.noAudiences))
            } else {
                html.element("div", .class("panel")) { writeTable(&$0, context) }
            }
        }
    }

    private func writeTable(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("table", .class("wide audiences")) { html in
            context.writeTableHead([.audience, .stage, .owner, .review], numbers: [.contacts], to: &html)
            html.element("tbody") { html in
                for row in rows { write(row, &html, context) }
            }
        }
    }

    private func write(_ row: Row, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element("tr") { html in
            html.element("th", MarkupAttribute("scope", "row")) { html in
                html.element("a", .href(AudiencePage.link(row.name)), text: row.name)
                html.element("code", .class("quiet rule-line"), text: row.rule)
            }
            html.element("td") { context.write(row.stage, to: &$0) }
            html.element("td", text: row.owner)
            html.element("td") { html in
                html.text(row.review)
                if row.isReviewDue { html.element("span", .class("complaint"), text: " " + context(.reviewDue)) }
            }
            html.element("td", .class("number"), text: row.count.map { context.number(Double($0)) } ?? "–")
        }
    }
}

extension PageContext {
    func write(_ stage: AudienceStage, to html: inout MarkupWriter) {
        html.element("span", .class("pill stage-\(stage.rawValue)"), text: self(stage.title))
    }
}
