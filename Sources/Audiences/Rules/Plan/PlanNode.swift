/// A part of a plan: what is asked of the columns of a contact, or of an event.
indirect enum PlanNode: Sendable {
    case constant(Bool)
    case group(RuleGroup.Combinator, isNegated: Bool, [PlanNode])
    case column(Int, ValueTest)
    /// The time of an event.
    case time(ValueTest)
    case fields(FieldComparison)
    case events(EventsNode)
    case computed(ComputedNode)
}

/// A question about the events of a contact.
struct EventsNode: Sendable {
    /// Which of them; a plan over the columns of events.
    var condition: PlanNode
    var question: Question

    enum Question: Sendable {
        /// Whether there is one at all.
        case any
        case none
        /// How many.
        case count(ValueTest)
        /// How many of all the contact's events, times `10^scale`, compared with `units` times all.
        case share(Comparison, ExactDecimal)
        case aggregate(Aggregate, AggregateTest)
    }

    enum Comparison: Sendable {
        case atLeast, atMost, exactly

        func matches(_ value: Int128, _ threshold: Int128) -> Bool {
            switch self {
            case .atLeast: value >= threshold
            case .atMost: value <= threshold
            case .exactly: value == threshold
            }
        }
    }
}

/// What is computed of the events that meet the condition.
struct Aggregate: Sendable {
    var function: AggregateFunction
    /// Of the events; `ColumnLayout.eventDay` stands for the whole time. Nil counts events.
    var column: Int?
}

/// The test of what was computed.
enum AggregateTest: Sendable {
    case value(ValueTest)
    /// The average is a fraction: it is compared without dividing.
    case average(RationalTest)
}

/// Compares a fraction with decimals, exactly.
struct RationalTest: Sendable {
    var operation: RuleOperator
    /// Sorted for `between`.
    var constants: [ExactDecimal]

    /// Whether `numerator × 10^-scale / denominator` passes. The denominator is positive.
    func matches(numerator: Int64, scale: Int, denominator: Int64) -> Bool {
        switch operation {
        case .null: return false
        case .notNull: return true
        case .in: return constants.contains { self.order(numerator, scale, denominator, $0) == 0 }
        case .notIn: return !constants.contains { self.order(numerator, scale, denominator, $0) == 0 }
        case .between, .notBetween:
            let isWithin =
                self.order(numerator, scale, denominator, constants[0]) >= 0
                && self.order(numerator, scale, denominator, constants[1]) <= 0
            return isWithin == (operation == .between)
        default: break
        }
        return operation.accepts(order(numerator, scale, denominator, constants[0]))
    }

    /// -1, 0 or 1. Sums are below 2^63 and powers of ten below 2^60: 128 bits hold the first product; the second, of three
    /// factors, is compared by quotient when it does not fit.
    private func order(_ numerator: Int64, _ scale: Int, _ denominator: Int64, _ constant: ExactDecimal) -> Int {
        let left = Int128(numerator) * Int128(ExactDecimal.powersOfTen[constant.scale])
        let (middle, _) = Int128(constant.units).multipliedReportingOverflow(by: Int128(denominator))
        let (right, overflow) = middle.multipliedReportingOverflow(by: Int128(ExactDecimal.powersOfTen[scale]))
        if overflow { return constant.units < 0 ? 1 : -1 }
        return left < right ? -1 : left == right ? 0 : 1
    }
}

/// A comparison of two fields of the same contact, or of the same event.
struct FieldComparison: Sendable {
    struct Side: Sendable {
        var column: Int
        var type: FieldType
        /// The time of an event, which is in two columns.
        var isEventTime: Bool
    }

    enum Kind: Sendable {
        /// Numbers, booleans, dates and times.
        case numbers
        /// Texts of these dictionaries; the number says which pair of the binding.
        case texts
    }

    var operation: RuleOperator
    var left: Side
    /// Two for `between`, any number for `in`, else one.
    var others: [Side]
    var kind: Kind
    var isOfEvents: Bool
}
