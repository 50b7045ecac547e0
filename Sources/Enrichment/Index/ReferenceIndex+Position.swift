/// The IRIS of the position that an address came with, looked up once however often it is asked for.
struct LocatedPosition {
    private var found: (iris: IrisIndex, score: Float)?
    private var isKnown = false

    mutating func forget() { isKnown = false }

    mutating func iris(
        latitude: Double, longitude: Double, in index: ReferenceIndex
    ) -> (iris: IrisIndex, score: Float)? {
        if !isKnown {
            found = index.iris(latitude: latitude, longitude: longitude)
            isKnown = true
        }
        return found
    }
}

/// Positions.
extension ReferenceIndex {
    /// The IRIS whose outline holds a position (degrees, WGS 84); nil where there is no outline. What is known so is surer
    /// than the nearest centre, and fit to check other answers against.
    public func outlinedIris(latitude: Double, longitude: Double) -> IrisIndex? {
        guard latitude.isFinite, longitude.isFinite else { return nil }
        return shapes.iris(latitude: latitude, longitude: longitude).map { IrisIndex($0) }
    }

    /// The IRIS that holds a position (degrees, WGS 84), with the probability that it does; nil outside France.
    public func iris(latitude: Double, longitude: Double) -> (iris: IrisIndex, score: Float)? {
        guard latitude.isFinite, longitude.isFinite, abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
        if let row = shapes.iris(latitude: latitude, longitude: longitude) {
            return (IrisIndex(row), MatchScore.position)
        }
        guard let row = centres.nearest(latitude: latitude, longitude: longitude, in: iris) else { return nil }
        return (IrisIndex(row), MatchScore.nearestCentre)
    }
}
