/// Counts over one column of a segment, of the rows whose bits are on.
enum RowCounts {
    static func rows(_ words: UnsafePointer<UInt64>) -> Int {
        var count = 0
        for word in 0..<ContactSegment.wordCount { count &+= words[word].nonzeroBitCount }
        return count
    }

    /// Adding to one of four counts in turn: rows with the same value, which often come together, would else wait for each other.
    private static let lanes = 4

    /// Rows by the bits of their one-byte values.
    static func byByte(_ values: UnsafePointer<UInt8>, _ words: UnsafePointer<UInt64>) -> [Int] {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: lanes * 256) { counts in
            counts.initialize(repeating: 0)
            guard let counts = counts.baseAddress else { return [] }
            forEachBit(words, ContactSegment.wordCount) { row in
                counts[(row & (lanes - 1)) &<< 8 | Int(values[row])] &+= 1
            }
            return (0..<256).map { byte in (0..<lanes).reduce(0) { $0 + Int(counts[$1 << 8 | byte]) } }
        }
    }

    /// Rows whose value is not known. The column has two bytes a value or more.
    static func unknown(_ column: PackedColumn, _ words: UnsafePointer<UInt64>) -> Int {
        switch column.width {
        case 2: unknown(column.values(Int16.self), words)
        case 4: unknown(column.values(Int32.self), words)
        default: unknown(column.values(Int64.self), words)
        }
    }

    @inline(__always)
    private static func unknown<Value: FixedWidthInteger & SignedInteger>(
        _ values: UnsafePointer<Value>, _ words: UnsafePointer<UInt64>
    ) -> Int {
        var count = 0
        forEachBit(words, ContactSegment.wordCount) { row in count &+= values[row] == .min ? 1 : 0 }
        return count
    }
}
