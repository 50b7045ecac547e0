/// How far two groupings of the same things agree (Hubert and Arabie, 1985): 1 when they are the same, about 0 when they
/// have nothing to do with each other.
public enum RandIndex {
    /// Adjusted for chance. `weights` makes each thing count as so many; all count one when it is nil. Labels are not
    /// negative. O(things + groups²).
    public static func adjusted(_ one: [Int32], _ other: [Int32], weights: [Double]? = nil) -> Double {
        precondition(one.count == other.count, "groupings of different things")
        let rows = Int(one.max() ?? -1) + 1
        let columns = Int(other.max() ?? -1) + 1
        var table = Array(repeating: 0.0, count: rows * columns)
        for index in one.indices { table[Int(one[index]) * columns + Int(other[index])] += weights?[index] ?? 1 }
        let rowSums = (0..<rows).map { row in (0..<columns).reduce(0.0) { $0 + table[row * columns + $1] } }
        let columnSums = (0..<columns).map { column in (0..<rows).reduce(0.0) { $0 + table[$1 * columns + column] } }
        let total = rowSums.reduce(0, +)
        let both = pairs(table)
        let inOne = pairs(rowSums)
        let inOther = pairs(columnSums)
        let expected = inOne * inOther / max(pairs([total]), .leastNonzeroMagnitude)
        let most = (inOne + inOther) / 2
        return most == expected ? 1 : (both - expected) / (most - expected)
    }

    private static func pairs(_ counts: [Double]) -> Double {
        counts.reduce(0) { $0 + max(0, $1 * ($1 - 1) / 2) }
    }
}
