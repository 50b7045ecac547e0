import Bytes

/// Where neighbourhoods are, for maps.
extension ReferenceIndex {
    public var irisCount: Int { iris.codes.count }

    /// Degrees; nil where no file gives the position. O(1).
    public func position(of neighbourhood: IrisIndex) -> (latitude: Double, longitude: Double)? {
        let (latitude, longitude) = (iris.latitudes[neighbourhood.row], iris.longitudes[neighbourhood.row])
        return latitude.isNaN || longitude.isNaN ? nil : (Double(latitude), Double(longitude))
    }

    public func households(of neighbourhood: IrisIndex) -> Double { Double(iris.households[neighbourhood.row]) }

    public func persona(of neighbourhood: IrisIndex) -> PersonaIndex {
        PersonaIndex(Int(iris.personas[neighbourhood.row]))
    }

    /// The IRIS that a match covers: one, or those of its street, commune, postcode or département. Allocates.
    public func neighbourhoods(of match: Match) -> [IrisIndex] {
        if let iris = match.iris, match.irisShare == 1 { return [iris] }
        if let street = match.street {
            let weights = irisWeights(of: street)
            return (0..<weights.count).map { IrisIndex(weights[$0].row) }
        }
        let areas: (table: AreaTable, row: Int)
        if let commune = match.commune {
            areas = (communeAreas, commune.row)
        } else if let postcode = match.postcode, postcodeRows[Int(postcode.number)] >= 0 {
            areas = (postcodeAreas, Int(postcodeRows[Int(postcode.number)]))
        } else if let department = match.department {
            areas = (departmentAreas, department.row)
        } else {
            return []
        }
        return areas.table.iris(areas.row).map { IrisIndex(Int(areas.table.irisRows[$0])) }
    }

    /// The IRIS whose centres lie in a box of degrees. O(IRIS), a fraction of a millisecond. Allocates.
    public func neighbourhoods(
        latitudes: ClosedRange<Double>, longitudes: ClosedRange<Double>
    ) -> [IrisIndex] {
        (0..<irisCount).lazy.filter { row in
            latitudes.contains(Double(self.iris.latitudes[row]))
                && longitudes.contains(Double(self.iris.longitudes[row]))
        }.map { IrisIndex($0) }
    }

    /// The outer ring of the outline of each of these IRIS, in degrees; empty for one without an outline. O(outlines).
    public func outlines(of neighbourhoods: [IrisIndex]) -> [[(latitude: Double, longitude: Double)]] {
        shapes.rings(of: neighbourhoods.map(\.row))
    }
}

extension ShapeTable {
    /// The first ring of each row, empty where there is none.
    func rings(of rows: [Int]) -> [[(latitude: Double, longitude: Double)]] {
        var places: [Int32: Int] = [:]
        for (place, row) in rows.enumerated() { places[Int32(row)] = place }
        var rings = [[(latitude: Double, longitude: Double)]](repeating: [], count: rows.count)
        for (shape, row) in iris.enumerated() {
            guard let place = places[row] else { continue }
            rings[place] = firstRing(shape)
        }
        return rings
    }
}
