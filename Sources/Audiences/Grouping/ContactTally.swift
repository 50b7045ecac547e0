/// How many contacts there are in each cell of some axes, and what a number of theirs adds up to.
///
/// Cells lie as in a table of as many dimensions: the last axis changes fastest.
public struct ContactTally: Sendable {
    /// Groups of each axis.
    public let groupCounts: [Int]
    public private(set) var counts: [Int]
    /// Of those whose number is known, when a number was asked for.
    public private(set) var known: [Int]
    /// Units at the scale of the column; stops at the ends of 64 bits.
    public private(set) var sums: [Int64]

    init(_ groupCounts: [Int], cells: Int, hasMeasure: Bool) {
        self.groupCounts = groupCounts
        counts = [Int](repeating: 0, count: cells)
        known = [Int](repeating: 0, count: hasMeasure ? cells : 0)
        sums = [Int64](repeating: 0, count: hasMeasure ? cells : 0)
    }

    /// Contacts in all cells.
    public var total: Int { counts.reduce(0, +) }

    /// Counts the rows by an axis alone, if there is a quicker way than by cells.
    fileprivate mutating func count(
        _ column: PackedColumn, _ steps: AxisSteps, _ words: UnsafePointer<UInt64>
    ) -> Bool {
        if column.width == 0 {
            counts[Int(steps.unknown)] += RowCounts.rows(words)
            return true
        }
        if let bytes = steps.byteSteps(column) {
            for (byte, count) in RowCounts.byByte(column.values(UInt8.self), words).enumerated() where count > 0 {
                if bytes[byte] >= 0 { counts[Int(bytes[byte])] += count }
            }
            return true
        }
        guard steps.isOfKnown else { return false }
        let unknown = RowCounts.unknown(column, words)
        counts[0] += RowCounts.rows(words) - unknown
        counts[1] += unknown
        return true
    }

    fileprivate mutating func count(_ cells: UnsafePointer<Int32>, _ words: UnsafePointer<UInt64>, _ wordCount: Int) {
        counts.withUnsafeMutableBufferPointer { counts in
            forEachBit(words, wordCount) { row in
                let cell = Int(cells[row])
                if cell >= 0 { counts[cell] &+= 1 }
            }
        }
    }

    /// Adds up the numbers of the rows from the first on.
    fileprivate mutating func add(
        _ column: PackedColumn, from first: Int, _ cells: UnsafePointer<Int32>, _ words: UnsafePointer<UInt64>,
        _ wordCount: Int
    ) {
        switch column.width {
        case 1: add(column.values(Int8.self) + first, cells, words, wordCount)
        case 2: add(column.values(Int16.self) + first, cells, words, wordCount)
        case 4: add(column.values(Int32.self) + first, cells, words, wordCount)
        case 8: add(column.values(Int64.self) + first, cells, words, wordCount)
        default: break
        }
    }

    @inline(__always)
    private mutating func add<Value: FixedWidthInteger & SignedInteger>(
        _ values: UnsafePointer<Value>, _ cells: UnsafePointer<Int32>, _ words: UnsafePointer<UInt64>,
        _ wordCount: Int
    ) {
        known.withUnsafeMutableBufferPointer { known in
            sums.withUnsafeMutableBufferPointer { sums in
                forEachBit(words, wordCount) { row in
                    let cell = Int(cells[row])
                    let value = values[row]
                    guard cell >= 0, value != .min else { return }
                    known[cell] &+= 1
                    sums[cell] = ValueSummary.saturatingSum(sums[cell], Int64(value))
                }
            }
        }
    }

    mutating func merge(_ other: ContactTally) {
        for cell in counts.indices { counts[cell] += other.counts[cell] }
        for cell in known.indices {
            known[cell] += other.known[cell]
            sums[cell] = ValueSummary.saturatingSum(sums[cell], other.sums[cell])
        }
    }
}

/// Calls `body` for each bit that is on. Words with all bits on, which most are when nobody is left out, take no test a bit.
@inline(__always)
func forEachBit(_ words: UnsafePointer<UInt64>, _ wordCount: Int, _ body: (Int) -> Void) {
    for word in 0..<wordCount {
        var rest = words[word]
        if rest == ~0 {
            for bit in 0..<64 { body(word &* 64 &+ bit) }
            continue
        }
        while rest != 0 {
            body(word &* 64 &+ rest.trailingZeroBitCount)
            rest &= rest &- 1
        }
    }
}

extension ContactTable {
    /// Counts the contacts of a selection (all, when nil) in the cells of the axes, and adds up a number of theirs. Exact; the
    /// threads take segments as they come. O(contacts × axes), about 1 ns for each.
    public func tally(
        _ axes: [Axis], of selection: ContactSelection? = nil, summing measure: ContactColumn? = nil, threads: Int = 2
    ) throws(TallyError) -> ContactTally {
        let groupCounts = axes.map(\.count)
        let cells = try Self.cellCount(groupCounts)
        let steps = zip(axes, Self.strides(groupCounts)).map { AxisSteps($0, stride: $1) }
        let empty = ContactTally(groupCounts, cells: cells, hasMeasure: measure != nil)
        return fold(threads: threads, selection, empty) { tally, _, segment, scratch in
            if steps.count == 1, measure == nil,
                tally.count(segment.columns[steps[0].column], steps[0], scratch.words)
            {
                return
            }
            tally.add(segment, steps, measure, scratch)
        } merge: {
            $0.merge($1)
        }
    }
}

extension ContactTally {
    /// Rows that are taken at a time: their cells stay in the nearest cache.
    private static let batch = 1024

    fileprivate mutating func add(
        _ segment: ContactSegment, _ steps: [AxisSteps], _ measure: ContactColumn?, _ scratch: borrowing FoldScratch
    ) {
        let cells = scratch.cells
        for first in stride(from: 0, to: ContactSegment.rowCount, by: Self.batch) {
            let (words, wordCount) = (scratch.words + first / 64, Self.batch / 64)
            cells.update(repeating: 0, count: Self.batch)
            for step in steps { step.add(segment.columns[step.column], from: first, Self.batch, cells) }
            count(cells, words, wordCount)
            if let measure { add(segment.columns[measure.index], from: first, cells, words, wordCount) }
        }
    }
}
