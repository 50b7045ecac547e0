import Bytes
import Enrichment

/// Enriches a whole file on all cores, in order and in constant memory (`BlockPipeline`). The answers are those of the server,
/// to the byte.
public struct FileEnricher {
    public enum Format: String, Sendable, CaseIterable {
        case csv, ndjson
    }

    /// Bytes of a block: large enough that handing it over costs nothing, small enough that order costs little memory.
    static let defaultBlockBytes = 1 << 19

    private let reference: ServedReference
    private let limits: EnrichLimits
    private let workers: Int
    private let blockBytes: Int
    /// Which columns of a table are read as what, besides those that are found by their names.
    public var map = ColumnMap()
    private var options: AnswerOptions
    /// Weaker answers are turned into coarser ones, 0–1.
    public var minimumScore: Float {
        get { options.minimumScore }
        set { options.minimumScore = newValue }
    }
    /// Whether each answer says how its address was read; NDJSON only.
    public var explains: Bool {
        get { options.explains }
        set { options.explains = newValue }
    }

    public init(_ reference: ServedReference, limits: EnrichLimits, workers: Int) {
        self.init(reference, limits: limits, workers: workers, blockBytes: Self.defaultBlockBytes)
    }

    init(_ reference: ServedReference, limits: EnrichLimits, workers: Int, blockBytes: Int) {
        options = AnswerOptions()
        self.reference = reference
        self.limits = limits
        self.workers = max(workers, 1)
        self.blockBytes = blockBytes
    }

    /// Adds these indicators, separated by commas, to each answer; without it the choice is the reference's. Throws when one is
    /// not known.
    public mutating func ask(for fields: String) throws(RequestedFields.Failure) {
        options.indicators = try RequestedFields.rows(fields, in: reference, limit: limits.maximumFields)
    }

    /// Reads pieces with `read` until it gives no bytes, and gives the answers to `write` in order. Lines that could not be
    /// read also go to `writeRejects`: records of a table with its columns, their line and error; of NDJSON the errors.
    /// `describe` is told of a table once its header has been read. `progress` is told after each block of the contacts
    /// answered so far and the bytes of input that they had. All are called on the caller's thread; what they throw ends the
    /// run, as does a table whose header has no known column (`BatchError`).
    public func run(
        _ format: Format, read: (inout ByteBuffer) throws -> Void, write: (borrowing ByteBuffer) throws -> Void,
        writeRejects: ((borrowing ByteBuffer) throws -> Void)? = nil, describe: (TableDescription) -> Void = { _ in },
        progress: (BatchSummary, _ inputBytes: Int) throws -> Void
    ) throws -> BatchSummary {
        let splitter = splitter(for: format)
        var summary = BatchSummary()
        var inputBytes = 0
        let keepsRejects = writeRejects != nil
        try BlockPipeline<AnsweredBlock>(splitter: splitter, workers: workers).run(read: read) { header in
            let batch = try CSVEnricher.answer(
                header: header, reference, options, limits, map, keepsRejects: keepsRejects
            ) {
                try write($0)
            }
            if let description = batch.description { describe(description) }
            try writeRejects?(batch.rejects)
        } work: { block in
            task(block, format, splitter, keepsRejects: keepsRejects)
        } take: { answer in
            summary.add(answer.summary)
            inputBytes += answer.inputBytes
            try write(answer.bytes)
            if !answer.rejects.isEmpty { try writeRejects?(answer.rejects) }
            try progress(summary, inputBytes)
        }
        return summary
    }

    private func splitter(for format: Format) -> any BlockSplitter {
        switch format {
        case .csv: RecordSplitter(limits: limits, blockBytes: blockBytes)
        case .ndjson: LineSplitter(blockBytes: blockBytes)
        }
    }

    private func task(
        _ block: ContactBlock, _ format: Format, _ splitter: any BlockSplitter, keepsRejects: Bool
    ) -> @Sendable () -> AnsweredBlock {
        switch format {
        case .ndjson:
            return { [reference, options, limits] in
                NDJSONEnricher.answer(block, reference, options, limits, keepsRejects: keepsRejects)
            }
        case .csv:
            let header = splitter.header.bytes
            let skippedLines = block.firstLine - splitter.firstRecordLine
            return { [reference, options, limits, map] in
                let batch = CSVEnricher(
                    reference, options, limits, map: map, skippedLines: skippedLines, keepsRejects: keepsRejects)
                return CSVEnricher.answer(block, under: header, batch)
            }
        }
    }
}

/// Room for the answers of a block, in bytes of answer for each byte of input: it seldom grows.
private let answerGrowth = 4

extension NDJSONEnricher {
    /// Answers one block of a file.
    fileprivate static func answer(
        _ block: ContactBlock, _ reference: ServedReference, _ options: AnswerOptions, _ limits: EnrichLimits,
        keepsRejects: Bool
    ) -> AnsweredBlock {
        var output = ByteBuffer(capacity: block.bytes.count * answerGrowth)
        var batch = NDJSONEnricher(
            reference, options, limits, firstLine: block.firstLine, keepsRejects: keepsRejects)
        batch.receive(block.bytes.span, into: &output)
        batch.finish(into: &output)
        let summary = batch.summary
        return AnsweredBlock(output, rejects: batch.takeRejects(), summary, inputBytes: block.bytes.count)
    }
}

extension CSVEnricher {
    /// Answers the header of a table, and gives what has read it.
    fileprivate static func answer(
        header: [UInt8], _ reference: ServedReference, _ options: AnswerOptions, _ limits: EnrichLimits,
        _ map: ColumnMap, keepsRejects: Bool,
        write: (borrowing ByteBuffer) throws -> Void
    ) throws -> CSVEnricher {
        var output = ByteBuffer()
        var batch = CSVEnricher(reference, options, limits, map: map, keepsRejects: keepsRejects)
        try batch.receive(header.span, into: &output)
        try batch.finish(into: &output)
        try write(output)
        return batch
    }

    /// Answers one block of a table whose header has been answered.
    fileprivate static func answer(
        _ block: ContactBlock, under header: [UInt8], _ batch: consuming CSVEnricher
    ) -> AnsweredBlock {
        var output = ByteBuffer(capacity: block.bytes.count * answerGrowth)
        do throws(BatchError) {
            try batch.receive(header.span, into: &output)
            output.removeAll()
            batch.forgetRejects()
            try batch.receive(block.bytes.span, into: &output)
            try batch.finish(into: &output)
        } catch {
            preconditionFailure("the header was accepted before")
        }
        let summary = batch.summary
        return AnsweredBlock(output, rejects: batch.takeRejects(), summary, inputBytes: block.bytes.count)
    }
}
