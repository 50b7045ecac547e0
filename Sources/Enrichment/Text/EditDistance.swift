import Bytes

/// How many typing errors lie between two words: letters put in, left out, replaced, or two neighbours swapped
/// (Damerau 1964; the restricted form, in which no letter is changed twice).
enum EditDistance {
    /// Longer words are not compared: their distance is given as more than the limit.
    static let maximumLength = 47

    /// The largest limit.
    static let maximumLimit = 3

    /// The distance if it is at most `limit` (1–3), else `limit + 1`. O(length × limit) and nothing allocated.
    static func bounded(_ one: Span<UInt8>, _ other: Span<UInt8>, limit: Int) -> Int {
        precondition(limit <= maximumLimit, "words that differ more are not alike")
        var start = 0
        var oneEnd = one.count
        var otherEnd = other.count
        if abs(oneEnd - otherEnd) > limit { return limit + 1 }
        while start < oneEnd, start < otherEnd, one[start] == other[start] { start &+= 1 }
        while oneEnd > start, otherEnd > start, one[oneEnd &- 1] == other[otherEnd &- 1] {
            oneEnd &-= 1
            otherEnd &-= 1
        }
        let rows = oneEnd - start
        let columns = otherEnd - start
        if rows == 0 || columns == 0 { return max(rows, columns) }
        if rows > maximumLength || columns > maximumLength { return limit + 1 }
        if rows == 1 && columns == 1 { return 1 }
        // What differs at both ends is one error only where two neighbours are swapped.
        if limit == 1 { return isSwap(one, other, at: start, rows, columns) ? 1 : 2 }
        return banded(one.extracting(start..<oneEnd), other.extracting(start..<otherEnd), limit: limit)
    }

    private static func isSwap(
        _ one: Span<UInt8>, _ other: Span<UInt8>, at start: Int, _ rows: Int, _ columns: Int
    ) -> Bool {
        rows == 2 && columns == 2 && one[start] == other[start &+ 1] && one[start &+ 1] == other[start]
    }

    /// Only cells near the diagonal can hold a distance within the limit: of each row those are kept, by how far they lie from
    /// it, with a cell that is too far at either end.
    private static func banded(_ one: Span<UInt8>, _ other: Span<UInt8>, limit: Int) -> Int {
        let far = UInt8(limit + 1)
        let diagonal = limit + 1
        var beforeLast = InlineArray<9, UInt8>(repeating: far)
        var last = InlineArray<9, UInt8>(repeating: far)
        for column in 0...min(other.count, limit) { last[diagonal &+ column] = UInt8(column) }
        for row in 1...one.count {
            var current = InlineArray<9, UInt8>(repeating: far)
            if row <= limit { current[diagonal &- row] = UInt8(row) }
            var best = row <= limit ? UInt8(row) : far
            var column = max(1, row - limit)
            let end = min(other.count, row + limit)
            while column <= end {
                let cell = diagonal &+ column &- row
                var value = last[cell] &+ (one[row &- 1] == other[column &- 1] ? 0 : 1)
                value = min(value, last[cell &+ 1] &+ 1, current[cell &- 1] &+ 1)
                if row > 1, column > 1, one[row &- 1] == other[column &- 2], one[row &- 2] == other[column &- 1] {
                    value = min(value, beforeLast[cell] &+ 1)
                }
                current[cell] = min(value, far)
                best = min(best, value)
                column &+= 1
            }
            if best > UInt8(limit) { return limit + 1 }
            beforeLast = last
            last = current
        }
        return Int(last[diagonal &+ other.count &- one.count])
    }
}
