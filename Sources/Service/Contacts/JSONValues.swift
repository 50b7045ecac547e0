import Audiences
import Bytes
import JSON

/// Values of contacts and events in JSON.
enum JSONValues {
    /// Calls `member` with each name of the object that comes next; null is an empty one.
    static func object(
        _ json: inout JSONReader, _ expected: ContactError.StaticText,
        _ member: (inout JSONReader, String) throws(ContactError) -> Void
    ) throws(ContactError) {
        switch try ContactReader.next(&json) {
        case .null: return
        case .beginObject: break
        default: throw ContactError(.expected(expected), at: json.tokenOffset)
        }
        while let key = try ContactReader.nextKey(&json) { try member(&json, json.string(key)) }
    }

    /// A text; nil for null.
    static func text(_ json: inout JSONReader, maximumBytes: Int) throws(ContactError) -> String? {
        switch try ContactReader.next(&json) {
        case .null: return nil
        case .string(let text):
            let string = json.string(text)
            guard string.utf8.count <= maximumBytes else {
                throw ContactError(.refused("longer than \(maximumBytes) bytes"), at: json.tokenOffset)
            }
            return string
        default: throw ContactError(.expected("a string"), at: json.tokenOffset)
        }
    }

    /// A moment as ISO 8601 writes it, in the zone when it has no offset; nil for null.
    static func instant(_ json: inout JSONReader, _ zone: TimeZoneRules) throws(ContactError) -> Instant? {
        let token = try ContactReader.next(&json)
        if token == .null { return nil }
        guard case .string(let text) = token, let time = ISOTime(json.string(text)) else {
            throw ContactError(.expected("a time such as 2026-06-30T12:00:00+02:00"), at: json.tokenOffset)
        }
        return zone.instant(of: time)
    }

    /// A value of an attribute; nil for null.
    static func value(of attribute: Attribute, _ json: inout JSONReader) throws(ContactError) -> AttributeValue? {
        let token = try ContactReader.next(&json)
        let start = json.tokenOffset
        let value: AttributeValue
        switch token {
        case .null: return nil
        case .string(let text): value = .text(json.string(text))
        case .bool(let truth): value = .boolean(truth)
        case .number(let number):
            guard let decimal = ExactDecimal(json.bytes(of: number)) else {
                throw ContactError(.refused("expected \(attribute.kind.expectation)"), at: start)
            }
            value = .number(decimal)
        case .beginArray: value = .texts(try texts(&json))
        default: throw ContactError(.refused("expected \(attribute.kind.expectation)"), at: start)
        }
        do { return try attribute.checked(value) } catch { throw ContactError(.refused(error.sentence), at: start) }
    }

    private static func texts(_ json: inout JSONReader) throws(ContactError) -> [String] {
        var texts: [String] = []
        while true {
            let token = try ContactReader.next(&json)
            if token == .endArray { return texts }
            guard case .string(let text) = token else {
                throw ContactError(.expected("a string"), at: json.tokenOffset)
            }
            texts.append(json.string(text))
        }
    }
}

extension AttributeError {
    /// For a person.
    var sentence: String {
        switch self {
        case .expected(let what): "expected \(what)"
        case .notInEnumeration(let values): "expected one of \(values.joined(separator: ", "))"
        case .tooLong(let limit): "longer than \(limit) bytes"
        case .tooMany(let limit): "more than \(limit) texts"
        }
    }
}
