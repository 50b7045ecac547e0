import Audiences
import Bytes
import Dashboards
import JSON
import Segmentation
import Store

/// Invented contacts and what they did, as the lines that POST /contacts and POST /events take. The same in every run for the same reference,
/// declarations and day; each contact follows from its number alone.
struct DemonstrationSet: Sendable {
    let count: Int
    let world: DemonstrationWorld
    let schema: ContactSchema
    /// What a purchase is called here.
    let purchaseType: String
    /// Everything happens on the days before it.
    let today: CivilDate

    static let usualCount = 4000
    static let seed: UInt64 = 34
    /// How far back the set goes: two years.
    static let days = 730

    init(
        _ figures: HouseholdFigures, _ catalogue: ReferenceCatalogue, _ configuration: ContactConfiguration,
        now: Instant, count: Int = DemonstrationSet.usualCount
    ) {
        self.count = count
        world = DemonstrationWorld(figures, catalogue, seed: Self.seed)
        schema = configuration.schema
        purchaseType = configuration.dashboards.options.purchaseTypes.first ?? "purchase"
        today = configuration.zone.local(now).date
    }

    static let prefix = "demo-"

    static func id(_ number: Int) -> String {
        let digits = "\(number + 1)"
        return prefix + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The numbers of all contacts, in pieces whose lines fit into memory easily.
    var portions: [Range<Int>] {
        stride(from: 0, to: count, by: 1000).map { $0..<min($0 + 1000, count) }
    }

    /// Contacts as lines of NDJSON.
    func contactLines(_ numbers: Range<Int>) -> ByteBuffer {
        var lines = JSONWriter()
        for number in numbers {
            var random = Self.random(of: number)
            write(DemonstrationContact(number, self, &random), &random, to: &lines)
            lines.newline()
        }
        return lines.finish()
    }

    /// What contacts did as lines of NDJSON.
    func eventLines(_ numbers: Range<Int>) -> ByteBuffer {
        var lines = JSONWriter()
        for number in numbers {
            var random = Self.random(of: number)
            let contact = DemonstrationContact(number, self, &random)
            for event in contact.events(in: self) { write(event, of: contact, to: &lines) }
        }
        return lines.finish()
    }

    private static func random(of number: Int) -> SeededRandom {
        SeededRandom(seed: seed &+ UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15)
    }

    // MARK: - Contacts

    private func write(_ contact: DemonstrationContact, _ random: inout SeededRandom, to line: inout JSONWriter) {
        line.beginObject()
        line.member("id", contact.id)
        line.member("created_at", date(contact.daysKnown))
        line.member("lifecycle", contact.lifecycle.rawValue)
        writeAddress(contact, &line)
        line.key("consent")
        line.beginObject()
        for (place, channel) in schema.channels.enumerated() {
            writeConsent(channel, place, contact, &random, &line)
        }
        line.endObject()
        line.key("attributes")
        writeValues(schema.attributes, &random, &line)
        line.endObject()
    }

    /// Most are known by neighbourhood, some by their commune alone, a few not at all: as in files of today.
    private func writeAddress(_ contact: DemonstrationContact, _ line: inout JSONWriter) {
        let home = world.neighbourhoods[contact.home]
        guard contact.knowledge != .nothing else { return }
        line.key("address")
        line.beginObject()
        switch contact.knowledge {
        case .neighbourhood: line.member("iris", home.iris)
        case .commune: line.member("citycode", home.commune)
        case .nothing: break
        }
        line.endObject()
    }

    /// The first channel is the one that most have agreed to.
    private func writeConsent(
        _ channel: String, _ place: Int, _ contact: DemonstrationContact, _ random: inout SeededRandom,
        _ line: inout JSONWriter
    ) {
        let said = random.unit()
        let given = 0.72 / Double(place + 1).squareRoot()
        guard said < given + 0.15 else { return }
        line.key(channel)
        line.beginObject()
        line.key("given")
        line.bool(said < given)
        line.member("at", date(contact.daysKnown))
        line.member("source", "demonstration")
        line.endObject()
    }

    // MARK: - Events

    private func write(
        _ event: DemonstrationContact.Event, of contact: DemonstrationContact, to lines: inout JSONWriter
    ) {
        var random = SeededRandom(seed: event.seed)
        lines.beginObject()
        lines.member("id", event.id)
        lines.member("contact", contact.id)
        lines.member("type", event.isPurchase ? purchaseType : "visit")
        lines.member("channel", event.isOnline ? "web" : "store")
        lines.member("category", DemonstrationWorld.categories[event.category].name)
        lines.member("at", "\(date(event.daysAgo))T\(event.time)")
        if event.isPurchase {
            lines.key("amount")
            lines.number(event.amount, decimals: min(2, schema.amountScale))
        }
        for property in schema.eventProperties { writeValue(property, &random, &lines) }
        lines.endObject()
        lines.newline()
    }

    private func date(_ daysAgo: Int) -> String { CivilDate(day: today.day - Int32(daysAgo)).description }

    // MARK: - What is declared

    private func writeValues(
        _ attributes: [Attribute], _ random: inout SeededRandom, _ line: inout JSONWriter
    ) {
        line.beginObject()
        for attribute in attributes { writeValue(attribute, &random, &line) }
        line.endObject()
    }

    /// A value of each declared kind; free texts are left out, for nobody knows what they are to say.
    private func writeValue(
        _ attribute: Attribute, _ random: inout SeededRandom, _ line: inout JSONWriter
    ) {
        let part = random.unit()
        switch attribute.kind {
        case .text, .textSet: return
        case .enumeration(let values):
            line.key(attribute.name)
            // The first values are the rarest: gold, silver, basic.
            line.string(values[min(values.count - 1, Int(Double(values.count) * part.squareRoot()))])
        case .integer:
            line.key(attribute.name)
            line.number(Int(500 * part * part))
        case .decimal(let scale):
            line.key(attribute.name)
            line.number(1000 * part * part, decimals: min(scale, 2))
        case .boolean:
            line.key(attribute.name)
            line.bool(part < 0.25)
        case .date:
            line.key(attribute.name)
            line.string(date(Int(Double(Self.days) * part)))
        }
    }
}
