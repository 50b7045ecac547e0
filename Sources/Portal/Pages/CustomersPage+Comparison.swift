import Markup

extension CustomersPage {
    /// Whose figures these are, what they are compared with, and what else there is to choose.
    public struct Comparison: Sendable {
        public enum Base: Sendable, Equatable {
            case france
            /// All contacts.
            case everybody
            case audience(String)
            /// The households of a region or département, by its name.
            case households(String)
        }

        /// Something to compare with, as the interface writes it (`region:84`), and for people.
        public struct Place: Sendable {
            public var value: String
            public var name: String

            public init(value: String, name: String) {
                self.value = value
                self.name = name
            }
        }

        /// The audience whose figures these are; nil for all contacts.
        public var audience: String?
        public var base = Base.france
        /// The base as the interface writes it.
        public var baseValue = "france"
        public var audiences: [String] = []
        public var regions: [Place] = []
        public var departments: [Place] = []

        public init(audience: String?) { self.audience = audience }
    }

    /// Why nothing may be told.
    public enum Refusal: Sendable {
        /// Fewer people than the floor.
        case few
        /// All contacts but a few.
        case nearlyAll
        /// The base, but for a few people.
        case tooCloseToBase
        /// An audience that was looked at before, but for a few people.
        case tooCloseToEarlier
    }

    /// The overview of an audience.
    public static func link(audience: String) -> String {
        LinkQuery([("audience", audience)]).link(to: Section.overview.path)
    }

    // MARK: - Choosing

    /// Who is looked at and beside whom: a form that is a link, so that a view can be kept and sent.
    func writeChoice(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element(
            "form", .class("search compare"), MarkupAttribute("method", "get"),
            MarkupAttribute("action", Section.overview.path)
        ) { html in
            writeSelect("audience", .lookAt, &html, context) { html in
                writeOption("", context(.allContacts), chosen: comparison.audience ?? "", &html)
                for name in comparison.audiences {
                    writeOption(name, name, chosen: comparison.audience ?? "", &html)
                }
            }
            writeSelect("base", .beside, &html, context) { writeBases(&$0, context) }
            html.element("button", .class("secondary"), MarkupAttribute("type", "submit"), text: context(.compare))
        }
    }

    private func writeBases(_ html: inout MarkupWriter, _ context: PageContext) {
        let chosen = comparison.baseValue
        writeOption("france", context(.householdsOfFrance), chosen: chosen, &html)
        if comparison.audience != nil { writeOption("all", context(.allContacts), chosen: chosen, &html) }
        // A rule that a link names is no choice of the form, and stays chosen.
        if chosen.hasPrefix("rule:") || chosen.hasPrefix("postcodes:") {
            writeOption(chosen, context(comparison.base.name), chosen: chosen, &html)
        }
        let others = comparison.audiences.filter { $0 != comparison.audience }
        for (title, places) in [
            (Phrase.audiences, others.map { Comparison.Place(value: "audience:\($0)", name: $0) }),
            (.regions, comparison.regions), (.departments, comparison.departments),
        ] where !places.isEmpty {
            html.element("optgroup", MarkupAttribute("label", context(title))) { html in
                for place in places { writeOption(place.value, place.name, chosen: chosen, &html) }
            }
        }
    }

    private func writeSelect(
        _ id: String, _ label: Phrase, _ html: inout MarkupWriter, _ context: PageContext,
        _ options: (inout MarkupWriter) -> Void
    ) {
        html.element("div", .class("field")) { html in
            html.element("label", MarkupAttribute("for", id), text: context(label))
            html.element("select", .id(id), MarkupAttribute("name", id), content: options)
        }
    }

    private func writeOption(_ value: String, _ text: String, chosen: String, _ html: inout MarkupWriter) {
        var attributes = [MarkupAttribute("value", value)]
        if value == chosen { attributes.append(.flag("selected")) }
        html.element("option", list: attributes) { $0.text(text) }
    }

    // MARK: - Refusing

    /// What happened and what to do, in plain words.
    func write(_ refusal: Refusal, _ html: inout MarkupWriter, _ context: PageContext) {
        context.writePanel(context(.nothingTold), id: "refusal", className: "refusal", to: &html) { html in
            html.element("p", text: context(refusal.cause(floor)))
            html.element("h3", text: context(.whatToDo))
            html.element("ul", .class("advice")) { html in
                for advice in refusal.advice(floor) { html.element("li", text: context(advice)) }
            }
        }
    }
}

extension CustomersPage.Comparison.Base {
    /// Over the column of its shares.
    var title: Phrase {
        switch self {
        case .france: .inFrance
        case .everybody: .ofAll
        case .audience, .households: .inBase
        }
    }

    /// Behind `beside`.
    var name: Phrase {
        switch self {
        case .france: .nameOfFrance
        case .everybody: .nameOfEverybody
        case .audience(let name): .nameOfAudience(name)
        case .households(let place): Phrase(place, place)
        }
    }

    /// Behind `of`: whose share it is.
    var people: Phrase {
        switch self {
        case .france: .peopleOfFrance
        case .everybody: .peopleOfEverybody
        case .audience(let name): .peopleOfAudience(name)
        case .households(let place): .peopleOf(place)
        }
    }
}

extension CustomersPage.Refusal {
    func cause(_ floor: Int) -> Phrase {
        switch self {
        case .few: .fewContacts(floor)
        case .nearlyAll: .nearlyAllTold(floor)
        case .tooCloseToBase: .closeToBase(floor)
        case .tooCloseToEarlier: .closeToEarlier(floor)
        }
    }

    func advice(_ floor: Int) -> [Phrase] {
        switch self {
        case .few: [.widenRule]
        case .nearlyAll: [.lookAtAll, .narrowRule(floor)]
        case .tooCloseToBase: [.chooseOtherBase, .changeRule(floor)]
        case .tooCloseToEarlier: [.askEarlierAgain, .changeRule(floor), .countStays]
        }
    }
}
