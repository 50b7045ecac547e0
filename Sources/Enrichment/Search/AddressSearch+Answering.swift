/// From what was decided to an answer.
extension AddressSearch {
    @inline(__always)
    func answer(_ position: Int, in index: ReferenceIndex) -> Match {
        let candidate = streets[position]
        let hypothesis = communes[candidate.hypothesis]
        let row = candidate.row
        let street = StreetIndex(row)
        var match = Match()
        match.street = street
        match.commune = CommuneIndex(Int(index.streets[row].commune))
        match.postcode =
            Postcode(number: Int(index.streets[row].postcode)) ?? Postcode(number: Int(hypothesis.postcode))
        match.level = index.streets[row].isLocality ? .locality : .street
        match.score = score(candidate, hypothesis, in: index)
        match.streetScore = match.score
        match.communeScore = max(match.score, hypothesis.prior)
        if let number = candidate.number {
            if let house = candidate.house {
                match.take(house, number.number)
                return match
            }
            index.interpolate(number, on: street, into: &match)
            if match.isInterpolated { return match }
        }
        index.locate(street, into: &match)
        return match
    }

    private func score(_ candidate: StreetCandidate, _ hypothesis: CommuneHypothesis, in index: ReferenceIndex) -> Float
    {
        Calibration.street(total: candidate.total, isWeak: isWeak(hypothesis))
    }

    /// The answer without a street: what the look-ups have found, or the commune that is likeliest.
    @inline(__always)
    func coarse(_ exact: Match, in index: ReferenceIndex) -> Match {
        let exact = isEndOfStreet(exact) || isArea(exact) ? matchOfPostcode(in: index) : exact
        var best: CommuneHypothesis?
        var second: Float = 0
        for hypothesis in communes where hypothesis.commune >= 0 {
            if hypothesis.prior > (best?.prior ?? 0) {
                if let best, best.commune != hypothesis.commune { second = best.prior }
                best = hypothesis
            } else if hypothesis.commune != best?.commune {
                second = max(second, hypothesis.prior)
            }
        }
        guard let best, best.prior >= CityPrior.likely, best.prior > second * Self.clearLead else { return exact }
        // What was looked up exactly says as much and knows the places inside the commune.
        if exact.level <= .commune, let own = exact.commune?.value {
            let prior = communes.lazy.filter { $0.commune == own }.map { $0.prior }.max() ?? exact.score
            if own == best.commune || prior >= best.prior { return exact }
        }
        var match = Match()
        match.level = .commune
        match.commune = CommuneIndex(Int(best.commune))
        match.postcode = Postcode(number: Int(best.postcode))
        match.score = best.prior
        match.communeScore = best.prior
        match.iris = index.onlyIris(of: CommuneIndex(Int(best.commune)))
        if best.place >= 0, index.places[Int(best.place)].iris >= 0, best.evidence != .misspeltName {
            match.level = .locality
            match.place = PlaceIndex(Int(best.place))
            match.iris = IrisIndex(Int(index.places[Int(best.place)].iris))
        }
        return match
    }

    /// What the postcode says by itself.
    private func matchOfPostcode(in index: ReferenceIndex) -> Match {
        var match = Match()
        guard let first = postcodes.first else { return match }
        if first.isKnown {
            match.level = .postcode
            match.postcode = first.postcode
            match.score = MatchScore.postcode
        } else if let department = index.department(of: first.postcode) {
            match.level = .department
            match.department = department
            match.score = MatchScore.department
        }
        return match
    }

    /// Whether the commune that was looked up bears the name of the département: `Laval, Mayenne`.
    private func isArea(_ exact: Match) -> Bool {
        guard exact.level <= .commune, let commune = exact.commune?.value else { return false }
        return words.contains { $0.use == .area } && !communes.contains { $0.commune == commune }
    }

    /// Whether nothing but words that look like the end of a street's name speaks for the commune that was looked up.
    private func isEndOfStreet(_ exact: Match) -> Bool {
        guard exact.level == .commune, let commune = exact.commune?.value else { return false }
        var looksLikeEnd = false
        for hypothesis in communes where hypothesis.commune == commune {
            if !hypothesis.isEndOfStreet { return false }
            looksLikeEnd = true
        }
        return looksLikeEnd
    }

    /// How many times likelier than all others a commune must be.
    private static let clearLead: Float = 1.02
}
