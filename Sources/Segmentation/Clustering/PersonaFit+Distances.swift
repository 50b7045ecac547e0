import Enrichment

/// Judged by two distances in the space of the clustering: to the centre of the own persona, and to the nearest centre of
/// another. When the two are nearly the same, the neighbourhood lies on the border and either persona would do.
extension PersonaFit {
    /// `typical` is a neighbourhood whose own centre is at most so many times as far as the next.
    public static let typicalRatio = 0.75
    /// `borderline` is one whose own centre is more than so many times as far as the next, or even farther: the next may
    /// belong to another profile.
    public static let borderlineRatio = 0.92

    /// `own` and `next` are distances, not squared.
    public init(own: Double, next: Double) {
        let ratio = next > 0 ? own / next : 1
        self = ratio <= Self.typicalRatio ? .typical : ratio <= Self.borderlineRatio ? .usual : .borderline
    }
}
