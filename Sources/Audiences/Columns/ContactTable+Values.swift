extension AttributeValue: CustomStringConvertible {
    public var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.description
        case .boolean(let truth): truth ? "true" : "false"
        case .date(let date): date.description
        case .texts(let texts): texts.joined(separator: ", ")
        }
    }
}

extension ContactTable {
    /// The value of a field of the contact; nil when it is unknown, or there is no such field. A moment is its ISO text.
    public func value(_ row: ContactRow, _ field: String) -> AttributeValue? {
        guard let column = layout.contactColumn(field) else { return nil }
        let segment = segment(row)
        let units = segment.reading { segment.columns[column.index][row.offset] }
        return value(units, column.type, contactDictionaries[column.index])
    }

    func value(_ units: Int64, _ type: FieldType, _ dictionary: TextDictionary?) -> AttributeValue? {
        guard units != PackedColumn.unknown else { return nil }
        switch type {
        case .text: return dictionary.map { .text($0.text(units)) }
        case .textSet:
            return dictionary.map { dictionary in
                .texts(
                    dictionary.text(units).unicodeScalars.split(separator: Attribute.setSeparator).map { String($0) })
            }
        case .number(let scale): return .number(ExactDecimal(units: units, scale: scale))
        case .boolean: return .boolean(units != 0)
        case .date: return .date(CivilDate(day: Int32(clamping: units)))
        case .instant: return .text(Instant(milliseconds: units).description)
        }
    }

    /// The value of a computed field of the contact, as text; nil when it is unknown. The planner is the one that made it.
    func value(_ row: ContactRow, _ field: ComputedField, _ planner: Planner) -> String? {
        let segment = segment(row)
        let units = segment.reading {
            planner.evaluator(self, field, segment: row.segment).value(field.expression, segment, row.offset)
        }
        guard units != PackedColumn.unknown else { return nil }
        if let texts = field.texts { return texts[Int(units)] }
        return value(units, field.type, field.dictionaryColumn.flatMap { eventDictionaries[$0] })?.description
    }

    /// Computes an indicator for every contact, to be kept for a period. On one thread: it is done in the background.
    public func freeze(_ indicator: ComputedIndicator, _ context: PlanningContext) throws(RuleError) -> FrozenIndicator
    {
        var planner = Planner(table: self, context: context)
        let field = try planner.computedField(indicator)
        let segments = segments
        let frozen = FrozenIndicator(
            computedAt: context.clock.asOf, field: field, rowCount: segments.count * ContactSegment.rowCount)
        // Known to the table first: a contact that is forgotten meanwhile takes its value with it.
        self.frozen.add(frozen)
        for (index, segment) in segments.enumerated() {
            for start in stride(from: 0, to: ContactSegment.rowCount, by: Self.frozenRows) {
                freeze(start..<start + Self.frozenRows, segment, index, field, planner, into: frozen)
            }
        }
        return frozen
    }

    /// Rows that are computed under one lock: a millisecond's work, so that the writer need not wait for more.
    private static let frozenRows = 1024

    private func freeze(
        _ rows: Range<Int>, _ segment: ContactSegment, _ index: Int, _ field: ComputedField, _ planner: Planner,
        into frozen: FrozenIndicator
    ) {
        // Nobody else asks for the values before `freeze` has returned, and whoever forgets a contact waits for the lock.
        segment.reading {
            let evaluator = planner.evaluator(self, field, segment: index)
            for row in rows where segment.isLive(row) {
                frozen.set(
                    evaluator.value(field.expression, segment, row), index * ContactSegment.rowCount + row)
            }
        }
    }

    /// The values of an indicator that are known, of no contact in particular.
    private func knownValues(
        _ indicator: ComputedIndicator, _ context: PlanningContext
    ) throws(RuleError) -> (values: [Int64], type: FieldType) {
        let frozen = try freeze(indicator, context)
        var known: [Int64] = []
        for (index, segment) in segments.enumerated() {
            segment.reading {
                for row in 0..<ContactSegment.rowCount {
                    let value = frozen.value(index * ContactSegment.rowCount + row)
                    if value != PackedColumn.unknown { known.append(value) }
                }
            }
        }
        return (known, frozen.type)
    }

    /// The bounds that part the contacts with a value into so many groups of the same size, as far as equal values allow: for
    /// the scores of an RFM analysis. Ascending; each is the least value of a group.
    public func scoreBounds(
        _ measure: ComputedIndicator.Measure, where condition: RuleGroup?, groups: Int, _ context: PlanningContext
    )
        throws(RuleError) -> [ExactDecimal]
    {
        let definition: ComputedIndicator.Definition =
            switch measure {
            case .recency: .recency(where: condition)
            case .frequency: .frequency(where: condition)
            case .monetary: .monetary(where: condition)
            }
        let known = try knownValues(ComputedIndicator("measure", definition), context)
        guard case .number(let scale) = known.type else { return [] }
        let isCounted = measure == .frequency
        // Contacts that never bought have a frequency of 0: they have no place among those that did.
        let sorted = known.values.filter { !isCounted || $0 > 0 }.sorted()
        guard !sorted.isEmpty, groups > 1 else { return [] }
        return (1..<groups).map { ExactDecimal(units: sorted[sorted.count * $0 / groups], scale: scale) }
    }
}

extension Planner {
    /// An evaluator for what this planner has planned so far. Under the segment's lock.
    func evaluator(_ table: ContactTable, _ field: ComputedField, segment: Int) -> RowEvaluator {
        let node = PlanNode.computed(ComputedNode(expression: field.expression, test: .isKnown))
        let plan = Plan(
            root: node, textTests: textTests, zone: context.clock.zone, clauses: [], combinator: .and, isNegated: false,
            contactColumns: [], demandedConsents: [])
        return PreparedPlan(plan, table).evaluator(segment: segment)
    }
}
