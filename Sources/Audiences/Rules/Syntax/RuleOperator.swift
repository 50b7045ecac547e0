/// The operators, by react-querybuilder's names.
public enum RuleOperator: String, CaseIterable, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case `in` = "in"
    case notIn = "notIn"
    case between = "between"
    case notBetween = "notBetween"
    case contains = "contains"
    case doesNotContain = "doesNotContain"
    case beginsWith = "beginsWith"
    case doesNotBeginWith = "doesNotBeginWith"
    case endsWith = "endsWith"
    case doesNotEndWith = "doesNotEndWith"
    case null = "null"
    case notNull = "notNull"

    /// Without regard to case, as react-querybuilder reads them.
    public init?(name: String) {
        guard let found = Self.byName[name.lowercased()] else { return nil }
        self = found
    }

    private static let byName: [String: RuleOperator] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), $0) })

    /// Whether it compares with a list.
    public var takesList: Bool {
        switch self {
        case .in, .notIn, .between, .notBetween: true
        default: false
        }
    }

    /// Whether it compares with nothing.
    public var takesNothing: Bool { self == .null || self == .notNull }

    /// Whether a comparison with one value holds when the field is below (negative), equal to (0) or above it (positive).
    /// False for operators that do not compare with one value.
    func accepts(_ order: Int) -> Bool {
        switch self {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        default: false
        }
    }

    /// As the text form writes it.
    var words: String {
        switch self {
        case .notIn: "not in"
        case .notBetween: "not between"
        case .doesNotContain: "does not contain"
        case .beginsWith: "begins with"
        case .doesNotBeginWith: "does not begin with"
        case .endsWith: "ends with"
        case .doesNotEndWith: "does not end with"
        case .null: "is null"
        case .notNull: "is not null"
        default: rawValue
        }
    }
}
