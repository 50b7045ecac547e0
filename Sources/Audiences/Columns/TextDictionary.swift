import Bytes
import Synchronization

/// The texts of a column, each with a number. Numbers are given once and never change their meaning while the table lives.
///
/// Many threads read, the writer adds; a lock of its own guards it.
final class TextDictionary: @unchecked Sendable {
    private let lock = ReadWriteLock()
    private var table = InternTable()
    /// Texts held; read without the lock to see whether there are new ones.
    private let known = Atomic<Int>(0)

    var count: Int { known.load(ordering: .acquiring) }

    /// The number of the text; a new one when it is new.
    func intern(_ text: Span<UInt8>) -> Int64 {
        let found = lock.reading { table.find(text) }
        if let found { return Int64(found) }
        return lock.writing {
            let number = table.intern(text).number
            known.store(table.count, ordering: .releasing)
            return Int64(number)
        }
    }

    func intern(_ text: String) -> Int64 {
        var text = text
        return text.withUTF8 { intern($0.span) }
    }

    /// The text of a number that was given.
    func text(_ number: Int64) -> String { lock.reading { table.text(Int(number)) } }

    /// Calls `body` with each number from `start` on and its text. Not to be held for long: the writer waits.
    func forEach(from start: Int, _ body: (Int, Span<UInt8>) -> Void) {
        lock.reading { for number in start..<table.count { table.withBytes(number) { body(number, $0) } } }
    }

    var memoryBytes: Int { lock.reading { table.memoryBytes } }
}
