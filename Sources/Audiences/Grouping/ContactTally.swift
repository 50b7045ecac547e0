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

    /// Counts the rows whose bits are on by the steps of their one-byte values.
    mutating func count(_ values: UnsafePointer<Int8>, _ steps: [Int32], _ words: UnsafePointer<UInt64>) {
        counts.withUnsafeMutableBufferPointer { counts in
            steps.withUnsafeBufferPointer { steps in
                forEachBit(words, ContactSegment.wordCount) { row in
                    let cell = Int(steps[Int(UInt8(bitPattern: values[row]))])
                    if cell >= 0 { counts[cell] &+= 1 }
                }
            }
        }
    }

    mutating func count(_ cells: UnsafePointer<Int32>, _ words: UnsafePointer<UInt64>) {
        counts.withUnsafeMutableBufferPointer { counts in
            forEachBit(words, ContactSegment.wordCount) { row in
                let cell = Int(cells[row])
                if cell >= 0 { counts[cell] &+= 1 }
            }
        }
    }

    mutating func add(_ column: PackedColumn, _ cells: UnsafePointer<Int32>, _ words: UnsafePointer<UInt64>) {
        switch column.width {
        case 1: add(column.values(Int8.self), cells, words)
        case 2: add(column.values(Int16.self), cells, words)
        case 4: add(column.values(Int32.self), cells, words)
        case 8: add(column.values(Int64.self), cells, words)
        default: break
        }
    }

    @inline(__always)
    private mutating func add<Value: FixedWidthInteger & SignedInteger>(
        _ values: UnsafePointer<Value>, _ cells: UnsafePointer<Int32>, _ words: UnsafePointer<UInt64>
    ) {
        known.withUnsafeMutableBufferPointer { known in
            sums.withUnsafeMutableBufferPointer { sums in
                forEachBit(words, ContactSegment.wordCount) { row in
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
            if steps.count == 1, measure == nil {
                let column = segment.columns[steps[0].column]
                if let bytes = steps[0].byteSteps(column) {
                    return tally.count(column.values(Int8.self), bytes, scratch.words)
                }
            }
            scratch.cells.update(repeating: 0, count: ContactSegment.rowCount)
            for step in steps { step.add(segment.columns[step.column], ContactSegment.rowCount, scratch.cells) }
            tally.count(scratch.cells, scratch.words)
            if let measure { tally.add(segment.columns[measure.index], scratch.cells, scratch.words) }
        } merge: {
            $0.merge($1)
        }
    }
}
