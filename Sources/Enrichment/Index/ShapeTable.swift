/// Outlines of IRIS in a grid, to find the IRIS of a position.
///
/// Without outlines (the embedded reference has none) a position gets the IRIS whose centre is nearest, distances being
/// measured in radii of the IRIS: √(area ÷ π).
struct ShapeTable: Sendable {
    /// Row of the IRIS of each outline, and where its packed rings end.
    var iris: [Int32] = []
    var ends: [UInt32] = []
    var bytes: [UInt8] = []
}
