/// Asks a plan of all contacts of a segment at once: a bit for each.
///
/// A part leaves those bits on whose contacts pass, and is asked only of those that are on; so the parts of `and` work on
/// fewer and fewer. One for each thread.
struct SegmentEvaluator {
    typealias Words = UnsafeMutablePointer<UInt64>

    let rows: RowEvaluator
    let scratch: ScratchWords
    let accumulators: EventAccumulators

    init(_ rows: RowEvaluator, _ scratch: ScratchWords, _ accumulators: EventAccumulators) {
        self.rows = rows
        self.scratch = scratch
        self.accumulators = accumulators
    }

    /// The bits of the contacts of the segment, which is read under its lock, that meet the node and whose bits are on.
    func filter(_ node: PlanNode, _ segment: ContactSegment, _ words: Words) {
        let wordCount = ContactSegment.wordCount
        switch node {
        case .constant(let isTrue): if !isTrue { ColumnKernel.clear(words, wordCount) }
        case .group(let combinator, let isNegated, let nodes):
            group(combinator, isNegated, nodes, words, wordCount) { filter($0, segment, $1) }
        case .column(let column, let test): filter(segment.columns[column], test, from: 0, words, wordCount)
        case .events(let events): filter(events, segment, words)
        case .fields, .computed:
            ColumnKernel.forEachBit(words, wordCount) { rows.matches(node, segment, $0) }
        case .time: preconditionFailure("contacts have no time")
        }
    }

    @inline(__always)
    func filter(_ column: PackedColumn, _ test: ValueTest, from start: Int, _ words: Words, _ wordCount: Int) {
        if case .text(let index) = test {
            ColumnKernel.filter(column, rows.binding.bound[index], from: start, words, wordCount)
        } else {
            ColumnKernel.filter(column, test, from: start, words, wordCount)
        }
    }

    // MARK: - Groups

    @inline(__always)
    func group(
        _ combinator: RuleGroup.Combinator, _ isNegated: Bool, _ nodes: [PlanNode], _ words: Words, _ wordCount: Int,
        _ filter: (PlanNode, Words) -> Void
    ) {
        if !isNegated, combinator == .and {
            for node in nodes {
                filter(node, words)
                if Self.isEmpty(words, wordCount) { return }
            }
            return
        }
        let result = scratch.take()
        defer { scratch.giveBack() }
        switch combinator {
        case _ where nodes.isEmpty: result.update(from: words, count: wordCount)
        case .and:
            result.update(from: words, count: wordCount)
            for node in nodes { filter(node, result) }
        case .or: either(nodes, words, result, wordCount, filter)
        case .xor: odd(nodes, words, result, wordCount, filter)
        }
        for word in 0..<wordCount { words[word] &= isNegated ? ~result[word] : result[word] }
    }

    /// Each part is asked only of those that no part before it took in.
    private func either(
        _ nodes: [PlanNode], _ words: Words, _ result: Words, _ wordCount: Int, _ filter: (PlanNode, Words) -> Void
    ) {
        let part = scratch.take()
        defer { scratch.giveBack() }
        ColumnKernel.clear(result, wordCount)
        for node in nodes {
            for word in 0..<wordCount { part[word] = words[word] & ~result[word] }
            filter(node, part)
            for word in 0..<wordCount { result[word] |= part[word] }
        }
    }

    private func odd(
        _ nodes: [PlanNode], _ words: Words, _ result: Words, _ wordCount: Int, _ filter: (PlanNode, Words) -> Void
    ) {
        let part = scratch.take()
        defer { scratch.giveBack() }
        ColumnKernel.clear(result, wordCount)
        for node in nodes {
            part.update(from: words, count: wordCount)
            filter(node, part)
            for word in 0..<wordCount { result[word] ^= part[word] }
        }
    }

    static func isEmpty(_ words: Words, _ wordCount: Int) -> Bool {
        var any: UInt64 = 0
        for word in 0..<wordCount { any |= words[word] }
        return any == 0
    }
}
