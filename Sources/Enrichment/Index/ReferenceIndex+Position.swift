/// Positions.
extension ReferenceIndex {
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
