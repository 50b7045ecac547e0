#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The standard normal distribution.
public enum Normal {
    /// P(Z ≤ z). Relative error below 1e-14, in the tails too (through `erfc`).
    public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// P(|Z| ≥ |z|): the p-value of a two-sided test.
    public static func twoSided(_ z: Double) -> Double { erfc(z.magnitude / 2.0.squareRoot()) }

    /// The z with P(Z ≤ z) = `probability`, which must lie between 0 and 1 and be neither.
    ///
    /// P. J. Acklam's rational approximation (relative error 1.2e-9), made exact by one step of Halley's method.
    public static func quantile(_ probability: Double) -> Double {
        precondition(probability > 0 && probability < 1, "a quantile is asked for a probability between 0 and 1")
        // Above one half the complement would lose digits in the tail, so the lower tail is solved and mirrored.
        if probability > 0.5 { return -quantile(complementOf: probability) }
        return refined(approximation(probability), probability)
    }

    private static func quantile(complementOf probability: Double) -> Double {
        let tail = 1 - probability
        return refined(approximation(tail), tail)
    }

    private static func refined(_ z: Double, _ probability: Double) -> Double {
        let error = (cumulative(z) - probability) * (2 * Double.pi).squareRoot() * exp(z * z / 2)
        return z - error / (1 + z * error / 2)
    }

    private static let tailLimit = 0.02425

    /// For probabilities up to one half.
    private static func approximation(_ probability: Double) -> Double {
        if probability < tailLimit {
            let q = (-2 * log(probability)).squareRoot()
            return polynomial(tailNumerator, q) / polynomial(tailDenominator, q)
        }
        let q = probability - 0.5
        let r = q * q
        return q * polynomial(centreNumerator, r) / polynomial(centreDenominator, r)
    }

    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    private static let centreNumerator = [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
        -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    private static let centreDenominator = [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01, 1,
    ]
    private static let tailNumerator = [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
        4.374664141464968e+00, 2.938163982698783e+00,
    ]
    private static let tailDenominator = [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1,
    ]
}
