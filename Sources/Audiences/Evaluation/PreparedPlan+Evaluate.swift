import Synchronization

extension PreparedPlan {
    /// Counts all that is to be known of the audience, in one pass. `others` are saved audiences that it is compared with.
    public func evaluate(
        threads: Int = 2, others: [(name: String, selection: ContactSelection)] = [],
        limits: AudienceEvaluation.Limits = AudienceEvaluation.Limits()
    ) -> AudienceEvaluation {
        let consents = table.schema.channels.compactMap { table.layout.contactColumn(ContactField.consent($0)) }
        let segments = table.segments
        var selection = ContactSelection(segments: segments.count)
        let tally = Mutex(
            Tally(clauses: plan.clauses.count, consents: consents.count, columns: plan.contactColumns.count))
        selection.words.withUnsafeMutableBufferPointer { words in
            guard let base = words.baseAddress else { return }
            nonisolated(unsafe) let all = base
            forEachSegment(segments, threads: threads) { index, segment, evaluator in
                let result = all + index * ContactSegment.wordCount
                let part = count(segment, evaluator, consents, result)
                tally.withLock { $0.add(part) }
            }
        }
        return evaluation(tally.withLock { $0 }, selection, consents, others, limits)
    }

    /// What is counted, of one segment or of all.
    struct Tally: Sendable {
        var total = 0
        var count = 0
        var reachable: [Int]
        var funnel: [Int]
        var alone: [Int]
        var without: [Int]
        var known: [Int]

        init(clauses: Int, consents: Int, columns: Int) {
            reachable = Array(repeating: 0, count: consents)
            funnel = Array(repeating: 0, count: clauses)
            alone = funnel
            without = funnel
            known = Array(repeating: 0, count: columns)
        }

        mutating func add(_ other: Tally) {
            total += other.total
            count += other.count
            for index in reachable.indices { reachable[index] += other.reachable[index] }
            for index in known.indices { known[index] += other.known[index] }
            for index in funnel.indices {
                funnel[index] += other.funnel[index]
                alone[index] += other.alone[index]
                without[index] += other.without[index]
            }
        }
    }

    // MARK: - One segment

    private typealias Words = UnsafeMutablePointer<UInt64>
    private static let wordCount = ContactSegment.wordCount

    private func count(
        _ segment: ContactSegment, _ evaluator: SegmentEvaluator, _ consents: [ContactColumn], _ result: Words
    ) -> Tally {
        var tally = Tally(clauses: plan.clauses.count, consents: consents.count, columns: plan.contactColumns.count)
        tally.total = segment.liveCount
        result.update(from: segment.live, count: Self.wordCount)
        evaluator.filter(plan.root, segment, result)
        tally.count = Self.population(result)
        let part = evaluator.scratch.take()
        defer { evaluator.scratch.giveBack() }
        for (index, column) in consents.enumerated() {
            part.update(from: result, count: Self.wordCount)
            ColumnKernel.filter(segment.columns[column.index], .inRange(1, 1), from: 0, part, Self.wordCount)
            tally.reachable[index] = Self.population(part)
        }
        for (index, column) in plan.contactColumns.enumerated() {
            part.update(from: segment.live, count: Self.wordCount)
            ColumnKernel.filter(segment.columns[column], .isKnown, from: 0, part, Self.wordCount)
            tally.known[index] = Self.population(part)
        }
        countClauses(segment, evaluator, &tally)
        return tally
    }

    /// Every clause alone, all up to it, and all but it: by the clauses before it and those behind it.
    private func countClauses(_ segment: ContactSegment, _ evaluator: SegmentEvaluator, _ tally: inout Tally) {
        let clauses = plan.clauses
        guard !clauses.isEmpty else { return }
        let live = segment.live
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: (clauses.count + 1) * 2 * Self.wordCount) { room in
            guard let alone = room.baseAddress else { return }
            // Behind the clauses' own bits lie those of all clauses from one on.
            let behind = alone + clauses.count * Self.wordCount
            for (index, clause) in clauses.enumerated() {
                let words = alone + index * Self.wordCount
                words.update(from: live, count: Self.wordCount)
                evaluator.filter(clause.node, segment, words)
                tally.alone[index] = Self.population(words)
            }
            begin(behind + clauses.count * Self.wordCount, live)
            for index in clauses.indices.reversed() {
                combine(
                    alone + index * Self.wordCount, behind + (index + 1) * Self.wordCount,
                    behind + index * Self.wordCount)
            }
            let before = evaluator.scratch.take()
            let without = evaluator.scratch.take()
            begin(before, live)
            for index in clauses.indices {
                combine(before, behind + (index + 1) * Self.wordCount, without)
                tally.without[index] = population(without, live)
                combine(before, alone + index * Self.wordCount, before)
                tally.funnel[index] = population(before, live)
            }
            evaluator.scratch.giveBack()
            evaluator.scratch.giveBack()
        }
    }

    /// What a group of no clauses is before its first one.
    private func begin(_ words: Words, _ live: Words) {
        if plan.combinator == .and {
            words.update(from: live, count: Self.wordCount)
        } else {
            ColumnKernel.clear(words, Self.wordCount)
        }
    }

    private func combine(_ one: Words, _ other: Words, _ result: Words) {
        for word in 0..<Self.wordCount {
            switch plan.combinator {
            case .and: result[word] = one[word] & other[word]
            case .or: result[word] = one[word] | other[word]
            case .xor: result[word] = one[word] ^ other[word]
            }
        }
    }

    private static func population(_ words: Words) -> Int {
        var count = 0
        for word in 0..<wordCount { count &+= words[word].nonzeroBitCount }
        return count
    }

    /// How many are in, the negation of the root applied.
    private func population(_ words: Words, _ live: Words) -> Int {
        guard plan.isNegated else { return Self.population(words) }
        var count = 0
        for word in 0..<Self.wordCount { count &+= (live[word] & ~words[word]).nonzeroBitCount }
        return count
    }

    // MARK: - The answer

    private func evaluation(
        _ tally: Tally, _ selection: ContactSelection, _ consents: [ContactColumn],
        _ others: [(name: String, selection: ContactSelection)], _ limits: AudienceEvaluation.Limits
    ) -> AudienceEvaluation {
        var result = AudienceEvaluation()
        result.total = tally.total
        result.count = tally.count
        for (index, channel) in table.schema.channels.enumerated() {
            let reachable = tally.reachable[index]
            result.reach.append(.init(channel: channel, reachable: reachable, excluded: tally.count - reachable))
        }
        for (index, clause) in plan.clauses.enumerated() {
            result.clauses.append(
                .init(
                    path: clause.path, text: clause.text, funnel: tally.funnel[index], alone: tally.alone[index],
                    without: plan.clauses.count > 1 ? tally.without[index] : nil))
        }
        for other in others {
            result.overlaps.append(
                .init(
                    audience: other.name, count: other.selection.count, common: selection.commonCount(other.selection)))
        }
        table.forEachID(selection.rows().prefix(limits.sampleSize)) { _, id in
            result.sample.append(id.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
        }
        result.warnings = warnings(result, tally, limits)
        return result
    }

    private func warnings(_ result: AudienceEvaluation, _ tally: Tally, _ limits: AudienceEvaluation.Limits)
        -> [AudienceEvaluation.Warning]
    {
        var warnings: [AudienceEvaluation.Warning] = []
        if result.count == 0 {
            warnings.append(.nobody)
        } else if result.count < limits.smallestCount {
            warnings.append(.tooSmall(count: result.count, floor: limits.smallestCount))
        }
        if result.total > 0, result.share > limits.nearlyEverybody {
            warnings.append(.nearlyEverybody(share: result.share))
        }
        for overlap in result.overlaps
        where overlap.common == result.count && overlap.count == result.count && result.count > 0 {
            warnings.append(.equalTo(audience: overlap.audience))
        }
        for clause in result.clauses where clause.without == result.count {
            warnings.append(.clauseChangesNothing(path: clause.path))
        }
        for (index, column) in plan.contactColumns.enumerated() where result.total > 0 {
            let share = Double(tally.known[index]) / Double(result.total)
            if share < limits.knownShare {
                warnings.append(.mostlyUnknown(field: table.layout.contactColumns[column].name, knownShare: share))
            }
        }
        return warnings
    }
}
