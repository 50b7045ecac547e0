import Audiences
import Dispatch
import Synchronization

/// Computes the indicators that are not live: when a rule first asks for them, and again whenever they are due.
///
/// They are kept in memory and not in the file: after a restart they are computed anew when they are first asked for, and
/// `computed_at` in answers says when that was.
final class FrozenIndicators: Sendable {
    /// What rules are planned with.
    struct Values: Sendable {
        /// By name; scores of even groups have their bounds.
        var computed: [String: ComputedIndicator] = [:]
        var frozen: [String: FrozenIndicator] = [:]
    }

    private let declared: [String: ComputedDeclaration]
    private let queue = DispatchQueue(label: "quartier.audiences.computed", qos: .utility)
    private let values: Mutex<Values>
    private let isKeptFresh = Atomic<Bool>(false)
    private let log: @Sendable (String) -> Void

    /// How often it is looked whether something is due.
    private static let lookSeconds = 20

    init(_ declarations: [ComputedDeclaration], log: @escaping @Sendable (String) -> Void) {
        declared = Dictionary(declarations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        values = Mutex(Values(computed: declared.mapValues(\.indicator)))
        self.log = log
    }

    var current: Values { values.withLock { $0 } }

    /// Those of the names whose values are kept.
    func frozenNames(_ names: Set<String>) -> Set<String> {
        names.filter { declared[$0].map { $0.indicator.refresh != .live } ?? false }
    }

    /// Whether all that these need has been computed.
    func has(_ names: Set<String>) -> Bool {
        let needed = frozenNames(names)
        return needed.isEmpty || values.withLock { values in needed.allSatisfy { values.frozen[$0] != nil } }
    }

    /// Computes what is missing, and waits for it. `context` is made with what has been computed so far.
    func ensure(
        _ names: Set<String>, of table: ContactTable, _ context: @escaping @Sendable (Values) -> PlanningContext
    ) throws(RuleError) {
        guard !has(names) else { return }
        let needed = frozenNames(names)
        let outcome: Result<Void, RuleError> = queue.sync {
            do throws(RuleError) {
                for name in self.sorted(needed) where self.current.frozen[name] == nil {
                    try self.compute(name, of: table, context)
                }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    /// Scores first: they ask for nothing but events, and a status may ask for them.
    private func sorted(_ names: Set<String>) -> [String] {
        names.sorted { one, other in
            let (isScore, isOtherScore) = (declared[one]?.groups != nil, declared[other]?.groups != nil)
            return isScore == isOtherScore ? one < other : isScore
        }
    }

    private func compute(
        _ name: String, of table: ContactTable, _ context: (Values) -> PlanningContext
    ) throws(RuleError) {
        guard let declaration = declared[name] else { return }
        let started = ContinuousClock.now
        var indicator = declaration.indicator
        // Not with its own earlier values.
        var known = current
        known.frozen[name] = nil
        let planning = context(known)
        if let groups = declaration.groups, case .score(let measure, let condition, _) = indicator.definition {
            let bounds = try table.scoreBounds(measure, where: condition, groups: groups, planning)
            indicator.definition = .score(measure, where: condition, bounds: bounds)
        }
        let frozen = try table.freeze(indicator, planning)
        values.withLock { values in
            values.computed[name] = indicator
            values.frozen[name] = frozen
        }
        let milliseconds = Int((ContinuousClock.now - started) / .milliseconds(1))
        log("\(name) computed for \(table.contactCount) contacts in \(milliseconds) ms")
    }

    // MARK: - When they are due

    /// Begins to compute again what is due, now and then until `close`.
    func keepFresh(
        of table: ContactTable, _ context: @escaping @Sendable (Values) -> PlanningContext
    ) {
        guard declared.values.contains(where: { $0.indicator.refresh != .live }),
            !isKeptFresh.exchange(true, ordering: .acquiringAndReleasing)
        else { return }
        lookLater(table, context)
    }

    private func lookLater(_ table: ContactTable, _ context: @escaping @Sendable (Values) -> PlanningContext) {
        queue.asyncAfter(deadline: .now() + .seconds(Self.lookSeconds)) { [weak self] in
            guard let self, self.isKeptFresh.load(ordering: .acquiring) else { return }
            self.refresh(of: table, context)
            self.lookLater(table, context)
        }
    }

    /// Computes again what is due at the context's time. On the queue.
    private func refresh(of table: ContactTable, _ context: (Values) -> PlanningContext) {
        let clock = context(current).clock
        for name in sorted(Set(current.frozen.keys)) {
            guard let due = declared[name]?.indicator.refresh.lastDue(clock),
                let computedAt = current.frozen[name]?.computedAt, computedAt < due
            else { continue }
            do { try compute(name, of: table, context) } catch { log("\(name) keeps its old values: \(error)") }
        }
    }

    func close() { isKeptFresh.store(false, ordering: .releasing) }
}
