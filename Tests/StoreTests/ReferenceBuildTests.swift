import Enrichment
import Segmentation
import Store
import Testing

@Suite struct ReferenceBuildTests {
    /// All rows of a query, values as text, NULL as a dot.
    private func rows(_ path: String, _ sql: String) throws -> [[String]] {
        let connection = try SQLiteConnection(path: path, mode: .readOnly)
        var statement = try connection.prepare(sql)
        var rows: [[String]] = []
        while try statement.step() {
            rows.append((0..<statement.columnCount()).map { statement.string($0) ?? "." })
        }
        return rows
    }

    private func built(_ folder: TemporaryFolder) throws -> (path: String, notes: [String]) {
        TinyCountry.write(to: folder)
        let observer = CollectingObserver()
        let path = folder.path + "/out.sqlite"
        try ReferenceWriter.write(TinyCountry.build(folder.path, observer), to: path)
        return (path, observer.notes)
    }

    @Test func aFolderOfOfficialFilesBecomesAReference() throws {
        let folder = TemporaryFolder()
        let (path, notes) = try built(folder)
        #expect(
            try rows(path, "SELECT commune, iris FROM commune_iris") == [
                ["01001", "010010000"], ["01002", "010020101"], ["01002", "010020102"], ["75056", "751010101"],
                ["75101", "751010101"],
            ])
        #expect(
            try rows(path, "SELECT name, postcode, commune, kind FROM place WHERE commune = '01002'") == [
                ["Bourg", "01000", "01002", "commune"], ["Bourg", "01009", "01002", "delivery"],
                ["LE HAMEAU", "01000", "01002", "hamlet"], ["Loin", "01000", "01002", "former"],
                ["Loin", "01009", "01002", "former"], ["Très-Vieux", "01000", "01002", "former"],
                ["Très-Vieux", "01009", "01002", "former"], ["VIEUX BOURG", "01009", "01002", "hamlet"],
                ["Vieux-Bourg", "01009", "01002", "former"],
            ])
        // Not 01004, which was shared out; by its last name, unless the commune of today bears it.
        #expect(
            try rows(
                path,
                "SELECT code, f.commune, name FROM former_code f LEFT JOIN place p ON p.rowid = f.place ORDER BY code")
                == [["01003", "01002", "Vieux-Bourg"], ["39005", "01002", "."], ["39006", "01002", "Vieux-Bourg"]])
        #expect(
            try rows(path, "SELECT name, postcode FROM place WHERE commune IN ('75056', '75101') ORDER BY 1") == [
                ["PARIS", "75001"], ["PARIS 01", "75001"], ["Paris", "75001"], ["Paris 1er Arrondissement", "75001"],
            ])
        #expect(
            try rows(path, "SELECT commune, postcode, name, iris FROM street ORDER BY id") == [
                ["01002", "01009", "Grande Rue", "010020102"], ["01002", "01000", "Rue de l'Église", "010020101"],
                ["75101", "75001", "Rue de Rivoli", "751010101"],
            ])
        #expect(try rows(path, "SELECT name FROM iris WHERE code = '010010000'") == [["L'Abergement"]])
        #expect(try rows(path, "SELECT count(*) FROM persona") == [["3"]])
        #expect(try rows(path, "SELECT count(*) FROM iris WHERE persona IS NULL") == [["0"]])
        // What could not be used is said, with its line.
        #expect(notes.contains { $0.contains("1 rows left out: line 6: no code of an IRIS") })
        #expect(notes.contains { $0.contains("1 rows left out: line 5: an unknown commune") })
        #expect(notes.contains { $0.contains("notes.csv") && $0.contains("not used") })
        #expect(notes.contains { $0.hasPrefix("missing: comparison of communes") })
    }

    @Test func houseNumbersKeepTheirOwnIRIS() throws {
        let folder = TemporaryFolder()
        let (path, _) = try built(folder)
        let connection = try SQLiteConnection(path: path, mode: .readOnly)
        var statement = try connection.prepare(
            "SELECT latitude, longitude, numbers FROM street WHERE name = 'Rue de l''Église'")
        let hasRow = try statement.step()
        try #require(hasRow)
        var cursor = HouseNumberCursor(
            latitude: HouseNumberCodec.fixed(statement.double(0)),
            longitude: HouseNumberCodec.fixed(statement.double(1)))
        var found: [String] = []
        let numbers = statement.bytes(2)
        while cursor.next(in: numbers) {
            let suffix = String(decoding: cursor.suffix.map { numbers[$0] }, as: UTF8.self)
            found.append("\(cursor.number)\(suffix) in \(cursor.irisOrdinal) at \(cursor.latitude)")
        }
        #expect(found == ["1 in 0 at 4625000", "2BIS in 1 at 4615000", "3 in 0 at 4626000"])
    }

    @Test func missingAndSecretFiguresComeFromTheNextLargerArea() throws {
        let folder = TemporaryFolder()
        let (path, _) = try built(folder)
        let connection = try SQLiteConnection(path: path, mode: .readOnly)
        var statement = try connection.prepare(
            """
            SELECT area, base, width, figures, origins FROM indicator_column JOIN indicator_origin ON id = origin
            WHERE indicator = 'median_income'
            """)
        let hasRow = try statement.step()
        try #require(hasRow)
        #expect(statement.string(0) == "commune")
        let read = PackedFigures(
            base: Int(statement.integer(1)), width: Int(statement.integer(2)), decimals: 0,
            bytes: statement.bytes(3), count: 3)
        let figures = try #require(read)
        // 01002 is secret: it has the mean of the EPCI, which is what 01001 has.
        #expect((0..<3).map { figures[$0] } == [21001, 21001, 30000])
        let origins = statement.bytes(4)
        #expect((0..<3).map { origins[$0] } == [1, 3, 2])
    }

    @Test func theSameFilesGiveTheSameBytes() throws {
        let (first, second) = (TemporaryFolder(), TemporaryFolder())
        _ = try built(first)
        _ = try built(second)
        let bytes = try #require(first.read("out.sqlite"))
        #expect(bytes == second.read("out.sqlite"))
        #expect(bytes.count > 8192)
    }

    @Test func aBrokenBuildLeavesTheOldFile() throws {
        let folder = TemporaryFolder()
        let (path, _) = try built(folder)
        let before = try #require(folder.read("out.sqlite"))
        var data = try TinyCountry.build(folder.path, CollectingObserver())
        // The same key twice: SQLite refuses half-way.
        data.communes.append(data.communes[0])
        data.irisOfCommune.append(data.irisOfCommune[0])
        #expect(throws: StoreError.self) { try ReferenceWriter.write(data, to: path) }
        #expect(folder.read("out.sqlite") == before)
        #expect(folder.read("out.sqlite.part") == nil)
    }

    @Test func aFileOfAnotherFormatIsRefusedWithBothFormats() throws {
        let folder = TemporaryFolder()
        let (path, _) = try built(folder)
        #expect(try ReferenceLoader.load(path: path).dataset == "test")
        try SQLiteConnection(path: path, mode: .readWrite).execute("PRAGMA user_version = 2")
        let error = try #require(throws: ReferenceLoader.Failure.self) { try ReferenceLoader.load(path: path) }
        #expect(
            error.description == "\(path) has format 2; this version reads format 3: build it again with quartier build"
        )
    }

    @Test func damagedCompressionIsAnErrorAndMissingListsToo() throws {
        let folder = TemporaryFolder()
        folder.write("broken.csv.gz", "this is not gzip")
        #expect(throws: InputError.self) { try TinyCountry.build(folder.path, CollectingObserver()) }
        #expect(throws: InputError.self) { try TinyCountry.build(folder.path + "/nowhere", CollectingObserver()) }
    }

    @Test func communesAndIRISAloneAreEnough() throws {
        let folder = TemporaryFolder()
        TinyCountry.write(to: folder)
        let few = TemporaryFolder()
        for name in ["communes.csv", "iris.csv"] {
            few.write(name, String(decoding: try #require(folder.read(name)), as: UTF8.self))
        }
        let data = try TinyCountry.build(few.path, CollectingObserver())
        #expect(data.communes.count == 4)
        #expect(data.neighbourhoods.count == 4)
        #expect(data.irisOfCommune.allSatisfy { !$0.isEmpty })
        try ReferenceWriter.write(data, to: few.path + "/out.sqlite")
    }

    @Test func theChecksumNoticesEveryChangeOfContent() throws {
        let folder = TemporaryFolder()
        let (path, _) = try built(folder)
        #expect(try ReferenceChecksum.verify(SQLiteConnection(path: path, mode: .readOnly)) == nil)
        for (table, change) in [
            ("commune", "UPDATE commune SET name = 'x' WHERE code = '01001'"),
            ("place", "DELETE FROM place WHERE kind = 'hamlet'"),
            ("former_code", "UPDATE former_code SET commune = '01001' WHERE code = '01003'"),
            ("iris", "UPDATE iris SET households = households + 0.1 WHERE code = '010010000'"),
            ("street", "UPDATE street SET numbers = zeroblob(length(numbers)) WHERE id = 2"),
            ("meta", "UPDATE meta SET value = '0' WHERE key = 'checksum'"),
        ] {
            let connection = try SQLiteConnection(path: path, mode: .readWrite)
            try connection.execute("BEGIN; " + change)
            #expect(try ReferenceChecksum.verify(connection) == table)
            try connection.execute("ROLLBACK")
        }
    }
}
