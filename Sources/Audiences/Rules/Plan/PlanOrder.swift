/// Puts the parts of a plan in the order in which they cost least.
enum PlanOrder {
    /// The parts of `and` in the order of cost against how many contacts they are likely to leave: the classic rank of a
    /// predicate, (selectivity - 1) / cost, least first (Hellerstein & Stonebraker, "Predicate Migration", 1993). Those of `or`
    /// with the selectivity turned round. Parts of equal rank stay as they were written.
    static func ordered(_ node: PlanNode) -> PlanNode {
        switch node {
        case .group(let combinator, let isNegated, let nodes):
            let parts = nodes.map(ordered)
            guard combinator != .xor else { return .group(combinator, isNegated: isNegated, parts) }
            let ranked = parts.enumerated().map { index, part in
                let passed = combinator == .and ? selectivity(part) : 1 - selectivity(part)
                return (rank: (passed - 1) / cost(part), index: index, part: part)
            }
            let sorted = ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
            return .group(combinator, isNegated: isNegated, sorted.map(\.part))
        case .events(var events):
            events.condition = ordered(events.condition)
            return .events(events)
        default: return node
        }
    }

    /// In the time that one range test of a narrow column takes for a contact.
    static func cost(_ node: PlanNode) -> Double {
        switch node {
        case .constant: 0.1
        case .group(_, _, let nodes): nodes.reduce(0.1) { $0 + cost($1) }
        case .column(_, .text): 2
        case .column(_, .oneOf), .column(_, .noneOf): 3
        case .column: 1
        case .time: 3
        case .fields: 40
        // Ten events to a contact, and the walk over those that match.
        case .events(let events): 10 * cost(events.condition) + 20
        case .computed: 500
        }
    }

    /// The share that is likely to be in: rough, and only for the order.
    static func selectivity(_ node: PlanNode) -> Double {
        switch node {
        case .constant(let isTrue): return isTrue ? 1 : 0
        case .group(let combinator, let isNegated, let nodes):
            let share: Double
            switch combinator {
            case .and: share = nodes.reduce(1) { $0 * selectivity($1) }
            case .or: share = 1 - nodes.reduce(1) { $0 * (1 - selectivity($1)) }
            case .xor: share = 0.5
            }
            return isNegated ? 1 - share : share
        case .column(_, let test), .time(let test): return selectivity(test)
        case .fields: return 0.4
        case .events(let events):
            if case .none = events.question { return 0.5 }
            return 0.4
        case .computed: return 0.3
        }
    }

    private static func selectivity(_ test: ValueTest) -> Double {
        switch test {
        case .never: 0
        case .isKnown: 0.8
        case .isUnknown: 0.2
        case .inRange(let low, let high): low == high ? 0.1 : 0.3
        case .outside(let low, let high): low == high ? 0.8 : 0.5
        case .oneOf: 0.1
        case .noneOf: 0.8
        case .text: 0.15
        }
    }
}
