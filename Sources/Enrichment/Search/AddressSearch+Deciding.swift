import Bytes

/// Which commune and street fit best together.
extension AddressSearch {
    /// The best answer for `input`; level `.none` when nothing in it is known. `exact` is what look-ups have found.
    mutating func match(_ input: borrowing AddressInput, exact: Match, in index: ReferenceIndex) -> Match {
        read(input, in: index)
        return matchRead(input, exact: exact, in: index)
    }

    /// The same, of an input whose folded words are in `text`; those of the city's field begin at `cityStart`.
    mutating func matchFolded(
        _ input: borrowing AddressInput, cityStart: Int, exact: Match, in index: ReferenceIndex
    ) -> Match {
        markWords(input, cityStart: cityStart, in: index)
        return matchRead(input, exact: exact, in: index)
    }

    private mutating func matchRead(
        _ input: borrowing AddressInput, exact: Match, in index: ReferenceIndex
    ) -> Match {
        // What was found for the address before must not explain this one.
        winner = nil
        communes.removeAll(keepingCapacity: true)
        streets.removeAll(keepingCapacity: true)
        guard !words.isEmpty || !postcodes.isEmpty || !input.citycode.isEmpty else { return exact }
        if isAbroad { return Match.abroad }
        effort = 0
        position = nil
        if let latitude = input.latitude, let longitude = input.longitude {
            position = (Float(latitude), Float(longitude))
        }
        findCommunes(input, in: index)
        prefetchStreets(in: index)
        // Where the city is known, a street of the same name elsewhere is another street.
        let best = bestPrior
        let least = best >= CityPrior.wholeNamePrior ? CityPrior.wholeNamePrior : best - CityPrior.spread
        findStreets(priorFrom: least, in: index)
        if !isCityCertain, bestTotal < Self.accepted { findStreets(priorBelow: least, in: index) }
        winner = decide(in: index)
        if let winner { return answer(winner, in: index) }
        return coarse(exact, in: index)
    }

    private static let accepted: Float = 0.55

    /// Whether a postcode or a code confirms the city that was named, or the city came in its own field.
    @inline(__always)
    var isCityCertain: Bool {
        communes.contains {
            $0.prior >= CityPrior.named
                && ($0.evidence.isCode || $0.evidence == .postcodeAndName || $0.evidence == .nameInDepartment
                    || $0.evidence == .name || words.contains { $0.isInCityField })
        }
    }

    private mutating func findStreets(priorFrom least: Float = 0, priorBelow limit: Float = 2, in index: ReferenceIndex)
    {
        var named: UInt64 = 0
        for hypothesis in communes where hypothesis.prior >= CityPrior.named { named |= hypothesis.cityWords }
        let allowed = wordsOfStreet
        for position in communes.indices {
            let hypothesis = communes[position]
            guard hypothesis.prior >= least, hypothesis.prior < limit else { continue }
            let scope = index.streetScope(hypothesis.commune)
            if scope.isEmpty { continue }
            let first = streets.count
            let city = hypothesis.cityWords != 0 ? hypothesis.cityWords : named
            findStreets(hypothesis: position, scope: scope, allowed: allowed & ~city, in: index)
            for candidate in first..<streets.count { complete(candidate, in: index) }
        }
    }

    /// Asks memory for where the streets of each commune and those with each word begin.
    private mutating func prefetchStreets(in index: ReferenceIndex) {
        selectKnownWords(wordsOfStreet)
        index.streets.words.prefetchPostings(of: selected)
        for hypothesis in communes { index.streets.communeStarts.prefetch(Int(hypothesis.commune)) }
    }

    /// The words that can name the street.
    private var wordsOfStreet: UInt64 {
        var mask: UInt64 = 0
        // `Avenue Anatole France` ends like a country.
        for index in words.indices
        where (words[index].use == .other || words[index].use == .country) && !words[index].isInCityField {
            mask |= 1 << UInt64(index)
        }
        return mask
    }

    private var bestTotal: Float {
        var best: Float = 0
        for street in streets { best = max(best, street.total) }
        return best
    }

    /// Finds the house number of a candidate and adds up its evidence.
    private mutating func complete(_ row: Int, in index: ReferenceIndex) {
        var candidate = streets[row]
        let hypothesis = communes[candidate.hypothesis]
        candidate.number = houseNumber(of: candidate.matched, cityWords: hypothesis.cityWords)
        var factor: Float = 1
        if let number = candidate.number {
            candidate.house = index.house(number.number, number.suffix, of: StreetIndex(candidate.row))
            if candidate.house == nil { factor = Self.withoutHouse }
        }
        if hypothesis.postcode > 0, index.streets[candidate.row].postcode > 0,
            index.streets[candidate.row].postcode != hypothesis.postcode
        {
            factor *= Self.otherPostcode
        }
        if let position { factor *= nearness(of: candidate.row, to: position, in: index) }
        candidate.total = candidate.similarity * hypothesis.prior.squareRoot() * factor
        streets[row] = candidate
    }

    /// 0.8–1: a street near the position that was given is likelier.
    private func nearness(
        of street: Int, to position: (latitude: Float, longitude: Float), in index: ReferenceIndex
    ) -> Float {
        max(0.8, 1 - distance(of: street, to: position, in: index) * 0.05)
    }

    /// Kilometres; 0 for a street whose position is not known.
    private func distance(
        of street: Int, to position: (latitude: Float, longitude: Float), in index: ReferenceIndex
    ) -> Float {
        let north = (index.streets[street].latitude - position.latitude) * Self.kilometresPerDegree
        let east = (index.streets[street].longitude - position.longitude) * Self.kilometresPerDegree * Self.eastShrink
        let distance = (north * north + east * east).squareRoot()
        return distance.isFinite ? distance : 0
    }

    private static let kilometresPerDegree: Float = 111.2
    /// Cosine of the latitude in the middle of France.
    private static let eastShrink: Float = 0.69

    private static let withoutHouse: Float = 0.93
    private static let otherPostcode: Float = 0.98

    /// The candidate with the most evidence, or nil when none has enough, or when another commune's has as much.
    private func decide(in index: ReferenceIndex) -> Int? {
        var best: Int?
        for position in streets.indices {
            guard let known = best else {
                best = position
                continue
            }
            let lead = streets[position].total - streets[known].total
            // Of two parts of one street the one with more numbers is likelier.
            if lead > 0
                || lead == 0 && index.numberBytes(of: streets[position].row) > index.numberBytes(of: streets[known].row)
            {
                best = position
            }
        }
        guard let best else { return nil }
        let hypothesis = communes[streets[best].hypothesis]
        guard streets[best].similarity >= leastSimilarity(hypothesis), isLocated(streets[best], in: index) else {
            return nil
        }
        let margin = isWeak(hypothesis) ? Self.weakMargin : Self.strongMargin
        return rival(of: best, in: index) > streets[best].total - margin ? nil : best
    }

    /// Whether a street that only its name speaks for can be told from the streets of that name that the reference may not
    /// have: it is beside the position that was given, or has the number and lies in a large city, for it is people there who
    /// leave the city out.
    private func isLocated(_ street: StreetCandidate, in index: ReferenceIndex) -> Bool {
        let hypothesis = communes[street.hypothesis]
        if hypothesis.evidence == .position, let position {
            return distance(of: street.row, to: position, in: index) <= Self.besidePosition
        }
        if hypothesis.evidence == .partOfPostcode { return street.house != nil && isRare(street, in: index) }
        // A bare name is rather that of a place: `Puy-du-Lac` is no Impasse du Lac in Le Puy.
        let isBare = street.number == nil && street.matched & streetWords.wayTypes == 0
        if isBare, hypothesis.prior < CityPrior.named { return false }
        guard isWeak(hypothesis) else { return true }
        if hypothesis.evidence != .anywhere { return street.house != nil }
        let city = index.wholeCity(index.streets[street.row].commune)
        return street.number == nil || street.house != nil ? index.inhabitants(city) >= Self.largeCity : false
    }

    /// Whether the communes of a postcode of which no street is known hardly have a street of this name, as often as it is met
    /// where streets are known.
    private func isRare(_ street: StreetCandidate, in index: ReferenceIndex) -> Bool {
        guard street.similarity >= Self.wholeStreet, let postcode = communes[street.hypothesis].knownPostcode else {
            return false
        }
        let names = index.streets.words
        var namesakes = UInt32.max
        for position in names.wordRange(street.row) {
            namesakes = min(namesakes, names.vocabulary[Int(names.word(at: position))].frequency)
        }
        var unknown = 0
        for commune in index.communes(of: postcode) where !index.communes[Int(commune)].hasStreets {
            unknown += index.inhabitants(commune)
        }
        return Float(namesakes) * Float(unknown) <= Self.fewNamesakes * Float(index.inhabitantsWithStreets)
    }

    private static let wholeStreet: Float = 0.9
    /// Streets of the name to be expected where none is known.
    private static let fewNamesakes: Float = 0.1

    /// Kilometres from a position to the middle of its street.
    private static let besidePosition: Float = 1.5
    private static let largeCity = 200_000

    /// The most evidence for a street in another city; 0 when there is none.
    private func rival(of best: Int, in index: ReferenceIndex) -> Float {
        let city = index.wholeCity(index.streets[streets[best].row].commune)
        var most: Float = 0
        for street in streets where street.total > most {
            if index.wholeCity(index.streets[street.row].commune) != city { most = street.total }
        }
        return most
    }

    /// Whether next to nothing but the street speaks for the commune.
    func isWeak(_ hypothesis: CommuneHypothesis) -> Bool {
        hypothesis.evidence == .anywhere || hypothesis.prior < CityPrior.someOfPostcode
    }

    private func leastSimilarity(_ hypothesis: CommuneHypothesis) -> Float {
        isWeak(hypothesis)
            ? Self.leastAnywhere : hypothesis.prior < CityPrior.likely ? Self.leastUnlikely : Self.leastSure
    }

    /// How well a name must fit in a commune that is known, in one of several, and in any of France.
    private static let leastSure: Float = 0.62
    private static let leastUnlikely: Float = 0.75
    private static let leastAnywhere: Float = 0.85
    /// By how much the best must lead over streets of other cities.
    private static let strongMargin: Float = 0.004
    private static let weakMargin: Float = 0.03
}
