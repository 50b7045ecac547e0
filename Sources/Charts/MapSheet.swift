#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// A part of the world and the rectangle of the drawing that it is drawn in.
struct MapSheet: Sendable {
    /// Name of the box in a map; empty for the country.
    let name: String
    /// Degrees.
    let latitudes: ClosedRange<Double>
    let longitudes: ClosedRange<Double>
    /// Units of the drawing: left, top, width, height.
    let left: Double
    let top: Double
    let width: Double
    let height: Double

    /// The country first: a place is counted there before it is in the box of Paris.
    static let all = [
        MapSheet("", 41.2...51.3, -5.5...9.8, 0, 0, FranceMap.width, FranceMap.height),
        MapSheet("Guadeloupe", 15.78...16.56, -61.86...(-60.96), 10, 548, 98, 92),
        MapSheet("Martinique", 14.36...14.92, -61.26...(-60.78), 114, 548, 98, 92),
        MapSheet("Guyane", 2.0...5.9, -54.7...(-51.5), 10, 646, 98, 92),
        MapSheet("La Réunion", -21.42...(-20.84), 55.18...55.88, 114, 646, 98, 92),
        MapSheet("Mayotte", -13.04...(-12.6), 44.98...45.34, 10, 744, 98, 92),
        MapSheet("Paris", 48.765...48.965, 2.19...2.52, 10, 10, 186, 176),
    ]

    private init(
        _ name: String, _ latitudes: ClosedRange<Double>, _ longitudes: ClosedRange<Double>, _ left: Double,
        _ top: Double, _ width: Double, _ height: Double
    ) {
        self.name = name
        self.latitudes = latitudes
        self.longitudes = longitudes
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }

    func holds(_ latitude: Double, _ longitude: Double) -> Bool {
        latitudes.contains(latitude) && longitudes.contains(longitude)
    }

    /// The country in Lambert-93; a box as a plane about its middle, which is exact enough for 100 km.
    func point(_ latitude: Double, _ longitude: Double) -> (x: Double, y: Double) {
        guard !name.isEmpty else {
            let (east, north) = LambertProjection.project(latitude: latitude, longitude: longitude)
            return ((east - Self.west) / Self.metresPerUnit, (Self.north - north) / Self.metresPerUnit)
        }
        let middle = (latitudes.lowerBound + latitudes.upperBound) / 2
        let narrowing = cos(middle * .pi / 180)
        let spanX = (longitudes.upperBound - longitudes.lowerBound) * narrowing
        let spanY = latitudes.upperBound - latitudes.lowerBound
        let unit = min(
            (width - 2 * Self.padding) / spanX, (height - 2 * Self.padding - Self.labelHeight) / spanY)
        let x = (longitude - (longitudes.lowerBound + longitudes.upperBound) / 2) * narrowing * unit
        let y = (middle - latitude) * unit
        return (left + width / 2 + x, top + (height + Self.labelHeight) / 2 + y)
    }

    private static let padding = 8.0
    /// Of the name in the upper corner of a box.
    private static let labelHeight = 14.0
    /// Lambert-93 metres of the left and upper edge, and the scale that makes the country fill the sheet.
    private static let west = 60_000.0
    private static let north = 7_135_000.0
    private static let metresPerUnit = 1_215.0
}
