/// What may be told of one subject, and what has been told.
///
/// Beside the floor (see `DisclosureTable`) a cell is hidden when the people that it lacks beside the same cell of all contacts, or of
/// an answer given before about an audience that contains this one or lies in it, are one to `floor - 1`: else subtracting the
/// two would tell of them.
public struct Disclosure: Sendable {
    /// The fewest people that a number may stand for.
    public let floor: Int
    public static let defaultFloor = 11

    let earlier: [EarlierAnswer]
    /// Whether the subject is an audience: only then can it be subtracted from all contacts.
    let isAudience: Bool
    /// The people of the cells that are told, by table and label.
    public private(set) var told: [String: [String: Int]] = [:]

    public init(floor: Int = Disclosure.defaultFloor, isAudience: Bool = false, earlier: [EarlierAnswer] = []) {
        self.floor = max(1, floor)
        self.isAudience = isAudience
        self.earlier = earlier
    }

    /// Whether a cell must be hidden because of what it lacks beside others.
    func hides(_ table: String, _ label: String, _ people: Int, ofAll all: Int?) -> Bool {
        if let all, isAudience, isFew(all - people) { return true }
        for answer in earlier {
            guard let other = answer.people[table]?[label] else { continue }
            switch answer.relation {
            case .containsThis: if isFew(other - people) { return true }
            case .isInThis: if isFew(people - other) { return true }
            case .same: if isFew(abs(people - other)) { return true }
            }
        }
        return false
    }

    func isFew(_ people: Int) -> Bool { people > 0 && people < floor }

    mutating func note(_ table: String, _ label: String, _ people: Int) { told[table, default: [:]][label] = people }

    /// Judges the cells of a line whose total is told: a bit for each that may be. `all` are the same cells of all contacts.
    mutating func line(
        _ table: String, _ labels: [String], _ people: [Int], ofAll all: [Int]? = nil, isPartition: Bool = true
    ) -> [Bool] {
        var cells = DisclosureTable(floor: floor)
        let line = cells.addLine(isPartition: isPartition)
        for index in people.indices {
            cells.addCell(
                people[index], .init(number: line),
                hides: hides(table, labels[index], people[index], ofAll: all?[index]))
        }
        cells.addCell(people.reduce(0, +), .init(number: line, isTotal: true))
        cells.close()
        return people.indices.map { index in
            let isTold = !cells.isHidden(index)
            if isTold { note(table, labels[index], people[index]) }
            return isTold
        }
    }

    /// Judges the parts of groups and the groups, whose total is told: personas and their profiles. `isPartition` says whether
    /// nobody is in two groups; nobody is in two parts of one. A group may have no parts.
    mutating func groups(
        _ table: String, parts: [(label: String, group: Int, people: Int, ofAll: Int?)],
        groups: [(label: String, people: Int, ofAll: Int?)], isPartition: Bool = true
    ) -> (parts: [Bool], groups: [Bool]) {
        var cells = DisclosureTable(floor: floor)
        let top = cells.addLine(isPartition: isPartition)
        let lines = groups.map { _ in cells.addLine() }
        let filled = Set(parts.map(\.group))
        for part in parts {
            cells.addCell(
                part.people, .init(number: lines[part.group]),
                hides: hides(table, part.label, part.people, ofAll: part.ofAll))
        }
        for (index, group) in groups.enumerated() {
            cells.addCell(
                group.people, .init(number: top),
                filled.contains(index) ? .init(number: lines[index], isTotal: true) : nil,
                hides: hides(table, group.label, group.people, ofAll: group.ofAll))
        }
        cells.addCell(groups.reduce(0) { $0 + $1.people }, .init(number: top, isTotal: true))
        cells.close()
        let toldParts = parts.indices.map { !cells.isHidden($0) }
        let toldGroups = groups.indices.map { !cells.isHidden(parts.count + $0) }
        for (part, isTold) in zip(parts, toldParts) where isTold { note(table, part.label, part.people) }
        for (group, isTold) in zip(groups, toldGroups) where isTold { note(table, group.label, group.people) }
        return (toldParts, toldGroups)
    }

    /// Judges a table of rows and columns with their totals: `people[row][column]`, the last row and column being totals.
    mutating func crossing(
        _ table: String, rows: [String], columns: [String], _ people: [[Int]], ofAll all: [[Int]]? = nil,
        isPartition: Bool = true
    ) -> [[Bool]] {
        var cells = DisclosureTable(floor: floor)
        let rowLines = (0...rows.count).map { _ in cells.addLine(isPartition: isPartition) }
        let columnLines = (0...columns.count).map { _ in cells.addLine(isPartition: isPartition) }
        func label(_ row: Int, _ column: Int) -> String {
            (row < rows.count ? rows[row] : "") + "\u{1F}" + (column < columns.count ? columns[column] : "")
        }
        for row in 0...rows.count {
            for column in 0...columns.count {
                let count = people[row][column]
                cells.addCell(
                    count, .init(number: rowLines[row], isTotal: column == columns.count),
                    .init(number: columnLines[column], isTotal: row == rows.count),
                    hides: hides(table, label(row, column), count, ofAll: all?[row][column]))
            }
        }
        cells.close()
        var told: [[Bool]] = []
        for row in 0...rows.count {
            told.append(
                (0...columns.count).map { column in
                    let isTold = !cells.isHidden(row * (columns.count + 1) + column)
                    if isTold { note(table, label(row, column), people[row][column]) }
                    return isTold
                })
        }
        return told
    }
}
