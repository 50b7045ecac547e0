import Bytes

/// Which communes an address can be in, by postcode, city and position together.
extension AddressSearch {
    static let maximumHypotheses = 96

    mutating func findCommunes(_ input: borrowing AddressInput, in index: ReferenceIndex) {
        communes.removeAll(keepingCapacity: true)
        if let code = PackedCode(input.citycode.bytes), let row = index.communes.codes.row(of: code) {
            add(CommuneHypothesis(commune: Int32(row), evidence: .citycode, prior: 0.99))
            return
        }
        for postcode in postcodes where postcode.isKnown { findCommunes(of: postcode, in: index) }
        if bestPrior < CityPrior.sure { findNamedCommunes(in: index) }
        if bestPrior < CityPrior.named || postcodes.isEmpty { findMisspeltCommunes(in: index) }
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

    /// The words that can name the city: those of its field, else all.
    var cityWords: (mask: UInt64, isField: Bool) {
        var mask: UInt64 = 0
        for index in words.indices where words[index].isInCityField && words[index].use == .other {
            mask |= 1 << UInt64(index)
        }
        return mask != 0 ? (mask, true) : (freeWords, false)
    }

    // A postcode that is known

    /// Fits the places that are written with the postcode to the words.
    private mutating func findCommunes(of postcode: ReadPostcode, in index: ReferenceIndex) {
        let (mask, isField) = cityWords
        guard mask != 0 else { return }
        let names = index.places.words
        let around = isField ? mask : wordsAround(postcode.word)
        joinWords(around, .place)
        for place in index.places(of: postcode.postcode) {
            let row = Int(place)
            if isExhausted { return }
            spend(onName: names.wordRange(row).count, with: mask)
            var fit = fit(
                row, of: names, .place, allowed: mask, run: isField ? mask : 0, isField ? .cityField : .cityInLine)
            if fit.similarity < CityPrior.wholeName, !runText.isEmpty {
                let letters = likenessOfLetters(row, of: names)
                if letters > fit.similarity { fit = NameFit(similarity: letters, matched: around) }
            }
            if !isField { fit.similarity *= placement(fit.matched, of: postcode.word) }
            guard fit.similarity >= CityPrior.leastSimilarity else { continue }
            addPlace(row, fit, postcode, in: index)
        }
    }

    private mutating func addPlace(_ row: Int, _ fit: NameFit, _ postcode: ReadPostcode, in index: ReferenceIndex) {
        let isHamlet = index.places.kinds[row] == .hamlet
        let prior = CityPrior.ofSimilarity(fit.similarity) * (isHamlet ? CityPrior.hamlet : 1)
        add(
            CommuneHypothesis(
                commune: index.places.communes[row], place: Int32(row), evidence: .postcodeAndName, prior: prior,
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
    private func placement(_ matched: UInt64, of postcode: Int) -> Float {
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
        // Where streets of some communes are not known, a street of the others proves little.
        guard rows.count == 1 || index.shareWithStreets(rows) >= Self.leastCovered else { return }
        let prior = rows.count == 1 ? CityPrior.onlyOfPostcode : CityPrior.someOfPostcode
        for commune in rows where !communes.contains(where: { $0.commune == commune && $0.cityWords != 0 }) {
            add(
                CommuneHypothesis(
                    commune: commune, evidence: .postcodeAlone, prior: prior, postcode: postcode.number))
        }
    }

    private static let leastCovered = 0.75

    // A name with another postcode, or without one

    /// Looks runs of words up as names of communes: all of the field, or those at the ends of the line and beside the postcode.
    private mutating func findNamedCommunes(in index: ReferenceIndex) {
        let (mask, isField) = cityWords
        guard mask != 0 else { return }
        var end = 64 - mask.leadingZeroBitCount
        if isField {
            let first = mask.trailingZeroBitCount
            lookUp(first..<end, in: index)
            // `CHALON SUR SAONE BP 12`, `Noyant Villages`, `Albens, Entrelacs`: parts of the field.
            for start in first..<end { lookUpPart(start, first..<end, in: index) }
            return
        }
        // From the end of the line, longest run first.
        while end > 0, words[end - 1].use != .other { end -= 1 }
        var start = end
        while start > 0, end - start < Self.longestPlaceName, words[start - 1].use == .other { start -= 1 }
        for first in start..<max(start, end) { lookUp(first..<end, in: index) }
        for postcode in postcodes where postcode.word > 0 { lookUpBefore(postcode.word, in: index) }
        lookUpFromFront(in: index)
    }

    private static let longestPlaceName = 9

    private mutating func lookUpPart(_ start: Int, _ field: Range<Int>, in index: ReferenceIndex) {
        var end = start
        while end < field.upperBound, words[end].use == .other, words[end].segment == words[start].segment { end += 1 }
        guard end > start, start == field.lowerBound || words[start - 1].segment != words[start].segment else { return }
        while end > start {
            lookUp(start..<end, in: index)
            end -= 1
        }
    }

    private mutating func lookUpBefore(_ word: Int, in index: ReferenceIndex) {
        // `rue de Bozouls, 12340 Gabriac`: what is before the postcode is the city only when nothing is behind.
        if word + 1 < words.count, words[word + 1].use == .other { return }
        var start = word
        while start > 0, word - start < 5, words[start - 1].use == .other {
            start -= 1
            lookUp(start..<word, in: index)
        }
    }

    private mutating func lookUpFromFront(in index: ReferenceIndex) {
        var end = 0
        while end < min(words.count, Self.longestPlaceName), words[end].use == .other, words[end].digits == 0 {
            end += 1
            lookUp(0..<end, in: index)
        }
    }

    /// Adds the communes that bear the name made of these words.
    private mutating func lookUp(_ range: Range<Int>, in index: ReferenceIndex) {
        guard !range.isEmpty, words[range.lowerBound].use == .other, !isOnlyLinking(range) else { return }
        var mask: UInt64 = 0
        for word in range { mask |= 1 << UInt64(word) }
        let key = text.placeKey(range, lexicon).within(NameScope.france)
        if !addNamed(key.exact, mask, 1, in: index), key.loose != key.exact {
            _ = addNamed(key.loose, mask, Self.looseName, in: index)
        }
    }

    private static let looseName: Float = 0.9

    private func isOnlyLinking(_ range: Range<Int>) -> Bool {
        for word in range where !words[word].place.isLinking { return false }
        return true
    }

    private mutating func addNamed(
        _ hash: UInt64, _ mask: UInt64, _ factor: Float, in index: ReferenceIndex
    ) -> Bool {
        var inhabitants = 0
        var count = 0
        var lastCommune: Int32 = -1
        // `PARIS` is a name of Paris and of each of its arrondissements; `PARIS 5` only of the fifth.
        var isWholeCity = false
        index.placeDirectory.forEach(hash) { row in
            isWholeCity = index.communes.parents[Int(index.places.communes[row])] < 0
            return !isWholeCity
        }
        index.placeDirectory.forEach(hash) { row in
            let own = index.places.communes[row]
            let commune = isWholeCity ? index.wholeCity(own) : own
            if commune != lastCommune {
                inhabitants += index.inhabitants(commune)
                count += 1
            }
            lastCommune = commune
            return count < Self.maximumNamesakes
        }
        guard count > 0 else { return false }
        index.placeDirectory.forEach(hash) { row in
            let own = index.places.communes[row]
            let commune = isWholeCity ? index.wholeCity(own) : own
            let share = Float(index.inhabitants(commune)) / Float(inhabitants) * endsStreet(mask)
            let (evidence, prior, postcode) = agreement(of: commune, place: row, share: share, in: index)
            add(
                CommuneHypothesis(
                    commune: commune, place: Int32(row), evidence: evidence, prior: prior * factor, cityWords: mask,
                    postcode: postcode))
            return true
        }
        return true
    }

    /// Below 1 when the words that name a city look like the end of the name of a street: `avenue de Versailles`.
    private func endsStreet(_ mask: UInt64) -> Float {
        let first = mask.trailingZeroBitCount
        guard postcodes.isEmpty, first > 0, !words[first].isInCityField,
            words[first].segment == words[first - 1].segment
        else { return 1 }
        let before = words[first - 1].street
        if before.isLinking { return Self.afterArticle }
        // `12 rue Versailles` is a street; of `12 Grande Rue Versailles` the name is whole before the city.
        let beginsName = first == 1 || words[first - 2].digits > 0 || words[first - 2].segment != words[first].segment
        return before.isWayType && beginsName ? Self.afterArticle : 1
    }

    private static let afterArticle: Float = 0.45

    /// `Saint-Martin` has more namesakes than can be compared; they need a postcode.
    private static let maximumNamesakes = 60

    /// How well a commune that was named agrees with the postcodes that were given.
    func agreement(
        of commune: Int32, place: Int, share: Float, in index: ReferenceIndex
    ) -> (CommuneHypothesis.Evidence, Float, Int32) {
        let own = index.places.postcodes[place]
        var best: (CommuneHypothesis.Evidence, Float, Int32) =
            postcodes.isEmpty ? (.name, CityPrior.name * share, 0) : (.name, CityPrior.nameElsewhere * share, 0)
        for postcode in postcodes {
            let isSameDepartment =
                index.department(of: postcode.postcode)?.value == index.communes.departments[Int(commune)]
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

    // A misspelt name

    /// When a name is known as it is written, only a city this many times larger can be meant by it: `Pars` for Paris.
    private static let farLarger = 20

    private mutating func findMisspeltCommunes(in index: ReferenceIndex) {
        var known = 0
        for hypothesis in communes where hypothesis.prior >= CityPrior.named {
            known = max(known, index.inhabitants(hypothesis.commune))
        }
        let (mask, isField) = cityWords
        let names = index.places.words
        var rest = isField ? mask : mask & wordsNearEnds
        while rest != 0 {
            let word = rest.trailingZeroBitCount
            rest &= rest &- 1
            let sought = words[word].place
            guard !sought.isLinking, !sought.isNumber, words[word].range.count >= 4 else { continue }
            if sought.word >= 0 { comparePlaces(of: UInt32(sought.word), names, mask, isField, known, in: index) }
            var nearby = InlineArray<12, UInt32>(repeating: 0)
            var count = 0
            names.vocabulary.forEachNearby(text.bytes.extracting(words[word].range)) { candidate in
                nearby[count] = candidate
                count += 1
                return count < 12
            }
            for position in 0..<count where Int32(nearby[position]) != sought.word {
                comparePlaces(of: nearby[position], names, mask, isField, known, in: index)
            }
        }
    }

    /// The last four words that are free and the first: the city stands there.
    private var wordsNearEnds: UInt64 {
        var free = freeWords
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
        of word: UInt32, _ names: borrowing NameIndex, _ mask: UInt64, _ isField: Bool, _ knownInhabitants: Int,
        in index: ReferenceIndex
    ) {
        let occurrences = names.occurrences(of: word, in: 0..<names.count)
        guard occurrences.count <= Self.maximumPlacesOfWord else { return }
        for position in occurrences {
            let row = names.name(at: position)
            guard index.places.kinds[row] != .hamlet else { continue }
            if isExhausted { return }
            spend(onName: names.wordRange(row).count, with: mask)
            var fit = fit(
                row, of: names, .place, allowed: mask, run: isField ? mask : 0, isField ? .cityField : .cityInLine)
            if !isField { fit.similarity *= placement(fit.matched, of: -1) }
            guard fit.similarity >= CityPrior.leastMisspelt else { continue }
            let commune = index.wholeCity(index.places.communes[row])
            var (_, prior, postcode) = agreement(of: commune, place: row, share: 1, in: index)
            prior *= CityPrior.ofSimilarity(fit.similarity) * CityPrior.misspelt
            if knownInhabitants > 0, index.inhabitants(commune) < knownInhabitants * Self.farLarger { continue }
            // Of two cities that a misspelt word may mean, the larger is the likelier.
            if postcodes.isEmpty {
                prior *= CityPrior.ofInhabitants(index.inhabitants(commune)) * endsStreet(fit.matched)
            }
            add(
                CommuneHypothesis(
                    commune: commune, place: Int32(row), evidence: .misspeltName, prior: prior, cityWords: fit.matched,
                    postcode: postcode))
        }
    }

    // A position

    private mutating func findNearbyCommunes(latitude: Double, longitude: Double, in index: ReferenceIndex) {
        guard let (iris, _) = index.iris(latitude: latitude, longitude: longitude) else { return }
        add(
            CommuneHypothesis(
                commune: index.iris.communes[iris.row], evidence: .position, prior: CityPrior.position))
        // Where the streets around are not known, one of the same name further on is another.
        guard !index.streetScope(index.iris.communes[iris.row]).isEmpty else { return }
        weakenDistant(from: index.communes.departments[Int(index.iris.communes[iris.row])], in: index)
        index.centres.forEachCommune(near: latitude, longitude, within: Self.nearbyKilometres, of: index.iris) {
            add(CommuneHypothesis(commune: $0, evidence: .position, prior: CityPrior.nearPosition))
        }
    }

    private static let nearbyKilometres = 4.0

    /// A city that was only named, and lies in another département than the position, is likely no city.
    private mutating func weakenDistant(from department: Int32, in index: ReferenceIndex) {
        for position in communes.indices where communes[position].commune >= 0 {
            let hypothesis = communes[position]
            guard hypothesis.evidence == .name || hypothesis.evidence == .misspeltName else { continue }
            if index.communes.departments[Int(hypothesis.commune)] != department {
                communes[position].prior *= Self.distantName
            }
        }
    }

    private static let distantName: Float = 0.4

    // A postcode with a wrong or a lost digit

    private mutating func findMistypedPostcodes(in index: ReferenceIndex) {
        for postcode in postcodes where !postcode.isKnown {
            Self.forEachMistype(of: Int(postcode.postcode.number)) { number in
                if let other = Postcode(number: number) {
                    for commune in index.communes(of: other) {
                        add(
                            CommuneHypothesis(
                                commune: commune, evidence: .postcodeAlone, prior: CityPrior.mistypedPostcode,
                                postcode: other.number))
                    }
                }
            }
        }
        guard postcodes.isEmpty, let word = words.indices.last(where: { words[$0].use == .other }),
            words[word].digits == 4, isAllDigits(word), word > 0
        else { return }
        words[word].use = .postcode
        Self.forEachInsertion(into: Int(words[word].number)) { number in
            if let other = Postcode(number: number) {
                for commune in index.communes(of: other) {
                    add(
                        CommuneHypothesis(
                            commune: commune, evidence: .postcodeAlone, prior: CityPrior.mistypedPostcode,
                            postcode: other.number))
                }
            }
        }
    }

    private static func forEachMistype(of number: Int, _ body: (Int) -> Void) {
        var unit = 1
        for _ in 0..<5 {
            let digit = number / unit % 10
            for other in 0..<10 where other != digit { body(number + (other - digit) * unit) }
            let next = number / (unit * 10) % 10
            if unit < 10000, next != digit { body(number + (next - digit) * unit + (digit - next) * unit * 10) }
            unit *= 10
        }
    }

    private static func forEachInsertion(into number: Int, _ body: (Int) -> Void) {
        var unit = 1
        for _ in 0..<5 {
            let low = number % unit
            let high = number / unit * unit * 10
            for digit in 0..<10 { body(high + digit * unit + low) }
            unit *= 10
        }
    }
}

/// How likely a commune is, by what was found of it. Measured on addresses with known answers; order matters more than value.
enum CityPrior {
    /// From here on nothing else is looked for.
    static let sure: Float = 0.9
    static let likely: Float = 0.5
    /// Priors of names that agree with what else is known, and of those that agree in every letter.
    static let named: Float = 0.75
    static let wholeNamePrior: Float = 0.95
    /// Communes that are less likely than the best by more than this are looked at only when the best have no such street.
    static let spread: Float = 0.25
    static let wholeName: Float = 0.97
    static let leastSimilarity: Float = 0.4
    static let leastMisspelt: Float = 0.72
    static let hamlet: Float = 0.96
    static let onlyOfPostcode: Float = 0.6
    static let someOfPostcode: Float = 0.3
    static let name: Float = 0.93
    static let nameInDepartment: Float = 0.85
    static let nameInDepartmentOfCedex: Float = 0.95
    static let nameWithMistype: Float = 0.85
    static let nameElsewhere: Float = 0.4
    static let misspelt: Float = 0.85
    static let position: Float = 0.7
    static let nearPosition: Float = 0.4
    static let mistypedPostcode: Float = 0.15
    static let anywhere: Float = 0.2

    /// Of a place that is written with the postcode and fits the city so well.
    static func ofSimilarity(_ similarity: Float) -> Float {
        if similarity >= wholeName { return 0.99 }
        if similarity >= 0.8 { return 0.9 + (similarity - 0.8) * 0.45 }
        return 0.55 + (similarity - leastSimilarity) * 0.875
    }

    /// 0.4–1, from a hamlet to Paris.
    static func ofInhabitants(_ count: Int) -> Float {
        min(1, 0.4 + 0.1 * Logarithm.natural(Float(max(count, 1000)) / 1000))
    }
}
