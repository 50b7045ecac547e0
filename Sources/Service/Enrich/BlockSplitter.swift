import Bytes
import CSV

/// Whole contacts of a file, and the line that they begin on: the piece of work of one core.
struct ContactBlock: Sendable {
    var bytes: [UInt8]
    var firstLine: Int
}

/// Input that has not been cut into blocks yet.
private struct PendingInput: ~Copyable {
    var bytes = ByteBuffer()
    /// Bytes of the input before these.
    var offset = 0
    var firstLine = 1

    mutating func cut(_ length: Int, nextLine: Int) -> ContactBlock {
        let taken = bytes.bytes.extracting(0..<length).withUnsafeBufferPointer { Array($0) }
        let block = ContactBlock(bytes: taken, firstLine: firstLine)
        bytes.removeFirst(length)
        offset += length
        firstLine = nextLine
        return block
    }
}

/// Cuts an input into blocks of whole contacts, so that cutting changes no answer.
protocol BlockSplitter: AnyObject {
    /// What stands before all contacts, complete once a block has been given; a table has a header, NDJSON none.
    var header: ContactBlock { get }
    /// Takes in a piece; the blocks that are complete with it.
    func receive(_ piece: Span<UInt8>) -> [ContactBlock]
    /// The line behind the header.
    var firstRecordLine: Int { get }
    /// The input is over; what is left of it.
    func finish() -> [ContactBlock]
}

/// Cuts NDJSON into blocks, at line ends.
final class LineSplitter: BlockSplitter {
    let header = ContactBlock(bytes: [], firstLine: 1)
    let firstRecordLine = 1
    private var pending = PendingInput()
    private let blockBytes: Int

    init(blockBytes: Int) { self.blockBytes = blockBytes }

    func receive(_ piece: Span<UInt8>) -> [ContactBlock] {
        pending.bytes.append(piece)
        guard pending.bytes.count >= blockBytes else { return [] }
        var end = pending.bytes.count
        while end > 0, pending.bytes[end - 1] != ASCII.lineFeed { end -= 1 }
        // A line longer than a block waits for its end; its length is for the enricher to judge.
        guard end > 0 else { return [] }
        var lines = 0
        for index in 0..<end where pending.bytes[index] == ASCII.lineFeed { lines += 1 }
        return [pending.cut(end, nextLine: pending.firstLine + lines)]
    }

    func finish() -> [ContactBlock] {
        pending.bytes.isEmpty ? [] : [pending.cut(pending.bytes.count, nextLine: pending.firstLine)]
    }
}

/// Cuts CSV into blocks, at the ends of records as the reader that will answer them finds them: a line end inside quotes is
/// no end. The header is kept apart.
final class RecordSplitter: BlockSplitter {
    private var pending = PendingInput()
    private var reader: CSVReader
    private let blockBytes: Int
    private let maximumRecordBytes: Int
    /// After a record that cannot be read, what a block must hold before it may end: what the reader looked at to say why.
    private var earliestCut = 0
    /// The header as it was written; empty until it is complete.
    private(set) var header = ContactBlock(bytes: [], firstLine: 1)
    /// The line behind the header.
    private(set) var firstRecordLine = 1

    init(limits: EnrichLimits, blockBytes: Int) {
        reader = CSVReader(format: CSVFormat(maximumRecordBytes: limits.maximumLineBytes))
        self.blockBytes = blockBytes
        maximumRecordBytes = limits.maximumLineBytes
    }

    func receive(_ piece: Span<UInt8>) -> [ContactBlock] {
        pending.bytes.append(piece)
        reader.append(piece)
        return split()
    }

    func finish() -> [ContactBlock] {
        reader.finish()
        var blocks = split()
        if !pending.bytes.isEmpty { blocks.append(pending.cut(pending.bytes.count, nextLine: reader.nextLine)) }
        return blocks
    }

    private func split() -> [ContactBlock] {
        var blocks: [ContactBlock] = []
        while true {
            switch reader.next() {
            case .needsMoreBytes, .end: return blocks
            case .record: break
            case .malformed: earliestCut = reader.offset + maximumRecordBytes + 1
            }
            var length = reader.offset - pending.offset
            // Both bytes of a line end belong to the line.
            if pending.bytes[length - 1] == ASCII.carriageReturn {
                guard length < pending.bytes.count else { continue }
                if pending.bytes[length] == ASCII.lineFeed { length += 1 }
            }
            if header.bytes.isEmpty {
                header = pending.cut(length, nextLine: reader.nextLine)
                firstRecordLine = reader.nextLine
            } else if length >= blockBytes, reader.offset >= earliestCut {
                blocks.append(pending.cut(length, nextLine: reader.nextLine))
            }
        }
    }
}
