import Bytes

/// Communes by their names as they are written, with another postcode than theirs or without one.
extension AddressSearch {
    /// Looks runs of words up as names of communes: all of the field, or those at the ends of the line and beside the postcode.
    mutating func findNamedCommunes(in index: ReferenceIndex) {
        let (mask, isField) = cityWords
        guard mask != 0 else { return }
        findWhetherRunIsStreet(in: index)
        namedRuns.removeAll(keepingCapacity: true)
        collectRuns(mask, isField, in: index)
        for run in namedRuns
        where !addNamed(run.key.exact, run, run.factor, in: index) && run.key.loose != run.key.exact {
            _ = addNamed(run.key.loose, run, run.factor * Self.looseName, in: index)
        }
    }

    /// Puts the runs into `namedRuns`, and asks memory for where they are looked up.
    private mutating func collectRuns(_ mask: UInt64, _ isField: Bool, in index: ReferenceIndex) {
        var end = 64 - mask.leadingZeroBitCount
        if isField {
            let first = mask.trailingZeroBitCount
            addRun(first..<end, in: index)
            // `CHALON SUR SAONE BP 12`, `Noyant Villages`, `Albens, Entrelacs`: parts of the field.
            for start in first..<end { addRunsOfPart(start, first..<end, in: index) }
            return
        }
        // From the end of the line, longest run first.
        while end > 0, words[end - 1].use != .other { end -= 1 }
        var start = end
        while start > 0, end - start < Self.longestPlaceName, words[start - 1].use == .other { start -= 1 }
        for first in start..<max(start, end) { addRun(first..<end, in: index) }
        for postcode in postcodes where postcode.word > 0 { addRunsBefore(postcode.word, in: index) }
        addRunsFromFront(in: index)
    }

    private static let longestPlaceName = 9

    private mutating func addRunsOfPart(_ start: Int, _ field: Range<Int>, in index: ReferenceIndex) {
        var end = start
        while end < field.upperBound, words[end].use == .other, words[end].segment == words[start].segment { end += 1 }
        guard end > start, start == field.lowerBound || words[start - 1].segment != words[start].segment else { return }
        let all = start..<end
        while end > start {
            addRun(start..<end, share: share(of: start..<end, in: all), in: index)
            end -= 1
        }
    }

    /// How much of what some words say a part of them says: `Noyant` is nearly all of `Noyant Villages`, `Saint` little of
    /// `Saint-Denis`.
    private func share(of part: Range<Int>, in all: Range<Int>) -> Float {
        var sum: Float = 0
        var found: Float = 0
        for word in all {
            sum += words[word].place.weight
            if part.contains(word) { found += words[word].place.weight }
        }
        return sum > 0 ? found / sum : 1
    }

    private mutating func addRunsBefore(_ word: Int, in index: ReferenceIndex) {
        // `rue de Bozouls, 12340 Gabriac`: what is before the postcode is the city only when nothing is behind.
        if word + 1 < words.count, words[word + 1].use == .other { return }
        var start = word
        while start > 0, word - start < 5, words[start - 1].use == .other {
            start -= 1
            addRun(start..<word, in: index)
        }
    }

    private mutating func addRunsFromFront(in index: ReferenceIndex) {
        var end = 0
        while end < min(words.count, Self.longestPlaceName), words[end].use == .other, words[end].digits == 0 {
            end += 1
            // `Rue Jean Macé` is no address in the commune Rue.
            if end == 1, words.count > 1, words[0].entry.isAlwaysWayType { continue }
            addRun(0..<end, in: index)
        }
    }

    /// Adds a run if it can be a name.
    private mutating func addRun(_ range: Range<Int>, share: Float = 1, in index: ReferenceIndex) {
        guard !range.isEmpty, words[range.lowerBound].use == .other, !isOnlyLinking(range) else { return }
        var mask: UInt64 = 0
        for word in range { mask |= 1 << UInt64(word) }
        guard mask & ~cityNaming == 0 else { return }
        let key = text.placeKey(range, lexicon).within(NameScope.france)
        index.placeDirectory.prefetch(key.exact)
        if key.loose != key.exact { index.placeDirectory.prefetch(key.loose) }
        namedRuns.append(NamedRun(words: mask, key: key, factor: share >= Self.nearlyAll ? 1 : share))
    }

    private static let looseName: Float = 0.9
    /// A part that says so much of all is as good as all.
    private static let nearlyAll: Float = 0.5

    private func isOnlyLinking(_ range: Range<Int>) -> Bool {
        for word in range where !words[word].place.isLinking { return false }
        return true
    }

    /// Adds the communes that bear the name with this hash; false when there are none.
    private mutating func addNamed(
        _ hash: UInt64, _ run: NamedRun, _ factor: Float, in index: ReferenceIndex
    ) -> Bool {
        let mask = run.words
        var inhabitants = 0
        var count = 0
        var lastCommune: Int32 = -1
        // `PARIS` is a name of Paris and of each of its arrondissements; `PARIS 5` only of the fifth.
        var isWholeCity = false
        index.placeDirectory.forEach(hash) { row in
            isWholeCity = index.communes[Int(index.places[row].commune)].parent < 0
            return !isWholeCity
        }
        index.placeDirectory.forEach(hash) { row in
            let own = index.places[row].commune
            let commune = isWholeCity ? index.wholeCity(own) : own
            if commune != lastCommune {
                inhabitants += index.inhabitants(commune)
                count += 1
            }
            lastCommune = commune
            return count < Self.maximumNamesakes
        }
        guard count > 0 else { return false }
        let mostAtEnd = mostAtEndOfStreet(mask, behindGivenName: CityPrior.mostBehindGivenName)
        index.placeDirectory.forEach(hash) { row in
            let own = index.places[row].commune
            let commune = isWholeCity ? index.wholeCity(own) : own
            let share = Float(index.inhabitants(commune)) / Float(inhabitants)
            let isOnly = count == 1 && factor == 1 && cityWords == (mask, true)
            let (evidence, agreeing, postcode) = agreement(
                of: commune, place: row, share: share, isOnlyOfName: isOnly, in: index)
            let ending = index.inhabitants(commune) <= mostAtEnd ? CityPrior.endOfStreet : 1
            add(
                CommuneHypothesis(
                    commune: commune, place: Int32(row), evidence: evidence, prior: agreeing * ending * factor,
                    cityWords: mask, postcode: postcode, isEndOfStreet: ending < 1))
            return true
        }
        return true
    }

    /// Below 1 when the words that name a city look like the end of the name of a street: `avenue de Versailles`.
    @inline(__always)
    func endsStreet(_ mask: UInt64, ofCityWith inhabitants: Int, isMisspelt: Bool = false) -> Float {
        let largest = isMisspelt ? ReferenceIndex.largeCity : CityPrior.mostBehindGivenName
        return inhabitants <= mostAtEndOfStreet(mask, behindGivenName: largest) ? CityPrior.endOfStreet : 1
    }

    /// `Saint-Martin` has more namesakes than can be compared; they need a postcode.
    private static let maximumNamesakes = 60

    /// How well a commune that was named agrees with the postcodes that were given.
    func agreement(
        of commune: Int32, place: Int, share: Float, isOnlyOfName: Bool = false, in index: ReferenceIndex
    ) -> (CommuneHypothesis.Evidence, Float, Int32) {
        let own = index.places[place].postcode
        // `98809 Le Mont-Dore` is in New Caledonia.
        if postcodes.contains(where: { $0.isOfTerritory }) { return (.name, CityPrior.nameInTerritory * share, 0) }
        var best: (CommuneHypothesis.Evidence, Float, Int32) =
            postcodes.isEmpty
            ? (.name, CityPrior.name * share, 0)
            : (.name, isOnlyOfName ? CityPrior.onlyNameElsewhere : CityPrior.nameElsewhere * share, 0)
        for postcode in postcodes {
            let isSameDepartment =
                index.department(of: postcode.postcode)?.value == index.communes[Int(commune)].department
            if isSameDepartment {
                let prior = postcode.isKnown ? CityPrior.nameInDepartment : CityPrior.nameInDepartmentOfCedex
                if prior > best.1 { best = (.nameInDepartment, prior, 0) }
            } else if own > 0, Self.isOneDigitOff(own, postcode.postcode.number), CityPrior.nameWithMistype > best.1 {
                best = (.nameInDepartment, CityPrior.nameWithMistype, 0)
            }
        }
        return best
    }

    /// Whether two postcodes differ in one digit, or in two that are swapped.
    static func isOneDigitOff(_ one: Int32, _ other: Int32) -> Bool {
        var differing = 0
        var one = one
        var other = other
        var last: (Int32, Int32) = (0, 0)
        var isSwap = false
        for _ in 0..<5 {
            let pair = (one % 10, other % 10)
            if pair.0 != pair.1 {
                differing += 1
                if differing == 2 { isSwap = pair.0 == last.1 && pair.1 == last.0 }
                last = pair
            }
            one /= 10
            other /= 10
        }
        return differing == 1 || differing == 2 && isSwap
    }
}
