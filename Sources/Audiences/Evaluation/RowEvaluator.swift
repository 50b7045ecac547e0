/// Asks a plan of one contact, value by value. It gives the same answers as `SegmentEvaluator` and is what a webhook uses.
///
/// The segment is read under its lock.
struct RowEvaluator {
    let binding: Binding
    let zone: TimeZoneRules
    let layout: ColumnLayout
    /// The row of the segment's first contact.
    let firstRow: Int

    /// An average as a value has so many digits more than what it is the average of.
    static let averageDigits = 2

    func matches(_ node: PlanNode, _ segment: ContactSegment, _ row: Int) -> Bool {
        switch node {
        case .constant(let isTrue): return isTrue
        case .group(let combinator, let isNegated, let nodes):
            return group(combinator, isNegated, nodes) { matches($0, segment, row) }
        case .column(let column, let test): return matches(test, segment.columns[column][row])
        case .fields(let comparison): return matches(comparison, segment.columns, row, block: nil)
        case .events(let events): return matches(events, segment, row)
        case .computed(let computed): return matches(computed.test, value(computed.expression, segment, row))
        case .time: preconditionFailure("contacts have no time")
        }
    }

    @inline(__always)
    func matches(_ test: ValueTest, _ value: Int64) -> Bool {
        if case .text(let index) = test { return binding.bound[index].matches(value) }
        return test.matches(value)
    }

    @inline(__always)
    private func group(
        _ combinator: RuleGroup.Combinator, _ isNegated: Bool, _ nodes: [PlanNode], _ isTrue: (PlanNode) -> Bool
    ) -> Bool {
        if nodes.isEmpty { return !isNegated }
        switch combinator {
        case .and:
            for node in nodes where !isTrue(node) { return isNegated }
            return !isNegated
        case .or:
            for node in nodes where isTrue(node) { return !isNegated }
            return isNegated
        case .xor:
            var isOdd = false
            for node in nodes where isTrue(node) { isOdd.toggle() }
            return isOdd != isNegated
        }
    }

    // MARK: - Events

    func matches(_ node: PlanNode, _ block: EventBlock, _ event: Int) -> Bool {
        switch node {
        case .constant(let isTrue): return isTrue
        case .group(let combinator, let isNegated, let nodes):
            return group(combinator, isNegated, nodes) { matches($0, block, event) }
        case .column(let column, let test): return matches(test, block.columns[column][event])
        case .time(let test): return test.matches(block.milliseconds(event))
        case .fields(let comparison): return matches(comparison, block.columns, event, block: block)
        case .events, .computed: preconditionFailure("events have no events of their own")
        }
    }

    private func matches(_ events: EventsNode, _ segment: ContactSegment, _ row: Int) -> Bool {
        let block = segment.blocks[row / EventBlock.rowCount]
        let range = block.range(row % EventBlock.rowCount)
        switch events.question {
        case .any: return hasEvent(events.condition, block, range)
        case .none: return !hasEvent(events.condition, block, range)
        case .count(let test): return test.matches(Int64(count(events.condition, block, range)))
        case .share(let comparison, let share):
            let matched = Int128(count(events.condition, block, range)) * Int128(ExactDecimal.powersOfTen[share.scale])
            return comparison.matches(matched, Int128(share.units) * Int128(range.count))
        case .aggregate(let aggregate, .value(let test)):
            return matches(test, value(aggregate, events.condition, block, range))
        case .aggregate(let aggregate, .average(let test)):
            let (sum, known) = sum(aggregate, events.condition, block, range)
            return known > 0
                && test.matches(numerator: sum, scale: scale(aggregate), denominator: known)
        }
    }

    /// Newest first: what is asked of events is mostly about the latest.
    private func hasEvent(_ condition: PlanNode, _ block: EventBlock, _ range: Range<Int>) -> Bool {
        for event in range.reversed() where matches(condition, block, event) { return true }
        return false
    }

    private func count(_ condition: PlanNode, _ block: EventBlock, _ range: Range<Int>) -> Int {
        var count = 0
        for event in range where matches(condition, block, event) { count &+= 1 }
        return count
    }

    func scale(_ aggregate: Aggregate) -> Int {
        guard let column = aggregate.column, case .number(let scale) = layout.eventColumns[column].type else {
            return 0
        }
        return scale
    }

    // MARK: - Aggregates

    @inline(__always)
    func eventValue(_ column: Int, _ block: EventBlock, _ event: Int) -> Int64 {
        column == ColumnLayout.eventDay ? block.milliseconds(event) : block.columns[column][event]
    }

    func value(_ aggregate: Aggregate, _ condition: PlanNode, _ block: EventBlock, _ range: Range<Int>) -> Int64 {
        guard let column = aggregate.column else { return Int64(count(condition, block, range)) }
        switch aggregate.function {
        case .sum:
            let (sum, known) = sum(aggregate, condition, block, range)
            return known > 0 ? sum : PackedColumn.unknown
        case .avg:
            let (sum, known) = sum(aggregate, condition, block, range)
            return known > 0 ? Self.average(sum, known) : PackedColumn.unknown
        case .distinct:
            var values: Set<Int64> = []
            forEachValue(column, condition, block, range) { values.insert($0) }
            return Int64(values.count)
        case .count, .min, .max, .first, .last:
            var values = ValueSummary()
            forEachValue(column, condition, block, range) { values.add($0) }
            return values.value(aggregate.function)
        }
    }

    /// Rounded half away from zero, with `averageDigits` more digits.
    static func average(_ sum: Int64, _ count: Int64) -> Int64 {
        let scaled = Int128(sum) * Int128(ExactDecimal.powersOfTen[averageDigits])
        let half = Int128(count) / 2
        return Int64(clamping: (sum < 0 ? scaled - half : scaled + half) / Int128(count))
    }

    private func sum(_ aggregate: Aggregate, _ condition: PlanNode, _ block: EventBlock, _ range: Range<Int>) -> (
        Int64, Int64
    ) {
        var sum: Int64 = 0
        var known: Int64 = 0
        forEachValue(aggregate.column ?? ColumnLayout.eventAmount, condition, block, range) {
            sum = ValueSummary.saturatingSum(sum, $0)
            known &+= 1
        }
        return (sum, known)
    }

    /// Known values of the events that meet the condition, earliest first.
    private func forEachValue(
        _ column: Int, _ condition: PlanNode, _ block: EventBlock, _ range: Range<Int>, _ body: (Int64) -> Void
    ) {
        for event in range {
            let value = eventValue(column, block, event)
            if value != PackedColumn.unknown, matches(condition, block, event) { body(value) }
        }
    }

    // MARK: - Two fields

    func matches(_ comparison: FieldComparison, _ columns: [PackedColumn], _ row: Int, block: EventBlock?) -> Bool {
        let left = value(comparison.left, columns, row, block)
        guard left != PackedColumn.unknown else { return false }
        var orders: [Int] = []
        for side in comparison.others {
            let other = value(side, columns, row, block)
            // As in SQL: with an unknown other only `in` can hold, by one of the known others.
            guard other != PackedColumn.unknown else {
                if comparison.operation == .in { continue }
                return false
            }
            orders.append(order(comparison, left, other, side))
        }
        return FieldOrder.matches(comparison.operation, orders)
    }

    private func value(_ side: FieldComparison.Side, _ columns: [PackedColumn], _ row: Int, _ block: EventBlock?)
        -> Int64
    {
        if side.isEventTime, let block { return block.milliseconds(row) }
        return columns[side.column][row]
    }

    private func order(_ comparison: FieldComparison, _ left: Int64, _ other: Int64, _ side: FieldComparison.Side)
        -> Int
    {
        if comparison.kind == .texts {
            let leftRanks = binding.ranks[
                TextRanks.Key(isOfEvents: comparison.isOfEvents, column: comparison.left.column)]
            let otherRanks = binding.ranks[TextRanks.Key(isOfEvents: comparison.isOfEvents, column: side.column)]
            guard let leftRanks, let otherRanks else { preconditionFailure("texts that are compared have ranks") }
            return FieldOrder.sign(Int128(leftRanks[Int(left)]) - Int128(otherRanks[Int(other)]))
        }
        switch (comparison.left.type, side.type) {
        case (.number(let one), .number(let two)) where one != two:
            return FieldOrder.sign(
                Int128(left) * Int128(ExactDecimal.powersOfTen[two]) - Int128(other)
                    * Int128(ExactDecimal.powersOfTen[one]))
        case (.date, .instant):
            return FieldOrder.sign(Int128(midnight(left)) - Int128(other))
        case (.instant, .date):
            return FieldOrder.sign(Int128(left) - Int128(midnight(other)))
        default: return FieldOrder.sign(Int128(left) - Int128(other))
        }
    }

    private func midnight(_ day: Int64) -> Int64 { zone.instant(of: CivilDate(day: Int32(clamping: day))).milliseconds }
}

/// What an operator makes of the orders of one value and others.
enum FieldOrder {
    static func sign(_ difference: Int128) -> Int { difference < 0 ? -1 : difference > 0 ? 1 : 0 }

    static func matches(_ operation: RuleOperator, _ orders: [Int]) -> Bool {
        switch operation {
        case .in: return orders.contains(0)
        case .notIn: return !orders.contains(0)
        case .between, .notBetween:
            // Of two bounds the wrong way round one is still above and one below.
            let isWithin = orders.contains { $0 >= 0 } && orders.contains { $0 <= 0 }
            return isWithin == (operation == .between)
        default: break
        }
        guard let order = orders.first else { return false }
        return operation.accepts(order)
    }
}

/// What the simple aggregates need of the values that they see, earliest first.
struct ValueSummary {
    var count: Int64 = 0
    var least = PackedColumn.unknown
    var greatest = PackedColumn.unknown
    var first = PackedColumn.unknown
    var last = PackedColumn.unknown

    mutating func add(_ value: Int64) {
        if count == 0 {
            (first, least, greatest) = (value, value, value)
        } else {
            least = min(least, value)
            greatest = max(greatest, value)
        }
        last = value
        count &+= 1
    }

    func value(_ function: AggregateFunction) -> Int64 {
        switch function {
        case .min: least
        case .max: greatest
        case .first: first
        case .last: last
        default: count
        }
    }

    /// Amounts are limited so that this never saturates for a contact of a million events.
    @inline(__always)
    static func saturatingSum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? (other < 0 ? ValueTest.least : .max) : sum
    }
}
