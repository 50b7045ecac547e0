import Audiences
import Bytes
import Enrichment
import JSON
import Portal
import Segmentation
import Store

/// What rules can ask, with names for people: what the rows of the script are made from.
///
///     {"contact":[{"name":"persona","label":"Persona","group":"Contact","type":"choice","values":[["A1","A1 · …"],…]},…],
///      "event":[…],"words":{"rule":"The rule",…,"operators":{"in":"in",…}}}
///
/// The indicators of neighbourhoods are too many for a page: the script asks for them as they are looked for (`RuleFieldSearch`).
struct RuleFields {
    let schema: ContactSchema
    let reference: ServedReference
    let language: Language
    let computed: [ComputedIndicator]
    /// Names of saved audiences.
    let audiences: [String]

    enum Kind: String {
        case text, number, boolean, date, choice, set, audience
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("contact")
        writer.beginArray()
        writeContactFields(&writer)
        writer.endArray()
        writer.key("event")
        writer.beginArray()
        for (name, kind) in [
            (EventField.type, Kind.text), (EventField.channel, .text), (EventField.category, .text),
            (EventField.at, .date), (EventField.amount, .number),
        ] { write(name, kind, &writer) }
        for property in schema.eventProperties { write(property, &writer) }
        writer.endArray()
        writeWords(&writer)
        writer.endObject()
        return String(writer.bytes)
    }

    private func writeContactFields(_ writer: inout JSONWriter) {
        let profiles = reference.portal.profiles[language] ?? []
        write(
            ContactField.lifecycle, .choice,
            values: Lifecycle.allCases.map { ($0.rawValue, RuleWords.lifecycle($0.rawValue, language)) }, &writer)
        write(
            ContactField.persona, .choice,
            values: profiles.flatMap(\.personas).map { ($0.code, "\($0.code) · \($0.name)") },
            &writer)
        write(
            ContactField.profile, .choice,
            values: profiles.map { ($0.profile.code, "\($0.profile.code) · \($0.profile.name)") },
            &writer)
        if !audiences.isEmpty { write(ContactField.audience, .audience, values: audiences.map { ($0, $0) }, &writer) }
        write(ContactField.createdAt, .date, &writer)
        write(ContactField.updatedAt, .date, &writer)
        for attribute in schema.attributes { write(attribute, group: .attributes, &writer) }
        for channel in schema.channels {
            write(ContactField.consent(channel), .boolean, group: .consents, &writer)
            write(ContactField.consentAt(channel), .date, group: .consents, &writer)
            write(ContactField.consentSource(channel), .text, group: .consents, &writer)
        }
        for indicator in computed { write(indicator, &writer) }
        for name in [ContactField.department, ContactField.postcode, ContactField.citycode, ContactField.iris] {
            write(name, .text, group: .place, &writer)
        }
        write(ContactField.matchLevel, .text, group: .place, &writer)
        write(ContactField.matchScore, .number, group: .place, &writer)
        for row in reference.defaultIndicators {
            guard let known = reference.loaded.catalogue.indicators[reference.index.indicatorID(row)] else { continue }
            writer.write(known, language)
        }
    }

    private func write(_ indicator: ComputedIndicator, _ writer: inout JSONWriter) {
        var values: [String] = []
        if case .status(let statuses, let otherwise) = indicator.definition {
            values = statuses.map(\.name) + (otherwise.map { [$0] } ?? [])
        }
        let label = RuleWords.field(indicator.name, language)
        writer.writeField(
            indicator.name, label: label, group: RuleWords.Group.computed[language], Self.kind(of: indicator),
            values.map { ($0, $0) })
    }

    private static func kind(of indicator: ComputedIndicator) -> Kind {
        switch indicator.definition {
        case .recency, .frequency, .monetary, .medianInterval, .score: .number
        case .nextDue: .date
        case .favourite: .text
        case .status: .choice
        case .aggregate(let function, let of, _):
            switch (function, of) {
            case (.count, _), (.sum, _), (.avg, _), (.distinct, _), (_, EventField.amount): .number
            case (_, EventField.at): .date
            default: .text
            }
        }
    }

    private func write(_ attribute: Attribute, group: RuleWords.Group? = nil, _ writer: inout JSONWriter) {
        let kind: Kind =
            switch attribute.kind {
            case .text: .text
            case .enumeration: .choice
            case .integer, .decimal: .number
            case .boolean: .boolean
            case .date: .date
            case .textSet: .set
            }
        var values: [String] = []
        if case .enumeration(let declared) = attribute.kind { values = declared }
        writer.writeField(
            attribute.name, label: attribute.name, group: group?[language], kind, values.map { ($0, $0) })
    }

    private func write(
        _ name: String, _ kind: Kind, values: [(String, String)] = [], group: RuleWords.Group? = nil,
        _ writer: inout JSONWriter
    ) {
        writer.writeField(name, label: RuleWords.field(name, language), group: group?[language], kind, values)
    }

    private func writeWords(_ writer: inout JSONWriter) {
        writer.key("words")
        writer.beginObject()
        for (name, text) in RuleWords.all(language) {
            writer.key(name)
            writer.string(text)
        }
        for (name, texts) in RuleWords.groups(language) {
            writer.key(name)
            writer.beginObject()
            for (name, text) in texts {
                writer.key(name)
                writer.string(text)
            }
            writer.endObject()
        }
        writer.endObject()
    }
}

/// The indicators of neighbourhoods that rules can ask, by words of their labels or by their names.
struct RuleFieldSearch {
    let reference: ServedReference
    let language: Language

    /// Fields that a search answers with at most.
    private static let limit = 30

    /// Those whose labels have words that begin with the words of the text, without regard to case or accents.
    func json(matching text: String) -> String {
        var query = IndicatorDirectory.Query()
        query.text = text
        return json(of: reference.portal.indicators.list(query, reference.directory, language).prefix(Self.limit))
    }

    /// Those of the names that there are.
    func json(named names: [String]) -> String { json(of: names.prefix(Self.limit)) }

    private func json(of names: some Sequence<String>) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for name in names {
            if let known = reference.loaded.catalogue.indicators[name] { writer.write(known, language) }
        }
        writer.endArray()
        return String(writer.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ known: ReferenceCatalogue.Indicator, _ language: Language) {
        writeField(
            known.id, label: IndicatorLabel.short(known.label(language)),
            group: RuleWords.Group.neighbourhood[language], .number, [])
    }

    fileprivate mutating func writeField(
        _ name: String, label: String, group: String?, _ kind: RuleFields.Kind, _ values: [(String, String)]
    ) {
        beginObject()
        member("name", name)
        member("label", label)
        member("group", group)
        member("type", kind.rawValue)
        if !values.isEmpty {
            key("values")
            beginArray()
            for (value, title) in values {
                beginArray()
                string(value)
                string(title)
                endArray()
            }
            endArray()
        }
        endObject()
    }
}
