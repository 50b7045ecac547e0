import Bytes

/// Streets that share words with an address.
extension AddressSearch {
    /// Streets compared for one commune at most; the rarest words come first, so that what is left out shares less.
    private static let maximumCompared = 48
    /// A fit this good needs no look at misspellings.
    private static let goodEnough: Float = 0.9
    /// A street that fits less is not that street.
    static let leastSimilarity: Float = 0.5

    /// Adds to `streets` the streets of `scope` that fit the words of `allowed` best.
    mutating func findStreets(
        hypothesis: Int, scope: Range<Int>, allowed: UInt64, in index: ReferenceIndex
    ) {
        guard !scope.isEmpty, allowed != 0, !isExhausted else { return }
        let before = streets.count
        firstOfScope = before
        var best = compareStreets(hypothesis, scope, allowed, withVariants: false, in: index)
        if best < Self.goodEnough {
            findVariants(in: index)
            best = max(best, compareStreets(hypothesis, scope, allowed, withVariants: true, in: index))
        }
        keepBest(from: before)
    }

    /// The words of the names that misspelt, joined or torn words may be. Once an address.
    private mutating func findVariants(in index: ReferenceIndex) {
        guard variantEnds.isEmpty else { return }
        let table = index.streets.words.vocabulary
        for word in words.indices {
            let start = variants.count
            if words[word].use == .other, words[word].digits == 0, !words[word].street.isWayType {
                findVariants(of: word, table, since: start)
            }
            variantEnds.append(Int32(variants.count))
        }
        index.streets.words.prefetchPostings(of: variants)
    }

    private static let maximumVariants = 24

    private mutating func findVariants(of word: Int, _ table: borrowing WordTable, since start: Int) {
        let range = words[word].range
        if !words[word].street.isLinking {
            Self.findNearby(text, range, table, into: &variants, since: start)
        }
        splitWord(word, table, since: start)
        joinWithNext(word, table, since: start)
    }

    private static func findNearby(
        _ text: borrowing FoldedText, _ range: Range<Int>, _ table: borrowing WordTable, into variants: inout [UInt32],
        since start: Int
    ) {
        let written = text.bytes.extracting(range)
        table.forEachNearby(written) { nearby in
            let candidate = table.texts.bytes.extracting(table.texts.range(Int(nearby)))
            if likeness(written, candidate) > 0 { insert(nearby, into: &variants, since: start) }
            return variants.count - start < maximumVariants
        }
    }

    private mutating func add(variant: UInt32, since start: Int) {
        Self.insert(variant, into: &variants, since: start)
    }

    private static func insert(_ variant: UInt32, into variants: inout [UInt32], since start: Int) {
        for position in start..<variants.count where variants[position] == variant { return }
        variants.append(variant)
    }

    /// `RUEVERNIER` is `RUE VERNIER`: both halves are words, or one is and the other is an article.
    private mutating func splitWord(_ word: Int, _ table: borrowing WordTable, since start: Int) {
        let range = words[word].range
        guard range.count >= 5 else { return }
        // Of what is a word of some name only an article is torn: `LAFAYETTE`.
        let isKnown = words[word].street.word >= 0
        for cut in 2...(isKnown ? Self.longestArticle : range.count - 2) {
            let left = table.word(Lexicon.hash(text.bytes.extracting(range.lowerBound..<range.lowerBound + cut)))
            let right = table.word(Lexicon.hash(text.bytes.extracting(range.lowerBound + cut..<range.upperBound)))
            guard let left, let right else { continue }
            if isKnown, table[Int(left)].role & WordTable.Role.linking == 0 { continue }
            if cut > 2 || table[Int(left)].role != 0 { add(variant: right, since: start) }
            if range.count - cut > 2 || table[Int(right)].role != 0 { add(variant: left, since: start) }
        }
    }

    private static let longestArticle = 3

    /// `GAM BETTA` is `GAMBETTA`.
    private mutating func joinWithNext(_ word: Int, _ table: borrowing WordTable, since start: Int) {
        guard word + 1 < words.count, words[word + 1].use == .other, words[word + 1].digits == 0 else { return }
        runText.removeAll()
        Self.append(text, words[word].range, to: &runText)
        Self.append(text, words[word + 1].range, to: &runText)
        if let joined = table.word(Lexicon.hash(runText.bytes)) { add(variant: joined, since: start) }
    }

    /// Compares the streets that share most with the words; returns the best similarity.
    private mutating func compareStreets(
        _ hypothesis: Int, _ scope: Range<Int>, _ allowed: UInt64, withVariants: Bool, in index: ReferenceIndex
    ) -> Float {
        collectSources(scope, allowed, withVariants: withVariants, index.streets.words)
        shared.removeAll()
        for source in sources where !shared.isFull { shared.add(source, of: index.streets.words) }
        var best: Float = 0
        joinWords(run & allowed, .street)
        shared.selectHeaviest(Self.maximumCompared, into: &selected)
        index.streets.words.prefetch(selected)
        for row in selected where !isListed(Int(row), from: firstOfScope) {
            if isExhausted { break }
            spend(onName: index.streets.words.wordRange(Int(row)).count, with: allowed)
            best = max(best, compare(Int(row), hypothesis, allowed, in: index))
        }
        return best
    }

    /// Puts the words to look for into `sources`, those of the fewest streets first.
    private mutating func collectSources(
        _ scope: Range<Int>, _ allowed: UInt64, withVariants: Bool, _ names: borrowing NameIndex
    ) {
        sources.removeAll(keepingCapacity: true)
        var wayType: WordSource?
        var hasName = false
        // A word of a complement is no name: `Porte 12, 17 Place du 11Novembre`.
        let naming = run & allowed == 0 ? namingWords : namingWords & run
        var rest = allowed
        while rest != 0 {
            let word = rest.trailingZeroBitCount
            rest &= rest &- 1
            let sought = words[word].street
            guard !sought.isLinking else { continue }
            effort += Self.effortOfLookUp
            if sought.word >= 0 {
                let source = WordSource(
                    occurrences: names.occurrences(of: UInt32(sought.word), in: scope), weight: sought.weight)
                if sought.isWayType {
                    wayType = source
                } else {
                    insert(source)
                    hasName = hasName || naming >> UInt64(word) & 1 != 0 && !source.occurrences.isEmpty
                }
            }
            guard withVariants else { continue }
            let begin = word == 0 ? 0 : Int(variantEnds[word - 1])
            for position in begin..<Int(variantEnds[word]) {
                let variant = variants[position]
                effort += Self.effortOfLookUp
                if names.vocabulary[Int(variant)].role & ~WordTable.Role.number != 0 { continue }
                hasName = true
                insert(
                    WordSource(
                        occurrences: names.occurrences(of: variant, in: scope),
                        weight: names.vocabulary[Int(variant)].weight * Self.variantWeight))
            }
        }
        // `Grande Rue`, `La Place`: a name that is nothing but a way type, whatever country follows.
        if !hasName, let wayType, wayType.occurrences.count <= Self.maximumCompared { insert(wayType) }
    }

    private static let variantWeight: Float = 0.8

    private mutating func insert(_ source: WordSource) {
        guard !source.occurrences.isEmpty else { return }
        var place = sources.count
        sources.append(source)
        while place > 0, sources[place - 1].occurrences.count > source.occurrences.count {
            sources[place] = sources[place - 1]
            place -= 1
        }
        sources[place] = source
    }

    private func isListed(_ row: Int, from start: Int) -> Bool {
        for position in start..<streets.count where streets[position].row == row { return true }
        return false
    }

    private mutating func compare(_ row: Int, _ hypothesis: Int, _ allowed: UInt64, in index: ReferenceIndex) -> Float {
        var fit = fit(
            row, of: index.streets.words, .street, allowed: allowed, run: run & allowed, .street,
            atLeast: Self.leastSimilarity)
        if fit.similarity < Self.goodEnough {
            let letters = likenessOfLetters(row, of: index.streets.words)
            if letters > fit.similarity {
                fit = NameFit(similarity: letters, matched: run & allowed)
            }
        }
        // `Paris 12` is not in Voie A/12.
        let isNumberOnly =
            fit.matched & namingWords & ~streetWords.numbers == 0 && fit.matched & streetWords.wayTypes == 0
        if fit.matched & namingWords == 0 || isNumberOnly { fit.similarity = 0 }
        streets.append(
            StreetCandidate(row: row, hypothesis: hypothesis, similarity: fit.similarity, matched: fit.matched))
        return fit.similarity
    }

    private static let maximumKept = 6

    /// Drops all but the best few of the streets from `start` on.
    private mutating func keepBest(from start: Int) {
        var kept = start
        for position in start..<streets.count where streets[position].similarity >= Self.leastSimilarity {
            let candidate = streets[position]
            if candidate.similarity < 0 { continue }
            var place = min(kept, start + Self.maximumKept)
            guard place < start + Self.maximumKept || candidate.similarity > streets[place - 1].similarity else {
                continue
            }
            if place == start + Self.maximumKept { place -= 1 } else { kept += 1 }
            while place > start, streets[place - 1].similarity < candidate.similarity {
                streets[place] = streets[place - 1]
                place -= 1
            }
            streets[place] = candidate
        }
        if kept < streets.count { streets.removeLast(streets.count - kept) }
    }
}
