/// Whether personas say something that simpler classes do not: the variance that they explain in indicators that were no
/// inputs of the clustering, beside what a plain grid of density by income explains with as many cells.
public struct NewInformation: Sendable {
    /// One indicator.
    public struct Line: Sendable, Equatable {
        public let indicator: String
        public let theme: String
        /// Shares of the weighted variance (η²), 0 to 1.
        public let byPersonas: Double
        public let byProfiles: Double
        public let byGrid: Double
    }

    /// In the order of the indicators.
    public let lines: [Line]
    public let gridCells: Int

    /// Density is cut into so many bands of equal households, each of which is cut by income.
    private static let bands = 6

    /// `indicators` names those to be measured; inputs of the definitions are left out. A value counts when it is of the
    /// neighbourhood or its commune. O(indicators × neighbourhoods).
    public init(
        _ input: SegmentationInput, _ assignment: Assignment, _ matrix: SegmentationMatrix,
        _ definitions: SegmentationDefinitions
    ) {
        var inputs: Set<String> = []
        for variable in definitions.variables {
            let figures = (try? Formula(variable.formula))?.figures ?? []
            inputs.formUnion(figures.map(\.column))
        }
        let rows = matrix.trained
        let weights = rows.map { matrix.households[$0] }
        let profileOfPersona = definitions.profileOfPersona
        let personas = rows.map { Int32(assignment.personas[$0]) }
        let profiles = personas.map { Int32(profileOfPersona[Int($0)]) }
        let cells = definitions.personas.count
        let grid = Self.grid(input, rows, weights, cells: cells)
        gridCells = cells
        lines = input.columns.compactMap { column in
            guard !inputs.contains(column.definition.id), !column.values.isEmpty else { return nil }
            let values = rows.map { index -> Double in
                let origin = column.origins[index]
                let isKnown =
                    origin == IndicatorOrigin.iris.rawValue || origin == IndicatorOrigin.commune.rawValue
                return isKnown ? Double(column.values[index]) : .nan
            }
            guard let personas = Self.explained(values, personas, cells, weights),
                let profiles = Self.explained(values, profiles, definitions.profiles.count, weights),
                let grid = Self.explained(values, grid, cells, weights)
            else { return nil }
            return Line(
                indicator: column.definition.id, theme: column.definition.theme, byPersonas: personas,
                byProfiles: profiles, byGrid: grid)
        }
    }

    /// Means over all indicators.
    public var meanByPersonas: Double { mean(\.byPersonas) }
    public var meanByProfiles: Double { mean(\.byProfiles) }
    public var meanByGrid: Double { mean(\.byGrid) }

    /// The share of the indicators of which personas explain more than the grid does.
    public var shareWon: Double {
        lines.isEmpty ? 0 : Double(lines.count { $0.byPersonas > $0.byGrid }) / Double(lines.count)
    }

    private func mean(_ value: (Line) -> Double) -> Double {
        lines.isEmpty ? 0 : lines.reduce(0) { $0 + value($1) } / Double(lines.count)
    }

    /// The share of the weighted variance of `values` between the groups; nil when it has none. NaN does not count.
    static func explained(_ values: [Double], _ labels: [Int32], _ groups: Int, _ weights: [Double]) -> Double? {
        var totals = Array(repeating: 0.0, count: groups)
        var sums = totals
        for (index, value) in values.enumerated() where !value.isNaN {
            totals[Int(labels[index])] += weights[index]
            sums[Int(labels[index])] += weights[index] * value
        }
        let total = totals.reduce(0, +)
        guard total > 0 else { return nil }
        let mean = sums.reduce(0, +) / total
        let means = zip(sums, totals).map { $1 > 0 ? $0 / $1 : 0 }
        var (all, within) = (0.0, 0.0)
        for (index, value) in values.enumerated() where !value.isNaN {
            let own = means[Int(labels[index])]
            all += weights[index] * (value - mean) * (value - mean)
            within += weights[index] * (value - own) * (value - own)
        }
        return all > 0 ? 1 - within / all : nil
    }

    /// The cell of each row: bands of density with equal households, each cut into parts of equal households by income; as
    /// many cells in all as there are personas.
    static func grid(_ input: SegmentationInput, _ rows: [Int], _ weights: [Double], cells: Int) -> [Int32] {
        let values = { (id: String) -> [Double] in
            let column = input.columns.first { $0.definition.id == id }
            return rows.map { row in
                let value = column.map { Double($0.values[row]) } ?? 0
                return value.isNaN ? 0 : value
            }
        }
        let income = values("median_income")
        let bands = min(Self.bands, cells)
        var grid = Array(repeating: Int32(0), count: rows.count)
        var first = 0
        for (band, members) in parts(Array(rows.indices), values("density"), weights, bands).enumerated() {
            // The first bands have one cell more when the cells cannot be shared out evenly.
            let count = cells / bands + (band < cells % bands ? 1 : 0)
            for (cell, members) in parts(members, income, weights, count).enumerated() {
                for member in members { grid[member] = Int32(first + cell) }
            }
            first += count
        }
        return grid
    }

    /// Cuts `members` by their value into `count` parts of about the same weight, lowest first.
    private static func parts(
        _ members: [Int], _ values: [Double], _ weights: [Double], _ count: Int
    ) -> [[Int]] {
        let order = members.sorted { values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1 }
        let total = order.reduce(0) { $0 + weights[$1] }
        var parts = Array(repeating: [Int](), count: count)
        var sum = 0.0
        for member in order {
            parts[min(count - 1, Int(sum / total * Double(count)))].append(member)
            sum += weights[member]
        }
        return parts
    }
}
