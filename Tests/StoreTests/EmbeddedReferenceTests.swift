import Bytes
import Enrichment
import Segmentation
import Store
import Testing

@Suite struct EmbeddedReferenceTests {
    /// The shipped texts of this checkout.
    private static let shipped =
        #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Config/reference"

    @Test func onlyAnEmbeddedReferenceOfAnOlderFormatIsOutdated() throws {
        let folder = TemporaryFolder()
        TinyCountry.write(to: folder)
        let full = folder.path + "/full.sqlite"
        let embedded = folder.path + "/embedded.sqlite"
        try ReferenceWriter.write(TinyCountry.build(folder.path, CollectingObserver()), to: full)
        _ = try EmbeddedReference.export(from: full, to: folder.path + "/texts")
        try EmbeddedReference.build(from: folder.path + "/texts", to: embedded)
        #expect(!EmbeddedReference.isOutdated(embedded))
        for path in [full, embedded] {
            try SQLiteConnection(path: path, mode: .readWrite).execute(
                "PRAGMA user_version = \(ReferenceSchema.formatVersion - 1)")
        }
        #expect(EmbeddedReference.isOutdated(embedded))
        #expect(!EmbeddedReference.isOutdated(full))
        #expect(!EmbeddedReference.isOutdated(folder.path + "/missing.sqlite"))
        #expect(!EmbeddedReference.isOutdated(folder.path + "/texts/former.csv"))
    }

    @Test func textsComeBackByteForByteFromAReferenceMadeOfThem() throws {
        let folder = TemporaryFolder()
        TinyCountry.write(to: folder)
        let full = folder.path + "/full.sqlite"
        try ReferenceWriter.write(TinyCountry.build(folder.path, CollectingObserver()), to: full)
        let texts = try EmbeddedReference.export(from: full, to: folder.path + "/texts")
        #expect(texts.count == ReferenceTexts.names.count + 1)
        let embedded = folder.path + "/embedded.sqlite"
        try EmbeddedReference.build(from: folder.path + "/texts", to: embedded)
        _ = try EmbeddedReference.export(from: embedded, to: folder.path + "/again")
        for text in texts {
            #expect(folder.read("texts/" + text.name) == folder.read("again/" + text.name), "\(text.name)")
        }
        #expect(
            String(decoding: try #require(folder.read("texts/former.csv")), as: UTF8.self) == """
                name,commune,iris,code
                ,01002,,39005
                Loin,01002,,
                Très-Vieux,01002,,
                Vieux-Bourg,01002,,01003
                Vieux-Bourg,01002,,39006

                """)
        let data = try ReferenceReader.read(embedded)
        #expect(data.formerCodes.map(\.code.text) == ["01003", "39005", "39006"])
        #expect(data.kind == .embedded)
        #expect(data.neighbourhoods.allSatisfy { $0.name == nil && $0.persona != nil })
        #expect(data.places.allSatisfy { $0.kind == .commune || $0.kind == .former })
        #expect(try ReferenceChecksum.verify(SQLiteConnection(path: embedded, mode: .readOnly)) == nil)
    }

    @Test func theShippedTextsHoldAllOfFrance() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/embedded.sqlite"
        try EmbeddedReference.build(from: Self.shipped, to: path)
        _ = try EmbeddedReference.export(from: path, to: folder.path + "/texts")
        for name in ReferenceTexts.names + ["README.txt"] {
            #expect(folder.read("texts/" + name) == TemporaryFolder.bytes(Self.shipped + "/" + name), "\(name)")
        }
        let data = try ReferenceReader.read(path)
        #expect(data.neighbourhoods.count == 49_404)
        #expect(data.communes.count == 34_875 + 45)
        #expect(data.personas.count == 34)
        #expect(data.profiles.count == 11)
        #expect(data.neighbourhoods.allSatisfy { $0.persona != nil && $0.latitude != nil })
        #expect(data.communes.allSatisfy { !$0.postcodes.isEmpty })
        #expect(data.irisOfCommune.allSatisfy { !$0.isEmpty })
    }

    /// Châtillon-en-Michaille; Ajaccio when Corsica was one département; Clichy in the Seine; Gouzangrez, which was in
    /// Seine-et-Oise and is an IRIS of Commeny; Bihorel, which came back; Moronvilliers, which was shared out; Saint-Barthélemy,
    /// which left; nothing.
    @Test(arguments: [
        ("01091", "01033", ""), ("20004", "2A004", ""), ("75024", "92024", ""), ("78282", "95169", "952820000"),
        ("95282", "95169", "952820000"), ("76095", "76095", ""), ("51385", "", ""), ("97123", "", ""),
        ("01999", "", ""),
    ]) func theShippedTextsKnowTheCodesOfFormerCommunes(_ code: String, _ today: String, _ iris: String) throws {
        let index = try #require(Self.shippedIndex)
        var input = AddressInput()
        input.citycode.append(code)
        var matcher = Matcher()
        let match = matcher.match(input, in: index)
        var found = ByteBuffer()
        var area = ByteBuffer()
        index.appendCityCode(of: match, to: &found)
        index.appendIrisCode(of: match, to: &area)
        #expect(String(found.bytes) == today)
        #expect(match.level == (today.isEmpty ? .none : iris.isEmpty ? .commune : .locality))
        if !iris.isEmpty { #expect(String(area.bytes) == iris) }
    }

    /// There are communes that are called Rue, Le Saint, Le Passage, La Tour and Rémy.
    @Test(arguments: [
        ("rue de la gare", ""), ("Rue Jean Macé", ""), ("12 rue des Écoles", ""), ("Rue", "80688"),
        ("80120 Rue", "80688"),
        ("Saint-Denis", ""), ("Saint-Denis 93", "93066"), ("ST DENIS (974)", "97411"),
        ("Saint-Denis, La Réunion", "97411"),
        ("Saint-Denis, Seine-Saint-Denis", "93066"), ("2 rue de Paris, 97717 Saint-Denis Cedex 9", "97411"),
        ("passage du Caire", ""), ("Tour Eiffel", ""), ("3 impasse Mon Calme Saint-Rémy", ""),
        ("paris 12", "75112"), ("Paris XIIe", "75112"), ("145 bd St Germain PARIS VIEME", "75106"),
        ("5e arrondissement Paris 14 rue Monge", "75056"), ("Marseille VIII", "13208"), ("Aix en Pce", "13001"),
        ("Ivry/Seine", "94041"), ("Champigny-sur-Marne", "94017"), ("Laval, Mayenne", "53130"), ("Vienne", "38544"),
        ("Goux-lès-Dambelin 12 rue Pasteur", "25281"), ("12 rue de Rivoli Paris IDF", "75056"),
        ("Nice, Alpes-Maritimes, Provence-Alpes-Côte d'Azur, France", "06088"), ("Sainte-Marie 974", "97418"),
    ]) func aCityIsKnownInALineAndNoneIsGuessed(_ line: String, _ citycode: String) throws {
        let index = try #require(Self.shippedIndex)
        var input = AddressInput()
        input.line.append(line)
        var matcher = Matcher()
        var found = ByteBuffer()
        index.appendCityCode(of: matcher.match(input, in: index), to: &found)
        #expect(String(found.bytes) == citycode)
    }

    private static let shippedIndex: ReferenceIndex? = {
        let folder = TemporaryFolder()
        let path = folder.path + "/embedded.sqlite"
        try? EmbeddedReference.build(from: shipped, to: path)
        return try? ReferenceLoader.load(path: path).index
    }()

    @Test func aTextThatIsNotRightIsRefusedWithItsLine() throws {
        let folder = TemporaryFolder()
        TinyCountry.write(to: folder)
        let full = folder.path + "/full.sqlite"
        try ReferenceWriter.write(TinyCountry.build(folder.path, CollectingObserver()), to: full)
        _ = try EmbeddedReference.export(from: full, to: folder.path + "/texts")
        let text = String(decoding: try #require(folder.read("texts/iris.csv")), as: UTF8.self)
        folder.write("texts/iris.csv", text + "nonsense,,,,,,,,\n")
        let error = try #require(throws: StoreError.self) {
            try EmbeddedReference.build(from: folder.path + "/texts", to: folder.path + "/embedded.sqlite")
        }
        #expect(error.description.contains("iris.csv: line 6"))
        #expect(folder.read("embedded.sqlite") == nil)
    }
}
