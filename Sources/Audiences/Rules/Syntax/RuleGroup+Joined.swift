extension RuleGroup {
    /// A chain of terms with a combinator between each two. `and` binds closest, then `xor`, then `or`; a run of terms that is
    /// bound closer becomes a group of its own.
    static func joined(_ terms: [RuleNode], by combinators: [Combinator]) -> RuleGroup {
        var (terms, combinators) = (terms, combinators)
        for combinator in [Combinator.and, .xor, .or] {
            // When only one kind is left, its terms are the group itself.
            if combinators.allSatisfy({ $0 == combinator }) {
                return RuleGroup(combinators.isEmpty ? .and : combinator, terms)
            }
            (terms, combinators) = folded(terms, combinators, combinator)
        }
        return RuleGroup(.or, terms)
    }

    private static func folded(_ terms: [RuleNode], _ combinators: [Combinator], _ bound: Combinator)
        -> ([RuleNode], [Combinator])
    {
        var newTerms: [RuleNode] = []
        var newCombinators: [Combinator] = []
        var run = [terms[0]]
        for (index, combinator) in combinators.enumerated() {
            if combinator == bound {
                run.append(terms[index + 1])
            } else {
                newTerms.append(run.count == 1 ? run[0] : .group(RuleGroup(bound, run)))
                newCombinators.append(combinator)
                run = [terms[index + 1]]
            }
        }
        newTerms.append(run.count == 1 ? run[0] : .group(RuleGroup(bound, run)))
        return (newTerms, newCombinators)
    }
}
