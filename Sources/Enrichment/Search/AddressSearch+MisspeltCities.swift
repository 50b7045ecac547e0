import Bytes

/// Communes by names that are misspelt.
extension AddressSearch {
    /// When a name is known as it is written, only a city this many times larger can be meant by it: `Pars` for Paris.
    private static let farLarger = 20

    /// Names that may be a word misspelt and are looked at, at most.
    private static let maximumNearby = 12

    mutating func findMisspeltCommunes(in index: ReferenceIndex) {
        let bound = misspeltBound(in: index)
        let (mask, isField) = cityWords
        let names = index.places.words
        // Beside a city that is certain only what was taken for its name can be that of a larger one: `Pars`.
        var rest = isField ? mask : mask & (bound.named != 0 ? bound.named : wordsNearEnds)
        while rest != 0 {
            let word = rest.trailingZeroBitCount
            rest &= rest &- 1
            let sought = words[word].place
            guard !sought.isLinking, !sought.isNumber, words[word].range.count >= 4 else { continue }
            var nearby = InlineArray<13, UInt32>(repeating: 0)
            var count = 0
            if sought.word >= 0 {
                nearby[0] = UInt32(sought.word)
                count = 1
            }
            let limit = count + Self.maximumNearby
            let keep: (UInt32) -> Bool = { candidate in
                guard Int32(candidate) != sought.word, bound.admits(Int(index.largestCityOfWord[Int(candidate)])) else {
                    return true
                }
                nearby[count] = candidate
                count += 1
                return count < limit
            }
            if bound.admits(ReferenceIndex.largeCity - 1) {
                names.vocabulary.forEachNearby(text.bytes.extracting(words[word].range), keep)
            } else {
                forEachLargeCityWord(like: word, in: index, keep)
            }
            for position in 0..<count where bound.admits(Int(index.largestCityOfWord[Int(nearby[position])])) {
                comparePlaces(of: nearby[position], names, mask, isField, bound, in: index)
            }
        }
    }

    /// Words of the names of large cities that a word may be misspelt for: some hundred, told apart by their letters, which takes
    /// less than looking all misspellings up.
    private func forEachLargeCityWord(like word: Int, in index: ReferenceIndex, _ body: (UInt32) -> Bool) {
        let table = index.places.words.vocabulary
        let written = bytes(word)
        let letters = words[word].place.letters
        let errors = Self.allowedErrors(written.count)
        for candidate in index.wordsOfLargeCities {
            if Int(candidate.length) + errors < written.count { continue }
            if Int(candidate.length) > written.count + errors { return }
            guard letters.isWithin(errors: errors, of: candidate.letters) else { continue }
            let text = table.texts.bytes.extracting(table.texts.range(Int(candidate.word)))
            guard EditDistance.bounded(written, text, limit: errors) <= errors else { continue }
            if !body(candidate.word) { return }
        }
    }

    /// Which cities are worth comparing with a misspelt name: those whose prior could matter.
    private struct MisspeltBound {
        /// Inhabitants.
        var least = 0
        /// The words that name the city that is certain.
        var named: UInt64 = 0

        var isOpen: Bool { least == 0 }

        func admits(_ inhabitants: Int) -> Bool { inhabitants > 0 && inhabitants >= least }
    }

    private func misspeltBound(in index: ReferenceIndex) -> MisspeltBound {
        var bound = MisspeltBound()
        for hypothesis in communes where hypothesis.prior >= CityPrior.named {
            bound.least = max(bound.least, index.inhabitants(hypothesis.commune) * Self.farLarger)
            bound.named |= hypothesis.cityWords
        }
        // Where the city is certain, one that is far less likely is not asked for its streets.
        if postcodes.isEmpty, isCityCertain {
            let prior = (bestPrior - CityPrior.spread) / CityPrior.mostOfMisspelt
            bound.least = max(bound.least, CityPrior.inhabitants(ofPrior: prior))
        }
        return bound
    }

    /// The last four words that are free and the first: the city stands there.
    private var wordsNearEnds: UInt64 {
        var free = cityWords.mask
        var mask = free & (~free &+ 1)
        for _ in 0..<4 where free != 0 {
            let last: UInt64 = 1 << UInt64(63 - free.leadingZeroBitCount)
            mask |= last
            free &= ~last
        }
        return mask
    }

    /// Places with a common word are left to the look-up by name.
    private static let maximumPlacesOfWord = 200

    private mutating func comparePlaces(
        of word: UInt32, _ names: borrowing NameIndex, _ mask: UInt64, _ isField: Bool, _ bound: MisspeltBound,
        in index: ReferenceIndex
    ) {
        let occurrences = names.occurrences(of: word)
        guard occurrences.count <= Self.maximumPlacesOfWord else { return }
        selectPlaces(names, occurrences, bound, in: index)
        names.prefetch(selected)
        for place in selected {
            let row = Int(place)
            let commune = index.wholeCity(index.places[row].commune)
            if isExhausted { return }
            spend(onName: names.wordRange(row).count, with: mask)
            var fit = fit(
                row, of: names, .place, allowed: mask, run: isField ? mask : 0, isField ? .cityField : .cityInLine,
                atLeast: CityPrior.leastMisspelt)
            if !isField { fit.similarity *= placement(fit.matched, of: -1) }
            guard fit.similarity >= CityPrior.leastMisspelt else { continue }
            var (_, prior, postcode) = agreement(of: commune, place: row, share: 1, in: index)
            prior *= CityPrior.ofSimilarity(fit.similarity) * CityPrior.misspelt
            // Of two cities that a misspelt word may mean, the larger is the likelier.
            if postcodes.isEmpty { prior *= CityPrior.ofInhabitants(index.inhabitants(commune)) }
            let ending = endsStreet(fit.matched, ofCityWith: index.inhabitants(commune), isMisspelt: true)
            prior *= ending
            add(
                CommuneHypothesis(
                    commune: commune, place: Int32(row), evidence: .misspeltName, prior: prior, cityWords: fit.matched,
                    postcode: postcode, isEndOfStreet: ending < 1))
        }
    }

    /// Puts the places that are no hamlets and whose commune is worth comparing into `selected`.
    private mutating func selectPlaces(
        _ names: borrowing NameIndex, _ occurrences: Range<Int>, _ bound: MisspeltBound, in index: ReferenceIndex
    ) {
        selected.removeAll(keepingCapacity: true)
        for position in occurrences { index.places.rows.prefetch(names.name(at: position)) }
        for position in occurrences {
            let row = names.name(at: position)
            guard index.places[row].kind != .hamlet else { continue }
            index.communes.rows.prefetch(Int(index.places[row].commune))
            selected.append(UInt32(row))
        }
        guard !bound.isOpen else { return }
        selected.removeAll {
            !bound.admits(index.inhabitants(index.wholeCity(index.places[Int($0)].commune)))
        }
    }
}
