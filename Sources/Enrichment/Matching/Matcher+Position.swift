import Bytes

/// From coordinates to an IRIS.
extension Matcher {
    /// Puts the IRIS of a position into a match that has found nothing as fine.
    static func refine(_ match: inout Match, latitude: Double, longitude: Double, in index: ReferenceIndex) {
        guard let (iris, score) = index.iris(latitude: latitude, longitude: longitude) else { return }
        // A street there is a finer answer, and the position says which of its IRIS it is.
        if match.street != nil, match.commune == CommuneIndex(Int(index.iris.communes[iris.row])) {
            if match.iris == nil || match.isInterpolated {
                match.iris = iris
                match.score = min(match.streetScore, score)
            }
            return
        }
        // A street in one IRIS says the same with a name; leave it.
        if match.iris != nil, match.score >= score { return }
        let postcode = match.postcode
        let commune = CommuneIndex(Int(index.iris.communes[iris.row]))
        let agrees = match.commune == commune
        match = Match()
        match.level = .iris
        match.score = score
        match.iris = iris
        match.commune = commune
        if agrees { match.postcode = postcode }
    }
}
