/// Gives each group a name of its own: the assignment whose names fit best in all.
///
/// The Hungarian method (Kuhn 1955, in the form of Jonker and Volgenant 1987 with potentials), O(groups² × names). Where no
/// name holds, one is put together from where the group is and what sets it apart most.
enum NameAssignment {
    /// A group that waits for its name.
    struct Candidate {
        let figures: GroupFigures
        let overseas: Double
        let setting: Setting
    }

    /// Names for all groups, no two alike and none of `taken`.
    static func names(_ groups: [Candidate], from rules: [NameRule], taken: Set<String> = []) -> [Bilingual] {
        let free = rules.filter { !taken.contains($0.name.fr) && !taken.contains($0.name.en) }
        let costs = groups.map { group in
            free.map { rule in
                rule.holds(group.figures, overseas: group.overseas) ? -rule.score(group.figures) : impossible
            } + groups.map { _ in nameless }
        }
        let chosen = assignment(costs)
        var used = taken
        for column in chosen where column < free.count {
            used.insert(free[column].name.fr)
            used.insert(free[column].name.en)
        }
        return zip(groups, chosen).map { group, column in
            let name = column < free.count ? free[column].name : composed(group, used)
            used.insert(name.fr)
            used.insert(name.en)
            return name
        }
    }

    /// Worse than any name that holds, better than one that does not.
    private static let nameless = 100.0
    private static let impossible = 1_000.0

    /// Where it is, and the words of what sets it apart most; as many words as it takes.
    private static func composed(_ group: Candidate, _ used: Set<String>) -> Bilingual {
        let noun = group.setting.noun
        let words = Comparison.ranked(group.figures).map { comparison, difference in
            difference >= 0 ? comparison.nameIfMore : comparison.nameIfLess
        }
        var name = noun
        for word in words {
            name = Bilingual(name.fr + ", " + word.fr, name.en + ", " + word.en)
            if !used.contains(name.fr), !used.contains(name.en) { return name }
        }
        for number in 2... {
            let numbered = Bilingual("\(noun.fr) \(number)", "\(noun.en) \(number)")
            if !used.contains(numbered.fr), !used.contains(numbered.en) { return numbered }
        }
        return noun
    }

    /// The column of each row with the least sum of costs; there are at least as many columns as rows.
    static func assignment(_ costs: [[Double]]) -> [Int] {
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
