/// When a hundred rows are looked at, five pass a test at 5% by chance alone.
public enum MultipleTests {
    /// The p-values corrected for their number, in their order, so that the chance that *any* row is called different by
    /// accident stays below the level: S. Holm's step-down method (1979). O(n log n).
    public static func holm(_ pValues: [Double]) -> [Double] {
        var corrected = pValues
        var largest = 0.0
        let ascending = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        for (rank, index) in ascending.enumerated() {
            largest = max(largest, min(1, Double(pValues.count - rank) * pValues[index]))
            corrected[index] = largest
        }
        return corrected
    }
}
