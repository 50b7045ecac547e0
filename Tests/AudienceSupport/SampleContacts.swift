import Audiences
import TestSupport

/// Made-up contacts and events with a value of every type, many of them unknown, and many that are equal or just beside
/// each other.
public struct SampleContacts {
    public static let schema = try! ContactSchema(
        attributes: [
            Attribute("city", .text), Attribute("code", .text, isExact: true),
            Attribute("tier", .enumeration(["bronze", "silver", "gold"])), Attribute("age", .integer),
            Attribute("visits", .integer), Attribute("ltv", .decimal(scale: 2)), Attribute("vip", .boolean),
            Attribute("since", .date), Attribute("tags", .textSet),
        ],
        channels: ["email", "sms"],
        eventProperties: [
            Attribute("quantity", .integer), Attribute("gift", .boolean), Attribute("brand", .text),
            Attribute("delivered", .date), Attribute("price", .decimal(scale: 3)),
        ])

    public static let cities = [
        "Paris", "PARIS", "Orléans", "orleans", "Saint-Étienne", "Évry", "Le Mans", "L'Haÿ", "ℝ", "",
    ]
    public static let codes = ["a", "A", "b", "ab", "é", "e"]
    public static let tiers = ["bronze", "silver", "gold"]
    public static let tags = ["news", "promo", "VIP", "été", "old"]
    public static let personas = ["A1", "B2", "C3"]
    public static let types = ["purchase", "visit", "email_open"]
    public static let channels = ["store", "web", "app"]
    public static let brands = ["Acme", "ACME", "Zoé", "zoe", "x"]

    /// The moment that rules are asked at: an afternoon in Paris on the day before clocks go back.
    public static let asOf = Instant("2025-10-25T14:30:15.250Z")!

    public var contacts: [ContactRecord] = []
    public var events: [EventRecord] = []

    public init(_ count: Int, eventsPerContact: Int = 6, _ random: inout SeededGenerator) {
        for index in 0..<count {
            contacts.append(Self.contact("c\(index)", &random))
            // Some have none, a few have many.
            let most = random.chance(3) ? eventsPerContact * 12 : random.chance(20) ? 0 : eventsPerContact
            for _ in 0..<(most == 0 ? 0 : Int.random(in: 0...most, using: &random)) {
                events.append(Self.event("e\(events.count)", "c\(index)", &random))
            }
        }
    }

    public static func contact(_ id: String, _ random: inout SeededGenerator) -> ContactRecord {
        var record = ContactRecord(id: id)
        func maybe<Value>(_ value: @autoclosure () -> Value) -> Value? { random.chance(80) ? value() : nil }
        record.persona = maybe(random.pick(personas))
        record.lifecycle = maybe(random.pick(Lifecycle.allCases))
        record.place.department = maybe(random.pick(["01", "75", "2A"]))
        record.place.score = maybe(ExactDecimal(units: Int64.random(in: 0...10_000, using: &random), scale: 4))
        record.createdAt = maybe(instant(&random))
        for channel in ["email", "sms"] where random.chance(70) {
            let at = maybe(instant(&random))
            record.consents[channel] = ContactRecord.Consent(
                isGiven: random.chance(50), at: at, source: maybe(random.pick(["shop", "Form"])))
        }
        record.attributes["city"] = maybe(.text(random.pick(cities)))
        record.attributes["code"] = maybe(.text(random.pick(codes)))
        record.attributes["tier"] = maybe(.text(random.pick(tiers)))
        record.attributes["age"] = maybe(.number(ExactDecimal(Int64.random(in: -3...12, using: &random))))
        record.attributes["visits"] = maybe(.number(ExactDecimal(Int64.random(in: 0...9, using: &random))))
        record.attributes["ltv"] = maybe(
            .number(ExactDecimal(units: Int64.random(in: -200...1200, using: &random), scale: 2)))
        record.attributes["vip"] = maybe(.boolean(random.chance(50)))
        record.attributes["since"] = maybe(.date(date(&random)))
        if random.chance(60) {
            let chosen = tags.filter { _ in random.chance(30) }
            if !chosen.isEmpty { record.attributes["tags"] = .texts(chosen.sorted()) }
        }
        return record
    }

    public static func event(_ id: String, _ contact: String, _ random: inout SeededGenerator) -> EventRecord {
        var event = EventRecord(id: id, contact: contact, type: random.pick(types), at: instant(&random))
        func maybe<Value>(_ value: @autoclosure () -> Value) -> Value? { random.chance(80) ? value() : nil }
        event.channel = maybe(random.pick(channels))
        event.category = maybe("cat\(Int.random(in: 0...70, using: &random))")
        event.amount = maybe(ExactDecimal(units: Int64.random(in: -50...5000, using: &random), scale: 2))
        event.properties["quantity"] = maybe(.number(ExactDecimal(Int64.random(in: 0...4, using: &random))))
        event.properties["gift"] = maybe(.boolean(random.chance(50)))
        event.properties["brand"] = maybe(.text(random.pick(brands)))
        event.properties["delivered"] = maybe(.date(date(&random)))
        event.properties["price"] = maybe(
            .number(ExactDecimal(units: Int64.random(in: 0...9000, using: &random), scale: 3)))
        return event
    }

    /// Close to `asOf`, often at a midnight in Paris, and often the same as another's.
    static func instant(_ random: inout SeededGenerator) -> Instant {
        if random.chance(30) { return TimeZoneRules.paris.instant(of: date(&random)) }
        let hours = Int64.random(in: -9000...200, using: &random)
        return Instant(milliseconds: asOf.milliseconds + hours * 3_600_000 + (random.chance(50) ? 0 : 1))
    }

    static func date(_ random: inout SeededGenerator) -> CivilDate {
        CivilDate(day: CivilDate("2025-10-25")!.day - Int32.random(in: -9...370, using: &random))
    }

    /// The table of them. The events are put in another order first, in which they come to the table.
    public mutating func table(_ random: inout SeededGenerator) -> ContactTable {
        let table = ContactTable(schema: Self.schema)
        table.apply(contacts.map(ContactChange.put))
        events.shuffle(using: &random)
        table.apply(events.map(ContactChange.event))
        return table
    }
}
