#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The centres of all IRIS in a grid of cells.
///
///     cells    sorted cell numbers, one entry an IRIS       rows    the IRIS beside them
struct CentreGrid: Sendable {
    private var cells: [UInt32] = []
    private var rows: [Int32] = []

    /// Cells of a tenth of a degree, about 8 × 11 km in France: a few IRIS in the country, some hundred in a city.
    private static let cellsPerDegree = 10.0
    private static let columns = 3600
    /// How many cells around the position are looked at. Beyond lies the sea.
    private static let reach = 3

    init() {}

    init(_ iris: IrisTable) {
        // Cell and row in one word: sorted as they should be compared, and quicker than a pair.
        var sorted = (0..<iris.codes.count).filter { iris.latitudes[$0].isFinite && iris.longitudes[$0].isFinite }.map {
            UInt64(Self.cell(Double(iris.latitudes[$0]), Double(iris.longitudes[$0]))) << 32 | UInt64($0)
        }
        sorted.sort()
        cells = sorted.map { UInt32($0 >> 32) }
        rows = sorted.map { Int32(truncatingIfNeeded: $0) }
    }

    private static func cell(_ latitude: Double, _ longitude: Double) -> Int {
        Int((latitude + 90) * cellsPerDegree) * columns + Int((longitude + 180) * cellsPerDegree)
    }

    /// The IRIS whose centre is nearest, a distance counting less the larger the IRIS is; nil when none is near.
    func nearest(latitude: Double, longitude: Double, in iris: IrisTable) -> Int? {
        let here = Self.cell(latitude, longitude)
        let shrink = cos(latitude * .pi / 180)
        var best: Int?
        var bestDistance = Double.infinity
        for line in -Self.reach...Self.reach {
            let first = here + line * Self.columns - Self.reach
            var position = lowerBound(first)
            while position < cells.count, Int(cells[position]) <= first + 2 * Self.reach {
                let row = Int(rows[position])
                let north = (Double(iris.latitudes[row]) - latitude) * Self.kilometresPerDegree
                let east = (Double(iris.longitudes[row]) - longitude) * Self.kilometresPerDegree * shrink
                let radius = max((Double(iris.areas[row]) / .pi).squareRoot(), 0.05)
                let distance = (north * north + east * east).squareRoot() / radius
                if distance < bestDistance {
                    bestDistance = distance
                    best = row
                }
                position += 1
            }
        }
        // Further than a few radii from every centre is outside France.
        return bestDistance <= Self.farthestRadii ? best : nil
    }

    /// Calls `body` with the commune of each IRIS whose centre is within a distance; a commune may come more than once.
    func forEachCommune(
        near latitude: Double, _ longitude: Double, within kilometres: Double, of iris: IrisTable,
        _ body: (Int32) -> Void
    ) {
        let here = Self.cell(latitude, longitude)
        let shrink = cos(latitude * .pi / 180)
        for line in -1...1 {
            var position = lowerBound(here + line * Self.columns - 1)
            while position < cells.count, Int(cells[position]) <= here + line * Self.columns + 1 {
                let row = Int(rows[position])
                let north = (Double(iris.latitudes[row]) - latitude) * Self.kilometresPerDegree
                let east = (Double(iris.longitudes[row]) - longitude) * Self.kilometresPerDegree * shrink
                if north * north + east * east <= kilometres * kilometres { body(iris.communes[row]) }
                position += 1
            }
        }
    }

    private static let kilometresPerDegree = 111.2
    private static let farthestRadii = 3.0

    private func lowerBound(_ cell: Int) -> Int {
        var low = 0
        var high = cells.count
        while low < high {
            let middle = (low + high) / 2
            if Int(cells[middle]) < cell { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
