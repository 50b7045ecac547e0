import JSON

/// What is wrong with one contact, and at which byte of its JSON.
struct ContactError: Error, Equatable {
    enum Kind: Equatable {
        case json(JSONError)
        case expected(StaticText)
        case fieldTooLong(maximumBytes: Int)
        case idTooLong(maximumBytes: Int)
        case numberOutOfRange(StaticText)
        /// A sentence of its own, for what depends on the configuration.
        case refused(String)
    }

    /// A StaticString that can be compared.
    struct StaticText: Equatable, ExpressibleByStringLiteral {
        let text: StaticString
        init(stringLiteral text: StaticString) { self.text = text }
        static func == (one: StaticText, other: StaticText) -> Bool { one.text.description == other.text.description }
    }

    var kind: Kind
    /// Byte offset into the JSON text that the contact was read from.
    var offset: Int

    init(_ error: JSONError) {
        kind = .json(error)
        offset = error.offset
    }

    init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// 400 for text that is not JSON, 422 for JSON that is not a contact.
    var status: Int {
        if case .json = kind { 400 } else { 422 }
    }

    var detail: String {
        switch kind {
        case .json(let error): error.message
        case .expected(let what): "expected \(what.text)"
        case .fieldTooLong(let maximum): "longer than \(maximum) bytes, the limit of an address field"
        case .idTooLong(let maximum): "longer than \(maximum) bytes, the limit of an id"
        case .numberOutOfRange(let range): "expected a number \(range.text)"
        case .refused(let reason): reason
        }
    }
}
