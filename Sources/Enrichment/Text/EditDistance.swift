import Bytes

/// How many typing errors lie between two words: letters put in, left out, replaced, or two neighbours swapped
/// (Damerau 1964; the restricted form, in which no letter is changed twice).
enum EditDistance {
    /// Longer words are not compared: their distance is given as more than the limit.
    static let maximumLength = 47

    /// The largest limit.
    static let maximumLimit = 3

    /// The distance of two folded words if it is at most `limit` (1–3), else `limit + 1`. O(length) and nothing allocated.
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
        return bitParallel(one.extracting(start..<oneEnd), other.extracting(start..<otherEnd), limit: limit)
    }

    private static func isSwap(
        _ one: Span<UInt8>, _ other: Span<UInt8>, at start: Int, _ rows: Int, _ columns: Int
    ) -> Bool {
        rows == 2 && columns == 2 && one[start] == other[start &+ 1] && one[start &+ 1] == other[start]
    }

    /// A column of the table of distances in two words: by a bit a row, whether a cell is one more or one less than the one above it
    /// (Hyyrö 2003, after Myers 1999). What of the longer word is left can lower the last cell by one a letter at most.
    private static func bitParallel(_ one: Span<UInt8>, _ other: Span<UInt8>, limit: Int) -> Int {
        var places = InlineArray<64, UInt64>(repeating: 0)
        for row in one.indices { places[slot(one[row])] |= 1 << UInt64(row) }
        let last = UInt64(one.count &- 1)
        var more = UInt64.max
        var less: UInt64 = 0
        var diagonal: UInt64 = 0
        var before: UInt64 = 0
        var distance = one.count
        for column in other.indices {
            let same = places[slot(other[column])]
            let swapped = (~diagonal & same) << 1 & before
            diagonal = (((same & more) &+ more) ^ more) | same | less | swapped
            let right = less | ~(diagonal | more)
            let left = diagonal & more
            distance &+= Int(truncatingIfNeeded: right >> last & 1) &- Int(truncatingIfNeeded: left >> last & 1)
            if distance &- (other.count &- 1 &- column) > limit { return limit + 1 }
            more = left << 1 | ~(diagonal | (right << 1 | 1))
            less = (right << 1 | 1) & diagonal
            before = same
        }
        return min(distance, limit + 1)
    }

    /// Digits and capital letters have each their own.
    @inline(__always)
    private static func slot(_ letter: UInt8) -> Int { Int(letter &- ASCII.zero) & 63 }
}
