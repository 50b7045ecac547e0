/// What the router found for a request: a route, or why there is none.
public struct RouteMatch: Sendable {
    public enum Outcome: UInt8, Sendable {
        /// `id` is the route.
        case found
        /// No pattern has this path: 404.
        case notFound
        /// Some pattern has this path, none with this method: 405, with `allowed`.
        case methodNotAllowed
        /// An OPTIONS request for a path that some pattern has, or for `*`: `allowed` is the answer.
        case options
    }

    public internal(set) var outcome = Outcome.notFound
    /// The number that the route was added with; -1 unless found.
    public internal(set) var id = -1
    /// The methods of the path, for `Allow`.
    public internal(set) var allowed: MethodSet = []
    /// The pattern as it was written, for logs and metrics: it holds nothing personal. `-` unless found.
    public internal(set) var label: StaticString = "-"
    /// Segments that took the place of `{name}`, in order.
    var parameters = InlineArray<4, Slice>(repeating: Slice())

    init() {}

    init(options allowed: MethodSet) {
        outcome = .options
        self.allowed = allowed
    }
}
