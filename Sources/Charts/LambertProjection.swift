#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Lambert-93, the projection of maps of metropolitan France (IGN, "Projections cartographiques coniques conformes",
/// NTG 71; constants of RGF93 on the GRS80 ellipsoid).
public enum LambertProjection {
    private static let exponent = 0.725_607_765_053_267_1
    private static let scale = 11_754_255.426_096_0
    private static let falseEasting = 700_000.0
    private static let falseNorthing = 12_655_612.049_876_0
    private static let eccentricity = 0.081_819_191_042_815_8
    private static let meridian = 3.0

    /// Metres east and north of the projection's origin, for degrees.
    public static func project(latitude: Double, longitude: Double) -> (east: Double, north: Double) {
        let sine = eccentricity * sin(latitude * .pi / 180)
        let isometric =
            log(tan(.pi / 4 + latitude * .pi / 360)) + eccentricity / 2 * log((1 - sine) / (1 + sine))
        let radius = scale * exp(-exponent * isometric)
        let angle = exponent * (longitude - meridian) * .pi / 180
        return (falseEasting + radius * sin(angle), falseNorthing - radius * cos(angle))
    }
}
