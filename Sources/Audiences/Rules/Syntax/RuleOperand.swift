import Bytes

/// What a field is compared with.
public enum RuleOperand: Equatable, Sendable {
    case none
    case value(RuleLiteral)
    /// For `in` and `between`.
    case list([RuleLiteral])
    /// Another field of the same contact or event.
    case field(String)
    case fields([String])
}

public enum RuleLiteral: Equatable, Sendable {
    case text(String)
    case number(ExactDecimal)
    case boolean(Bool)
    case relative(RelativeDate)
}

/// A moment that moves with the clock: the anchor first, then the offset, by the calendar.
public struct RelativeDate: Equatable, Sendable {
    public var anchor: Anchor
    public var offset: Int
    public var unit: Unit

    public init(_ anchor: Anchor, offset: Int = 0, _ unit: Unit = .day) {
        self.anchor = anchor
        self.offset = offset
        self.unit = unit
    }

    /// Weeks start on Monday. An end is the last millisecond.
    public enum Anchor: String, CaseIterable, Sendable {
        case now, startOfDay, endOfDay, startOfWeek, endOfWeek, startOfMonth, endOfMonth, startOfQuarter, endOfQuarter
        case startOfYear, endOfYear
    }

    public enum Unit: String, CaseIterable, Sendable {
        case second, minute, hour, day, week, month, quarter, year

        /// Without regard to case, with or without an `s`.
        public init?(name: String) {
            let small = name.lowercased()
            guard
                let unit = Unit(rawValue: small)
                    ?? (small.hasSuffix("s") ? Unit(rawValue: String(small.dropLast())) : nil)
            else { return nil }
            self = unit
        }
    }
}

extension RelativeDate.Anchor {
    /// Without regard to case.
    public init?(name: String) {
        let small = name.lowercased()
        guard let anchor = Self.allCases.first(where: { $0.rawValue.lowercased() == small }) else { return nil }
        self = anchor
    }
}
