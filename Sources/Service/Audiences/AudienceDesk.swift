import Audiences
import Bytes
import Dispatch
import Store
import Synchronization

/// The audiences of the contacts being served: what is saved, what is computed, and what has been asked before.
final class AudienceDesk: Sendable {
    let configuration: AudienceConfiguration
    let zone: TimeZoneRules
    let table: ContactTable
    let writer: ContactWriter
    let keys: ContactKeys
    private let path: String
    private let frozen: FrozenIndicators
    private let saved: Mutex<SavedAudiences>
    private let figures = Mutex<IndicatorFigures?>(nil)
    /// Counts the references that have been served.
    private let referenceNumber = Atomic<Int>(0)
    private let selections = Mutex<[String: KeptSelection]>([:])
    private let membershipCache = Mutex<AudienceMembership?>(nil)
    /// Snapshots are made one after another: each must see the ones before it, for the frequency cap.
    let actingQueue = DispatchQueue(label: "quartier.audiences.acting", qos: .userInitiated)
    private let log: @Sendable (String) -> Void

    init(
        _ configuration: ContactConfiguration, _ table: ContactTable, _ writer: ContactWriter, _ keys: ContactKeys,
        log: @escaping @Sendable (String) -> Void
    ) throws(ContactStoreError) {
        self.configuration = configuration.audiences
        zone = configuration.zone
        self.table = table
        self.writer = writer
        self.keys = keys
        path = configuration.path
        self.log = log
        frozen = FrozenIndicators(configuration.audiences.computed, log: log)
        var saved = SavedAudiences(computed: configuration.audiences.computedByName)
        saved.replace(with: try writer.perform { session throws(SQLiteError) in try session.audiences() })
        self.saved = Mutex(saved)
    }

    // MARK: - What is saved

    var savedNow: SavedAudiences { saved.withLock { $0 } }

    /// Takes up what has been committed. On the writer's queue, before it is acknowledged.
    func publish(_ audiences: [SavedAudience]) {
        saved.withLock { $0.replace(with: audiences) }
        membershipCache.withLock { $0 = nil }
    }

    // MARK: - The reference

    /// Rules ask the figures of this reference from now on.
    func follow(_ reference: ServedReference) {
        let figures = IndicatorFigures(reference.index)
        self.figures.withLock { $0 = figures }
        referenceNumber.add(1, ordering: .acquiringAndReleasing)
        membershipCache.withLock { $0 = nil }
        selections.withLock { $0 = [:] }
        let context: @Sendable (FrozenIndicators.Values) -> PlanningContext = { [weak self] values in
            self?.context(values, asOf: ContactRoom.now) ?? PlanningContext(clock: RuleClock(asOf: ContactRoom.now))
        }
        frozen.keepFresh(of: table, context)
        for (name, problem) in unusableIndicators() { log("the computed indicator \(name) cannot be used: \(problem)") }
    }

    private func unusableIndicators() -> [(String, String)] {
        let context = context(frozen.current, asOf: ContactRoom.now)
        return configuration.computed.compactMap { declaration in
            var planner = Planner(schema: table.schema, context: context)
            do throws(RuleError) {
                _ = try planner.computedField(declaration.indicator)
                return nil
            } catch {
                return (declaration.name, error.description)
            }
        }
    }

    // MARK: - Views

    private func context(_ values: FrozenIndicators.Values, asOf: Instant) -> PlanningContext {
        PlanningContext(
            clock: RuleClock(asOf: asOf, zone: zone), indicators: figures.withLock { $0 },
            computed: values.computed, frozen: values.frozen, audiences: saved.withLock { $0.catalogue.rules })
    }

    private func view(_ saved: SavedAudiences, asOf: Instant?) -> AudienceView {
        AudienceView(
            table: table, saved: saved, context: context(frozen.current, asOf: asOf ?? ContactRoom.now),
            configuration: configuration)
    }

    /// What is needed to answer about these rules now, or at another time. Computes the indicators that they name and that are kept,
    /// if that has not been done yet: not for an event loop.
    func view(for rules: [Rule], asOf: Instant? = nil) throws(RuleError) -> AudienceView {
        let saved = savedNow
        var names: Set<String> = []
        for rule in rules { names.formUnion(saved.catalogue.computedNames(in: rule)) }
        try frozen.ensure(names, of: table) { [self] values in context(values, asOf: ContactRoom.now) }
        return view(saved, asOf: asOf)
    }

    /// As `view(for:)` for all saved audiences; nil when something must be computed first, which is begun.
    private func viewOfAllAtOnce(_ saved: SavedAudiences) -> AudienceView? {
        var names: Set<String> = []
        for entry in saved.byName.values {
            if let rule = entry.rule { names.formUnion(saved.catalogue.computedNames(in: rule)) }
        }
        guard frozen.has(names) else {
            let names = names
            actingQueue.async { [self] in
                try? frozen.ensure(names, of: table) { values in self.context(values, asOf: ContactRoom.now) }
            }
            return nil
        }
        return view(saved, asOf: nil)
    }

    // MARK: - Who is in

    /// The contacts of a saved audience, as they were asked.
    private struct KeptSelection: Sendable {
        var generation: Int
        var reference: Int
        var changeCount: Int
        var at: Instant
        var isTimeless: Bool
        var selection: ContactSelection
    }

    /// For this long an answer about time stays as it was, while no contact changes.
    private static let keptMilliseconds: Int64 = 1000
    /// Each takes a bit for every contact.
    private static let keptSelections = 256

    /// The contacts of a saved audience now; asked again only when something has changed. Not for an event loop.
    func selection(of name: String, _ rule: Rule, _ view: AudienceView) throws(RuleError) -> ContactSelection {
        let reference = referenceNumber.load(ordering: .acquiring)
        let changeCount = table.changeCount
        let now = view.clock.asOf
        let kept = selections.withLock { $0[name] }
        if let kept, kept.generation == view.saved.generation, kept.reference == reference,
            kept.changeCount == changeCount,
            kept.isTimeless || (now.milliseconds - kept.at.milliseconds).magnitude <= Self.keptMilliseconds.magnitude
        {
            return kept.selection
        }
        let selection = try view.prepare(rule, named: name).select(threads: configuration.threads)
        let keeps = KeptSelection(
            generation: view.saved.generation, reference: reference, changeCount: changeCount, at: now,
            isTimeless: view.saved.catalogue.isTimeless(rule), selection: selection)
        selections.withLock { selections in
            if selections.count >= Self.keptSelections { selections = [:] }
            selections[name] = keeps
        }
        return selection
    }

    /// The contacts of a saved audience now (nil), or as they would be asked at another moment. Not for an event loop.
    func selection(of name: String, _ rule: Rule, _ asOf: Instant?) throws(RuleError) -> ContactSelection {
        let view = try view(for: [rule], asOf: asOf)
        if asOf == nil { return try selection(of: name, rule, view) }
        return try view.prepare(rule, named: name).select(threads: configuration.threads)
    }

    /// Who of the stored contacts is in which saved audience; nil when none is saved, or something is still being computed.
    /// Plans that ask for the time are made anew each second.
    func membership() -> AudienceMembership? {
        guard configuration.inEnrich != .none else { return nil }
        let now = ContactRoom.now
        let number = referenceNumber.load(ordering: .acquiring)
        let generation = saved.withLock { $0.generation }
        if let kept = membershipCache.withLock({ $0 }), kept.generation == generation, kept.reference == number,
            kept.isValid(at: now)
        {
            return kept.isEmpty ? nil : kept
        }
        guard let view = viewOfAllAtOnce(savedNow) else { return nil }
        let made = AudienceMembership(view, only: configuration.inEnrich, reference: number)
        membershipCache.withLock { $0 = made }
        return made.isEmpty ? nil : made
    }

    /// A reader of its own for one piece of work. A fraction of a millisecond.
    func makeReader() throws(ContactStoreError) -> Store.ContactReader {
        try Store.ContactReader(path: path, schema: table.schema)
    }

    func close() { frozen.close() }
}
