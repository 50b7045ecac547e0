/// How well a persona describes a neighbourhood: what `persona.fit` says in an answer.
public enum PersonaFit: UInt8, Sendable, CaseIterable {
    /// The neighbourhood is much nearer to the middle of its persona than to that of any other.
    case typical = 1
    case usual = 2
    /// Another persona would do nearly as well, or the persona was given by rule.
    case borderline = 3

    /// As answers say it.
    public var name: StaticString {
        switch self {
        case .typical: "typical"
        case .usual: "usual"
        case .borderline: "borderline"
        }
    }
}
