/// The four bounds of each measure, that part contacts into five groups of one size as far as equal values allow. Empty of nobody.
public struct ScoreBounds: Sendable, Equatable {
    /// Local days of the last event.
    public internal(set) var recency: [Int64] = []
    /// Events.
    public internal(set) var frequency: [Int64] = []
    /// What their amounts add up to, in units at the schema's scale.
    public internal(set) var monetary: [Int64] = []

    static let groups = 5

    /// The cell of the three scores, each the number of bounds that are not above the value: recency changes slowest.
    func cell(_ history: EventHistory) -> Int {
        guard history.count > 0 else { return ScoreTally.noCell }
        func score(_ value: Int64, _ bounds: [Int64]) -> Int { bounds.count { $0 <= value } }
        return score(Int64(history.lastDay), recency) * 25 + score(Int64(history.count), frequency) * 5
            + score(history.amount, monetary)
    }
}

/// The slots that the bounds of one moment lie in, and what can be said of a contact by slots alone.
struct ScoreRanks: Sendable {
    /// A bound: the number at a place among those of a slot, sorted.
    struct Rank: Sendable {
        var slot: Int
        var place: Int
    }

    let slots: ScoreSlots
    /// By measure.
    private let ranks: [[Rank]]
    /// By slot, 0 to 4; `undecided`, which is more than all cells, in the slots of several numbers that hold a bound.
    private let scores: [UInt8]

    private static let undecided: UInt8 = 0x80

    /// `counts` are the contacts by slot; those without events have no rank.
    init(_ counts: ArraySlice<Int32>, _ slots: ScoreSlots) {
        self.slots = slots
        var counts = Array(counts)
        counts[ScoreSlots.frequencyStart] = 0
        let found = ScoreSlots.ofMeasure.map { Self.ranks(counts[$0]) }
        var scores = [UInt8](repeating: 0, count: counts.count)
        for (ranks, range) in zip(found, ScoreSlots.ofMeasure) {
            for (passed, rank) in ranks.enumerated() {
                for slot in rank.slot..<range.upperBound { scores[slot] = UInt8(passed + 1) }
            }
            for rank in ranks where slots.value(rank.slot) == nil { scores[rank.slot] = Self.undecided }
        }
        ranks = found
        self.scores = scores
    }

    /// The places `count * k / groups` of all numbers, for k from 1 to `groups - 1`.
    private static func ranks(_ counts: ArraySlice<Int32>) -> [Rank] {
        let count = counts.reduce(0) { $0 + Int($1) }
        guard count > 0 else { return [] }
        var ranks: [Rank] = []
        var before = 0
        for (slot, members) in zip(counts.indices, counts) where members > 0 {
            while ranks.count < ScoreBounds.groups - 1 {
                let wanted = count * (ranks.count + 1) / ScoreBounds.groups
                guard wanted < before + Int(members) else { break }
                ranks.append(Rank(slot: slot, place: wanted - before))
            }
            before += Int(members)
        }
        return ranks
    }

    /// The scores of the slots, for a loop.
    struct Table {
        fileprivate let slots: ScoreSlots
        fileprivate let scores: UnsafePointer<UInt8>

        /// The cell of a contact; above `noCell` when a score depends on where in its slot a bound lies. All is looked up before the
        /// count is asked, so that no branch is needed.
        @inline(__always)
        func cell(_ history: EventHistory) -> Int {
            let recency = Int(scores[slots.recency(history.lastDay)])
            let frequency = Int(scores[slots.frequency(history.count)])
            let monetary = Int(scores[slots.monetary(history.amount)])
            let cell = recency &* 25 &+ frequency &* 5 &+ monetary
            return history.count > 0 ? cell : ScoreTally.noCell
        }
    }

    /// The table is valid within the body.
    @inline(__always)
    func withTable(_ body: (Table) -> Void) {
        scores.withUnsafeBufferPointer { scores in
            guard let scores = scores.baseAddress else { return }
            body(Table(slots: slots, scores: scores))
        }
    }

    /// The bounds, from the histories of all contacts that no cell was found for. When contacts have changed since they were
    /// counted, a bound is as near as can be told.
    func bounds(_ undecided: [EventHistory]) -> ScoreBounds {
        let undecided = undecided.filter { $0.count > 0 }
        return ScoreBounds(
            recency: bounds(0, undecided.map { (slots.recency($0.lastDay), Int64($0.lastDay)) }),
            frequency: bounds(1, undecided.map { (slots.frequency($0.count), Int64($0.count)) }),
            monetary: bounds(2, undecided.map { (slots.monetary($0.amount), $0.amount) }))
    }

    private func bounds(_ measure: Int, _ undecided: [(slot: Int, value: Int64)]) -> [Int64] {
        ranks[measure].compactMap { rank in
            if let value = slots.value(rank.slot) { return value }
            let members = undecided.filter { $0.slot == rank.slot }.map(\.value).sorted()
            return members.isEmpty ? nil : members[min(rank.place, members.count - 1)]
        }
    }
}
