/// A question about one value of a column. Of an unknown value only `isUnknown` is true.
enum ValueTest: Equatable, Sendable {
    case never
    case isKnown
    case isUnknown
    /// Both ends included.
    case inRange(Int64, Int64)
    /// Known, and outside.
    case outside(Int64, Int64)
    /// Sorted, each once.
    case oneOf([Int64])
    /// Known, and none of them.
    case noneOf([Int64])
    /// The dictionary's texts that the plan's text test of this number accepts.
    case text(Int)

    /// The least value that is known.
    static let least = Int64.min + 1

    /// For all but `text`, which needs a binding.
    func matches(_ value: Int64) -> Bool {
        switch self {
        case .never: return false
        case .isKnown: return value != PackedColumn.unknown
        case .isUnknown: return value == PackedColumn.unknown
        case .inRange(let low, let high): return value >= low && value <= high
        case .outside(let low, let high): return value != PackedColumn.unknown && (value < low || value > high)
        case .oneOf(let values): return Self.contains(values, value)
        case .noneOf(let values): return value != PackedColumn.unknown && !Self.contains(values, value)
        case .text: preconditionFailure("a text test needs a binding")
        }
    }

    static func contains(_ values: [Int64], _ value: Int64) -> Bool {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < values.count && values[low] == value
    }
}

/// Where a constant lies among the integers of a column: at one of them, or between one and the next.
struct Bound: Equatable, Sendable {
    var floor: Int64
    var isExact: Bool

    init(_ value: Int64) {
        floor = value
        isExact = true
    }

    init(floor: Int64, isExact: Bool) {
        self.floor = floor
        self.isExact = isExact
    }

    /// At the scale of a column.
    init(_ number: ExactDecimal, scale: Int) { (floor, isExact) = number.flooredUnits(atScale: scale) }

    /// The greatest integer that is at most it, and the least that is at least it; nil where there is none in 64 bits.
    var atMost: Int64 { floor }
    var atLeast: Int64? { isExact ? floor : floor == .max ? nil : floor + 1 }
    var below: Int64? { isExact ? (floor == .min ? nil : floor - 1) : floor }
    var above: Int64? { floor == .max ? nil : floor + 1 }
}

extension ValueTest {
    /// The test of an operator that compares by order or equality; nil for the others. `bounds` has two for `between`.
    init?(_ operation: RuleOperator, _ bounds: [Bound]) {
        switch operation {
        case .null: self = .isUnknown
        case .notNull: self = .isKnown
        case .equal: self = bounds[0].isExact ? .inRange(bounds[0].floor, bounds[0].floor) : .never
        case .notEqual: self = bounds[0].isExact ? .outside(bounds[0].floor, bounds[0].floor) : .isKnown
        case .less: self = .upTo(bounds[0].below)
        case .lessOrEqual: self = .upTo(bounds[0].atMost)
        case .greater: self = .from(bounds[0].above)
        case .greaterOrEqual: self = .from(bounds[0].atLeast)
        case .between: self = .within(bounds[0].atLeast, bounds[1].atMost)
        case .notBetween: self = Self.within(bounds[0].atLeast, bounds[1].atMost).opposite
        case .in, .notIn:
            let exact = Set(bounds.filter(\.isExact).map(\.floor)).sorted()
            self = operation == .in ? .oneOf(exact) : .noneOf(exact)
        default: return nil
        }
        self = folded
    }

    private static func upTo(_ high: Int64?) -> ValueTest { within(least, high) }
    private static func from(_ low: Int64?) -> ValueTest { within(low, .max) }

    private static func within(_ low: Int64?, _ high: Int64?) -> ValueTest {
        guard let low, let high, max(low, least) <= high else { return .never }
        return .inRange(max(low, least), high)
    }

    /// Of known values the opposite; false of unknown ones too.
    var opposite: ValueTest {
        switch self {
        case .never: .isKnown
        case .isKnown: .never
        case .inRange(let low, let high): .outside(low, high)
        case .outside(let low, let high): .inRange(low, high)
        case .oneOf(let values): .noneOf(values)
        case .noneOf(let values): .oneOf(values)
        case .isUnknown, .text: self
        }
    }

    /// The same test in its cheapest form.
    private var folded: ValueTest {
        switch self {
        case .inRange(let low, let high) where low == Self.least && high == .max: return .isKnown
        case .outside(let low, let high) where low == Self.least && high == .max: return .never
        case .oneOf(let values):
            guard let first = values.first, let last = values.last else { return .never }
            return last.subtractingReportingOverflow(first) == (Int64(values.count) - 1, false)
                ? .inRange(first, last) : self
        case .noneOf(let values):
            guard let first = values.first, let last = values.last else { return .isKnown }
            return last.subtractingReportingOverflow(first) == (Int64(values.count) - 1, false)
                ? .outside(first, last) : self
        default: return self
        }
    }
}
