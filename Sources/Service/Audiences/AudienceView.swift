import Audiences
import Dispatch
import Store

/// All that answers about audiences need, as it is at one moment: who the contacts are, what rules may name, what time it is.
struct AudienceView: Sendable {
    let table: ContactTable
    let saved: SavedAudiences
    let context: PlanningContext
    let configuration: AudienceConfiguration

    var clock: RuleClock { context.clock }

    func prepare(_ rule: Rule, named name: String? = nil) throws(RuleError) -> PreparedPlan {
        PreparedPlan(try Planner(table: table, context: context).plan(rule, named: name), table)
    }

    /// Those of the computed indicators that the rule names whose values are kept, by name.
    func frozen(in rule: Rule) -> [(name: String, computedAt: Instant)] {
        let names = saved.catalogue.computedNames(in: rule)
        return context.frozen.filter { names.contains($0.key) }.map { ($0.key, $0.value.computedAt) }
            .sorted { $0.0 < $1.0 }
    }
}

/// The saved audiences as they are in memory.
struct SavedAudiences: Sendable {
    struct Entry: Sendable {
        var audience: SavedAudience
        /// Nil when what is stored cannot be read.
        var rule: Rule?
    }

    private(set) var byName: [String: Entry] = [:]
    private(set) var catalogue: AudienceCatalogue
    /// Counts the changes.
    private(set) var generation = 0

    init(computed: [String: ComputedIndicator]) { catalogue = AudienceCatalogue(computed: computed) }

    var names: [String] { byName.keys.sorted() }

    /// Stored rules were within the limits when they were saved, whatever these are now.
    private static let limits = {
        var limits = RuleLimits()
        (limits.depth, limits.nodes, limits.values, limits.bytes) = (RuleLimits.greatestDepth, .max, .max, .max)
        return limits
    }()

    mutating func replace(with audiences: [SavedAudience]) {
        byName = [:]
        var rules: [String: Rule] = [:]
        for audience in audiences {
            let json = Array(audience.rule.utf8)
            let rule = try? Rule(json: json.span, limits: Self.limits)
            byName[audience.name] = Entry(audience: audience, rule: rule)
            rules[audience.name] = rule
        }
        catalogue = AudienceCatalogue(rules: rules, computed: catalogue.computed)
        generation += 1
    }

    /// What is stored of an audience's approval, as the domain wants it.
    func approval(_ audience: SavedAudience) -> AudienceApproval? {
        audience.approval.map { AudienceApproval(count: Int($0.count), fingerprint: $0.meaning) }
    }

    func state(_ entry: Entry) -> AudienceState {
        AudienceState(approval(entry.audience), fingerprint: entry.rule.map { catalogue.fingerprint(of: $0) } ?? 0)
    }
}
