import Bytes
import Enrichment
import JSON

/// Reads a contact from JSON into an `AddressInput`.
///
/// Unknown members are passed over (and checked); of a member that comes twice the last counts, as RFC 8259 section 4
/// lets a reader choose. Nothing is allocated.
struct ContactReader {
    /// Bytes that any one field of an address may have.
    var maximumFieldBytes: Int
    /// Bytes that an id may have as written.
    static let maximumIDBytes = 256

    /// Where the value of `id` is in the JSON text, to be echoed as it was written.
    private(set) var id: Range<Int>?
    /// Whether the contact had anything to match: an address, a position or an IRIS.
    var hasAddress = false

    /// What `store` said; nil when the contact did not say.
    private(set) var stores: Bool?

    init(maximumFieldBytes: Int) { self.maximumFieldBytes = maximumFieldBytes }

    /// Reads the contact whose first token `first` was just read. `input` is emptied first.
    mutating func read(
        _ json: inout JSONReader, _ first: JSONToken, into input: inout AddressInput
    ) throws(ContactError) {
        id = nil
        stores = nil
        hasAddress = false
        input.removeAll()
        guard first == .beginObject else {
            throw ContactError(.expected("a contact, that is an object"), at: json.tokenOffset)
        }
        while let key = try Self.nextKey(&json) {
            if json.text(key, equals: "id") {
                id = try readID(&json)
            } else if json.text(key, equals: "address") {
                input.removeAll()
                hasAddress = false
                try readAddress(&json, into: &input)
            } else if json.text(key, equals: "store") {
                guard case .bool(let stores) = try Self.next(&json) else {
                    throw ContactError(.expected("true or false"), at: json.tokenOffset)
                }
                self.stores = stores
            } else {
                try Self.skip(&json)
            }
        }
    }

    private func readID(_ json: inout JSONReader) throws(ContactError) -> Range<Int>? {
        let token = try Self.next(&json)
        let start = json.tokenOffset
        switch token {
        case .string, .number:
            let range = start..<json.offset
            guard range.count <= Self.maximumIDBytes else {
                throw ContactError(.idTooLong(maximumBytes: Self.maximumIDBytes), at: start)
            }
            return range
        case .null: return nil
        default: throw ContactError(.expected("a string or a number"), at: start)
        }
    }

    /// Reads the value of `address`, whatever it is written as.
    mutating func readAddress(
        _ json: inout JSONReader, into input: inout AddressInput
    ) throws(ContactError) {
        let token = try Self.next(&json)
        switch token {
        case .null: return
        case .string(let text):
            hasAddress = true
            try append(json, text, to: &input.line)
        case .beginObject:
            while let key = try Self.nextKey(&json) { try readField(&json, key, into: &input) }
        default: throw ContactError(.expected("an address: an object or a string"), at: json.tokenOffset)
        }
    }

    private mutating func readField(
        _ json: inout JSONReader, _ key: JSONText, into input: inout AddressInput
    ) throws(ContactError) {
        if json.text(key, equals: "street") {
            try readText(&json, into: &input.street)
        } else if json.text(key, equals: "postcode") {
            try readText(&json, into: &input.postcode)
        } else if json.text(key, equals: "city") {
            try readText(&json, into: &input.city)
        } else if json.text(key, equals: "housenumber") {
            try readText(&json, into: &input.housenumber)
        } else if json.text(key, equals: "citycode") {
            try readText(&json, into: &input.citycode)
        } else if json.text(key, equals: "country") || json.text(key, equals: "country_code") {
            try readText(&json, into: &input.country)
        } else if json.text(key, equals: "iris") {
            try readText(&json, into: &input.iris)
        } else if json.text(key, equals: "lat") {
            input.latitude = try readNumber(&json, within: 90, "from -90 to 90")
        } else if json.text(key, equals: "lon") {
            input.longitude = try readNumber(&json, within: 180, "from -180 to 180")
        } else if json.text(key, equals: "address") || json.text(key, equals: "label") {
            try readText(&json, into: &input.line)
        } else {
            try Self.skip(&json)
        }
    }

    /// A text field, which may be written as a number: `"postcode": 69002`.
    private mutating func readText(_ json: inout JSONReader, into field: inout ByteBuffer) throws(ContactError) {
        field.removeAll()
        switch try Self.next(&json) {
        case .string(let text): try append(json, text, to: &field)
        case .number(let number): field.append(json.bytes(of: number))
        case .null: return
        default: throw ContactError(.expected("a string"), at: json.tokenOffset)
        }
        hasAddress = true
    }

    private func append(
        _ json: borrowing JSONReader, _ text: JSONText, to field: inout ByteBuffer
    ) throws(ContactError) {
        guard text.range.count <= maximumFieldBytes else {
            throw ContactError(.fieldTooLong(maximumBytes: maximumFieldBytes), at: json.tokenOffset)
        }
        json.appendText(text, to: &field)
    }

    private mutating func readNumber(
        _ json: inout JSONReader, within limit: Double, _ range: ContactError.StaticText
    ) throws(ContactError) -> Double? {
        switch try Self.next(&json) {
        case .number(let number):
            guard let value = json.double(number), abs(value) <= limit else {
                throw ContactError(.numberOutOfRange(range), at: json.tokenOffset)
            }
            hasAddress = true
            return value
        case .null: return nil
        default: throw ContactError(.expected("a number"), at: json.tokenOffset)
        }
    }

    // The reader's errors, as errors of the contact.

    static func next(_ json: inout JSONReader) throws(ContactError) -> JSONToken {
        do { return try json.next() } catch { throw ContactError(error) }
    }

    static func nextKey(_ json: inout JSONReader) throws(ContactError) -> JSONText? {
        do { return try json.nextKey() } catch { throw ContactError(error) }
    }

    static func skip(_ json: inout JSONReader) throws(ContactError) {
        do { try json.skipValue() } catch { throw ContactError(error) }
    }
}
