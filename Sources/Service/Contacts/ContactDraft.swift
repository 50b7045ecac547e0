import Audiences
import Bytes
import Enrichment
import JSON
import Store

/// A contact to be stored, as it was read: what is to become of it, and what was passed over.
struct ContactDraft {
    /// As the body has it; the path may say it too.
    var id: String?
    var patch = ContactPatch()
    /// Whether there was anything to match.
    var hasAddress = false
    /// The address was given as null: what is known of it is to be forgotten.
    var forgetsAddress = false
    /// The address as it was written, when it is kept.
    var address: String?
    var createdAt: Instant?
    /// Whether `store` asked for it to be stored; nil when it was not said.
    var stores: Bool?
    /// Names of what is not declared, each once.
    var undeclared: [String] = []

    mutating func passOver(_ name: String) {
        if !undeclared.contains(name) { undeclared.append(name) }
    }

    /// Sentences for `warnings`.
    var warnings: [String] {
        undeclared.map { "\($0) is not declared and was not stored" }
    }

    func write(id: String, _ mode: ContactWrite.Mode) -> ContactWrite {
        var write = ContactWrite(id: id, mode: mode, patch: patch)
        write.createdAt = createdAt
        if let address {
            write.address = .set(address)
        } else if hasAddress || forgetsAddress {
            write.address = .forget
        }
        return write
    }
}

/// Reads contacts to be stored from JSON. `input` gets the address.
struct ContactDraftReader {
    let schema: ContactSchema
    let zone: TimeZoneRules
    let keepsAddress: Bool
    private var addressReader: ContactReader

    init(_ configuration: ContactConfiguration, _ limits: EnrichLimits) {
        schema = configuration.schema
        zone = configuration.zone
        keepsAddress = configuration.keepsAddress
        addressReader = ContactReader(maximumFieldBytes: limits.maximumFieldBytes)
    }

    /// Reads the contact whose first token was just read.
    mutating func read(
        _ json: inout JSONReader, _ first: JSONToken, into input: inout AddressInput
    ) throws(ContactError) -> ContactDraft {
        input.removeAll()
        addressReader.hasAddress = false
        guard first == .beginObject else {
            throw ContactError(.expected("a contact, that is an object"), at: json.tokenOffset)
        }
        var draft = ContactDraft()
        while let key = try ContactReader.nextKey(&json) {
            if json.text(key, equals: "id") {
                draft.id = try Self.readID(&json)
            } else if json.text(key, equals: "address") {
                try readAddress(&json, &draft, into: &input)
            } else if json.text(key, equals: "attributes") {
                try readAttributes(&json, &draft)
            } else if json.text(key, equals: "consent") {
                try readConsents(&json, &draft)
            } else if json.text(key, equals: "lifecycle") {
                draft.patch.lifecycle = try readLifecycle(&json)
            } else if json.text(key, equals: "created_at") {
                draft.createdAt = try JSONValues.instant(&json, zone)
            } else if json.text(key, equals: "store") {
                guard case .bool(let stores) = try ContactReader.next(&json) else {
                    throw ContactError(.expected("true or false"), at: json.tokenOffset)
                }
                draft.stores = stores
            } else {
                draft.passOver(json.string(key))
                try ContactReader.skip(&json)
            }
        }
        draft.hasAddress = addressReader.hasAddress
        return draft
    }

    /// An id is text, or a number, which is the text of its digits. Null is none.
    static func readID(_ json: inout JSONReader) throws(ContactError) -> String? {
        let token = try ContactReader.next(&json)
        let text: String
        switch token {
        case .string(let string): text = json.string(string)
        case .number(let number): text = String(json.bytes(of: number))
        case .null: return nil
        default: throw ContactError(.expected("a string or a number"), at: json.tokenOffset)
        }
        if let reason = refusal(ofID: text) { throw ContactError(.refused(reason), at: json.tokenOffset) }
        return text
    }

    /// Why a text can be no id; nil when it can.
    static func refusal(ofID text: String) -> String? {
        if text.isEmpty { return "an id is not empty" }
        if text.utf8.count > ContactRecord.idLimit {
            return "longer than \(ContactRecord.idLimit) bytes, the limit of an id"
        }
        return text.utf8.contains { $0 < ASCII.space || $0 == ASCII.delete } ? "an id has no control characters" : nil
    }

    private mutating func readAddress(
        _ json: inout JSONReader, _ draft: inout ContactDraft, into input: inout AddressInput
    ) throws(ContactError) {
        var ahead = json
        let range: Range<Int>
        do { range = try ahead.skipValue() } catch { throw ContactError(error) }
        input.removeAll()
        addressReader.hasAddress = false
        try addressReader.readAddress(&json, into: &input)
        let written = String(json.bytes(in: range))
        draft.forgetsAddress = written == "null"
        draft.address = keepsAddress && addressReader.hasAddress ? written : nil
    }

    // MARK: Attributes

    private func readAttributes(_ json: inout JSONReader, _ draft: inout ContactDraft) throws(ContactError) {
        try JSONValues.object(&json, "attributes: an object") { json, name throws(ContactError) in
            guard let attribute = schema.attribute(name) else {
                draft.passOver("attributes.\(name)")
                return try ContactReader.skip(&json)
            }
            let value = try JSONValues.value(of: attribute, &json)
            draft.patch.attributes[name] = .some(value)
        }
    }

    // MARK: Consent

    /// `true`, `false`, or `{"given": true, "at": "…", "source": "…"}`; null forgets.
    private func readConsents(_ json: inout JSONReader, _ draft: inout ContactDraft) throws(ContactError) {
        try JSONValues.object(&json, "consents: an object") { json, channel throws(ContactError) in
            guard schema.channels.contains(channel) else {
                draft.passOver("consent.\(channel)")
                return try ContactReader.skip(&json)
            }
            draft.patch.consents[channel] = .some(try readConsent(&json))
        }
    }

    private func readConsent(_ json: inout JSONReader) throws(ContactError) -> ContactRecord.Consent? {
        switch try ContactReader.next(&json) {
        case .null: return nil
        case .bool(let isGiven): return ContactRecord.Consent(isGiven: isGiven)
        case .beginObject: break
        default:
            throw ContactError(.expected("true, false, or an object with given, at and source"), at: json.tokenOffset)
        }
        let start = json.tokenOffset
        var consent = ContactRecord.Consent(isGiven: false)
        var isSaid = false
        while let key = try ContactReader.nextKey(&json) {
            if json.text(key, equals: "given") {
                guard case .bool(let isGiven) = try ContactReader.next(&json) else {
                    throw ContactError(.expected("true or false"), at: json.tokenOffset)
                }
                consent.isGiven = isGiven
                isSaid = true
            } else if json.text(key, equals: "at") {
                consent.at = try JSONValues.instant(&json, zone)
            } else if json.text(key, equals: "source") {
                consent.source = try JSONValues.text(&json, maximumBytes: Attribute.textLimit)
            } else {
                try ContactReader.skip(&json)
            }
        }
        guard isSaid else { throw ContactError(.expected("given, true or false"), at: start) }
        return consent
    }

    private func readLifecycle(_ json: inout JSONReader) throws(ContactError) -> ContactPatch.Change<Lifecycle> {
        guard let text = try JSONValues.text(&json, maximumBytes: Attribute.textLimit) else { return .forget }
        guard let lifecycle = Lifecycle(rawValue: text) else {
            throw ContactError(
                .refused("expected \(Lifecycle.allCases.map(\.rawValue).joined(separator: ", "))"), at: json.tokenOffset
            )
        }
        return .set(lifecycle)
    }
}
