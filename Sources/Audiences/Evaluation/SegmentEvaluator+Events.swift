extension SegmentEvaluator {
    /// Words of the contacts of one block.
    private static let blockWords = EventBlock.rowCount / 64
    /// Events that are looked at in one go: as many as a scratch buffer has bits.
    private static let chunk = ContactSegment.rowCount

    func filter(_ events: EventsNode, _ segment: ContactSegment, _ words: Words) {
        for (index, block) in segment.blocks.enumerated() {
            let part = words + index &* Self.blockWords
            guard !Self.isEmpty(part, Self.blockWords) else { continue }
            accumulators.begin(events.question)
            scan(events, block, part)
            settle(events.question, block, part)
        }
    }

    /// Finds the events that meet the condition, chunk by chunk, and adds them up by contact.
    private func scan(_ events: EventsNode, _ block: EventBlock, _ contacts: Words) {
        let matched = scratch.take()
        defer { scratch.giveBack() }
        var start = 0
        while start < block.count {
            let end = min(block.count, start &+ Self.chunk)
            let wordCount = (end &- start &+ 63) / 64
            begin(matched, block, contacts, start..<end, wordCount)
            filter(events.condition, block, from: start, matched, wordCount)
            accumulators.add(events.question, block, from: start, matched, wordCount)
            start = end
        }
    }

    /// The events of the contacts whose bits are on.
    private func begin(_ words: Words, _ block: EventBlock, _ contacts: Words, _ chunk: Range<Int>, _ wordCount: Int) {
        var contactCount = 0
        for word in 0..<Self.blockWords { contactCount &+= contacts[word].nonzeroBitCount }
        // When most contacts are asked, all events are looked at, and the answers of the others are dropped.
        if contactCount &* 2 > EventBlock.rowCount {
            for word in 0..<wordCount { words[word] = ~0 }
            let rest = chunk.count & 63
            if rest != 0 { words[wordCount &- 1] = ~0 &>> UInt64(64 &- rest) }
            return
        }
        ColumnKernel.clear(words, wordCount)
        for word in 0..<Self.blockWords {
            var rest = contacts[word]
            while rest != 0 {
                let range = block.range(word &* 64 &+ rest.trailingZeroBitCount)
                rest &= rest &- 1
                let low = max(range.lowerBound, chunk.lowerBound)
                let high = min(range.upperBound, chunk.upperBound)
                if low < high { Self.set(words, low &- chunk.lowerBound, high &- chunk.lowerBound) }
            }
        }
    }

    /// Turns the bits of the range on.
    private static func set(_ words: Words, _ low: Int, _ high: Int) {
        let first = low >> 6
        let last = (high &- 1) >> 6
        let lowMask: UInt64 = ~0 &<< UInt64(low & 63)
        let highMask: UInt64 = ~0 &>> UInt64(63 &- (high &- 1) & 63)
        if first == last {
            words[first] |= lowMask & highMask
        } else {
            words[first] |= lowMask
            for word in first &+ 1..<last { words[word] = ~0 }
            words[last] |= highMask
        }
    }

    // MARK: - The condition

    private func filter(_ node: PlanNode, _ block: EventBlock, from start: Int, _ words: Words, _ wordCount: Int) {
        switch node {
        case .constant(let isTrue): if !isTrue { ColumnKernel.clear(words, wordCount) }
        case .group(let combinator, let isNegated, let nodes):
            group(combinator, isNegated, nodes, words, wordCount) { filter($0, block, from: start, $1, wordCount) }
        case .column(let column, let test): filter(block.columns[column], test, from: start, words, wordCount)
        case .time(let test): filter(time: test, block, from: start, words, wordCount)
        case .fields: ColumnKernel.forEachBit(words, wordCount) { rows.matches(node, block, start &+ $0) }
        case .events, .computed: preconditionFailure("events have no events of their own")
        }
    }

    /// A range of times is a range of days, but for the first and the last of them, where the time of day decides.
    private func filter(time test: ValueTest, _ block: EventBlock, from start: Int, _ words: Words, _ wordCount: Int) {
        guard case .inRange(let low, let high) = test else {
            if test == .isKnown { return }
            ColumnKernel.forEachBit(words, wordCount) { test.matches(block.milliseconds(start &+ $0)) }
            return
        }
        let days = block.columns[ColumnLayout.eventDay]
        let (lowDay, lowTime) = Instant(milliseconds: low).dayAndTime
        let (highDay, highTime) = Instant(milliseconds: high).dayAndTime
        ColumnKernel.filter(days, .inRange(lowDay, highDay), from: start, words, wordCount)
        if lowTime > 0 { cutDay(lowDay, .inRange(low, high), block, from: start, words, wordCount) }
        if highTime < Int(Instant.millisecondsPerDay) - 1, lowDay != highDay || lowTime == 0 {
            cutDay(highDay, .inRange(low, high), block, from: start, words, wordCount)
        }
    }

    /// Of the events of the day leaves those whose time passes.
    private func cutDay(
        _ day: Int64, _ test: ValueTest, _ block: EventBlock, from start: Int, _ words: Words, _ wordCount: Int
    ) {
        let onDay = scratch.take()
        defer { scratch.giveBack() }
        onDay.update(from: words, count: wordCount)
        ColumnKernel.filter(
            block.columns[ColumnLayout.eventDay], .inRange(day, day), from: start, onDay, wordCount)
        for word in 0..<wordCount where onDay[word] != 0 {
            words[word] &= ~onDay[word]
            ColumnKernel.forEachBit(onDay + word, 1) { test.matches(block.milliseconds(start &+ word &* 64 &+ $0)) }
            words[word] |= onDay[word]
        }
    }

    // MARK: - The answer

    /// Leaves the bits on of the contacts whose events answer the question.
    private func settle(_ question: EventsNode.Question, _ block: EventBlock, _ contacts: Words) {
        switch question {
        case .any: for word in 0..<Self.blockWords { contacts[word] &= accumulators.any[word] }
        case .none: for word in 0..<Self.blockWords { contacts[word] &= ~accumulators.any[word] }
        case .count(let test):
            ColumnKernel.forEachBit(contacts, Self.blockWords) { test.matches(Int64(accumulators.counts[$0])) }
        case .share(let comparison, let share):
            let power = Int128(ExactDecimal.powersOfTen[share.scale])
            ColumnKernel.forEachBit(contacts, Self.blockWords) { row in
                comparison.matches(
                    Int128(accumulators.counts[row]) * power, Int128(share.units) * Int128(block.range(row).count))
            }
        case .aggregate(let aggregate, .average(let test)):
            let scale = rows.scale(aggregate)
            ColumnKernel.forEachBit(contacts, Self.blockWords) { row in
                let count = Int64(accumulators.counts[row])
                return count > 0 && test.matches(numerator: accumulators.values[row], scale: scale, denominator: count)
            }
        case .aggregate(let aggregate, .value(let test)): settle(aggregate, test, contacts)
        }
    }

    private func settle(_ aggregate: Aggregate, _ test: ValueTest, _ contacts: Words) {
        if aggregate.function == .count || aggregate.function == .distinct {
            ColumnKernel.forEachBit(contacts, Self.blockWords) { rows.matches(test, Int64(accumulators.counts[$0])) }
        } else {
            ColumnKernel.forEachBit(contacts, Self.blockWords) { row in
                rows.matches(test, accumulators.counts[row] == 0 ? PackedColumn.unknown : accumulators.values[row])
            }
        }
    }
}
