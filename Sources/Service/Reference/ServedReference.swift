import Bytes
import Dispatch
import Enrichment
import JSON
import Store
import Synchronization

/// A loaded reference with all that its answers need ready: made once a load, then only read.
public final class ServedReference: Sendable {
    public let loaded: ReferenceLoader.Loaded
    var index: ReferenceIndex { loaded.index }

    /// The indicators that answers carry unless the request names others, by row of the index.
    let defaultIndicators: [Int]
    /// What answers are put together from.
    let pieces: AnswerPieces
    /// The personas and default indicators of each area, ready to be copied; see `AnswerPieces.areaAnswers`.
    let areaAnswers: FragmentBlocks
    /// `"dataset":"…"`.
    let dataset: Fragments
    /// `GET /personas` and `/profiles`, and each by its code, in both languages; written when first asked for.
    let documents: ReferenceDocuments
    /// `GET /indicators`.
    let directory: IndicatorDirectory
    /// The indicators of each theme by row of the index, themes in the order of their names.
    let indicatorsByTheme: [(theme: String, rows: [Int])]

    private let portalCache = Mutex<PortalReference?>(nil)

    /// What the portal draws its pages from; made when it is first asked for, while other loops that ask wait.
    var portal: PortalReference {
        portalCache.withLock { cache in
            if let made = cache { return made }
            let made = PortalReference(loaded)
            cache = made
            return made
        }
    }

    /// Indicators that the reference does not have are left out of `defaultIndicators`; `missingIndicators` names them.
    public let missingIndicators: [String]

    public init(
        _ loaded: ReferenceLoader.Loaded, indicators ids: [String],
        maximumMixParts: Int = EnrichLimits().maximumMixParts
    ) {
        self.loaded = loaded
        let index = loaded.index
        let rows = ids.map { index.indicator(named: $0) }
        defaultIndicators = rows.compactMap(\.self)
        missingIndicators = zip(ids, rows).filter { $0.1 == nil }.map(\.0)
        pieces = AnswerPieces(index, maximumMixParts: maximumMixParts)
        areaAnswers = pieces.areaAnswers(index, indicators: defaultIndicators)
        dataset = Fragments(count: 1) { _, writer in
            writer.key("dataset")
            writer.string(loaded.dataset)
        }
        documents = ReferenceDocuments(loaded)
        directory = IndicatorDirectory(loaded.catalogue)
        var byTheme: [String: [Int]] = [:]
        for indicator in loaded.catalogue.indicators.values.sorted(by: { $0.id < $1.id }) {
            if let row = index.indicator(named: indicator.id) { byTheme[indicator.theme, default: []].append(row) }
        }
        indicatorsByTheme = byTheme.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// Pieces of JSON that answers are put together from, in one run of bytes.
struct Fragments: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    /// Room for `expectedBytes` is asked for at once: what is not written to costs nothing, and growing would copy all of it.
    init(count: Int, expectedBytes: Int = 0, _ write: (Int, inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        ends.reserveCapacity(count)
        bytes.reserveCapacity(expectedBytes)
        for row in 0..<count {
            writer.removeAll()
            write(row, &writer)
            writer.bytes.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
            ends.append(UInt32(bytes.count))
        }
    }

    func isEmpty(_ row: Int) -> Bool { ends[row] == (row == 0 ? 0 : ends[row &- 1]) }

    /// Appends one piece. One copy.
    func append(_ row: Int, to buffer: inout ByteBuffer) {
        buffer.append(bytes.span.extracting((row == 0 ? 0 : Int(ends[row &- 1]))..<Int(ends[row])))
    }
}

/// As `Fragments`, for tens of thousands of pieces: written on all cores, in blocks that stay as they are.
struct FragmentBlocks: Sendable {
    private let blocks: [Fragments]

    /// Pieces of a block, in bits: enough blocks that a core which is busy elsewhere holds up little.
    private static let blockBits = 12
    /// Bytes of a piece, by and large the most of what comes.
    private static let expectedBytes = 512

    init(count: Int, _ write: @Sendable (Int, inout JSONWriter) -> Void) {
        let size = 1 << Self.blockBits
        let blockCount = (count + size - 1) / size
        let written = Mutex([Fragments?](repeating: nil, count: blockCount))
        DispatchQueue.concurrentPerform(iterations: blockCount) { number in
            let first = number * size
            let rows = min(size, count - first)
            let block = Fragments(count: rows, expectedBytes: rows * Self.expectedBytes) { row, writer in
                write(first + row, &writer)
            }
            written.withLock { $0[number] = block }
        }
        blocks = written.withLock { $0 }.compactMap(\.self)
    }

    /// Appends one piece; returns false, and does nothing, when it is empty. One copy.
    fileprivate func append(_ row: Int, to writer: inout JSONWriter) -> Bool {
        let block = blocks[row >> Self.blockBits]
        let row = row & (1 << Self.blockBits &- 1)
        if block.isEmpty(row) { return false }
        writer.fragment(row, of: block)
        return true
    }
}

extension JSONWriter {
    /// A piece that begins with a key or a value, with a comma before it if one is due.
    mutating func fragment(_ row: Int, of fragments: borrowing Fragments) {
        raw("")
        fragments.append(row, to: &buffer)
    }

    /// As above; false when the piece is empty.
    mutating func fragment(_ row: Int, of blocks: borrowing FragmentBlocks) -> Bool { blocks.append(row, to: &self) }

    /// An indicator under its key; `null` when it is not known.
    mutating func figure(_ value: Double, decimals: Int, under keys: borrowing Fragments, _ row: Int) {
        fragment(row, of: keys)
        if value.isFinite { buffer.append(value, decimals: decimals) } else { buffer.append("null") }
    }

    /// A string value that `write` appends to a buffer. Allocates: for what is written once a load.
    mutating func text(_ write: (inout ByteBuffer) -> Void) {
        var buffer = ByteBuffer(capacity: 64)
        write(&buffer)
        string(buffer.bytes)
    }
}
