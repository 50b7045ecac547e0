import Bytes
import Dispatch
import Enrichment

/// Enriches a whole file on all cores, in order and in constant memory.
///
///     read ──BlockSplitter──▶ blocks ──(one task a core)──▶ answers ──BlockQueue, in order──▶ write
///
/// At most two blocks a core are under way, so the reader never runs ahead of the writer. The answers are those of the server,
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

    public init(_ reference: ServedReference, limits: EnrichLimits, workers: Int) {
        self.init(reference, limits: limits, workers: workers, blockBytes: Self.defaultBlockBytes)
    }

    init(_ reference: ServedReference, limits: EnrichLimits, workers: Int, blockBytes: Int) {
        self.reference = reference
        self.limits = limits
        self.workers = max(workers, 1)
        self.blockBytes = blockBytes
    }

    /// Reads pieces with `read` until it gives no bytes, and gives the answers to `write` in order. Both are called on the
    /// caller's thread; what they throw ends the run, as does a table whose header has no known column (`BatchError`).
    /// `progress` is told after each block of the contacts answered so far and the bytes of input that they had.
    public func run(
        _ format: Format, read: (inout ByteBuffer) throws -> Void, write: (Span<UInt8>) throws -> Void,
        progress: (BatchSummary, _ inputBytes: Int) throws -> Void
    ) throws -> BatchSummary {
        let run = Run(splitter(for: format))
        var input = ByteBuffer(capacity: 1 << 18)
        var isOver = false
        while !isOver {
            input.removeAll()
            try read(&input)
            isOver = input.isEmpty
            let blocks = isOver ? run.splitter.finish() : run.splitter.receive(input.bytes)
            try answerHeader(run, write)
            for block in blocks {
                try drain(run, downTo: workers * 2 - 1, write, progress)
                start(block, format, run)
            }
        }
        try drain(run, downTo: 0, write, progress)
        return run.summary
    }

    /// How far a run has come.
    private final class Run {
        let splitter: any BlockSplitter
        let queue = BlockQueue<AnsweredBlock>()
        var summary = BatchSummary()
        var inputBytes = 0
        var hasAnsweredHeader = false

        init(_ splitter: any BlockSplitter) { self.splitter = splitter }
    }

    private func splitter(for format: Format) -> any BlockSplitter {
        switch format {
        case .csv: RecordSplitter(limits: limits, blockBytes: blockBytes)
        case .ndjson: LineSplitter(blockBytes: blockBytes)
        }
    }

    private func answerHeader(_ run: Run, _ write: (Span<UInt8>) throws -> Void) throws {
        guard !run.hasAnsweredHeader, !run.splitter.header.bytes.isEmpty else { return }
        run.hasAnsweredHeader = true
        let answer = try CSVEnricher.answer(header: run.splitter.header.bytes, reference, limits)
        try write(answer.span)
    }

    private func drain(
        _ run: Run, downTo count: Int, _ write: (Span<UInt8>) throws -> Void,
        _ progress: (BatchSummary, Int) throws -> Void
    ) throws {
        while run.queue.count > count {
            let answer = run.queue.takeFirst()
            run.summary.add(answer.summary)
            run.inputBytes += answer.inputBytes
            try answer.bytes.withUnsafeBytes { bytes in
                try write(bytes.bindMemory(to: UInt8.self).span)
            }
            try progress(run.summary, run.inputBytes)
        }
    }

    private func start(_ block: ContactBlock, _ format: Format, _ run: Run) {
        let queue = run.queue
        let header = run.splitter.header.bytes
        let skippedLines = block.firstLine - run.splitter.firstRecordLine
        let place = queue.reserve()
        DispatchQueue.global(qos: .userInitiated).async { [reference, limits] in
            var output = ByteBuffer(capacity: block.bytes.count * 4)
            let summary =
                switch format {
                case .ndjson: NDJSONEnricher.answer(block, reference, limits, into: &output)
                case .csv:
                    CSVEnricher.answer(
                        block, under: header, skippedLines: skippedLines, reference, limits, into: &output)
                }
            queue.fill(place, AnsweredBlock(output, summary, inputBytes: block.bytes.count))
        }
    }
}

extension NDJSONEnricher {
    /// Answers one block of a file.
    static func answer(
        _ block: ContactBlock, _ reference: ServedReference, _ limits: EnrichLimits, into output: inout ByteBuffer
    ) -> BatchSummary {
        let options = AnswerOptions(maximumMixParts: limits.maximumMixParts)
        var batch = NDJSONEnricher(reference, options, limits, firstLine: block.firstLine)
        batch.receive(block.bytes.span, into: &output)
        batch.finish(into: &output)
        return batch.summary
    }
}

extension CSVEnricher {
    /// Answers the header of a table.
    static func answer(
        header: [UInt8], _ reference: ServedReference, _ limits: EnrichLimits
    ) throws(BatchError) -> [UInt8] {
        var output = ByteBuffer()
        var batch = CSVEnricher(reference, limits)
        try batch.receive(header.span, into: &output)
        try batch.finish(into: &output)
        return output.bytes.withUnsafeBufferPointer { Array($0) }
    }

    /// Answers one block of a table whose header has been answered.
    static func answer(
        _ block: ContactBlock, under header: [UInt8], skippedLines: Int, _ reference: ServedReference,
        _ limits: EnrichLimits, into output: inout ByteBuffer
    ) -> BatchSummary {
        var batch = CSVEnricher(reference, limits, skippedLines: skippedLines)
        do throws(BatchError) {
            try batch.receive(header.span, into: &output)
            output.removeAll()
            try batch.receive(block.bytes.span, into: &output)
            try batch.finish(into: &output)
        } catch {
            preconditionFailure("the header was accepted before")
        }
        return batch.summary
    }
}
