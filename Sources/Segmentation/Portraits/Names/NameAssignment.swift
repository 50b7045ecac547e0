/// Gives each group a name of its own: the assignment whose names fit best in all.
///
/// Where no name holds, one is put together from where the group is and what sets it apart most. O(groups² × names).
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
        let chosen = LeastCostMatching.columns(costs)
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
}
