/// Which consents a rule demands: a contact who is in has given them, whatever else is known of him.
///
/// It errs on the side of none: consents that follow from a rule in a way that is not looked for are not found. The rule has
/// been planned, so its audiences exist and none leads back to itself.
struct ConsentDemand {
    let audiences: [String: Rule]

    func channels(_ group: RuleGroup) -> Set<String> {
        guard !group.isNegated, let first = group.rules.first else { return [] }
        if group.rules.count == 1 { return channels(first) }
        switch group.combinator {
        case .and: return group.rules.reduce(into: []) { $0.formUnion(channels($1)) }
        case .or: return group.rules.dropFirst().reduce(into: channels(first)) { $0.formIntersection(channels($1)) }
        case .xor: return []
        }
    }

    private func channels(_ node: RuleNode) -> Set<String> {
        switch node {
        case .group(let group): return channels(group)
        case .comparison(let comparison):
            if comparison.field == ContactField.audience { return channelsOfAudiences(comparison) }
            let prefix = ContactField.consent("")
            guard comparison.field.hasPrefix(prefix), comparison.demandsTrue else { return [] }
            return [String(comparison.field.dropFirst(prefix.count))]
        case .match, .aggregate: return []
        }
    }

    /// Who is in one of several audiences has given the consents that all of them demand.
    private func channelsOfAudiences(_ comparison: RuleComparison) -> Set<String> {
        guard comparison.operation == .equal || comparison.operation == .in else { return [] }
        let demands = comparison.operand.names.map { audiences[$0].map { channels($0.root) } ?? [] }
        guard let first = demands.first else { return [] }
        return demands.dropFirst().reduce(into: first) { $0.formIntersection($1) }
    }
}

extension RuleOperand {
    /// The texts that it holds: the names of audiences.
    var names: [String] {
        let literals: [RuleLiteral] =
            switch self {
            case .value(let literal): [literal]
            case .list(let literals): literals
            case .none, .field, .fields: []
            }
        return literals.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
}

extension RuleComparison {
    /// Whether it says `= true`, or `!= false`, in any spelling.
    fileprivate var demandsTrue: Bool {
        guard case .value(let literal) = operand else { return false }
        let truth: Bool? =
            switch literal {
            case .boolean(let truth): truth
            case .text(let text): Attribute.boolean(text)
            default: nil
            }
        return operation == .equal && truth == true || operation == .notEqual && truth == false
    }
}
