import Bytes

/// The texts of types, channels and categories of events, each with a code and the number of events that use it. A text that no event uses
/// any more is erased, since a sender may have put something personal into it.
struct EventWords: ~Copyable {
    /// String `n` has code `n + 1`.
    private var table = ByteStringTable(expectedCount: 64)
    private var uses: [Int64] = []
    private var storedUses: [Int64] = []
    /// Words whose number of uses differs from the stored one, perhaps more than once.
    private var changed: [Int] = []

    init(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        var select = try connection.prepare("SELECT code, text, uses FROM event_word ORDER BY code")
        while try select.step() {
            // Codes of erased words are gaps, filled so that the numbers stay in step.
            while table.count + 1 < Int(select.integer(0)) { addGap() }
            _ = table.intern(select.bytes(1))
            uses.append(select.integer(2))
        }
        storedUses = uses
    }

    private mutating func addGap() {
        // No text holds a zero byte followed by digits alone: checked texts hold no control characters at their start.
        let name = Array("\u{0}\(table.count)".utf8)
        _ = table.intern(name.span)
        uses.append(0)
    }

    /// The code of a text, which is used by `count` more events.
    mutating func use(_ text: Span<UInt8>, count: Int64 = 1) -> UInt64 {
        let number = table.intern(text)
        if number == uses.count {
            uses.append(0)
            storedUses.append(0)
        }
        change(number, by: count)
        return UInt64(number + 1)
    }

    /// An event that used the text of this code is gone.
    mutating func release(_ code: UInt64) {
        guard code > 0, code <= uses.count else { return }
        change(Int(code) - 1, by: -1)
    }

    private mutating func change(_ number: Int, by count: Int64) {
        if uses[number] == storedUses[number] { changed.append(number) }
        uses[number] += count
    }

    /// The text of a code; no bytes for 0 and for one that does not exist.
    @_lifetime(borrow self)
    borrowing func text(_ code: UInt64) -> Span<UInt8> {
        guard code > 0, code <= uses.count else { return Span() }
        return table.string(Int(code) - 1)
    }

    /// Writes what has changed since the last time: to be called before each commit.
    mutating func store(
        _ put: inout SQLiteStatement, _ erase: inout SQLiteStatement
    ) throws(SQLiteError) {
        for number in changed where uses[number] != storedUses[number] {
            if uses[number] == 0 {
                try erase.bind(number + 1, at: 1)
                try erase.run()
            } else {
                try put.bind(number + 1, at: 1)
                try put.bind(text: table.string(number), at: 2)
                try put.bind(uses[number], at: 3)
                try put.run()
            }
        }
    }

    /// The transaction that `store` wrote in is durable.
    mutating func committed() {
        for number in changed { storedUses[number] = uses[number] }
        changed.removeAll(keepingCapacity: true)
    }

    /// The transaction was rolled back.
    mutating func rolledBack() {
        for number in changed { uses[number] = storedUses[number] }
        changed.removeAll(keepingCapacity: true)
    }
}
