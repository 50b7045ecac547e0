#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// How far a distribution has drifted from an earlier one.
public enum PopulationStability {
    /// The population stability index: the sum of (new − old) × ln(new / old) over the groups. By custom below 0.1 is no
    /// change to speak of and above 0.25 a different population. Shares are 0 to 1; an empty group counts as `least`.
    public static func index(old: [Double], new: [Double], least: Double = 1e-6) -> Double {
        precondition(old.count == new.count, "distributions over different groups")
        return zip(old, new).reduce(0) { sum, shares in
            let (old, new) = (max(shares.0, least), max(shares.1, least))
            return sum + (new - old) * log(new / old)
        }
    }
}
