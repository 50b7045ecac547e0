#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The same share in two samples that do not overlap: a group and its control, an audience and everybody else.
public struct ProportionPair: Equatable, Sendable {
    public let one: Proportion
    public let other: Proportion

    public init(_ one: Proportion, _ other: Proportion) {
        self.one = one
        self.other = other
    }

    /// `one` minus `other`, −1 to 1.
    public var difference: Double { one.share - other.share }

    /// How much larger the one is than the other, as a part of the other: 0.2 is a fifth more. Nil when the other is 0.
    public var lift: Double? { other.count == 0 ? nil : difference / other.share }

    /// The p-value of "both have the same share", two-sided, by the pooled z test, which is Pearson's chi-squared test of the
    /// table of two by two without correction. 1 when there is nothing to compare.
    public var pValue: Double {
        guard one.total > 0, other.total > 0 else { return 1 }
        let pooled = Double(one.count + other.count) / Double(one.total + other.total)
        let variance = pooled * (1 - pooled) * (1 / Double(one.total) + 1 / Double(other.total))
        guard variance > 0 else { return 1 }
        return Normal.twoSided(difference / variance.squareRoot())
    }

    /// Where the difference lies, by Newcombe's hybrid of two Wilson intervals (R. G. Newcombe, 1998, method 10).
    public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
        let first = one.interval(confidence: confidence)
        let second = other.interval(confidence: confidence)
        let below = hypot(one.share - first.lowerBound, second.upperBound - other.share)
        let above = hypot(first.upperBound - one.share, other.share - second.lowerBound)
        return (difference - below)...(difference + above)
    }

    /// How different the shares are whatever the size of the samples: Cohen's h, 0 to π. 0.2 is small, 0.5 medium, 0.8 large
    /// (J. Cohen, 1988).
    public var effectSize: Double { ProportionPair.effectSize(one.share, other.share) }

    public static func effectSize(_ one: Double, _ other: Double) -> Double {
        (2 * asin(one.squareRoot()) - 2 * asin(other.squareRoot())).magnitude
    }

    /// How many each of two equal groups needs so that a true difference between these shares is found with probability
    /// `power` at the level `significance`, two-sided; nil when there is no difference. From the normal approximation with
    /// separate variances (Fleiss, Levin and Paik, 2003).
    public static func sampleSize(
        _ one: Double, _ other: Double, significance: Double = 0.05, power: Double = 0.8
    ) -> Int? {
        guard one != other else { return nil }
        let z = Normal.quantile(1 - significance / 2)
        let mean = (one + other) / 2
        let pooled = z * (2 * mean * (1 - mean)).squareRoot()
        let separate = Normal.quantile(power) * (one * (1 - one) + other * (1 - other)).squareRoot()
        let size = (pooled + separate) * (pooled + separate) / ((one - other) * (one - other))
        return size < 1e15 ? Int(size.rounded(.up)) : nil
    }
}
