import Audiences
import Glibc
import Testing

@testable import Store

@Suite struct ErasureTests {
    /// Everything that could tell of the person who is erased; none of it may be in any file afterwards.
    private static let traces = [
        "id-of-zelda", "ZeldaNick", "zelda-coupon", "zelda-event", "zelda-channel", "zelda-category", "zelda-source",
        "69382zz", "zelda-waiting",
        "rue de Zelda",
    ]

    @Test(arguments: [1, 20, 100]) func nothingOfAPersonIsLeftInAnyByteOfTheFile(others: Int) throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        var session = try ContactSession(at: path, testSchema())
        for number in 0..<others { try fill(&session, "other-\(number)", "plain") }
        try fill(&session, "id-of-zelda", "zelda")
        for number in 0..<others { try fill(&session, "later-\(number)", "plain") }
        let erasure = try session.transaction(at: noon) { session throws(SQLiteError) in
            try session.erase("id-of-zelda")
        }
        #expect(erasure == .init(events: 100, snapshots: 0))
        for name in ["c", "c-wal"] {
            let bytes = folder.read(name) ?? []
            for trace in Self.traces { #expect(!contains(bytes, Array(trace.utf8)), "\(trace) is in \(name)") }
        }
        var reader = try ContactReader(path: path, schema: testSchema())
        #expect(try reader.export("id-of-zelda") == nil)
        #expect(try reader.export("other-0")?.events.count == 100)
        #expect(try reader.connection.integer("SELECT count(*) FROM tombstone") == 1)
        #expect(try reader.connection.text("PRAGMA integrity_check") == "ok")
        let again = try session.transaction(at: noon) { session throws(SQLiteError) in try session.erase("id-of-zelda")
        }
        #expect(again == nil)
    }

    private func fill(_ session: inout ContactSession, _ id: String, _ word: String) throws {
        try session.transaction(at: noon) { session throws(SQLiteError) in
            var patch = ContactPatch()
            patch.place = .set(.init(level: "iris", iris: word == "zelda" ? "69382zz01" : "693820101"))
            patch.attributes = ["nickname": .text(word == "zelda" ? "ZeldaNick" : "Nick")]
            patch.consents = ["email": .some(.init(isGiven: true, at: noon, source: "\(word)-source"))]
            var write = ContactWrite(id: id, mode: .replace, patch: patch)
            write.address = .set(word == "zelda" ? "\"1 rue de Zelda\"" : "\"1 rue\"")
            _ = try session.write(write)
            patch.consents = ["email": .some(.init(isGiven: false, at: noon, source: "\(word)-source"))]
            write.patch = patch
            guard case .updated(let contact) = try session.write(write) else { return }
            let name = Array("\(id)-key".utf8)
            try session.remember(
                RememberedAnswer(status: 200, tag: nil, body: Array(id.utf8)),
                for: IdempotencyKey(key: name.span, request: 1), contact: contact.key)
            for number in 0..<100 {
                var event = EventRecord(
                    id: "\(word)-event-\(id)-\(number)", contact: id, type: "purchase",
                    at: Instant(milliseconds: noon.milliseconds + Int64(number)))
                event.channel = "\(word)-channel"
                event.category = "\(word)-category"
                event.properties = ["coupon": .text("\(word)-coupon")]
                _ = try session.add(event)
            }
        }
    }

    private func contains(_ bytes: [UInt8], _ pattern: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { (all: UnsafeRawBufferPointer) -> Bool in
            var rest = all[...]
            while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
                let found = memchr(start, Int32(pattern[0]), rest.count)
            {
                rest = rest.dropFirst(UnsafeRawPointer(found) - start)
                if rest.starts(with: pattern) { return true }
                rest = rest.dropFirst()
            }
            return false
        }
    }

    @Test func eventsThatWaitAreErasedWithTheIdTheyWaitFor() throws {
        let folder = TemporaryFolder()
        var session = try ContactSession(at: folder.path + "/c", testSchema())
        try session.addAlone(EventRecord(id: "zelda-waiting", contact: "id-of-zelda", type: "visit", at: noon))
        let erasure = try session.transaction(at: noon) { session throws(SQLiteError) in
            try session.erase("id-of-zelda")
        }
        #expect(erasure?.events == 1)
        let bytes = (folder.read("c") ?? []) + (folder.read("c-wal") ?? [])
        #expect(!contains(bytes, Array("zelda-waiting".utf8)) && !contains(bytes, Array("id-of-zelda".utf8)))
    }
}

@Suite struct ContactFileTests {
    @Test func aFileOfAnyEarlierVersionIsBroughtUpToDate() throws {
        for version in 0..<ContactMigrations.steps.count {
            let folder = TemporaryFolder()
            let path = folder.path + "/c"
            do {
                let connection = try SQLiteConnection(path: path, mode: .create)
                for step in ContactMigrations.steps.prefix(version) { try connection.execute(step) }
                let id = version == 0 ? 0 : ContactMigrations.applicationID
                try connection.execute("PRAGMA user_version = \(version); PRAGMA application_id = \(id)")
                if version > 0 {
                    try connection.execute(
                        "INSERT INTO contact (id, version, created_at, updated_at) VALUES ('old', 1, 0, 0)")
                }
            }
            var session = try ContactSession(at: path, testSchema())
            try session.put("new")
            var reader = try ContactReader(path: path, schema: testSchema())
            #expect(try reader.connection.integer("PRAGMA user_version") == ContactMigrations.currentVersion)
            #expect(try reader.export("new") != nil)
            #expect(try (reader.export("old") != nil) == (version > 0))
        }
    }

    @Test func aFileOfALaterVersionIsRefused() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        do { _ = try ContactSession(at: path, testSchema()) }
        do { try SQLiteConnection(path: path, mode: .readWrite).execute("PRAGMA user_version = 99") }
        #expect(throws: ContactStoreError.newerVersion(path: path, found: 99)) {
            _ = try ContactSession(at: path, testSchema())
        }
    }

    @Test func anotherProgramsFileIsRefused() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        do { try SQLiteConnection(path: path, mode: .create).execute("CREATE TABLE theirs (a)") }
        #expect(throws: ContactStoreError.notContacts(path: path)) { _ = try ContactSession(at: path, testSchema()) }
    }

    @Test func aFileThatIsInUseIsRefused() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        let session = try ContactSession(at: path, testSchema())
        #expect(throws: ContactStoreError.inUse(path: path)) { _ = try ContactSession(at: path, testSchema()) }
        _ = session.schema
    }

    @Test func whatIsNoLongerDeclaredIsKeptUntilItsErasureIsAskedFor() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/c"
        let before = try ContactSchema(
            attributes: [Attribute("secret", .text), Attribute("ltv", .integer)],
            eventProperties: [Attribute("note", .text), Attribute("kept", .text)])
        do {
            var session = try ContactSession(at: path, before)
            try session.put("a") { $0.attributes = ["secret": .text("hush-hush"), "ltv": .number(ExactDecimal(12))] }
            var event = EventRecord(id: "1", contact: "a", type: "visit", at: noon)
            event.properties = ["note": .text("hush-note"), "kept": .text("stays")]
            try session.addAlone(event)
        }
        let after = try ContactSchema(
            attributes: [Attribute("ltv", .decimal(scale: 2))], eventProperties: [Attribute("kept", .text)])
        do {
            let session = try ContactSession(ContactDatabase(path: path, schema: after))
            #expect(session.notices.count == 2)
        }
        do {
            let session = try ContactSession(ContactDatabase(path: path, schema: after, dropsUndeclared: true))
            #expect(session.notices.count == 2)
            var reader = try ContactReader(path: path, schema: after)
            let export = try #require(try reader.export("a"))
            #expect(export.contact.record.attributes == ["ltv": .number(ExactDecimal(12))])
            #expect(export.events[0].properties == ["kept": .text("stays")])
        }
        let text = try ContactSchema(attributes: [Attribute("ltv", .text)])
        #expect(throws: ContactStoreError.incompatible(attribute: "ltv", was: "number:2", now: "text")) {
            _ = try ContactDatabase(path: path, schema: text)
        }
    }
}
