import Audiences

/// Purchases of one group of events.
public struct Sale: Sendable {
    public var label: String
    /// Different contacts.
    public var buyers: Int
    public var purchases: Int
    public var amount: ExactDecimal
    /// Whether the three may be told.
    public var isTold: Bool
}

extension DashboardSubject {
    /// A text field of events: its column, its groups and their labels, of which the last, empty one is of events without a text.
    func eventTexts(
        _ field: String
    ) throws(DashboardError) -> (column: EventColumn, axis: Axis, labels: [String]) {
        guard let column = table.eventColumn(field) else { throw .unknownField(parameter: "", name: field) }
        let axis = table.axis(column)
        return (column, axis, Array(table.texts(column).prefix(axis.count - 1)) + [""])
    }

    /// The purchases of the last months by the groups of the axes, whose labels come in the order of the cells; a cell is told when
    /// its buyers are enough.
    func sales(
        _ axes: [EventAxis], _ name: String, _ labels: [String], months: Int, _ disclosure: inout Disclosure
    ) throws(DashboardError) -> [Sale] {
        let tally = try eventTally(purchases(months: months), by: [], axes)
        return sales(tally, labels.indices, name, labels, &disclosure)
    }

    /// The same of cells that were counted.
    func sales(
        _ tally: SubjectTally, _ cells: Range<Int>, _ name: String, _ labels: [String], _ disclosure: inout Disclosure
    ) -> [Sale] {
        let told = disclosure.line(name, labels, cells.map(tally.contacts), ofAll: tally.all(cells), isPartition: false)
        return zip(cells, labels.indices).map { cell, index in
            Sale(
                label: labels[index], buyers: tally.contacts(cell), purchases: tally.count(cell),
                amount: amount(tally.amount(cell)), isTold: told[index])
        }
    }

    /// Events of the subject by period, and of everybody when the subject is an audience: one pass.
    func periodTally(_ periods: [EventFilter]) -> SubjectTally {
        let tally = table.tallyPeriods(periods, splitting: audience, threads: options.threads)
        return SubjectTally(tally: tally, isSplit: audience != nil)
    }

    /// Events of the subject in cells, and of everybody when the subject is an audience: one pass.
    func eventTally(
        _ filter: EventFilter, by contactAxes: [Axis], _ eventAxes: [EventAxis]
    ) throws(DashboardError) -> SubjectTally {
        try counted { () throws(TallyError) in
            guard let audience else {
                let tally = try table.tallyEvents(filter, by: contactAxes, eventAxes, threads: options.threads)
                return SubjectTally(tally: tally, isSplit: false)
            }
            let tally = try table.tallyEvents(
                filter, by: contactAxes, eventAxes, splitting: audience, threads: options.threads)
            return SubjectTally(tally: tally, isSplit: true)
        }
    }
}

/// Cells of the subject, and beside them those of everybody else.
struct SubjectTally {
    let tally: EventTally
    let isSplit: Bool

    var cellCount: Int { isSplit ? tally.cellCount / 2 : tally.cellCount }
    func count(_ cell: Int) -> Int { tally.count(cell) }
    func contacts(_ cell: Int) -> Int { tally.contacts(cell) }
    func amount(_ cell: Int) -> Int64 { tally.amount(cell) }

    /// The contacts of all in the cells; nil when the subject is all.
    func all(_ cells: Range<Int>) -> [Int]? {
        isSplit ? cells.map { tally.contacts($0) + tally.contacts(cellCount + $0) } : nil
    }
}
