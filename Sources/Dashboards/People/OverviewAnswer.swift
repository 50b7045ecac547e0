import Audiences

/// A count that may be hidden, with its label.
public struct LabelledCount: Sendable, Equatable {
    public var label: String
    /// Nil when it is hidden.
    public var count: Int?

    public init(label: String, count: Int?) {
        self.label = label
        self.count = count
    }
}

/// The figures of the first page.
public struct OverviewAnswer: Sendable {
    public struct Reach: Sendable {
        public var channel: String
        /// Contacts that consent, that refuse, and of whom it is not known.
        public var given: Int?
        public var refused: Int?
        public var unknown: Int?
    }

    public struct Month: Sendable {
        /// `2026-06`.
        public var month: String
        /// Contacts that came in it.
        public var newContacts: Int?
        /// Contacts that bought in it, their purchases, and what these add up to.
        public var buyers: Int?
        public var purchases: Int?
        public var amount: ExactDecimal?
    }

    public var contacts: Int
    /// Of all contacts; 1 when no audience is asked for.
    public var share: Double
    public var months: [Month]
    /// Contacts that came before the first of the months, and of whom it is not known when.
    public var earlierContacts: Int?
    public var contactsOfUnknownDate: Int?
    public var matchLevels: [LabelledCount]
    public var lifecycles: [LabelledCount]
    public var activity: [LabelledCount]
    public var reach: [Reach]
    /// Of the last `valueMonths` months.
    public var value: Value

    public struct Value: Sendable {
        public var buyers: Int?
        public var purchases: Int?
        public var amount: ExactDecimal?
        /// Of a purchase, and of a buyer.
        public var averagePurchase: Double?
        public var averageBuyer: Double?
    }
}

extension DashboardSubject {
    /// Counts over contacts, a pass over the purchases and one over who made them.
    public func overview(_ disclosure: inout Disclosure) throws(DashboardError) -> OverviewAnswer {
        let contacts = contactCount
        let sold = periodTally(periods())
        let months = try months(sold, &disclosure)
        return OverviewAnswer(
            contacts: contacts, share: table.contactCount > 0 ? Double(contacts) / Double(table.contactCount) : 0,
            months: months.rows, earlierContacts: months.earlier, contactsOfUnknownDate: months.unknown,
            matchLevels: try counts(ContactField.matchLevel, &disclosure),
            lifecycles: try counts(ContactField.lifecycle, &disclosure), activity: activity(&disclosure),
            reach: try reach(&disclosure), value: value(sold, &disclosure))
    }

    /// The contacts by the texts of a field, largest first; the unknown have the label "".
    func counts(_ field: String, _ disclosure: inout Disclosure) throws(DashboardError) -> [LabelledCount] {
        guard let column = table.contactColumn(field) else { return [] }
        let axis = table.axis(column)
        let (people, all) = try tallied(axis)
        let labels = (Array(table.texts(column).prefix(axis.count - 1)) + [""])
        let told = disclosure.line(field, labels, people, ofAll: all)
        return labels.indices.filter { people[$0] > 0 }
            .sorted { (people[$1], labels[$0]) < (people[$0], labels[$1]) }
            .map { LabelledCount(label: labels[$0], count: told[$0] ? people[$0] : nil) }
    }

    /// Contacts by group, and those of all contacts when the subject is an audience.
    func tallied(_ axis: Axis) throws(DashboardError) -> (people: [Int], all: [Int]?) {
        try counted { () throws(TallyError) in
            let people = try table.tally([axis], of: audience, threads: options.threads).counts
            let all = audience == nil ? nil : try table.tally([axis], threads: options.threads).counts
            return (people, all)
        }
    }

    private func reach(_ disclosure: inout Disclosure) throws(DashboardError) -> [OverviewAnswer.Reach] {
        var reach: [OverviewAnswer.Reach] = []
        for channel in table.schema.channels {
            let field = ContactField.consent(channel)
            guard let column = table.contactColumn(field) else { continue }
            let (people, all) = try tallied(table.axis(column))
            let told = disclosure.line(field, ["false", "true", ""], people, ofAll: all)
            func count(_ index: Int) -> Int? { told[index] ? people[index] : nil }
            reach.append(.init(channel: channel, given: count(1), refused: count(0), unknown: count(2)))
        }
        return reach
    }

    // MARK: - Months

    private struct Months {
        var rows: [OverviewAnswer.Month]
        var earlier: Int?
        var unknown: Int?
    }

    /// The purchases of each month, up to now, and of the months that values are of.
    private func periods() -> [EventFilter] {
        let starts = months(options.months).map { clock.zone.instant(of: $0) }
        let months = zip(starts, starts.dropFirst()).map { start, end in
            var month = purchases()
            month.from = start
            month.before = month.before.map { min($0, end) }
            return month
        }
        return months + [purchases(months: options.valueMonths)]
    }

    /// `sold` are the purchases by month.
    private func months(_ sold: SubjectTally, _ disclosure: inout Disclosure) throws(DashboardError) -> Months {
        let bounds = months(options.months)
        let labels = bounds.dropLast().map { String($0.description.prefix(7)) }
        guard let column = table.contactColumn(ContactField.createdAt) else {
            throw .unknownField(parameter: "", name: ContactField.createdAt)
        }
        // Groups: before the first month, the months, after the last, not known.
        let axis = Axis.bands(column, bounds: bounds.map { clock.zone.instant(of: $0).milliseconds })
        let (people, all) = try tallied(axis)
        let told = disclosure.line("created", ["earlier"] + labels + ["later", ""], people, ofAll: all)
        func count(_ group: Int) -> Int? { told[group] ? people[group] : nil }
        var rows = labels.indices.map { OverviewAnswer.Month(month: labels[$0], newContacts: count($0 + 1)) }
        for (index, sale) in sales(sold, labels.indices, "sales by month", labels, &disclosure).enumerated()
        where sale.isTold {
            rows[index].buyers = sale.buyers
            rows[index].purchases = sale.purchases
            rows[index].amount = sale.amount
        }
        return Months(rows: rows, earlier: count(0), unknown: count(people.count - 1))
    }

    /// `sold` are the purchases of the last months, the last cell.
    private func value(_ sold: SubjectTally, _ disclosure: inout Disclosure) -> OverviewAnswer.Value {
        let last = sold.cellCount - 1
        let sale = sales(sold, last..<last + 1, "sales", ["all"], &disclosure)[0]
        guard sale.isTold else { return OverviewAnswer.Value() }
        return OverviewAnswer.Value(
            buyers: sale.buyers, purchases: sale.purchases, amount: sale.amount,
            averagePurchase: sale.purchases > 0 ? sale.amount.double / Double(sale.purchases) : nil,
            averageBuyer: sale.buyers > 0 ? sale.amount.double / Double(sale.buyers) : nil)
    }

    // MARK: - Activity

    /// `new`, `active`, `dormant`, `lapsed`, `never`: by the first and the last purchase.
    private func activity(_ disclosure: inout Disclosure) -> [LabelledCount] {
        let labels = ["new", "active", "dormant", "lapsed", "never"]
        let tally = activityTally()
        let people = activityCounts(tally, isSelected: true, of: contactCount)
        let others = activityCounts(tally, isSelected: false, of: table.contactCount - contactCount)
        let all = audience == nil ? nil : zip(people, others).map(+)
        let told = disclosure.line("activity", labels, people, ofAll: all)
        return labels.indices.map { LabelledCount(label: labels[$0], count: told[$0] ? people[$0] : nil) }
    }

    private func activityTally() -> HistoryTally {
        func morrow(_ days: Int) -> CivilDate { CivilDate(day: today.day - Int32(days) + 1) }
        return table.tallyHistories(
            purchases(), firstDays: [morrow(options.newDays)],
            lastDays: [morrow(options.dormantDays), morrow(options.activeDays)], splitting: audience,
            threads: options.threads)
    }

    private func activityCounts(_ tally: HistoryTally, isSelected: Bool, of total: Int) -> [Int] {
        let new = (0...2).reduce(0) { $0 + tally.contacts(first: 1, last: $1, isSelected: isSelected) }
        let older = (0...2).reversed().map { tally.contacts(first: 0, last: $0, isSelected: isSelected) }
        return [new] + older + [max(0, total - new - older.reduce(0, +))]
    }
}
