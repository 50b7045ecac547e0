import Audiences
import Bytes
import Enrichment
import JSON
import Portal
import Segmentation
import Store

/// What rules can ask, with names for people: what the rows of the script are made from.
///
///     {"contact":[{"name":"persona","label":"Persona","type":"choice","values":[["A1","A1 · …"],…]},…],
///      "event":[…],"words":{"rule":"The rule",…,"operators":{"in":"in",…}}}
struct RuleFields {
    let schema: ContactSchema
    let reference: ServedReference
    let language: Language
    /// Names of computed indicators, and of saved audiences.
    let computed: [String]
    let audiences: [String]

    private enum Kind: String {
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
        write(ContactField.lifecycle, .choice, Lifecycle.allCases.map { ($0.rawValue, $0.rawValue) }, &writer)
        write(
            ContactField.persona, .choice, profiles.flatMap(\.personas).map { ($0.code, "\($0.code) · \($0.name)") },
            &writer)
        write(
            ContactField.profile, .choice,
            profiles.map { ($0.profile.code, "\($0.profile.code) · \($0.profile.name)") },
            &writer)
        for attribute in schema.attributes { write(attribute, &writer) }
        for channel in schema.channels {
            write(ContactField.consent(channel), .boolean, &writer)
            write(ContactField.consentAt(channel), .date, &writer)
        }
        if !audiences.isEmpty { write(ContactField.audience, .audience, audiences.map { ($0, $0) }, &writer) }
        for name in [ContactField.department, ContactField.postcode, ContactField.citycode, ContactField.iris] {
            write(name, .text, &writer)
        }
        write(ContactField.createdAt, .date, &writer)
        write(ContactField.updatedAt, .date, &writer)
        write(ContactField.matchLevel, .text, &writer)
        write(ContactField.matchScore, .number, &writer)
        for name in computed { write(name, .number, &writer) }
        for row in reference.defaultIndicators {
            let id = reference.index.indicatorID(row)
            let label = reference.loaded.catalogue.indicators[id].map { IndicatorLabel.short($0.label(language)) }
            write(id, .number, label: label ?? id, [], &writer)
        }
    }

    private func write(_ attribute: Attribute, _ writer: inout JSONWriter) {
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
        write(attribute.name, kind, label: attribute.name, values.map { ($0, $0) }, &writer)
    }

    private func write(_ name: String, _ kind: Kind, _ writer: inout JSONWriter) { write(name, kind, [], &writer) }

    private func write(_ name: String, _ kind: Kind, _ values: [(String, String)], _ writer: inout JSONWriter) {
        write(name, kind, label: RuleWords.field(name, language), values, &writer)
    }

    private func write(
        _ name: String, _ kind: Kind, label: String, _ values: [(String, String)], _ writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("label", label)
        writer.member("type", kind.rawValue)
        if !values.isEmpty {
            writer.key("values")
            writer.beginArray()
            for (value, title) in values {
                writer.beginArray()
                writer.string(value)
                writer.string(title)
                writer.endArray()
            }
            writer.endArray()
        }
        writer.endObject()
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
