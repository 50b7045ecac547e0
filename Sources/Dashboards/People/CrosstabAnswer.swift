import Audiences

/// Any two fields against each other.
public struct CrosstabAnswer: Sendable {
    public struct Cell: Sendable {
        public var row: String
        public var column: String
        /// Contacts, or different contacts with such purchases; nil when the cell is hidden.
        public var contacts: Int?
        /// Of the measure; nil when it is hidden, or there is none.
        public var value: ExactDecimal?
        public var average: Double?
    }

    public var rows: String
    public var columns: String
    public var measure: String
    /// In the order of rows, then columns; "" is not known. Cells of nobody are left out.
    public var cells: [Cell]
}

/// What a crosstab adds up.
public enum CrosstabMeasure: Sendable, Equatable {
    case contacts
    /// Purchases, and what they amount to.
    case purchases
    case amount
    /// The average of a number of the contacts.
    case average(String)

    /// Nil never: what is no measure of its own is the name of a field.
    public init(_ name: String) {
        switch name {
        case "contacts", "": self = .contacts
        case "purchases": self = .purchases
        case "amount": self = .amount
        default: self = .average(name)
        }
    }

    public var name: String {
        switch self {
        case .contacts: "contacts"
        case .purchases: "purchases"
        case .amount: "amount"
        case .average(let field): field
        }
    }
}

/// A field as a way to part contacts, or their purchases, into groups.
struct FieldAxis {
    enum Kind {
        case contacts(Axis)
        case events(EventAxis)
    }

    var kind: Kind
    /// By group, the last one not known; a group without a label is merged into none.
    var labels: [String]

    var isOfEvents: Bool { if case .events = kind { true } else { false } }
}

extension DashboardSubject {
    /// Fields of purchases begin with this: `events.channel`, `events.month`, `events.weekday`, `events.hour`.
    static let eventPrefix = "events."

    /// The axis of a field: texts, truths; numbers and dates between round bounds.
    func fieldAxis(_ name: String, parameter: String) throws(DashboardError) -> FieldAxis {
        if name.hasPrefix(Self.eventPrefix) {
            return try eventAxis(String(name.dropFirst(Self.eventPrefix.count)), name, parameter)
        }
        guard let column = table.contactColumn(name) else { throw .unknownField(parameter: parameter, name: name) }
        switch column.type {
        case .text, .textSet:
            let axis = table.axis(column)
            return FieldAxis(kind: .contacts(axis), labels: Array(table.texts(column).prefix(axis.count - 1)) + [""])
        case .boolean: return FieldAxis(kind: .contacts(table.axis(column)), labels: ["false", "true", ""])
        case .number(let scale):
            let bounds = RoundBounds.of(table.range(column), scale: scale)
            let labels = bounds.map { ExactDecimal(units: $0, scale: scale).description }
            return FieldAxis(kind: .contacts(.bands(column, bounds: bounds)), labels: Self.bandLabels(labels))
        case .date, .instant:
            let dates = yearBounds(table.range(column), isInstant: column.type == .instant)
            let bounds = dates.map { date in
                column.type == .instant ? clock.zone.instant(of: date).milliseconds : Int64(date.day)
            }
            let years = dates.map { String($0.description.prefix(4)) }
            return FieldAxis(
                kind: .contacts(.bands(column, bounds: bounds)),
                labels: [years.first.map { "before " + $0 } ?? "known"] + years + [""])
        }
    }

    private static func bandLabels(_ bounds: [String]) -> [String] {
        guard let first = bounds.first, let last = bounds.last else { return ["known", ""] }
        return ["< " + first] + zip(bounds, bounds.dropFirst()).map { $0 + " – " + $1 } + ["≥ " + last, ""]
    }

    /// The first days of the years that the values reach into, but for the earliest.
    private func yearBounds(_ range: ClosedRange<Int64>?, isInstant: Bool) -> [CivilDate] {
        guard let range else { return [] }
        func year(_ value: Int64) -> Int {
            isInstant
                ? clock.zone.local(Instant(milliseconds: value)).date.components.year
                : CivilDate(day: Int32(clamping: value)).components.year
        }
        let (first, last) = (year(range.lowerBound), year(range.upperBound))
        guard first < last else { return [] }
        return (max(first + 1, last - 100)...last).compactMap { CivilDate(year: $0, month: 1, day: 1) }
    }

    private func eventAxis(_ field: String, _ name: String, _ parameter: String) throws(DashboardError) -> FieldAxis {
        switch field {
        case "month":
            let bounds = months(options.months)
            return FieldAxis(
                kind: .events(.days(bounds: bounds)), labels: bounds.dropLast().map { String($0.description.prefix(7)) }
            )
        case "weekday": return FieldAxis(kind: .events(.weekdays), labels: (1...7).map(String.init))
        case "hour": return FieldAxis(kind: .events(.hours), labels: (0...23).map(String.init))
        default: break
        }
        guard let column = table.eventColumn(field) else { throw .unknownField(parameter: parameter, name: name) }
        switch column.type {
        case .text, .textSet:
            let axis = table.axis(column)
            return FieldAxis(
                kind: .events(.column(axis)), labels: Array(table.texts(column).prefix(axis.count - 1)) + [""])
        case .boolean: return FieldAxis(kind: .events(.column(table.axis(column))), labels: ["false", "true", ""])
        default: throw .unknownField(parameter: parameter, name: name)
        }
    }

    /// Counts the cells of two fields. One pass over the contacts, or over the events when a field or the measure is of purchases.
    public func crosstab(
        rows: String, columns: String, measure: CrosstabMeasure, _ disclosure: inout Disclosure
    ) throws(DashboardError) -> CrosstabAnswer {
        let row = try fieldAxis(rows, parameter: "rows")
        let column = try fieldAxis(columns, parameter: "columns")
        let width = column.labels.count
        guard row.labels.count * width <= Self.crosstabLimit else { throw .tooManyCells(limit: Self.crosstabLimit) }
        let counted = try crossed(row, column, measure)
        let people = Self.withTotals(counted.people, width)
        let all = counted.all.map { Self.withTotals($0, width) }
        // Where purchases are counted one contact is in several cells.
        let told = disclosure.crossing(
            "crosstab " + rows + "\u{1F}" + columns, rows: row.labels, columns: column.labels, people, ofAll: all,
            isPartition: !counted.isOfEvents)
        var cells: [CrosstabAnswer.Cell] = []
        for (index, count) in counted.people.enumerated() where count > 0 {
            var cell = CrosstabAnswer.Cell(row: row.labels[index / width], column: column.labels[index % width])
            if told[index / width][index % width] {
                cell.contacts = count
                cell.value = counted.values?[index]
                cell.average = counted.averages.flatMap {
                    self.told(
                        $0[index], "average \(measure.name) \(rows)\u{1F}\(columns)",
                        cell.row + "\u{1F}" + cell.column, &disclosure)
                }
            }
            cells.append(cell)
        }
        return CrosstabAnswer(rows: rows, columns: columns, measure: measure.name, cells: cells)
    }

    /// Cells that a person can still look at, and a browser hold.
    static let crosstabLimit = 20_000

    /// A number of the contacts of a cell, as far as it is known.
    private struct Average {
        var sum: ExactDecimal
        var known: Int
        /// Of all contacts, when the subject is an audience.
        var allKnown: Int?
    }

    private struct Crossed {
        var people: [Int]
        var all: [Int]?
        var values: [ExactDecimal]?
        var averages: [Average]?
        var isOfEvents = false
    }

    private func crossed(
        _ row: FieldAxis, _ column: FieldAxis, _ measure: CrosstabMeasure
    ) throws(DashboardError) -> Crossed {
        if case .contacts(let one) = row.kind, case .contacts(let other) = column.kind {
            switch measure {
            case .contacts: return try crossedContacts([one, other], nil)
            case .average(let field):
                guard let number = table.contactColumn(field), case .number = number.type else {
                    throw .unknownField(parameter: "measure", name: field)
                }
                return try crossedContacts([one, other], number)
            case .purchases, .amount: break
            }
        }
        if case .average(let field) = measure { throw .unknownField(parameter: "measure", name: field) }
        return try crossedEvents(row, column, measure)
    }

    private func crossedContacts(_ axes: [Axis], _ number: ContactColumn?) throws(DashboardError) -> Crossed {
        try counted { () throws(TallyError) in
            let tally = try table.tally(axes, of: audience, summing: number, threads: options.threads)
            let all = try audience.map { _ throws(TallyError) in
                try table.tally(axes, summing: number, threads: options.threads)
            }
            var crossed = Crossed(people: tally.counts, all: all?.counts)
            if let number, case .number(let scale) = number.type {
                crossed.averages = tally.known.indices.map { cell in
                    Average(
                        sum: ExactDecimal(units: tally.sums[cell], scale: scale), known: tally.known[cell],
                        allKnown: all?.known[cell])
                }
            }
            return crossed
        }
    }

    /// The average of a cell that is told; nil when few stand behind it all the same: those whose number is known, or those who are
    /// left when it is subtracted from another answer.
    private func told(
        _ average: Average, _ table: String, _ label: String, _ disclosure: inout Disclosure
    ) -> Double? {
        let known = average.known
        guard known > 0, !disclosure.isFew(known), !disclosure.hides(table, label, known, ofAll: average.allKnown)
        else { return nil }
        disclosure.note(table, label, known)
        return average.sum.double / Double(known)
    }

    private func crossedEvents(
        _ row: FieldAxis, _ column: FieldAxis, _ measure: CrosstabMeasure
    ) throws(DashboardError) -> Crossed {
        var contactAxes: [Axis] = []
        var eventAxes: [EventAxis] = []
        for axis in [row, column] {
            switch axis.kind {
            case .contacts(let axis): contactAxes.append(axis)
            case .events(let axis): eventAxes.append(axis)
            }
        }
        // Axes of contacts come first in the cells of a tally.
        let isTurned = row.isOfEvents && !column.isOfEvents
        let tally = try eventTally(purchases(), by: contactAxes, eventAxes)
        let (height, width) = (row.labels.count, column.labels.count)
        let order = (0..<height * width).map { isTurned ? $0 % width * height + $0 / width : $0 }
        let all = tally.all(0..<height * width)
        return Crossed(
            people: order.map(tally.contacts), all: all.map { all in order.map { all[$0] } },
            values: measure == .contacts
                ? nil
                : order.map { measure == .amount ? amount(tally.amount($0)) : ExactDecimal(Int64(tally.count($0))) },
            isOfEvents: true)
    }

    /// Rows of the cells with their sums behind and below.
    private static func withTotals(_ cells: [Int], _ width: Int) -> [[Int]] {
        var rows = (0..<cells.count / width).map { row in
            let cells = Array(cells[(row * width)..<((row + 1) * width)])
            return cells + [cells.reduce(0, +)]
        }
        rows.append((0...width).map { column in rows.reduce(0) { $0 + $1[column] } })
        return rows
    }
}

/// Bounds at round numbers: 1, 2, 2.5 or 5 times a power of ten apart.
enum RoundBounds {
    private static let wanted: Int64 = 10

    /// At most a dozen bounds inside the range, in units of the scale.
    static func of(_ range: ClosedRange<Int64>?, scale: Int) -> [Int64] {
        guard let range, range.lowerBound < range.upperBound else { return [] }
        let span = range.upperBound.subtractingReportingOverflow(range.lowerBound)
        let least = max(1, (span.overflow ? Int64.max : span.partialValue) / wanted)
        var power: Int64 = 1
        while power <= least / 10 { power *= 10 }
        let step = [1, 2, 5, 10].map { power * $0 }.first { $0 >= least } ?? power * 10
        var bound = range.lowerBound / step * step
        var bounds: [Int64] = []
        while bound <= range.upperBound, bounds.count < 24 {
            if bound > range.lowerBound { bounds.append(bound) }
            let (next, overflow) = bound.addingReportingOverflow(step)
            if overflow { break }
            bound = next
        }
        return bounds
    }
}
