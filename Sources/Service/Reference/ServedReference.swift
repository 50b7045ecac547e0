import Bytes
import Enrichment
import JSON
import Store

/// A loaded reference with all that its answers need ready: made once a load, then only read.
public final class ServedReference: Sendable {
    public let loaded: ReferenceLoader.Loaded
    var index: ReferenceIndex { loaded.index }

    /// The indicators that answers carry unless the request names others, by row of the index.
    let defaultIndicators: [Int]
    /// By persona: `"profile":{…},"persona":{"code":…,"name":…,"probability":`.
    let personaFragments: Fragments
    /// By persona: `{"code":…,"share":` as it stands in a mix.
    let mixFragments: Fragments
    /// By indicator: its id with quotes and colon.
    let indicatorKeys: Fragments
    /// `"dataset":"…"`.
    let dataset: Fragments
    /// `GET /personas` and `/profiles`, and each by its code.
    let documents: ReferenceDocuments

    /// Indicators that the reference does not have are left out of `defaultIndicators`; `missingIndicators` names them.
    public let missingIndicators: [String]

    public init(_ loaded: ReferenceLoader.Loaded, indicators ids: [String]) {
        self.loaded = loaded
        let index = loaded.index
        let rows = ids.map { id in
            let bytes = Array(id.utf8)
            return index.indicator(named: bytes.span)
        }
        defaultIndicators = rows.compactMap(\.self)
        missingIndicators = zip(ids, rows).filter { $0.1 == nil }.map(\.0)
        personaFragments = Fragments(count: index.personaCount) { row, writer in
            let persona = PersonaIndex(row)
            writer.key("profile")
            writer.beginObject()
            writer.key("code")
            writer.text { index.appendProfileCode(index.profile(of: persona), to: &$0) }
            writer.key("name")
            writer.text { index.appendProfileName(index.profile(of: persona), to: &$0) }
            writer.endObject()
            writer.key("persona")
            writer.beginObject()
            writer.key("code")
            writer.text { index.appendPersonaCode(persona, to: &$0) }
            writer.key("name")
            writer.text { index.appendPersonaName(persona, to: &$0) }
            writer.key("probability")
        }
        mixFragments = Fragments(count: index.personaCount) { row, writer in
            writer.beginObject()
            writer.key("code")
            writer.text { index.appendPersonaCode(PersonaIndex(row), to: &$0) }
            writer.key("share")
        }
        indicatorKeys = Fragments(count: index.indicatorCount) { row, writer in
            writer.key(index.indicatorID(row))
        }
        dataset = Fragments(count: 1) { _, writer in
            writer.key("dataset")
            writer.string(loaded.dataset)
        }
        documents = ReferenceDocuments(loaded)
    }
}

/// Pieces of JSON that answers are put together from, in one run of bytes.
struct Fragments: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(count: Int, _ write: (Int, inout JSONWriter) -> Void) {
        for row in 0..<count {
            var writer = JSONWriter()
            write(row, &writer)
            writer.bytes.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
            ends.append(bytes.count)
        }
    }

    /// Appends one piece. One copy.
    func append(_ row: Int, to buffer: inout ByteBuffer) {
        buffer.append(bytes.span.extracting((row == 0 ? 0 : ends[row &- 1])..<ends[row]))
    }
}

extension JSONWriter {
    /// A piece that begins with a key or a value, with a comma before it if one is due.
    mutating func fragment(_ row: Int, of fragments: borrowing Fragments) {
        raw("")
        fragments.append(row, to: &buffer)
    }

    /// A string value that `write` appends to a buffer. Allocates: for what is written once a load.
    mutating func text(_ write: (inout ByteBuffer) -> Void) {
        var buffer = ByteBuffer(capacity: 64)
        write(&buffer)
        string(buffer.bytes)
    }
}
