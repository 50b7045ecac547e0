import Bytes

/// Which communes an address can be in, by postcode, city and position together.
extension AddressSearch {
    static let maximumHypotheses = 96

    mutating func findCommunes(_ input: borrowing AddressInput, in index: ReferenceIndex) {
        runIsStreet = false
        findCityWords()
        if let given = index.commune(coded: input.citycode.bytes) {
            add(
                CommuneHypothesis(
                    commune: given.commune, place: given.place, evidence: given.isFormer ? .formerCitycode : .citycode,
                    prior: CityPrior.citycode))
            return
        }
        for postcode in postcodes where postcode.isKnown { findCommunes(of: postcode, in: index) }
        if bestPrior < CityPrior.sure { findNamedCommunes(in: index) }
        if bestPrior < CityPrior.likely { findNamedHamlets(in: index) }
        if mayBeMisspelt(input) { findMisspeltCommunes(in: index) }
        if bestPrior < CityPrior.likely, postcodes.isEmpty, !cityWords.isField, endsUnknown {
            findCommunesBeforeUnknownWords(in: index)
        }
        if let latitude = input.latitude, let longitude = input.longitude, bestPrior < CityPrior.wholeNamePrior {
            findNearbyCommunes(latitude: latitude, longitude: longitude, in: index)
        }
        if bestPrior < CityPrior.likely { findMistypedPostcodes(in: index) }
        for postcode in postcodes where postcode.isKnown { addAllCommunes(of: postcode.postcode, in: index) }
        // With a position, and where a city was named, the street is not looked for elsewhere.
        if input.latitude == nil, bestPrior < CityPrior.named, postcodes.isEmpty, !cityWords.isField {
            add(CommuneHypothesis(commune: -1, evidence: .anywhere, prior: CityPrior.anywhere))
        }
    }

    /// Whether the last word that can name the city is in no city's name.
    @inline(__always)
    private var endsUnknown: Bool {
        let free = cityWords.mask
        return free != 0 && cityNaming >> UInt64(63 - free.leadingZeroBitCount) & 1 == 0
    }

    /// Whether a misspelt city is to be looked for. In a line a postcode that is known, or a position, says where it is already,
    /// and what is left are the words of a street.
    private func mayBeMisspelt(_ input: borrowing AddressInput) -> Bool {
        if cityWords.isField { return bestPrior < CityPrior.named || postcodes.isEmpty }
        return input.latitude == nil && !postcodes.contains { $0.isKnown }
    }

    var bestPrior: Float {
        var best: Float = 0
        for commune in communes { best = max(best, commune.prior) }
        return best
    }

    /// Adds a hypothesis, or strengthens the one of the same commune and words.
    mutating func add(_ hypothesis: CommuneHypothesis) {
        for position in communes.indices
        where communes[position].commune == hypothesis.commune
            && communes[position].cityWords == hypothesis.cityWords
        {
            if communes[position].prior < hypothesis.prior { communes[position] = hypothesis }
            return
        }
        if communes.count < Self.maximumHypotheses { communes.append(hypothesis) }
    }

    /// Finds the words that can name the city: those of its field, else all.
    private mutating func findCityWords() {
        var field: UInt64 = 0
        var free: UInt64 = 0
        for index in words.indices where words[index].use == .other {
            free |= 1 << UInt64(index)
            if words[index].isInCityField { field |= 1 << UInt64(index) }
        }
        cityWords = field != 0 ? (field, true) : (free, false)
    }

    // A postcode that is known

    /// Fits the places that are written with the postcode to the words.
    private mutating func findCommunes(of postcode: ReadPostcode, in index: ReferenceIndex) {
        let (named, isField) = cityWords
        // In `Avenue Foch 13, 75013 Paris` the postcode says the arrondissement, and 13 is the house.
        let mask = isField ? named : named & ~numbers(before: postcode.word)
        guard mask != 0 else { return }
        let names = index.places.words
        let around = isField ? mask : wordsAround(postcode.word)
        joinWords(around, .place)
        let places = index.places(of: postcode.postcode)
        names.prefetch(places)
        for place in places {
            let row = Int(place)
            if isExhausted { return }
            spend(onName: names.wordRange(row).count, with: mask)
            var fit = fit(
                row, of: names, .place, allowed: mask, run: isField ? mask : 0, isField ? .cityField : .cityInLine,
                atLeast: CityPrior.leastSimilarity)
            if fit.similarity < CityPrior.wholeName, !runText.isEmpty {
                let letters = likenessOfLetters(row, of: names)
                if letters > fit.similarity { fit = NameFit(similarity: letters, matched: around) }
            }
            if !isField { fit.similarity *= placement(fit.matched, of: postcode.word) }
            guard fit.similarity >= CityPrior.leastSimilarity else { continue }
            addPlace(row, fit, postcode, in: index)
        }
    }

    @inline(__always)
    private func numbers(before word: Int) -> UInt64 {
        var mask: UInt64 = 0
        for index in 0..<max(word, 0) where words[index].digits > 0 { mask |= 1 << UInt64(index) }
        return mask
    }

    private mutating func addPlace(_ row: Int, _ fit: NameFit, _ postcode: ReadPostcode, in index: ReferenceIndex) {
        let isHamlet = index.places[row].kind == .hamlet
        let prior =
            CityPrior.ofSimilarity(fit.similarity) * (isHamlet ? CityPrior.hamlet : 1)
            * endsStreet(fit.matched, ofCityWith: index.inhabitants(index.places[row].commune))
        add(
            CommuneHypothesis(
                commune: index.places[row].commune, place: Int32(row), evidence: .postcodeAndName, prior: prior,
                cityWords: fit.matched, postcode: postcode.postcode.number))
    }

    /// Words right behind the postcode, or before it when nothing is behind.
    private func wordsAround(_ postcode: Int) -> UInt64 {
        guard postcode >= 0 else { return 0 }
        var mask: UInt64 = 0
        var index = postcode + 1
        while index < words.count, words[index].use == .other, words[index].segment == words[postcode].segment {
            mask |= 1 << UInt64(index)
            index += 1
        }
        return mask
    }

    /// How likely it is that words in this place name the city: beside the postcode, at the end, in a part of their own.
    @inline(__always)
    func placement(_ matched: UInt64, of postcode: Int) -> Float {
        guard matched != 0 else { return 0 }
        let first = matched.trailingZeroBitCount
        let last = 63 - matched.leadingZeroBitCount
        if postcode >= 0 {
            if first == postcode + 1 { return 1 }
            let isFollowed = postcode + 1 < words.count && words[postcode + 1].use == .other
            if last == postcode - 1 { return isFollowed ? Self.amidWords : 1 }
        }
        if last + 1 >= words.count || words[last + 1].use != .other { return Self.farFromPostcode }
        let isPart =
            (first == 0 || words[first].segment != words[first - 1].segment)
            && words[last].segment != words[last + 1].segment
        return isPart ? Self.farFromPostcode : Self.amidWords
    }

    private static let farFromPostcode: Float = 0.97
    private static let amidWords: Float = 0.6

    private mutating func addAllCommunes(of postcode: Postcode, in index: ReferenceIndex) {
        let rows = index.communes(of: postcode)
        // Where streets of some communes are not known, a street of the others proves little unless its name is rare.
        let isCovered = rows.count == 1 || index.shareWithStreets(rows) >= Self.leastCovered
        let prior = rows.count == 1 ? CityPrior.onlyOfPostcode : CityPrior.someOfPostcode
        for commune in rows {
            if !isCovered, !index.communes[Int(commune)].hasStreets { continue }
            let isNamed = communes.contains {
                $0.commune == commune && $0.cityWords != 0 && $0.prior >= CityPrior.named
            }
            if isNamed { continue }
            add(
                CommuneHypothesis(
                    commune: commune, evidence: isCovered ? .postcodeAlone : .partOfPostcode, prior: prior,
                    postcode: postcode.number))
        }
    }

    private static let leastCovered = 0.75
}
