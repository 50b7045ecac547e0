// Evaluate: how often answers are right, on addresses whose answers are known.
//
//     bytes ──RecordSplitter──▶ blocks ──(one task a core)──▶ tallies and misses ──in order──▶ EvaluationReport
//
//     EvaluationLayout      which columns are asked and which hold the right answers: by flags, by name, or a set that is known
//     Expectation           the right answer of one row, as far as it is given
//     Judge                 asks the matcher and compares: one verdict a row
//                           where the commune is wrong, whether the row itself asks for the one that was answered
//     NameFolding           when two spellings are the same street
//     HeldAddresses         which streets and communes the reference has at all
//     EvaluationTally       counts by measure, by level and by score; sums add up, so blocks can be counted apart
//     EvaluationReport      what is said of a file, as text and JSON
//
// A verdict says right, wrong or "not asked" of each thing that a row knows: commune, street, number, postcode, IRIS. Nothing
// is said of what a row does not know. The rules of comparison do not use the matcher's own, so that its mistakes show:
//
//   * A commune is right when its code is; where only a postcode or a city is known, when the commune has that postcode or
//     name. An arrondissement is right for its city, and a city is not right for its arrondissement.
//     The code of a former commune stands for the commune that it became.
//   * A street is right when its name is and its commune is. Names are the same when they are the same words: case, accents,
//     hyphens, abbreviations of way types and titles (`av`, `gal`, `st`), articles and number words (`huit`, `8`) aside.
//   * A number is right when it and its suffix are (`bis` is `b`), and the street is.
//   * An IRIS is right when it is the one given, or the one whose outline holds the position given (the nearest centre is too
//     often another). The latter counts in communes of several IRIS of which the reference holds streets, and once more where
//     it holds the street that was asked for.
//   * A row contradicts its known answer when its postcode and city are both those of the commune answered, and not both those of
//     the commune expected. It counts as wrong all the same; the report says how many rows do.
//   * An answer is right, for its score, when all that it claims and the row knows is.
import Bytes
import CSV

/// Measures answers on tables of addresses with known answers.
public struct Evaluation: Sendable {
    private let reference: ServedReference
    private let held: HeldAddresses
    private let workers: Int
    private let limits = EnrichLimits()
    /// Bytes of a block: what one core judges at a time.
    static let blockBytes = 1 << 17

    /// O(streets of the reference): lists what it holds.
    public init(_ reference: ServedReference, workers: Int) {
        self.reference = reference
        self.workers = max(workers, 1)
        held = HeldAddresses(reference.index)
    }

    /// Evaluates the table that `read` gives in pieces, no bytes being the end. Misses go to `writeMisses` as lines of CSV, in the
    /// order of the table (`EvaluationReport.missColumns`).
    public func run(
        name: String, options: EvaluationOptions, read: (inout ByteBuffer) throws -> Void,
        writeMisses: ((borrowing ByteBuffer) throws -> Void)?
    ) throws -> EvaluationReport {
        let splitter = RecordSplitter(limits: limits, blockBytes: Self.blockBytes)
        var layout: EvaluationLayout?
        var tally = EvaluationTally()
        try BlockPipeline<JudgedBlock>(splitter: splitter, workers: workers).run(read: read) { header in
            layout = try readLayout(header, options)
        } work: { [reference, held, limits] block in
            guard let layout else { preconditionFailure("blocks come after their header") }
            let work = BlockToJudge(
                name: name, header: splitter.header.bytes, block: block,
                skippedLines: block.firstLine - splitter.firstRecordLine, layout: layout, isListed: writeMisses != nil)
            return {
                var judge = Judge(reference, held, limits, work)
                judge.judgeAll()
                return judge.finish()
            }
        } take: { judged in
            tally.add(judged.tally)
            if let writeMisses, !judged.misses.isEmpty { try writeMisses(judged.misses) }
        }
        guard let layout else { throw BatchError.badHeader("the table is empty") }
        return EvaluationReport(name: name, layout: layout.summary, tally: tally)
    }

    private func readLayout(_ header: [UInt8], _ options: EvaluationOptions) throws -> EvaluationLayout {
        var reader = CSVReader(format: CSVFormat(maximumRecordBytes: limits.maximumLineBytes))
        reader.append(header.span)
        reader.finish()
        guard reader.next() == .record else { throw BatchError.badHeader("its first line is no record") }
        return try EvaluationLayout(CSVHeader(reader), options)
    }
}

/// What a caller says of a table.
public struct EvaluationOptions: Sendable {
    /// Which columns are asked.
    public var ask = ColumnMap()
    /// Which columns hold the right answers.
    public var expect = ExpectationMap()
    /// Positions are not given to the matcher, only the text.
    public var isTextOnly = false
    /// A column whose values are measured apart.
    public var groupColumn: String?

    public init() {}
}

/// Rows of a table for one core to judge.
struct BlockToJudge: Sendable {
    var name: String
    var header: [UInt8]
    var block: ContactBlock
    /// Lines between the header and the block.
    var skippedLines: Int
    var layout: EvaluationLayout
    /// Whether misses are listed.
    var isListed: Bool
}

/// What came of a block. `@unchecked Sendable`: written before it is handed over and only read after.
final class JudgedBlock: @unchecked Sendable {
    let tally: EvaluationTally
    let misses: ByteBuffer

    init(_ tally: EvaluationTally, _ misses: consuming ByteBuffer) {
        self.tally = tally
        self.misses = misses
    }
}
