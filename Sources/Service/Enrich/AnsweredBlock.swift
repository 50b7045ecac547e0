import Bytes

/// What came of one block. `@unchecked Sendable`: it is written before it is handed over and only read after.
final class AnsweredBlock: @unchecked Sendable {
    let bytes: ByteBuffer
    /// What was rejected, once more.
    let rejects: ByteBuffer
    let summary: BatchSummary
    let inputBytes: Int

    init(
        _ bytes: consuming ByteBuffer, rejects: consuming ByteBuffer, _ summary: BatchSummary, inputBytes: Int
    ) {
        self.bytes = bytes
        self.rejects = rejects
        self.summary = summary
        self.inputBytes = inputBytes
    }
}
