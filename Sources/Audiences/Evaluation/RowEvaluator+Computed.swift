extension RowEvaluator {
    /// The value of a computed indicator; unknown when there is none.
    func value(_ expression: ComputedExpression, _ segment: ContactSegment, _ row: Int) -> Int64 {
        let block = segment.blocks[row / EventBlock.rowCount]
        let range = block.range(row % EventBlock.rowCount)
        switch expression {
        case .aggregate(let aggregate, let condition): return value(aggregate, condition, block, range)
        case .daysSince(let condition, let today):
            guard let last = last(condition, block, range) else { return PackedColumn.unknown }
            return Int64(today.day) - Int64(zone.local(last).date.day)
        case .medianInterval(let condition):
            guard let median = medianMilliseconds(condition, block, range) else { return PackedColumn.unknown }
            // Hundredths of a day, rounded half up.
            return (median * 100 + Instant.millisecondsPerDay / 2) / Instant.millisecondsPerDay
        case .nextDue(let condition):
            guard let median = medianMilliseconds(condition, block, range), let last = last(condition, block, range)
            else {
                return PackedColumn.unknown
            }
            return Int64(zone.local(Instant(milliseconds: last.milliseconds + median)).date.day)
        case .favourite(let column, let condition): return favourite(column, condition, block, range)
        case .score(let measure, let bounds, let isDescending):
            return Self.score(value(measure, segment, row), bounds, isDescending)
        case .status(let nodes, let hasOtherwise):
            for (index, node) in nodes.enumerated() where matches(node, segment, row) { return Int64(index) }
            return hasOtherwise ? Int64(nodes.count) : PackedColumn.unknown
        case .frozen(let indicator): return indicator.value(firstRow + row)
        }
    }

    /// One more than the bounds that the value reaches. Of a measure where less is better, one more than those that it stays
    /// below.
    static func score(_ value: Int64, _ bounds: [Int64], _ isDescending: Bool) -> Int64 {
        guard value != PackedColumn.unknown else { return PackedColumn.unknown }
        var reached = 0
        for bound in bounds where value >= bound { reached += 1 }
        return Int64(1 + (isDescending ? bounds.count - reached : reached))
    }

    private func last(_ condition: PlanNode, _ block: EventBlock, _ range: Range<Int>) -> Instant? {
        for event in range.reversed() where matches(condition, block, event) {
            return Instant(milliseconds: block.milliseconds(event))
        }
        return nil
    }

    private func medianMilliseconds(_ condition: PlanNode, _ block: EventBlock, _ range: Range<Int>) -> Int64? {
        var intervals: [Int64] = []
        var previous: Int64?
        for event in range where matches(condition, block, event) {
            let at = block.milliseconds(event)
            if let previous { intervals.append(at - previous) }
            previous = at
        }
        guard !intervals.isEmpty else { return nil }
        intervals.sort()
        let middle = intervals.count / 2
        return intervals.count % 2 == 1 ? intervals[middle] : (intervals[middle - 1] + intervals[middle]) / 2
    }

    private func favourite(_ column: Int, _ condition: PlanNode, _ block: EventBlock, _ range: Range<Int>) -> Int64 {
        var counts: [Int64: Int] = [:]
        var best = PackedColumn.unknown
        for event in range where matches(condition, block, event) {
            let value = block.columns[column][event]
            if value != PackedColumn.unknown { counts[value, default: 0] += 1 }
        }
        let most = counts.values.max() ?? 0
        // Newest first: of equals the value used last stays.
        for event in range.reversed() where matches(condition, block, event) {
            let value = block.columns[column][event]
            if value != PackedColumn.unknown, counts[value] == most {
                best = value
                break
            }
        }
        return best
    }
}
