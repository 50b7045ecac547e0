import Bytes

/// From coordinates to an IRIS.
extension Matcher {
    /// Puts the IRIS of a position into a match that has found nothing as fine.
    mutating func refine(_ match: inout Match, latitude: Double, longitude: Double, in index: ReferenceIndex) {
        guard let (iris, score) = search.located.iris(latitude: latitude, longitude: longitude, in: index) else {
            return
        }
        // A street there is a finer answer, and the position says which of its IRIS it is.
        if match.street != nil, match.commune == CommuneIndex(Int(index.iris.communes[iris.row])) {
            if match.iris == nil || match.isInterpolated || match.irisShare < 1 {
                match.iris = iris
                match.irisShare = 1
                match.score = min(match.streetScore, score)
            }
            return
        }
        let postcode = match.postcode
        let commune = CommuneIndex(Int(index.iris.communes[iris.row]))
        let agrees = match.commune == commune
        // A street in one IRIS says the same with a name; leave it. Of a text and a position that are far from each other the text
        // must be surer than its city's name alone makes it.
        let least = agrees ? score : max(score, MatchScore.overPosition)
        if match.iris != nil, match.irisShare == 1, match.score >= least { return }
        match = Match()
        match.level = .iris
        match.score = score
        match.iris = iris
        match.commune = commune
        if agrees { match.postcode = postcode }
    }
}
