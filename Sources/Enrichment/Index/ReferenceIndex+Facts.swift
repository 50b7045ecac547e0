import Bytes

/// One IRIS, with all that is known of it but its indicators.
public struct IrisFacts: Sendable {
    /// As if the IRIS had been given: for the codes and names of what it lies in.
    public var match: Match
    public var name: String
    /// The name of its commune or, for an arrondissement, of the city.
    public var city: String
    /// `Z`, `H`, `A` or `D`.
    public var type: String
    /// Degrees.
    public var latitude: Double
    public var longitude: Double
    /// km².
    public var area: Double
    public var households: Double
    public var persona: PersonaIndex
    public var isEstimated: Bool
    public var fit: PersonaFit
}

extension ReferenceIndex {
    /// The IRIS with this code, or nil. O(log n).
    public func iris(code: Span<UInt8>) -> IrisIndex? {
        guard code.count == IrisTable.codeLength, let packed = PackedCode(code), let row = iris.codes.row(of: packed)
        else { return nil }
        return IrisIndex(row)
    }

    public func facts(of iris: IrisIndex) -> IrisFacts {
        let row = iris.row
        var match = Match()
        match.level = .iris
        match.score = 1
        match.iris = iris
        let commune = Int(self.iris.communes[row])
        let named = Int(communes[commune].parent)
        match.commune = CommuneIndex(commune)
        return IrisFacts(
            match: match, name: self.iris.names.string(row), city: communes.names.string(named >= 0 ? named : commune),
            type: self.iris.types[row] == 0 ? "" : String(UnicodeScalar(self.iris.types[row])),
            latitude: Double(self.iris.latitudes[row]), longitude: Double(self.iris.longitudes[row]),
            area: Double(self.iris.areas[row]), households: Double(self.iris.households[row]),
            persona: PersonaIndex(Int(self.iris.personas[row])), isEstimated: self.iris.estimated[row],
            fit: self.iris.fits[row])
    }

    /// The figure of an indicator for an IRIS, NaN when it is not known, and where it is from.
    public func figure(
        ofIndicator indicator: Int, in iris: IrisIndex
    ) -> (value: Double, origin: FigureOrigin, isEstimated: Bool) {
        let reader = reader(ofIndicator: indicator)
        let origin = FigureOrigin(rawValue: reader.origin(iris.row)) ?? .unknown
        let isOwn = origin == .iris || origin == .commune && !reader.column.isByIRIS
        return (reader[iris.row], origin, !isOwn && origin != .unknown)
    }
}
