import Store
import Testing

@Suite struct SQLiteTests {
    @Test func valuesComeBackAsTheyWereBound() throws {
        let connection = try SQLiteConnection(path: ":memory:", mode: .create)
        try connection.execute("CREATE TABLE t (a, b, c, d, e)")
        var insert = try connection.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?)")
        let blob: [UInt8] = [0, 255, 7]
        try insert.bind(Int64.min, at: 1)
        try insert.bind(0.1, at: 2)
        try insert.bind("é\u{0}x", at: 3)
        try insert.bind(blob: blob.span, at: 4)
        try insert.bind(nil as String?, at: 5)
        try insert.run()
        try insert.bind("", at: 3)
        try insert.bind(blob: [UInt8]().span, at: 4)
        try insert.bind(Double.nan, at: 5)
        try insert.run()
        var select = try connection.prepare("SELECT * FROM t ORDER BY rowid")
        let first = try select.step()
        #expect(first)
        #expect(select.integer(0) == .min)
        #expect(select.double(1) == 0.1)
        #expect(select.string(2) == "é\u{0}x")
        #expect(select.bytes(3).indices.map { select.bytes(3)[$0] } == blob)
        #expect(select.isNull(4) && select.string(4) == nil)
        let second = try select.step()
        #expect(second)
        #expect(select.type(2) == .text && select.string(2) == "")
        #expect(select.type(3) == .blob && select.type(4) == .null)
        let third = try select.step()
        #expect(!third)
    }

    @Test func errorsCarryTheCallTheCodeAndTheText() throws {
        let connection = try SQLiteConnection(path: ":memory:", mode: .create)
        let syntax = try #require(throws: SQLiteError.self) { _ = try connection.integer("SELEKT 1") }
        #expect(syntax.code == 1)
        #expect(syntax.call == "sqlite3_prepare_v3")
        #expect(syntax.context == "SELEKT 1")
        #expect(syntax.message.contains("syntax error"))
        try connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1)")
        let twice = try #require(throws: SQLiteError.self) { try connection.execute("INSERT INTO t VALUES (1)") }
        // SQLITE_CONSTRAINT_PRIMARYKEY: extended codes are on.
        #expect(twice.code == 1555)
    }

    @Test func aMissingFileIsNotMade() throws {
        let folder = TemporaryFolder()
        #expect(throws: SQLiteError.self) { _ = try SQLiteConnection(path: folder.path + "/none", mode: .readOnly) }
        #expect(folder.read("none") == nil)
    }

    @Test func aFileThatIsNotSQLiteIsRefused() throws {
        let folder = TemporaryFolder()
        folder.write("text", String(repeating: "not a database ", count: 100))
        let connection = try SQLiteConnection(path: folder.path + "/text", mode: .readOnly)
        let error = try #require(throws: SQLiteError.self) { _ = try connection.integer("SELECT count(*) FROM t") }
        #expect(error.code == 26)
    }
}
