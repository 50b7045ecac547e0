#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// How far one distribution over the same groups is from another.
public enum Divergence {
    /// The population stability index: Σ (a − b) · ln(a / b) over the shares of the groups. Below 0.1 little has moved, above 0.25
    /// much. A share of 0 counts as `floor`, so that one empty group does not make it infinite. The lists are of one length; each
    /// is brought to a sum of 1. 0 when one of them is empty or all zero.
    public static func stabilityIndex(_ one: [Double], _ other: [Double], floor: Double = 0.0001) -> Double {
        precondition(one.count == other.count, "the same groups are compared")
        let (first, second) = (one.reduce(0, +), other.reduce(0, +))
        guard first > 0, second > 0 else { return 0 }
        return zip(one, other).reduce(0) { sum, pair in
            let a = max(pair.0 / first, floor)
            let b = max(pair.1 / second, floor)
            return sum + (a - b) * log(a / b)
        }
    }
}
