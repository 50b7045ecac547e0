extension ContactTable {
    /// The least and the greatest known value of a column of numbers, dates or instants, of all contacts; nil when none is
    /// known. O(contacts).
    public func range(_ column: ContactColumn, threads: Int = 2) -> ClosedRange<Int64>? {
        let (least, most) = fold(threads: threads, nil, (Int64.max, Int64.min)) { range, _, segment, scratch in
            let packed = segment.columns[column.index]
            switch packed.width {
            case 1: Self.widen(&range, packed.values(Int8.self), scratch.words)
            case 2: Self.widen(&range, packed.values(Int16.self), scratch.words)
            case 4: Self.widen(&range, packed.values(Int32.self), scratch.words)
            case 8: Self.widen(&range, packed.values(Int64.self), scratch.words)
            default: break
            }
        } merge: {
            $0 = (min($0.0, $1.0), max($0.1, $1.1))
        }
        return least <= most ? least...most : nil
    }

    @inline(__always)
    private static func widen<Value: FixedWidthInteger & SignedInteger>(
        _ range: inout (Int64, Int64), _ values: UnsafePointer<Value>, _ words: UnsafePointer<UInt64>
    ) {
        var (least, most) = (Value.max, Value.min)
        var hasAny = false
        forEachBit(words, ContactSegment.wordCount) { row in
            let value = values[row]
            guard value != .min else { return }
            hasAny = true
            least = min(least, value)
            most = max(most, value)
        }
        if hasAny { range = (min(range.0, Int64(least)), max(range.1, Int64(most))) }
    }
}
