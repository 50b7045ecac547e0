import Bytes

/// The saved audiences, by name, and how they lean on each other.
public struct AudienceCatalogue: Sendable {
    public private(set) var rules: [String: Rule]
    /// Computed indicators that rules may name; those of status lead to rules of their own.
    public let computed: [String: ComputedIndicator]

    public init(rules: [String: Rule] = [:], computed: [String: ComputedIndicator] = [:]) {
        self.rules = rules
        self.computed = computed
    }

    public mutating func set(_ rule: Rule?, for name: String) { rules[name] = rule }

    /// The audiences that the rule names itself, or by a computed indicator; sorted.
    public func references(in rule: Rule) -> [String] { parts(of: rule.root).audiences.sorted() }

    /// The audiences whose rules name this one; sorted.
    public func dependents(of name: String) -> [String] {
        rules.keys.filter { $0 != name && rules[$0].map { references(in: $0).contains(name) } ?? false }.sorted()
    }

    /// The computed indicators that name the audience; sorted.
    public func computedDependents(of name: String) -> [String] {
        computed.values.filter { indicator in
            indicator.groups.contains { parts(of: $0).audiences.contains(name) }
        }.map(\.name).sorted()
    }

    /// The audiences that change with this one: its dependents, and theirs; sorted.
    public func allDependents(of name: String) -> [String] {
        var found: Set<String> = []
        var open = [name]
        while let next = open.popLast() {
            for dependent in dependents(of: next) where found.insert(dependent).inserted { open.append(dependent) }
        }
        return found.sorted()
    }

    /// The computed indicators that the rule leans on: it names them, or its audiences do, or other indicators.
    public func computedNames(in rule: Rule) -> Set<String> {
        var names: Set<String> = []
        var seen: Set<String> = []
        var open = [rule.root]
        while let group = open.popLast() {
            let parts = parts(of: group)
            names.formUnion(parts.computed)
            for name in parts.audiences where seen.insert(name).inserted {
                if let rule = rules[name] { open.append(rule.root) }
            }
        }
        return names
    }

    /// Whether the rule means the same whatever the time is: it names no relative date and no computed indicator.
    public func isTimeless(_ rule: Rule) -> Bool {
        var seen: Set<String> = []
        return isTimeless(rule.root, &seen)
    }

    private func isTimeless(_ group: RuleGroup, _ seen: inout Set<String>) -> Bool {
        let parts = parts(of: group)
        guard !parts.namesTime, parts.computed.isEmpty else { return false }
        for name in parts.audiences where seen.insert(name).inserted {
            guard let rule = rules[name], isTimeless(rule.root, &seen) else { return false }
        }
        return true
    }

    // MARK: - What a rule means

    /// A number that changes when the meaning of the rule does: with its own text, those of the audiences it names, and the
    /// definitions of computed indicators. The same on every machine.
    public func fingerprint(of rule: Rule) -> UInt64 {
        var hash = Hash64()
        var seen: Set<String> = []
        combine(rule.root, into: &hash, &seen)
        return hash.finalize()
    }

    private func combine(_ group: RuleGroup, into hash: inout Hash64, _ seen: inout Set<String>) {
        Self.combine(Rule(group).text, into: &hash)
        let parts = parts(of: group, follows: false)
        for name in parts.audiences.sorted() where seen.insert("audience " + name).inserted {
            Self.combine(name, into: &hash)
            if let rule = rules[name] { combine(rule.root, into: &hash, &seen) }
        }
        for name in parts.computed.sorted() where seen.insert("computed " + name).inserted {
            guard let indicator = computed[name] else { continue }
            Self.combine(indicator.signature, into: &hash)
            for group in indicator.groups { combine(group, into: &hash, &seen) }
        }
    }

    private static func combine(_ text: String, into hash: inout Hash64) {
        var text = text
        text.withUTF8 { hash.combine($0.span) }
    }

    // MARK: - Parts

    /// What a rule names.
    private struct Parts {
        var audiences: Set<String> = []
        var computed: Set<String> = []
        var namesTime = false
    }

    /// `follows`: also what its computed indicators name.
    private func parts(of group: RuleGroup, follows: Bool = true) -> Parts {
        var parts = Parts()
        collect(group, isOfEvents: false, follows, &parts)
        return parts
    }

    private func collect(_ group: RuleGroup, isOfEvents: Bool, _ follows: Bool, _ parts: inout Parts) {
        for rule in group.rules {
            switch rule {
            case .group(let inner): collect(inner, isOfEvents: isOfEvents, follows, &parts)
            case .match(let match): collect(match.condition, isOfEvents: true, follows, &parts)
            case .aggregate(let aggregate):
                if aggregate.operand.namesTime { parts.namesTime = true }
                if let condition = aggregate.condition { collect(condition, isOfEvents: true, follows, &parts) }
            case .comparison(let comparison):
                if comparison.operand.namesTime { parts.namesTime = true }
                if !isOfEvents { collect(comparison, follows, &parts) }
            }
        }
    }

    private func collect(_ comparison: RuleComparison, _ follows: Bool, _ parts: inout Parts) {
        if comparison.field == ContactField.audience { return parts.audiences.formUnion(comparison.operand.names) }
        guard let indicator = computed[comparison.field], parts.computed.insert(indicator.name).inserted, follows else {
            return
        }
        for group in indicator.groups { collect(group, isOfEvents: indicator.isOfEvents, follows, &parts) }
    }
}

extension RuleOperand {
    /// Whether one of its values moves with the clock.
    fileprivate var namesTime: Bool {
        switch self {
        case .value(.relative): true
        case .list(let literals): literals.contains { if case .relative = $0 { true } else { false } }
        case .none, .value, .field, .fields: false
        }
    }
}

extension ComputedIndicator {
    /// The rules in its definition.
    var groups: [RuleGroup] {
        switch definition {
        case .recency(let group), .frequency(let group), .monetary(let group), .medianInterval(let group),
            .nextDue(let group):
            group.map { [$0] } ?? []
        case .aggregate(_, _, let group), .favourite(_, let group), .score(_, let group, _): group.map { [$0] } ?? []
        case .status(let statuses, _): statuses.map(\.rule)
        }
    }

    /// Whether those rules are about events.
    var isOfEvents: Bool { if case .status = definition { false } else { true } }

    /// The definition without its rules, as text.
    var signature: String {
        switch definition {
        case .recency: "recency"
        case .frequency: "frequency"
        case .monetary: "monetary"
        case .aggregate(let function, let of, _): "\(function.rawValue) \(of ?? "")"
        case .medianInterval: "median_interval"
        case .nextDue: "next_due"
        case .favourite(let of, _): "favourite \(of)"
        // Bounds that part the contacts evenly move by themselves; the definition stays.
        case .score(let measure, _, let bounds): "score \(measure.rawValue) \(bounds.count)"
        case .status(let statuses, let otherwise):
            "status \(statuses.map(\.name).joined(separator: ",")) \(otherwise ?? "")"
        }
    }
}
