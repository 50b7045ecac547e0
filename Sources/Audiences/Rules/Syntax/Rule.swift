import Bytes

/// A rule as it was written: a tree of groups, comparisons and questions about events. It is not yet known whether its
/// fields exist; `Planner` says that.
///
/// The JSON form is react-querybuilder's `RuleGroup`; the text form says the same. Both lead to this tree, and it can be
/// written in either without loss.
public struct Rule: Sendable {
    public var root: RuleGroup
    /// Where the parts of a rule that was read from text begin, by their path: for messages.
    public var textOffsets: [String: Int]

    public init(_ root: RuleGroup, textOffsets: [String: Int] = [:]) {
        self.root = root
        self.textOffsets = textOffsets
    }
}

extension Rule: Equatable {
    /// Rules are equal when they say the same, wherever their parts stood.
    public static func == (one: Rule, other: Rule) -> Bool { one.root == other.root }
}

/// How much a rule may be.
public struct RuleLimits: Equatable, Sendable {
    /// Groups within groups, 1 to 64: readers and planners go down as deep.
    public var depth = 24
    /// Rules and groups, all counted.
    public var nodes = 1000
    /// Values in the list of `in`.
    public var values = 10_000
    /// Bytes of either form.
    public var bytes = 1 << 20

    /// Units that a relative date may lie away, to either side.
    public static let offset = 1_000_000
    /// The most that `depth` may be.
    public static let greatestDepth = 64

    public init() {}

    public static let standard = RuleLimits()
}

public struct RuleGroup: Equatable, Sendable {
    public var combinator: Combinator
    /// Plain negation: in exactly when the group without it is out.
    public var isNegated: Bool
    /// None at all is true, as in react-querybuilder.
    public var rules: [RuleNode]

    public init(_ combinator: Combinator = .and, isNegated: Bool = false, _ rules: [RuleNode] = []) {
        self.combinator = combinator
        self.isNegated = isNegated
        self.rules = rules
    }

    public enum Combinator: String, CaseIterable, Sendable {
        case and, or
        /// True when an odd number of the rules is.
        case xor
    }
}

public indirect enum RuleNode: Equatable, Sendable {
    case group(RuleGroup)
    case comparison(RuleComparison)
    case match(RuleMatch)
    case aggregate(RuleAggregate)
}

/// `age between 30 and 55`.
public struct RuleComparison: Equatable, Sendable {
    public var field: String
    public var operation: RuleOperator
    public var operand: RuleOperand

    public init(_ field: String, _ operation: RuleOperator, _ operand: RuleOperand = .none) {
        self.field = field
        self.operation = operation
        self.operand = operand
    }
}

/// `atLeast(2, events where type = "purchase")`.
public struct RuleMatch: Equatable, Sendable {
    /// `events`, or an attribute that is a set.
    public var field: String
    public var mode: Mode
    /// What must hold for an element to count.
    public var condition: RuleGroup

    public init(_ field: String = ContactField.events, _ mode: Mode, _ condition: RuleGroup) {
        self.field = field
        self.mode = mode
        self.condition = condition
    }

    public enum Mode: Equatable, Sendable {
        case all, some, none
        /// Below 1 and above 0 it is a share of the elements.
        case atLeast(ExactDecimal)
        case atMost(ExactDecimal)
        case exactly(ExactDecimal)

        public var name: String {
            switch self {
            case .all: "all"
            case .some: "some"
            case .none: "none"
            case .atLeast: "atLeast"
            case .atMost: "atMost"
            case .exactly: "exactly"
            }
        }

        public var threshold: ExactDecimal? {
            switch self {
            case .all, .some, .none: nil
            case .atLeast(let threshold), .atMost(let threshold), .exactly(let threshold): threshold
            }
        }

        /// Nil when there is no such mode, or it lacks its threshold.
        public init?(name: String, threshold: ExactDecimal?) {
            switch name.lowercased() {
            case "all": self = .all
            case "some": self = .some
            case "none": self = .none
            default:
                guard let threshold else { return nil }
                switch name.lowercased() {
                case "atleast": self = .atLeast(threshold)
                case "atmost": self = .atMost(threshold)
                case "exactly": self = .exactly(threshold)
                default: return nil
                }
            }
        }

        public static let names = ["all", "some", "none", "atLeast", "atMost", "exactly"]
    }
}

/// `sum(events.amount where type = "purchase") > 300`.
public struct RuleAggregate: Equatable, Sendable {
    public var function: AggregateFunction
    /// The field of the event; nil counts events.
    public var of: String?
    /// Nil is all events.
    public var condition: RuleGroup?
    public var operation: RuleOperator
    public var operand: RuleOperand

    public init(
        _ function: AggregateFunction, of: String? = nil, where condition: RuleGroup? = nil, _ operation: RuleOperator,
        _ operand: RuleOperand
    ) {
        self.function = function
        self.of = of
        self.condition = condition
        self.operation = operation
        self.operand = operand
    }
}

/// What is computed of the events of a contact. Of no known value all but `count` and `distinct` are unknown, as in SQL.
public enum AggregateFunction: String, CaseIterable, Sendable {
    case count, sum, avg, min, max, distinct
    /// The value of the earliest, and of the latest, event that has one.
    case first, last
}
