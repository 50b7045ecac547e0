import Segmentation
import Store
import Testing

@Suite struct EmbeddedReferenceTests {
    /// The shipped texts of this checkout.
    private static let shipped =
        #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Config/reference"

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
        let data = try ReferenceReader.read(embedded)
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
