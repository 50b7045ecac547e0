import Audiences
import Bytes
import Enrichment
import JSON
import Store

/// What POST /audiences/evaluate is asked.
struct EvaluationRequest: Sendable {
    enum Contact: Sendable {
        case stored(String)
        /// Told in the request and stored nowhere.
        case inline(ContactRecord, [EventRecord])
    }

    var rule: RequestMembers.WrittenRule
    var asOf: Instant?
    var channel: String?
    var sampleSize: Int
    var contact: Contact?
    /// The audience that the rule is being written for: it is not compared with itself, and must not lead back to itself.
    var audience: String?
    /// Whether the saved audiences are compared with.
    var comparesSaved: Bool

    private static let usualSample = 10

    init(
        _ body: [UInt8], _ configuration: ContactConfiguration, _ limits: EnrichLimits, _ index: ReferenceIndex
    ) throws(RequestError) {
        let members = try RequestMembers(body)
        let audiences = configuration.audiences
        try members.refuseOthers(than: "rule", "as_of", "channel", "sample", "contact", "overlap", "audience")
        guard let rule = try members.rule("rule", audiences.ruleLimits) else {
            throw RequestError(pointer: "/rule", "expected a rule, as JSON or as text")
        }
        self.rule = rule
        asOf = try members.instant("as_of", configuration.zone)
        channel = try Self.channel(members, configuration.schema)
        sampleSize =
            try members.integer("sample", 0...audiences.maximumSample)
            ?? min(Self.usualSample, audiences.maximumSample)
        audience = try members.text("audience")
        comparesSaved = try members.bool("overlap") ?? true
        contact = try Self.contact(members, configuration, limits, index)
    }

    /// A channel that is declared; nil when none was said.
    static func channel(_ members: RequestMembers, _ schema: ContactSchema) throws(RequestError) -> String? {
        guard let channel = try members.text("channel") else { return nil }
        guard schema.channels.contains(channel) else {
            let near = NearestName.suggestion(for: channel, among: schema.channels)
            throw RequestError(
                pointer: members.pointer(to: "channel"),
                "expected one of \(schema.channels.joined(separator: ", "))\(near)")
        }
        return channel
    }

    // MARK: - The contact

    private static func contact(
        _ members: RequestMembers, _ configuration: ContactConfiguration, _ limits: EnrichLimits,
        _ index: ReferenceIndex
    ) throws(RequestError) -> Contact? {
        guard let range = members.range("contact") else { return nil }
        let bytes = members.bytes
        guard bytes[range.lowerBound] == UInt8(ascii: "{") else {
            var json = JSONReader(bytes.span.extracting(range))
            do throws(ContactError) {
                return try ContactDraftReader.readID(&json).map { .stored($0) }
            } catch {
                throw RequestError(pointer: members.pointer(to: "contact"), error.detail)
            }
        }
        let record = try record(bytes, range, configuration, limits, index)
        let object = try members.object("contact")
        let events = try object?.elements("events", limits.maximumArrayContacts) {
            pointer, place throws(RequestError) in
            try event(bytes, place, pointer, of: record.id, configuration)
        }
        return .inline(record, events ?? [])
    }

    /// The id of a contact that was told without one.
    static let inlineID = "contact"

    /// The contact as it would be stored.
    private static func record(
        _ bytes: [UInt8], _ range: Range<Int>, _ configuration: ContactConfiguration, _ limits: EnrichLimits,
        _ index: ReferenceIndex
    ) throws(RequestError) -> ContactRecord {
        var drafts = ContactDraftReader(configuration, limits)
        var placer = ContactPlacer()
        let text = bytes.span.extracting(range)
        var json = JSONReader(text)
        var draft: ContactDraft
        do throws(ContactError) {
            let first = try ContactReader.next(&json)
            draft = try drafts.read(&json, first, into: &placer.input)
        } catch {
            throw RequestError(
                pointer: "/contact" + JSONPointer.locate(offset: error.offset, in: text), error.detail)
        }
        placer.place(&draft, index)
        let now = ContactRoom.now
        var record = draft.patch.applied(to: ContactRecord(id: draft.id ?? inlineID))
        record.createdAt = draft.createdAt ?? now
        record.updatedAt = now
        return record
    }

    /// An event as it would be stored; it needs no id and no contact.
    private static func event(
        _ bytes: [UInt8], _ place: Range<Int>, _ pointer: String, of contact: String,
        _ configuration: ContactConfiguration
    ) throws(RequestError) -> EventRecord {
        var reader = EventReader(configuration.schema, configuration.zone, needsOwner: false)
        let text = bytes.span.extracting(place)
        var json = JSONReader(text)
        do throws(ContactError) {
            let first = try ContactReader.next(&json)
            try reader.read(&json, first)
        } catch {
            throw RequestError(pointer: pointer + JSONPointer.locate(offset: error.offset, in: text), error.detail)
        }
        var event = reader.fields.record
        event.contact = contact
        return event
    }
}
