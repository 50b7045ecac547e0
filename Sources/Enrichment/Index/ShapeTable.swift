import Bytes

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Outlines of IRIS in a grid, to find the IRIS of a position.
///
///     ends, bytes        the packed outline of each (see PolygonCodec)
///     cells, cellRows    sorted by cell: every outline whose box touches the cell
///     cellBoxes          the box of each, beside one another
///
/// A look-up tests the boxes of a cell (some dozens in a city) and walks the few outlines whose box holds the position.
/// The embedded reference has no outlines, and none cover the overseas départements.
struct ShapeTable: Sendable {
    /// Row of the IRIS of each outline.
    private(set) var iris: [Int32] = []
    private var ends: [UInt32] = []
    private var bytes: [UInt8] = []
    private var cells: [UInt32] = []
    private var cellRows: [Int32] = []
    private var cellBoxes: [PolygonCodec.Box] = []

    /// A twentieth of a degree, about 4 × 5.5 km: most outlines touch one to four cells.
    private static let unitsPerCell: Int32 = 5000
    private static let columns: UInt32 = 7200
    /// Between two outlines that leave a sliver the nearer one is taken, up to this far: 0.002°, some 200 m.
    private static let farthestUnits = 200.0

    mutating func append(iris row: Int, shape: Span<UInt8>) {
        iris.append(Int32(row))
        shape.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        ends.append(UInt32(bytes.count))
    }

    /// Puts the outlines into the grid; once, when all are there.
    mutating func buildGrid() {
        // Cell and row in one word, as in `CentreGrid`.
        var entries: [UInt64] = []
        let boxes = (0..<iris.count).map { PolygonCodec.box(of: bytes.span.extracting(range($0))) }
        for row in 0..<iris.count {
            guard let box = boxes[row] else { continue }
            let first = Self.line(box.south)...Self.line(box.north)
            let columns = Self.column(box.west)...Self.column(box.east)
            for line in first {
                for column in columns { entries.append(UInt64(line * Self.columns + column) << 32 | UInt64(row)) }
            }
        }
        entries.sort()
        cells = entries.map { UInt32($0 >> 32) }
        cellRows = entries.map { Int32(truncatingIfNeeded: $0) }
        cellBoxes = cellRows.map { boxes[Int($0)]! }
    }

    /// Row of the IRIS whose outline holds the position, or nearly does; nil when none is near.
    func iris(latitude: Double, longitude: Double) -> Int? {
        let point = PolygonCodec.Point(
            latitude: HouseNumberCodec.fixed(latitude), longitude: HouseNumberCodec.fixed(longitude))
        let cell = Self.line(point.latitude) * Self.columns + Self.column(point.longitude)
        let first = lowerBound(cell)
        var position = first
        while position < cells.count, cells[position] == cell {
            let row = Int(cellRows[position])
            if cellBoxes[position].contains(point),
                PolygonCodec.contains(point, in: bytes.span.extracting(range(row)))
            {
                return Int(iris[row])
            }
            position += 1
        }
        return nearest(point, first..<position, longitudeScale: cos(latitude * .pi / 180))
    }

    private func nearest(_ point: PolygonCodec.Point, _ candidates: Range<Int>, longitudeScale: Double) -> Int? {
        var best: Int?
        var bestDistance = Self.farthestUnits * Self.farthestUnits
        for position in candidates {
            let row = Int(cellRows[position])
            let distance = PolygonCodec.squaredDistance(
                from: point, to: bytes.span.extracting(range(row)), longitudeScale: longitudeScale)
            if distance < bestDistance {
                bestDistance = distance
                best = Int(iris[row])
            }
        }
        return best
    }

    /// The points of the first ring of an outline, in degrees.
    func firstRing(_ row: Int) -> [(latitude: Double, longitude: Double)] {
        let packed = bytes.span.extracting(range(row))
        guard var cursor = PolygonCursor(packed) else { return [] }
        var points: [(latitude: Double, longitude: Double)] = []
        var first: PolygonCodec.Point?
        while cursor.next(in: packed) {
            if first == nil { first = cursor.start }
            points.append(
                (HouseNumberCodec.degrees(cursor.start.latitude), HouseNumberCodec.degrees(cursor.start.longitude)))
            if cursor.end == first { break }
        }
        return points
    }

    private func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row]) }

    private static func line(_ latitude: Int32) -> UInt32 { UInt32((latitude + 9_000_000) / unitsPerCell) }
    private static func column(_ longitude: Int32) -> UInt32 { UInt32((longitude + 18_000_000) / unitsPerCell) }

    private func lowerBound(_ cell: UInt32) -> Int {
        var low = 0
        var high = cells.count
        while low < high {
            let middle = (low + high) / 2
            if cells[middle] < cell { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
