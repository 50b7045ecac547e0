/// What is known of areas that cover several IRIS (communes, postcodes, départements): the IRIS of each, the mix of
/// personas and the averages of indicators, both weighted by households.
///
///     irisStarts   one entry an area    irisRows   the IRIS of all areas, run after run
///     mixStarts    one entry an area    parts      the mixes of all areas, largest share first
struct AreaTable: Sendable {
    private(set) var irisStarts: [UInt32] = [0]
    private(set) var irisRows: [Int32] = []
    private var mixStarts: [UInt32] = [0]
    private var parts: [PersonaMix.Part] = []

    var count: Int { irisStarts.count - 1 }

    /// Adds an area that covers these IRIS, in any order and maybe more than once.
    mutating func append(_ list: [Int32], of iris: IrisTable) {
        let rows = sortedUnique(list)
        irisRows.append(contentsOf: rows)
        irisStarts.append(UInt32(irisRows.count))
        var mix = PersonaMix()
        for row in rows { mix.add(PersonaIndex(Int(iris.personas[Int(row)])), weight: iris.households[Int(row)]) }
        // Where nobody lives (a forest, a business park) every IRIS counts the same: an answer beats none.
        if mix.isEmpty { for row in rows { mix.add(PersonaIndex(Int(iris.personas[Int(row)])), weight: 1) } }
        mix.sort()
        for position in 0..<mix.count { parts.append(mix[position]) }
        mixStarts.append(UInt32(parts.count))
    }

    /// Most communes are one IRIS and most lists come in order: those are not sorted.
    private func sortedUnique(_ list: [Int32]) -> [Int32] {
        if zip(list, list.dropFirst()).allSatisfy(<) { return list }
        var rows: [Int32] = []
        rows.reserveCapacity(list.count)
        for row in list.sorted() where row != rows.last { rows.append(row) }
        return rows
    }

    /// The average of a column over the IRIS of an area, weighted by households; IRIS without a value do not count, and
    /// where nobody lives all count the same. NaN when no IRIS has a value. O(IRIS of the area).
    func average(of column: some FigureColumn, _ area: Int, households: [Float]) -> Double {
        var sum = 0.0
        var weights = 0.0
        var plainSum = 0.0
        var known = 0.0
        for position in iris(area) {
            let row = Int(irisRows[position])
            let value = column[row]
            guard !value.isNaN else { continue }
            sum += value * Double(households[row])
            weights += Double(households[row])
            plainSum += value
            known += 1
        }
        return weights > 0 ? sum / weights : known > 0 ? plainSum / known : .nan
    }

    /// The averages of a column over every area, in their order.
    func appendAverages(of column: [Double], households: [Float], to averages: inout [Double]) {
        for area in 0..<count { averages.append(average(of: column, area, households: households)) }
    }

    func iris(_ area: Int) -> Range<Int> { Int(irisStarts[area])..<Int(irisStarts[area &+ 1]) }

    func mix(_ area: Int) -> Range<Int> { Int(mixStarts[area])..<Int(mixStarts[area &+ 1]) }

    func part(_ position: Int) -> PersonaMix.Part { parts[position] }
}

/// A figure an IRIS, by row; NaN where it is not known.
protocol FigureColumn {
    subscript(row: Int) -> Double { get }
}

extension [Double]: FigureColumn {}
extension IndicatorReader: FigureColumn {}
