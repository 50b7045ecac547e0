import Bytes
import Dispatch

/// Blocks of an input worked on by several cores, their answers taken in the order of the input, in constant memory.
///
///     read ──BlockSplitter──▶ blocks ──(one task a core)──▶ answers ──BlockQueue, in order──▶ take
///
/// At most two blocks a core are under way, so reading never runs ahead of taking.
struct BlockPipeline<Answer: Sendable> {
    let splitter: any BlockSplitter
    /// Cores to use, at least one.
    let workers: Int

    /// Reads pieces until one is empty. `begin` is called once, when the header is there (a table has one, NDJSON none);
    /// `work` gives the task of a block, `take` gets its answer. All but the tasks run on the caller's thread, and what they
    /// throw ends the run.
    func run(
        read: (inout ByteBuffer) throws -> Void, begin: (_ header: [UInt8]) throws -> Void,
        work: (ContactBlock) -> @Sendable () -> Answer, take: (Answer) throws -> Void
    ) throws {
        let queue = BlockQueue<Answer>()
        var input = ByteBuffer(capacity: 1 << 18)
        var hasBegun = false
        var isOver = false
        while !isOver {
            input.removeAll()
            try read(&input)
            isOver = input.isEmpty
            let blocks = isOver ? splitter.finish() : splitter.receive(input.bytes)
            if !hasBegun, !splitter.header.bytes.isEmpty {
                hasBegun = true
                try begin(splitter.header.bytes)
            }
            for block in blocks {
                while queue.count >= workers * 2 { try take(queue.takeFirst()) }
                let place = queue.reserve()
                let task = work(block)
                DispatchQueue.global(qos: .userInitiated).async { queue.fill(place, task()) }
            }
        }
        while queue.count > 0 { try take(queue.takeFirst()) }
    }
}
