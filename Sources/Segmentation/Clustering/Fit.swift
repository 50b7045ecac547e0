/// How well a persona describes a neighbourhood: what `persona.fit` says in an answer.
///
/// Judged by two distances in the space of the clustering: to the centre of its own persona, and to the nearest centre of
/// another. When the two are nearly the same, the neighbourhood lies on the border and either persona would do.
public enum PersonaFit: UInt8, Sendable, CaseIterable {
    /// Its own centre is nearer by more than a third: distance ≤ 0.65 × that to the next.
    case typical = 1
    case usual = 2
    /// The next centre is hardly farther, or even nearer (in another profile): distance > 0.9 × that to the next. So is
    /// every neighbourhood whose persona was given by rule.
    case borderline = 3

    static let typicalRatio = 0.65
    static let borderlineRatio = 0.9

    /// `own` and `next` are distances, not squared.
    public init(own: Double, next: Double) {
        let ratio = next > 0 ? own / next : 1
        self = ratio <= Self.typicalRatio ? .typical : ratio <= Self.borderlineRatio ? .usual : .borderline
    }

    /// As answers say it.
    public var name: String {
        switch self {
        case .typical: "typical"
        case .usual: "usual"
        case .borderline: "borderline"
        }
    }
}
