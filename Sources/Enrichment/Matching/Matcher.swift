import Bytes

/// Finds the place that an address means. One a thread: it owns the scratch that keeps matching free of allocation.
///
///     read      fold the text, take it apart           (AddressReader)
///     places    which communes can it be?              (Matcher+Places)
///     streets   which street and number of these?      (Matcher+Streets)
///     position  which IRIS holds these coordinates?    (Matcher+Position)
///
/// A commune-level match costs about half a microsecond, most of it waiting for memory.
public struct Matcher: ~Copyable {
    var text = FoldedText()
    var search = AddressSearch()
    /// How many words of `text` are not those of the city's field.
    private var cityStart = 0
    let lexicon = Lexicon.standard

    public init() {}

    /// Where `input` is, by everything that it says; level `.none` when nothing in it is known.
    public mutating func match(_ input: borrowing AddressInput, in index: ReferenceIndex) -> Match {
        if let match = Self.matchGivenIris(input, in: index) { return match }
        if !input.country.isEmpty, Country.isForeign(field: input.country.bytes) { return Match.abroad }
        search.located.forget()
        let read = readText(of: input)
        var match = Match()
        if read.postcode != nil || !text.words.isEmpty || !input.citycode.isEmpty {
            let (exact, isCertain) = matchText(read, citycode: input.citycode.bytes, in: index)
            match = isCertain ? exact : search(input, exact: exact, in: index)
        }
        if match.level > .housenumber, let latitude = input.latitude, let longitude = input.longitude {
            refine(&match, latitude: latitude, longitude: longitude, in: index)
        }
        return match
    }

    /// What the search finds. Where nothing has to be repaired it takes the folded text over instead of folding it again.
    private mutating func search(_ input: borrowing AddressInput, exact: Match, in index: ReferenceIndex) -> Match {
        guard AddressSearch.readsAsFolded(input) else { return search.match(input, exact: exact, in: index) }
        swap(&text, &search.text)
        return search.matchFolded(input, cityStart: cityStart, exact: exact, in: index)
    }

    /// How `input` is read, which communes and streets it may mean, and why the answer is what it is. Slow: for people.
    public mutating func explain(
        _ input: borrowing AddressInput, limit: Int = 10, in index: ReferenceIndex
    ) -> MatchExplanation {
        guard Self.matchGivenIris(input, in: index) == nil else {
            var explanation = MatchExplanation()
            explanation.reason = "the IRIS was given"
            return explanation
        }
        search.located.forget()
        _ = search.match(input, exact: Match(), in: index)
        return search.explanation(limit: limit, in: index)
    }

    private static func matchGivenIris(_ input: borrowing AddressInput, in index: ReferenceIndex) -> Match? {
        guard let iris = index.iris(code: input.iris.bytes) else { return nil }
        var match = Match()
        match.level = .iris
        match.score = MatchScore.givenIris
        match.iris = iris
        match.commune = CommuneIndex(Int(index.iris.communes[iris.row]))
        return match
    }

    /// Folds the texts of `input` into `self.text`. Parts are taken for what they say they are; one line, or a street
    /// that nothing else comes with, is taken apart.
    private mutating func readText(of input: borrowing AddressInput) -> ReadAddress {
        let hasParts = !input.postcode.isEmpty || !input.city.isEmpty || !input.citycode.isEmpty
        if !hasParts {
            text.assign(input.housenumber.bytes)
            text.append(input.street.bytes)
            text.append(input.line.bytes)
            cityStart = text.words.count
            var read = AddressReader.splitLine(text)
            if read.postcode == nil { read.postcode = AddressReader.postcode(input.postcode.bytes) }
            return read
        }
        var read = ReadAddress()
        text.assign(input.housenumber.bytes)
        text.append(input.street.bytes)
        // A line beside parts is the street's; when it holds the city too, the search will tell.
        if !input.line.isEmpty { text.append(input.line.bytes) }
        read.street = 0..<text.words.count
        cityStart = text.words.count
        text.append(input.city.bytes)
        read.city = read.street.upperBound..<text.words.count
        read.postcode = AddressReader.postcode(input.postcode.bytes)
        return read
    }

    /// The answer of exact look-ups, and whether it says all that the address says.
    private func matchText(
        _ read: ReadAddress, citycode: Span<UInt8>, in index: ReferenceIndex
    ) -> (Match, isCertain: Bool) {
        var read = read
        let candidates = findCommunes(&read, citycode: citycode, in: index)
        let hasStreets = !read.street.isEmpty && hasStreets(candidates, in: index)
        // Most communes of a reference without streets have no named part either: nothing to look up.
        if !read.street.isEmpty, hasStreets || hasParts(candidates, in: index),
            let found = findStreet(read, among: candidates, in: index)
        {
            let isWhole = found.level == .housenumber || found.level == .street && !hasNumber(read.street)
            return (found, candidates.isCertain && isWhole)
        }
        return (coarse(read, candidates, in: index), candidates.isCertain && !hasStreets)
    }

    /// Whether any of the words is a number: that of a house or of a part of a building, which the search reads more closely.
    private func hasNumber(_ words: Range<Int>) -> Bool {
        words.contains { ASCII.isDigit(text.bytes[Int(text.words[$0].start)]) }
    }

    private func hasStreets(_ candidates: CommuneCandidates, in index: ReferenceIndex) -> Bool {
        for position in 0..<candidates.count
        where index.communes[candidates[position]].hasStreets { return true }
        return false
    }

    private func hasParts(_ candidates: CommuneCandidates, in index: ReferenceIndex) -> Bool {
        candidates.only.map { index.communes[$0.row].hasParts } ?? false
    }

    /// The answer without a street: the commune, its named part, the postcode or the département.
    private func coarse(_ read: ReadAddress, _ candidates: CommuneCandidates, in index: ReferenceIndex) -> Match {
        var match = Match()
        match.postcode = candidates.knownPostcode
        // The word behind a postcode is its city: no guess.
        let isGuess = read.isGuess && candidates.evidence != .postcodeAndName
        match.score = candidates.evidence.score * (isGuess ? candidates.guess : 1)
        if let commune = candidates.only {
            match.level = .commune
            match.communeScore = match.score
            match.commune = commune
            if let place = candidates.place, index.places[place.row].iris >= 0 {
                match.level = .locality
                match.place = place
                match.iris = IrisIndex(Int(index.places[place.row].iris))
            } else {
                match.iris = index.onlyIris(of: commune)
            }
        } else if candidates.knownPostcode != nil {
            match.level = .postcode
            match.score = MatchScore.postcode
        } else if let department = candidates.department {
            match.level = .department
            match.department = department
        } else {
            match.score = 0
        }
        return match
    }
}
