import Audiences
import JSON
import Store

/// Contacts and events as answers write them.
extension JSONWriter {
    /// What is stored of a contact, without its events. What is unknown is left out.
    mutating func members(of contact: StoredContact, _ schema: ContactSchema) {
        let record = contact.record
        member("id", record.id)
        place(record.place)
        code("profile", record.profile)
        code("persona", record.persona)
        member("lifecycle", record.lifecycle?.rawValue)
        key("consent")
        beginObject()
        for channel in schema.channels {
            guard let consent = record.consents[channel] else { continue }
            key(channel)
            self.consent(consent)
        }
        endObject()
        key("attributes")
        beginObject()
        for attribute in schema.attributes {
            guard let value = record.attributes[attribute.name] else { continue }
            key(attribute.name)
            self.value(value)
        }
        endObject()
        if let address = contact.address {
            key("address")
            let bytes = Array(address.utf8)
            raw(bytes.span)
        }
        member("created_at", record.createdAt?.description)
        member("updated_at", record.updatedAt?.description)
    }

    private mutating func code(_ name: StaticString, _ code: String?) {
        key(name)
        guard let code else { return null() }
        beginObject()
        member("code", code)
        endObject()
    }

    private mutating func place(_ place: ContactRecord.Place) {
        guard place.level != nil else { return }
        key("match")
        beginObject()
        member("level", place.level)
        if let score = place.score {
            key("score")
            number(score)
        }
        member("postcode", place.postcode)
        member("citycode", place.citycode)
        member("iris", place.iris)
        member("department", place.department)
        endObject()
    }

    private mutating func consent(_ consent: ContactRecord.Consent) {
        beginObject()
        key("given")
        bool(consent.isGiven)
        member("at", consent.at?.description)
        member("source", consent.source)
        endObject()
    }

    /// A decimal as it is, without rounding.
    mutating func number(_ decimal: ExactDecimal) {
        let text = Array(decimal.description.utf8)
        raw(text.span)
    }

    mutating func value(_ value: AttributeValue) {
        switch value {
        case .text(let text): string(text)
        case .number(let decimal): number(decimal)
        case .boolean(let truth): bool(truth)
        case .date(let date): string(date.description)
        case .texts(let texts):
            beginArray()
            for text in texts { string(text) }
            endArray()
        }
    }

    private mutating func event(_ event: EventRecord) {
        beginObject()
        member("id", event.id)
        member("type", event.type)
        member("channel", event.channel)
        member("category", event.category)
        member("at", event.at.description)
        if let amount = event.amount {
            key("amount")
            number(amount)
        }
        if !event.properties.isEmpty {
            key("properties")
            beginObject()
            for (name, value) in event.properties.sorted(by: { $0.key < $1.key }) {
                key(name)
                self.value(value)
            }
            endObject()
        }
        endObject()
    }

    /// Everything that is stored of a person.
    mutating func export(_ export: ContactExport, _ schema: ContactSchema) {
        beginObject()
        members(of: export.contact, schema)
        key("consent_history")
        beginArray()
        for earlier in export.earlierConsents {
            beginObject()
            member("channel", earlier.channel)
            key("given")
            bool(earlier.consent.isGiven)
            member("at", earlier.consent.at?.description)
            member("source", earlier.consent.source)
            member("replaced_at", earlier.replacedAt.description)
            endObject()
        }
        endArray()
        key("snapshots")
        beginArray()
        for membership in export.memberships {
            beginObject()
            member("audience", membership.audience)
            key("number")
            number(Int(membership.number))
            member("channel", membership.channel)
            member("at", membership.at.description)
            endObject()
        }
        endArray()
        key("events")
        beginArray()
        for event in export.events { self.event(event) }
        endArray()
        endObject()
    }
}
