/// A share that was counted: so many of so many.
public struct Proportion: Equatable, Sendable {
    public let count: Int
    public let total: Int

    /// `count` is 0 to `total`.
    public init(_ count: Int, of total: Int) {
        precondition(count >= 0 && count <= total, "a part is no larger than the whole")
        self.count = count
        self.total = total
    }

    /// 0 to 1; 0 of nothing.
    public var share: Double { total == 0 ? 0 : Double(count) / Double(total) }

    /// Where the share of the population lies, by Wilson's score interval without correction for continuity (E. B. Wilson,
    /// 1927). It stays within 0 and 1 and is sound for small counts, where the usual interval is not. Of nothing: 0 to 1.
    public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
        guard total > 0 else { return 0...1 }
        let z = Normal.quantile(0.5 + confidence / 2)
        let n = Double(total)
        let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let lower = count == 0 ? 0 : max(0, centre - half)
        let upper = count == total ? 1 : min(1, centre + half)
        return min(lower, upper)...upper
    }

    /// The p-value of "this sample comes from a population with that share", two-sided, by the score test. 1 when the sample is
    /// empty, or the share is 0 or 1 and the sample agrees; 0 when it disagrees.
    public func pValue(against share: Double) -> Double {
        guard total > 0 else { return 1 }
        let difference = self.share - share
        let variance = share * (1 - share) / Double(total)
        guard variance > 0 else { return difference == 0 ? 1 : 0 }
        return Normal.twoSided(difference / variance.squareRoot())
    }
}
