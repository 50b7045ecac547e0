/// Communes around a position.
extension AddressSearch {
    mutating func findNearbyCommunes(latitude: Double, longitude: Double, in index: ReferenceIndex) {
        guard let (iris, _) = located.iris(latitude: latitude, longitude: longitude, in: index) else { return }
        add(
            CommuneHypothesis(
                commune: index.iris.communes[iris.row], evidence: .position, prior: CityPrior.position))
        // Where the streets around are not known, one of the same name further on is another.
        let commune = index.communes[Int(index.iris.communes[iris.row])]
        guard commune.hasStreets else { return }
        weakenDistant(from: commune.department, in: index)
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
            if index.communes[Int(hypothesis.commune)].department != department {
                communes[position].prior *= Self.distantName
            }
        }
    }

    private static let distantName: Float = 0.4
}
