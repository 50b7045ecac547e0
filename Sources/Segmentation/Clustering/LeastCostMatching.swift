/// Pairs the rows of a table of costs with columns, each with one of its own, at the least sum: the Hungarian method (Kuhn, 1955)
/// with potentials. O(rows² × columns).
enum LeastCostMatching {
    /// The column of each row with the least sum of costs; there are at least as many columns as rows.
    static func columns(_ costs: [[Double]]) -> [Int] {
        guard let width = costs.first?.count else { return [] }
        var rowPotential = Array(repeating: 0.0, count: costs.count + 1)
        var columnPotential = Array(repeating: 0.0, count: width + 1)
        // The row of each column; 0 is none, and column 0 is where each search begins.
        var rowOfColumn = Array(repeating: 0, count: width + 1)
        for row in 1...costs.count {
            rowOfColumn[0] = row
            var least = Array(repeating: Double.infinity, count: width + 1)
            var previous = Array(repeating: 0, count: width + 1)
            var visited = Array(repeating: false, count: width + 1)
            var column = 0
            repeat {
                visited[column] = true
                let current = rowOfColumn[column]
                var step = Double.infinity
                var next = 0
                for candidate in 1...width where !visited[candidate] {
                    let reduced =
                        costs[current - 1][candidate - 1] - rowPotential[current] - columnPotential[candidate]
                    if reduced < least[candidate] {
                        least[candidate] = reduced
                        previous[candidate] = column
                    }
                    if least[candidate] < step {
                        step = least[candidate]
                        next = candidate
                    }
                }
                for candidate in 0...width {
                    if visited[candidate] {
                        rowPotential[rowOfColumn[candidate]] += step
                        columnPotential[candidate] -= step
                    } else {
                        least[candidate] -= step
                    }
                }
                column = next
            } while rowOfColumn[column] != 0
            while column != 0 {
                rowOfColumn[column] = rowOfColumn[previous[column]]
                column = previous[column]
            }
        }
        var result = Array(repeating: 0, count: costs.count)
        for column in 1...width where rowOfColumn[column] != 0 { result[rowOfColumn[column] - 1] = column - 1 }
        return result
    }
}
