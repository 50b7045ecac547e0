import Statistics

/// What an experiment showed: each group beside the control.
public struct ExperimentEvaluation: Equatable, Sendable {
    public struct Group: Equatable, Sendable {
        public var name: String
        /// Contacts, and those of them who did what was hoped for.
        public var contacts: Int
        public var conversions: Int

        /// `conversions` is 0 to `contacts`.
        public init(_ name: String, contacts: Int, conversions: Int) {
            precondition(conversions >= 0 && conversions <= contacts, "no more conversions than contacts")
            self.name = name
            self.contacts = contacts
            self.conversions = conversions
        }

        var proportion: Proportion { Proportion(conversions, of: contacts) }
    }

    public struct Result: Equatable, Sendable {
        public var group: Group
        /// 0 to 1, and where it lies with 95% confidence (Wilson).
        public var rate: Double
        public var rateInterval: ClosedRange<Double>
        /// Nil for the control itself.
        public var comparison: Comparison?
    }

    public struct Comparison: Equatable, Sendable {
        /// The rate minus the control's, and where the difference lies with 95% confidence (Newcombe).
        public var difference: Double
        public var differenceInterval: ClosedRange<Double>
        /// How much larger the rate is, as a part of the control's; nil when that is 0.
        public var lift: Double?
        /// Two-sided, by the pooled z test; corrected for the number of groups (Holm).
        public var pValue: Double
        /// The chance that a true difference of this size would have been found in groups of these sizes.
        public var power: Double
        /// What each of two equal groups would need to find it with a power of 80%; nil when there is no difference.
        public var neededContacts: Int?
        public var verdict: Verdict
    }

    public enum Verdict: String, Equatable, Sendable {
        case better, worse
        /// No difference is shown, and there were enough people to show one worth having.
        case noDifference = "no_difference"
        /// There were too few people to tell.
        case tooFew = "too_few"
    }

    public var results: [Result]

    /// The level of significance, and the least power with which *no difference* is more than silence.
    public static let significance = 0.05
    public static let enoughPower = 0.8
}

extension ExperimentEvaluation {
    /// Compares the groups with the first, the control. `worthwhileLift` is the smallest difference worth finding, as a part of
    /// the control's rate: by it *no difference* is told from *too few to tell*.
    public init(control: Group, others: [Group], worthwhileLift: Double = 0.1) {
        let pairs = others.map { ProportionPair($0.proportion, control.proportion) }
        let pValues = MultipleTests.holm(pairs.map(\.pValue))
        results = [Self.result(control, nil)]
        for (index, other) in others.enumerated() {
            let comparison = Self.comparison(pairs[index], pValues[index], worthwhileLift)
            results.append(Self.result(other, comparison))
        }
    }

    private static func result(_ group: Group, _ comparison: Comparison?) -> Result {
        let proportion = group.proportion
        return Result(group: group, rate: proportion.share, rateInterval: proportion.interval(), comparison: comparison)
    }

    private static func comparison(_ pair: ProportionPair, _ pValue: Double, _ worthwhileLift: Double) -> Comparison {
        let (rate, base) = (pair.one.share, pair.other.share)
        let worthwhile = min(1, base * (1 + worthwhileLift))
        let verdict: Verdict
        if pValue < significance {
            verdict = pair.difference > 0 ? .better : .worse
        } else {
            let couldTell = power(worthwhile, pair.one.total, base, pair.other.total)
            verdict = couldTell >= enoughPower ? .noDifference : .tooFew
        }
        return Comparison(
            difference: pair.difference, differenceInterval: pair.interval(), lift: pair.lift, pValue: pValue,
            power: power(rate, pair.one.total, base, pair.other.total),
            neededContacts: ProportionPair.sampleSize(rate, base), verdict: verdict)
    }

    /// The power of the pooled z test, two-sided, by the normal approximation with separate variances under the alternative
    /// (Fleiss, Levin and Paik, 2003, for groups of different sizes).
    static func power(_ one: Double, _ oneTotal: Int, _ other: Double, _ otherTotal: Int) -> Double {
        guard oneTotal > 0, otherTotal > 0 else { return 0 }
        let (n, m) = (Double(oneTotal), Double(otherTotal))
        let mean = (one * n + other * m) / (n + m)
        let pooled = (mean * (1 - mean) * (1 / n + 1 / m)).squareRoot()
        let separate = (one * (1 - one) / n + other * (1 - other) / m).squareRoot()
        let difference = (one - other).magnitude
        guard separate > 0 else { return difference > 0 ? 1 : significance }
        let z = Normal.quantile(1 - significance / 2)
        return Normal.cumulative((difference - z * pooled) / separate)
            + Normal.cumulative((-difference - z * pooled) / separate)
    }
}
