import AudienceSupport
import Audiences
import Bytes
import TestSupport
import Testing

@testable import Store

/// A schema with one attribute of each kind.
func testSchema() throws -> ContactSchema {
    try ContactSchema(
        attributes: [
            Attribute("nickname", .text), Attribute("tier", .enumeration(["bronze", "silver", "gold"])),
            Attribute("visits", .integer), Attribute("ltv", .decimal(scale: 2)), Attribute("vip", .boolean),
            Attribute("birthday", .date), Attribute("brands", .textSet),
        ],
        channels: ["email", "sms"],
        eventProperties: [
            Attribute("basket", .decimal(scale: 3)), Attribute("coupon", .text), Attribute("gift", .boolean),
        ])
}

let noon = Instant("2026-06-30T12:00:00Z")!

extension ContactSession {
    init(at path: String, _ schema: ContactSchema, _ change: (inout ContactPolicy) -> Void = { _ in }) throws {
        var policy = ContactPolicy()
        change(&policy)
        self = try ContactSession(ContactDatabase(path: path, schema: schema), policy: policy)
    }

    /// One write in a transaction of its own.
    @discardableResult
    mutating func put(
        _ id: String, _ mode: ContactWrite.Mode = .replace, at now: Instant = noon,
        _ change: (inout ContactPatch) -> Void = { _ in }
    ) throws -> ContactWrite.Outcome {
        var patch = ContactPatch()
        change(&patch)
        let write = ContactWrite(id: id, mode: mode, patch: patch)
        return try transaction(at: now) { session throws(SQLiteError) in try session.write(write) }
    }

    @discardableResult
    mutating func addAlone(_ event: EventRecord, at now: Instant = noon) throws -> EventOutcome {
        try transaction(at: now) { session throws(SQLiteError) in try session.add(event) }
    }
}

@Suite struct ContactStoreTests {
    @Test func aContactComesBackAsItWasWritten() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/contacts.sqlite"
        var session = try ContactSession(at: path, testSchema())
        try session.put("crm-1") { patch in
            patch.place = .set(
                .init(
                    level: "housenumber", score: ExactDecimal("0.9812"), iris: "693820101", citycode: "69382",
                    postcode: "69002", department: "69"))
            patch.persona = .set("C3")
            patch.profile = .set("C")
            patch.lifecycle = .set(.customer)
            patch.consents["email"] = .some(.init(isGiven: true, at: noon, source: "checkout"))
            patch.attributes = [
                "nickname": .text("Zoé"), "tier": .text("gold"), "visits": .number(ExactDecimal(-3)),
                "ltv": .number(ExactDecimal("12.50")!), "vip": .boolean(false),
                "birthday": .date(CivilDate("1980-02-29")!),
                "brands": .texts(["a", "b"]),
            ]
        }
        var reader = try ContactReader(path: path, schema: testSchema())
        let export = try #require(try reader.export("crm-1"))
        let record = export.contact.record
        #expect(record.place.score == ExactDecimal("0.9812") && record.place.iris == "693820101")
        #expect(record.persona == "C3" && record.profile == "C" && record.lifecycle == .customer)
        #expect(record.consents == ["email": .init(isGiven: true, at: noon, source: "checkout")])
        #expect(record.attributes["birthday"] == .date(CivilDate("1980-02-29")!))
        #expect(record.attributes["brands"] == .texts(["a", "b"]))
        #expect(record.attributes["ltv"] == .number(ExactDecimal("12.5")!))
        #expect(record.attributes.count == 7 && record.createdAt == noon && record.updatedAt == noon)
        #expect(try reader.export("crm-2") == nil)
    }

    @Test func aReplacedContactKeepsWhereItLivesAndWhenItBegan() throws {
        let folder = TemporaryFolder()
        var session = try ContactSession(at: folder.path + "/c", testSchema())
        try session.put("a") { patch in
            patch.place = .set(.init(level: "iris", iris: "693820101"))
            patch.attributes = ["vip": .boolean(true)]
        }
        let later = Instant(milliseconds: noon.milliseconds + 1000)
        guard case .updated(let contact) = try session.put("a", at: later) else { throw TestFailure() }
        #expect(contact.record.place.iris == "693820101")
        #expect(contact.record.attributes.isEmpty)
        #expect(contact.record.createdAt == noon && contact.record.updatedAt == later && contact.version == 2)
    }

    @Test func whatAConsentWasBeforeIsKept() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        var session = try ContactSession(at: path, testSchema())
        func consent(_ isGiven: Bool) -> ContactRecord.Consent { .init(isGiven: isGiven) }
        try session.put("a") { $0.consents = ["email": consent(true)] }
        let later = Instant(milliseconds: noon.milliseconds + 5)
        try session.put("a", .merge, at: later) { $0.consents = ["email": consent(true)] }
        try session.put("a", .merge, at: later) { $0.consents = ["email": consent(false)] }
        var reader = try ContactReader(path: path, schema: testSchema())
        let export = try #require(try reader.export("a"))
        #expect(export.contact.record.consents["email"] == .init(isGiven: false, at: later))
        #expect(
            export.earlierConsents == [
                .init(channel: "email", consent: .init(isGiven: true, at: noon), replacedAt: later)
            ])
    }

    @Test func preconditionsAreKept() throws {
        let folder = TemporaryFolder()
        var session = try ContactSession(at: folder.path + "/c", testSchema())
        func put(_ precondition: ContactWrite.Precondition, _ mode: ContactWrite.Mode = .replace) throws
            -> ContactWrite.Outcome
        {
            var write = ContactWrite(id: "a", mode: mode, patch: ContactPatch())
            write.precondition = precondition
            return try session.transaction(at: noon) { session throws(SQLiteError) in try session.write(write) }
        }
        #expect(try put(.exists) == .refused)
        #expect(try put(.none, .patch) == .missing)
        guard case .created(let contact) = try put(.isMissing) else { throw TestFailure() }
        #expect(try put(.isMissing) == .refused)
        #expect(try put(.has(["\"9-9\""])) == .refused)
        guard case .updated(let changed) = try put(.has([contact.tag])) else { throw TestFailure() }
        #expect(changed.tag != contact.tag)
        #expect(try put(.has([contact.tag])) == .refused)
    }

    @Test func anAnswerIsRememberedForItsRequestOnly() throws {
        let folder = TemporaryFolder()
        var session = try ContactSession(at: folder.path + "/c", testSchema()) { $0.idempotencyMilliseconds = 1000 }
        let name = Array("key-1".utf8)
        let key = IdempotencyKey(key: name.span, request: 7)
        let other = IdempotencyKey(key: name.span, request: 8)
        let answer = RememberedAnswer(status: 201, tag: "\"1-1\"", body: [1, 2, 3])
        try session.transaction(at: noon) { session throws(SQLiteError) in
            #expect(try session.find(key) == .new)
            try session.remember(answer, for: key, contact: 1)
        }
        try session.transaction(at: noon) { session throws(SQLiteError) in
            #expect(try session.find(key) == .answered(answer))
            #expect(try session.find(other) == .taken)
        }
        try session.transaction(at: Instant(milliseconds: noon.milliseconds + 1001)) { session throws(SQLiteError) in
            _ = try session.expire()
            #expect(try session.find(key) == .new)
        }
    }

    struct TestFailure: Error {}
}

@Suite struct ContactEventTests {
    private func event(_ id: String, of contact: String, _ seconds: Int64 = 0, type: String = "visit") -> EventRecord {
        EventRecord(id: id, contact: contact, type: type, at: Instant(milliseconds: noon.milliseconds + seconds * 1000))
    }

    @Test func eventsOfManyPagesComeBackWholeAndOnce() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        let schema = try testSchema()
        var random = SeededGenerator(seed: 5)
        var model: [String: [String: EventRecord]] = [:]
        var session = try ContactSession(at: path, schema)
        for contact in ["a", "b", "c"] { try session.put(contact) }
        try session.transaction(at: noon) { session throws(SQLiteError) in
            for _ in 0..<3000 {
                var record = event(
                    "e\(Int.random(in: 0..<1200, using: &random))", of: ["a", "b", "c"].randomElement(using: &random)!,
                    Int64.random(in: -1_000_000...1_000_000, using: &random),
                    type: ["visit", "purchase"].randomElement(using: &random)!)
                record.channel = [nil, "store", "web"].randomElement(using: &random)!
                record.category = [nil, "shoes"].randomElement(using: &random)!
                record.at.milliseconds += [0, 0, 1, 999].randomElement(using: &random)!
                if Bool.random(using: &random) {
                    record.amount = ExactDecimal(units: Int64.random(in: -100_000...100_000, using: &random), scale: 2)
                }
                if Bool.random(using: &random) {
                    record.properties = [
                        "basket": .number(
                            ExactDecimal(units: Int64.random(in: -9...9_999_999, using: &random), scale: 3)),
                        "coupon": .text("é\(Int.random(in: 0..<9, using: &random))"),
                        "gift": .boolean(Bool.random(using: &random)),
                    ]
                }
                let isNew = model[record.contact]?[record.id] == nil
                #expect(try session.add(record) == (isNew ? .added : .duplicate))
                if isNew { model[record.contact, default: [:]][record.id] = record }
            }
        }
        var reader = try ContactReader(path: path, schema: schema)
        for (contact, events) in model {
            let stored = try #require(try reader.export(contact)).events
            #expect(stored.count == events.count)
            #expect(stored.allSatisfy { events[$0.id] == $0 })
        }
        let loaded = try ContactLoad.load(path: path, schema: schema)
        #expect(loaded.table.contactCount == 3 && loaded.table.eventCount == model.values.reduce(0) { $0 + $1.count })
    }

    @Test func importedEventsAreThoseAddedOneByOne() throws {
        let folder = TemporaryFolder()
        let schema = try testSchema()
        var random = SeededGenerator(seed: 6)
        var one = try ContactSession(at: folder.path + "/one", schema)
        var bulk = try ContactSession(at: folder.path + "/bulk", schema)
        for number in 0..<20 {
            try one.put("c\(number)")
            try bulk.put("c\(number)")
        }
        for _ in 0..<50 {
            let record = event("e\(Int.random(in: 0..<40, using: &random))", of: "c1")
            _ = try one.addAlone(record)
            _ = try bulk.addAlone(record)
        }
        var importer = try EventImport(bulk, now: noon, arenaLimit: 20_000)
        var fields = EventFields()
        var expected = EventImport.Counts()
        for number in 0..<5000 {
            var record = event(
                "e\(Int.random(in: 0..<600, using: &random))", of: "c\(Int.random(in: 0..<22, using: &random) % 21)",
                Int64(number))
            record.channel = "web"
            record.properties = ["coupon": .text("x\(number % 7)")]
            switch try one.addAlone(record) {
            case .added: expected.added += 1
            case .duplicate: expected.duplicates += 1
            case .waits: expected.waiting += 1
            case .refused: expected.refused += 1
            }
            fields.removeAll()
            fields.id.append(record.id)
            fields.contact.append(record.contact)
            fields.type.append(record.type)
            fields.channel.append("web")
            fields.at = record.at
            fields.properties = record.properties
            try importer.add(fields)
        }
        try importer.flush()
        #expect(importer.counts == expected)
        var oneReader = try ContactReader(path: folder.path + "/one", schema: schema)
        var bulkReader = try ContactReader(path: folder.path + "/bulk", schema: schema)
        for number in 0..<20 {
            let added = try #require(try oneReader.export("c\(number)")).events
            let imported = try #require(try bulkReader.export("c\(number)")).events
            #expect(added.count == imported.count)
            #expect(zip(added, imported).first { $0.0 != $0.1 }.map { "\($0)" } == nil)
        }
        let words = "SELECT group_concat(text || uses) FROM (SELECT text, uses FROM event_word ORDER BY text)"
        #expect(try oneReader.connection.text(words) == bulkReader.connection.text(words))
    }

    @Test func eventsWaitForTheirContact() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        var session = try ContactSession(at: path, testSchema()) { $0.pendingMilliseconds = 1000 }
        var sale = event("e1", of: "later", type: "purchase")
        sale.amount = ExactDecimal("19.99")
        sale.properties = ["coupon": .text("SPRING")]
        #expect(try session.addAlone(sale) == .waits)
        #expect(try session.addAlone(sale) == .duplicate)
        try session.put("later")
        var reader = try ContactReader(path: path, schema: testSchema())
        #expect(try reader.export("later")?.events == [sale])
        #expect(try session.addAlone(event("e2", of: "never")) == .waits)
        try session.transaction(at: Instant(milliseconds: noon.milliseconds + 1001)) { session throws(SQLiteError) in
            #expect(try session.expire() == 1)
        }
        try session.put("never")
        #expect(try reader.export("never")?.events == [])
    }

    @Test func eventsOfUnknownContactsAreRefusedWhenConfiguredSo() throws {
        let folder = TemporaryFolder()
        var session = try ContactSession(at: folder.path + "/c", testSchema()) { $0.keepsUnknown = false }
        #expect(try session.addAlone(event("e1", of: "nobody")) == .refused)
    }
}
