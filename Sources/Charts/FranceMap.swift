/// France as a lattice of dots: each place belongs to one dot (two, around Paris), whose size tells how much weighs there and
/// whose colour tells a value.
///
/// The sheet is 1000 × 900 units. Metropolitan France takes it all, one dot for about 14 km; the overseas départements and
/// the inner ring of Paris are drawn in boxes where the sea is. Dots stand in a hexagonal lattice, and the dots of a map that
/// look alike are one path: about 12 bytes a dot, 35 kB a map.
public struct FranceMap: Sendable {
    public struct Place: Sendable {
        /// Degrees.
        public var latitude: Double
        public var longitude: Double
        /// What the size of dots is made of, such as households.
        public var weight: Double

        public init(latitude: Double, longitude: Double, weight: Double) {
            self.latitude = latitude
            self.longitude = longitude
            self.weight = weight
        }
    }

    /// One dot.
    struct Dot: Sendable {
        var x: Int
        var y: Int
        var weight: Double
        /// Of the sheets: the country's dots and those of a box are not compared with one another.
        var sheet: Int
    }

    public static let width = 1000.0
    public static let height = 900.0

    private(set) var dots: [Dot] = []
    /// For each place its dot, and the one in the box of Paris; −1 for none.
    private var main: [Int32] = []
    private var second: [Int32] = []

    /// Sorts places into dots. Those that lie on none of the sheets (no position, or not in France) have no dot.
    public init(_ places: [Place]) {
        var found: [DotKey: Int32] = [:]
        main.reserveCapacity(places.count)
        second.reserveCapacity(places.count)
        for place in places {
            var numbers: [Int32] = []
            for (number, sheet) in MapSheet.all.enumerated() where sheet.holds(place.latitude, place.longitude) {
                let (x, y) = sheet.point(place.latitude, place.longitude)
                let key = DotKey(x, y, sheet: number)
                let dot = found[key] ?? Int32(dots.count)
                if dot == dots.count {
                    found[key] = dot
                    dots.append(Dot(x: key.x, y: key.y, weight: 0, sheet: number))
                }
                dots[Int(dot)].weight += place.weight
                numbers.append(dot)
            }
            main.append(numbers.first ?? -1)
            second.append(numbers.count > 1 ? numbers[1] : -1)
        }
    }

    public var dotCount: Int { dots.count }

    /// Weight of each dot, by its number.
    public var weights: [Double] { dots.map(\.weight) }

    /// Calls `body` with each dot that a place belongs to.
    public func forEachDot(ofPlace place: Int, _ body: (Int) -> Void) {
        if main[place] >= 0 { body(Int(main[place])) }
        if second[place] >= 0 { body(Int(second[place])) }
    }

    /// Where a position is drawn on the sheet of the country (or of its overseas département); nil outside France.
    public static func point(latitude: Double, longitude: Double) -> (x: Double, y: Double)? {
        MapSheet.all.first { $0.holds(latitude, longitude) }.map { $0.point(latitude, longitude) }
    }
}

/// A dot's place in the lattice.
private struct DotKey: Hashable {
    let x: Int
    let y: Int
    let sheet: Int

    /// Units between two dots of a row, and between two rows of a hexagonal lattice (√3/2 of it), in tenths so that dots fall
    /// on whole numbers.
    static let pitch = 12
    static let rowPitch = 10

    /// The dot nearest to a point of the sheet.
    init(_ x: Double, _ y: Double, sheet: Int) {
        let row = Int((y / Double(Self.rowPitch)).rounded())
        let shift = row.isMultiple(of: 2) ? 0.0 : Double(Self.pitch) / 2
        let column = Int(((x - shift) / Double(Self.pitch)).rounded())
        self.x = column * Self.pitch + Int(shift)
        self.y = row * Self.rowPitch
        self.sheet = sheet
    }
}
