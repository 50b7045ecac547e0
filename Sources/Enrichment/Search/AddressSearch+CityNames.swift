import Bytes

/// Communes by their names as they are written, with another postcode than theirs or without one.
extension AddressSearch {
    /// Looks runs of words up as names of communes: all of the field, or those at the ends of the line and beside the postcode.
    mutating func findNamedCommunes(in index: ReferenceIndex) {
        let (mask, isField) = cityWords
        guard mask != 0 else { return }
        findWhetherRunIsStreet(in: index)
        collectRuns(mask, isField, in: index)
        var hint: UInt64 = 0
        var longest: UInt64 = 0
        for position in namedRuns.indices {
            var run = namedRuns[position]
            // What says the département of a city is not another city: `Saint-Denis, La Réunion`.
            if run.words & hint != 0 { run.weaken(Self.ofHint) }
            // A part of a name that is known is rarely the city: `Ivry/Seine`, `Goux-lès-Dambelin 12 rue Pasteur`.
            if run.words != longest, run.words & ~longest == 0 { run.weaken(Self.partOfName) }
            let isKnown =
                addNamed(run.key.exact, run, run.factor, in: index)
                || run.key.loose != run.key.exact
                    && addNamed(run.key.loose, run, run.factor * Self.looseName, in: index)
            guard isKnown else { continue }
            if run.hint != 0, bestPrior >= CityPrior.named { hint |= run.hint }
            if run.words.nonzeroBitCount > longest.nonzeroBitCount { longest = run.words }
        }
    }

    /// `12 rue de Rivoli Paris IDF`: where nothing else says the city, it may stand before words that are in no city's name.
    mutating func findCommunesBeforeUnknownWords(in index: ReferenceIndex) {
        collectRunsBeforeUnknownWords(in: index)
        for run in namedRuns { _ = addNamed(run.key.exact, run, run.factor, in: index) }
    }

    private static let looseName: Float = 0.9
    private static let ofHint: Float = 0.3
    private static let partOfName: Float = 0.8

    /// Adds the communes that bear the name with this hash; false when there are none.
    private mutating func addNamed(
        _ hash: UInt64, _ run: NamedRun, _ factor: Float, in index: ReferenceIndex
    ) -> Bool {
        let mask = run.words | run.hint
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
            guard run.admits(index.communes[Int(own)].department) else { return true }
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
            guard run.admits(index.communes[Int(own)].department) else { return true }
            let commune = isWholeCity ? index.wholeCity(own) : own
            let share = Float(index.inhabitants(commune)) / Float(inhabitants)
            let isOnly = count == 1 && factor == 1 && cityWords == (mask, true)
            let (evidence, agreeing, postcode) =
                run.hint != 0
                ? (.nameInDepartment, CityPrior.nameInDepartmentOfCedex * share, 0)
                : agreement(of: commune, place: row, share: share, isOnlyOfName: isOnly, in: index)
            // A city that everybody knows is meant whatever follows: `Lyon Part-Dieu`.
            let factor =
                run.isFollowed && index.inhabitants(commune) > CityPrior.mostBehindGivenName ? max(factor, 1) : factor
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
