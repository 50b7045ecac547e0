/// What a rule can speak of beside the columns of the table: the figures of neighbourhoods, computed indicators, and other
/// audiences; and what time it is.
public struct PlanningContext: Sendable {
    public var clock: RuleClock
    public var indicators: (any IndicatorSource)?
    /// By name.
    public var computed: [String: ComputedIndicator]
    /// The values of those indicators that are not live, by name.
    public var frozen: [String: FrozenIndicator]
    /// Saved audiences that a rule may name.
    public var audiences: [String: Rule]

    public init(
        clock: RuleClock, indicators: (any IndicatorSource)? = nil, computed: [String: ComputedIndicator] = [:],
        frozen: [String: FrozenIndicator] = [:], audiences: [String: Rule] = [:]
    ) {
        self.clock = clock
        self.indicators = indicators
        self.computed = computed
        self.frozen = frozen
        self.audiences = audiences
    }
}

/// The figures of neighbourhoods, as the outside has them.
public protocol IndicatorSource: Sendable {
    /// The names that rules may use: `median_income`.
    var indicatorNames: [String] { get }
    /// The figure of a place: an IRIS (9 characters) or a commune (5). Nil when it is not known.
    func indicator(_ name: String, place: String) -> ExactDecimal?
    /// The same for one indicator and many places: what can be looked up once is looked up here.
    func figures(of name: String) -> @Sendable (_ place: Span<UInt8>) -> ExactDecimal?
}

extension IndicatorSource {
    public func figures(of name: String) -> @Sendable (_ place: Span<UInt8>) -> ExactDecimal? {
        { place in
            indicator(name, place: place.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
        }
    }
}
