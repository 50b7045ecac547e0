import Bytes

/// How many typing errors lie between two words: letters put in, left out, replaced, or two neighbours swapped
/// (Damerau 1964; the restricted form, in which no letter is changed twice).
enum EditDistance {
    /// Longer words are not compared: their distance is given as more than the limit.
    static let maximumLength = 47

    /// The distance if it is at most `limit`, else `limit + 1`. O(length × limit) and nothing allocated.
    static func bounded(_ one: Span<UInt8>, _ other: Span<UInt8>, limit: Int) -> Int {
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
        return banded(one.extracting(start..<oneEnd), other.extracting(start..<otherEnd), limit: limit)
    }

    private static func banded(_ one: Span<UInt8>, _ other: Span<UInt8>, limit: Int) -> Int {
        let far = UInt8(limit + 1)
        var beforeLast = InlineArray<48, UInt8>(repeating: far)
        var last = InlineArray<48, UInt8>(repeating: far)
        var current = InlineArray<48, UInt8>(repeating: far)
        for column in 0...min(other.count, limit) { last[column] = UInt8(column) }
        for row in 1...one.count {
            // Only cells near the diagonal can hold a distance within the limit.
            let low = max(1, row - limit)
            let high = min(other.count, row + limit)
            current[low &- 1] = low == 1 && row <= limit ? UInt8(row) : far
            var best = current[low &- 1]
            for column in low...high {
                let isSame = one[row &- 1] == other[column &- 1]
                var value = last[column &- 1] &+ (isSame ? 0 : 1)
                if last[column] < far { value = min(value, last[column] &+ 1) }
                value = min(value, current[column &- 1] &+ 1)
                if row > 1, column > 1, one[row &- 1] == other[column &- 2], one[row &- 2] == other[column &- 1] {
                    value = min(value, beforeLast[column &- 2] &+ 1)
                }
                value = min(value, far)
                current[column] = value
                best = min(best, value)
            }
            if high < other.count { current[high &+ 1] = far }
            if best > UInt8(limit) { return limit + 1 }
            beforeLast = last
            last = current
        }
        return Int(min(last[other.count], far))
    }
}
