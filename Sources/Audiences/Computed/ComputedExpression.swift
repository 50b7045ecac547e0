/// A computed indicator as it is evaluated for one contact.
indirect enum ComputedExpression: Sendable {
    case aggregate(Aggregate, where: PlanNode)
    /// Whole days from the last event to the date of `today`.
    case daysSince(where: PlanNode, today: CivilDate)
    case medianInterval(where: PlanNode)
    case nextDue(where: PlanNode)
    case favourite(column: Int, where: PlanNode)
    case score(ComputedExpression, bounds: [Int64], isDescending: Bool)
    /// The index of the first node that holds, or the number of nodes.
    case status([PlanNode], hasOtherwise: Bool)
    /// What was computed for every contact at an earlier time.
    case frozen(FrozenIndicator)
}

/// A test of a computed indicator.
struct ComputedNode: Sendable {
    var expression: ComputedExpression
    var test: ValueTest
}

/// A computed indicator with the type of its values.
public struct ComputedField: Sendable {
    var expression: ComputedExpression
    /// The texts that the values are numbers of, where they are not those of an event's column.
    var texts: [String]?
    /// The column of events whose dictionary the values are of.
    var dictionaryColumn: Int?
    public var type: FieldType
}
