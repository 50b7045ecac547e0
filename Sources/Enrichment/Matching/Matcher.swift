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
    let lexicon = Lexicon.standard

    public init() {}

    /// Where `input` is, by everything that it says; level `.none` when nothing in it is known.
    public mutating func match(_ input: borrowing AddressInput, in index: ReferenceIndex) -> Match {
        if let match = Self.matchGivenIris(input, in: index) { return match }
        let read = readText(of: input)
        var match = Match()
        if read.postcode != nil || !text.words.isEmpty || !input.citycode.isEmpty {
            match = matchText(read, citycode: input.citycode.bytes, in: index)
        }
        if match.level > .housenumber, let latitude = input.latitude, let longitude = input.longitude {
            Self.refine(&match, latitude: latitude, longitude: longitude, in: index)
        }
        return match
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
        if !input.line.isEmpty || !hasParts {
            text.assign(input.housenumber.bytes)
            text.append(input.street.bytes)
            text.append(input.line.bytes)
            var read = AddressReader.splitLine(text)
            if read.postcode == nil { read.postcode = AddressReader.postcode(input.postcode.bytes) }
            return read
        }
        var read = ReadAddress()
        text.assign(input.housenumber.bytes)
        text.append(input.street.bytes)
        read.street = 0..<text.words.count
        text.append(input.city.bytes)
        read.city = read.street.upperBound..<text.words.count
        read.postcode = AddressReader.postcode(input.postcode.bytes)
        return read
    }

    private mutating func matchText(_ read: ReadAddress, citycode: Span<UInt8>, in index: ReferenceIndex) -> Match {
        var read = read
        let candidates = findCommunes(&read, citycode: citycode, in: index)
        if !read.street.isEmpty, let found = findStreet(read, among: candidates, in: index) { return found }
        return coarse(read, candidates, in: index)
    }

    /// The answer without a street: the commune, its named part, the postcode or the département.
    private func coarse(_ read: ReadAddress, _ candidates: CommuneCandidates, in index: ReferenceIndex) -> Match {
        var match = Match()
        match.postcode = candidates.knownPostcode
        match.score = candidates.evidence.score * (read.isGuess ? MatchScore.guess : 1)
        if let commune = candidates.only {
            match.level = .commune
            match.commune = commune
            if let place = candidates.place, index.places.iris[place.row] >= 0 {
                match.level = .locality
                match.place = place
                match.iris = IrisIndex(Int(index.places.iris[place.row]))
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
