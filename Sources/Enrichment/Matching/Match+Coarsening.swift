/// Coarser answers that are surer.
extension Match {
    /// This match, or the finest coarser one whose score is at least `minimum`: the street for a house or for its likeliest IRIS,
    /// the commune for a street, the département for a commune; level `.none` when not even that is sure enough. O(numbers of the street).
    public func coarsened(to minimum: Float, in index: ReferenceIndex) -> Match {
        guard level != .none, score < minimum else { return self }
        if irisShare < 1, streetScore >= minimum { return withoutIris }
        if level == .housenumber || isInterpolated, let street {
            var match = withoutNumber
            match.level = .street
            match.iris = index.onlyIris(of: street)
            match.score = streetScore
            if match.score >= minimum { return match }
        }
        guard let commune else { return Match() }
        var match = Match()
        if level < .commune {
            match.level = .commune
            match.commune = commune
            match.postcode = postcode
            match.iris = index.onlyIris(of: commune)
            match.score = communeScore
            match.communeScore = communeScore
            if match.score >= minimum { return match }
        }
        match = Match()
        match.level = .department
        match.department = DepartmentIndex(Int(index.communes[commune.row].department))
        match.score = 1 - (1 - communeScore) * MatchScore.wrongDepartment
        return match.score >= minimum ? match : Match()
    }

    /// The street, wherever on it.
    private var withoutIris: Match {
        var match = self
        match.iris = nil
        match.irisShare = 1
        match.score = streetScore
        return match
    }

    private var withoutNumber: Match {
        var match = self
        match.number = nil
        match.suffix = .none
        match.isInterpolated = false
        return match
    }
}
