/// Communes by a postcode of which a digit is wrong or lost.
extension AddressSearch {
    mutating func findMistypedPostcodes(in index: ReferenceIndex) {
        for postcode in postcodes where !postcode.isKnown {
            Self.forEachMistype(of: Int(postcode.postcode.number)) { addCommunes(ofMistyped: $0, in: index) }
        }
        guard postcodes.isEmpty, let word = words.indices.last(where: { words[$0].use == .other }),
            words[word].digits == 4, words[word].isAllDigits, word > 0
        else { return }
        words[word].use = .postcode
        cityWords.mask &= ~(1 << UInt64(word))
        Self.forEachInsertion(into: Int(words[word].number)) { addCommunes(ofMistyped: $0, in: index) }
    }

    /// The communes of a postcode that may have been meant; none when there is no such postcode.
    private mutating func addCommunes(ofMistyped number: Int, in index: ReferenceIndex) {
        guard let postcode = Postcode(number: number) else { return }
        for commune in index.communes(of: postcode) {
            add(
                CommuneHypothesis(
                    commune: commune, evidence: .postcodeAlone, prior: CityPrior.mistypedPostcode,
                    postcode: postcode.number))
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
