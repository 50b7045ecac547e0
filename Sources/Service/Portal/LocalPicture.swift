import Bytes
import Enrichment
import Portal

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The neighbourhoods around a match, on a sheet of 400 × 300 units.
struct LocalPicture {
    private(set) var position: (latitude: Double, longitude: Double)?
    private(set) var neighbours: [AddressPage.Neighbour] = []
    /// Width of the sheet.
    private(set) var kilometres = 0.0

    private static let width = 400.0
    private static let height = 300.0
    private static let kilometresPerDegree = 111.2
    /// More neighbourhoods than this make a sheet that nobody can read, and a heavy page.
    private static let mostNeighbours = 90
    /// Neighbourhoods whose centre is a little outside the sheet still reach into it.
    private static let reach = 1.3
    /// Points of an outline that are drawn: an outline of 400 points looks the same on a stamp.
    private static let mostPoints = 48

    init(_ match: Match, _ reference: ServedReference) {
        let index = reference.index
        let found = index.neighbourhoods(of: match)
        let positions = found.compactMap { index.position(of: $0) }
        guard let centre = Self.middle(of: positions) else { return }
        position = centre
        // A département or a large postcode needs no picture of its neighbourhoods: the country's map shows it.
        guard found.count <= Self.mostNeighbours else { return }
        let frame = Frame(around: positions, centre, area: found.reduce(0) { $0 + index.facts(of: $1).area })
        kilometres = frame.kilometres
        let inside = index.neighbourhoods(latitudes: frame.latitudes, longitudes: frame.longitudes)
        let foundRows = Set(found.map(\.row))
        let near = inside.sorted { frame.distance(index.position(of: $0)) < frame.distance(index.position(of: $1)) }
            .prefix(Self.mostNeighbours)
        let shown = Array(near)
        let outlines = index.outlines(of: shown)
        neighbours = shown.enumerated().map { place, neighbourhood in
            let point = frame.point(index.position(of: neighbourhood) ?? centre)
            var code = ByteBuffer(capacity: 8)
            index.appendPersonaCode(index.persona(of: neighbourhood), to: &code)
            return AddressPage.Neighbour(
                x: point.x, y: point.y, radius: frame.radius(ofSquareKilometres: index.facts(of: neighbourhood).area),
                persona: String(code.bytes),
                isFound: foundRows.contains(neighbourhood.row), outline: Self.thinned(outlines[place]).map(frame.point))
        }
    }

    private static func middle(
        of positions: [(latitude: Double, longitude: Double)]
    ) -> (latitude: Double, longitude: Double)? {
        guard !positions.isEmpty else { return nil }
        let count = Double(positions.count)
        return (
            positions.reduce(0) { $0 + $1.latitude } / count, positions.reduce(0) { $0 + $1.longitude } / count
        )
    }

    private static func thinned(
        _ outline: [(latitude: Double, longitude: Double)]
    ) -> [(latitude: Double, longitude: Double)] {
        let step = max((outline.count + mostPoints - 1) / mostPoints, 1)
        return stride(from: 0, to: outline.count, by: step).map { outline[$0] }
    }

    /// What of the world is on the sheet.
    private struct Frame {
        let centre: (latitude: Double, longitude: Double)
        let kilometres: Double

        /// Holds all positions, and about three times the width of what was found.
        init(
            around positions: [(latitude: Double, longitude: Double)], _ centre: (latitude: Double, longitude: Double),
            area: Double
        ) {
            self.centre = centre
            let narrowing = cos(centre.latitude * .pi / 180)
            let reach =
                positions.map { position in
                    max(
                        abs(position.longitude - centre.longitude) * narrowing,
                        abs(position.latitude - centre.latitude) * LocalPicture.width / LocalPicture.height)
                }.max() ?? 0
            let spread = reach * LocalPicture.kilometresPerDegree * 2
            let single = (max(area, 0.05) / Double(max(positions.count, 1))).squareRoot()
            kilometres = max(spread + 2 * single, 3.2 * single)
        }

        private var narrowing: Double { cos(centre.latitude * .pi / 180) }
        private var unitsPerDegree: Double { LocalPicture.width / kilometres * LocalPicture.kilometresPerDegree }

        var latitudes: ClosedRange<Double> {
            let half = LocalPicture.reach * LocalPicture.height / 2 / unitsPerDegree
            return (centre.latitude - half)...(centre.latitude + half)
        }

        var longitudes: ClosedRange<Double> {
            let half = LocalPicture.reach * LocalPicture.width / 2 / unitsPerDegree / narrowing
            return (centre.longitude - half)...(centre.longitude + half)
        }

        func point(_ position: (latitude: Double, longitude: Double)) -> (x: Double, y: Double) {
            (
                LocalPicture.width / 2 + (position.longitude - centre.longitude) * narrowing * unitsPerDegree,
                LocalPicture.height / 2 - (position.latitude - centre.latitude) * unitsPerDegree
            )
        }

        /// Of a circle of that area, units: large enough to be seen, too small to cover the sheet.
        func radius(ofSquareKilometres area: Double) -> Double {
            min(max((area / .pi).squareRoot() * LocalPicture.width / kilometres, 3), 40)
        }

        /// Squared, in units; infinite for no position.
        func distance(_ position: (latitude: Double, longitude: Double)?) -> Double {
            guard let position else { return .infinity }
            let point = point(position)
            let (x, y) = (point.x - LocalPicture.width / 2, point.y - LocalPicture.height / 2)
            return x * x + y * y
        }
    }
}
