import Bytes

/// The shape of an IRIS, packed: all rings of all its polygons, outer ones and holes alike.
///
///     zigzag ×4   smallest and largest latitude, smallest and largest longitude, in 0.00001° (about 1.1 m)
///     varint      rings
///     per ring    varint   points, the closing point not repeated
///                 zigzag   latitude and longitude of each point − those of the point before;
///                          the first of all: − the smallest latitude and longitude
///
/// A point is inside when a ray from it crosses the rings an odd number of times, so that holes need no mark. All
/// arithmetic is on integers: the answer is exact for the packed shape and the same on every machine. Reading allocates
/// nothing and takes any bytes: corrupt ones contain no point.
public enum PolygonCodec {
    /// A corner of a ring, in 0.00001°.
    public struct Point: Equatable, Sendable {
        public var latitude: Int32
        public var longitude: Int32

        public init(latitude: Int32, longitude: Int32) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// The smallest box of latitudes and longitudes that holds a shape, edges included.
    public struct Box: Equatable, Sendable {
        public var south: Int32
        public var north: Int32
        public var west: Int32
        public var east: Int32

        public init(south: Int32, north: Int32, west: Int32, east: Int32) {
            self.south = south
            self.north = north
            self.west = west
            self.east = east
        }

        public func contains(_ point: Point) -> Bool {
            point.latitude >= south && point.latitude <= north && point.longitude >= west && point.longitude <= east
        }
    }

    /// Packs rings; those of fewer than three points enclose nothing and are left out. O(points).
    public static func encode(_ rings: [[Point]], to buffer: inout ByteBuffer) {
        let rings = rings.map(open).filter { $0.count >= 3 }
        guard let box = box(around: rings) else { return }
        for value in [box.south, box.north, box.west, box.east] { Varint.appendZigzag(value, to: &buffer) }
        Varint.append(UInt32(rings.count), to: &buffer)
        var last = Point(latitude: box.south, longitude: box.west)
        for ring in rings {
            Varint.append(UInt32(ring.count), to: &buffer)
            for point in ring {
                Varint.appendZigzag(point.latitude &- last.latitude, to: &buffer)
                Varint.appendZigzag(point.longitude &- last.longitude, to: &buffer)
                last = point
            }
        }
    }

    /// The box around a packed shape, or nil when the bytes hold none. O(1).
    public static func box(of bytes: Span<UInt8>) -> Box? { PolygonCursor(bytes)?.box }

    /// Whether the shape holds the point. O(points).
    public static func contains(_ point: Point, in bytes: Span<UInt8>) -> Bool {
        guard var cursor = PolygonCursor(bytes), cursor.box.contains(point) else { return false }
        var isInside = false
        while cursor.next(in: bytes) {
            let a = cursor.start
            let b = cursor.end
            guard (a.latitude > point.latitude) != (b.latitude > point.latitude) else { continue }
            // The edge crosses the point's parallel; does it do so east of the point? Compares
            // a.lon + (p.lat − a.lat) × (b.lon − a.lon) / (b.lat − a.lat) with p.lon without dividing.
            let rise = Int64(b.latitude) - Int64(a.latitude)
            // Products of coordinates on earth fit 53 bits; wrapping only keeps corrupt ones from trapping.
            let left = (Int64(point.latitude) - Int64(a.latitude)) &* (Int64(b.longitude) - Int64(a.longitude))
            let right = (Int64(point.longitude) - Int64(a.longitude)) &* rise
            if rise > 0 ? left > right : left < right { isInside.toggle() }
        }
        return isInside && !cursor.isCorrupt
    }

    /// The square of the distance from the point to the nearest edge, in (0.00001° of latitude)²; `longitudeScale` is
    /// the cosine of the latitude. Infinite for bytes that hold no shape. O(points).
    public static func squaredDistance(from point: Point, to bytes: Span<UInt8>, longitudeScale: Double) -> Double {
        guard var cursor = PolygonCursor(bytes) else { return .infinity }
        var nearest = Double.infinity
        while cursor.next(in: bytes) {
            let ax = (Double(cursor.start.longitude) - Double(point.longitude)) * longitudeScale
            let ay = Double(cursor.start.latitude) - Double(point.latitude)
            let dx = (Double(cursor.end.longitude) - Double(cursor.start.longitude)) * longitudeScale
            let dy = Double(cursor.end.latitude) - Double(cursor.start.latitude)
            let length = dx * dx + dy * dy
            let along = length > 0 ? max(0, min(1, -(ax * dx + ay * dy) / length)) : 0
            let x = ax + along * dx
            let y = ay + along * dy
            nearest = min(nearest, x * x + y * y)
        }
        return nearest
    }

    private static func open(_ ring: [Point]) -> [Point] {
        ring.count > 1 && ring.first == ring.last ? Array(ring.dropLast()) : ring
    }

    private static func box(around rings: [[Point]]) -> Box? {
        guard let first = rings.first?.first else { return nil }
        var box = Box(south: first.latitude, north: first.latitude, west: first.longitude, east: first.longitude)
        for ring in rings {
            for point in ring {
                box.south = min(box.south, point.latitude)
                box.north = max(box.north, point.latitude)
                box.west = min(box.west, point.longitude)
                box.east = max(box.east, point.longitude)
            }
        }
        return box
    }
}

/// Walks over the edges of a packed shape, ring by ring, each ring closed.
struct PolygonCursor {
    let box: PolygonCodec.Box
    private(set) var start: PolygonCodec.Point
    private(set) var end: PolygonCodec.Point
    private(set) var isCorrupt = false
    private var ringsLeft: UInt32
    /// Points of the current ring not read yet.
    private var pointsLeft: UInt32 = 0
    private var firstOfRing: PolygonCodec.Point
    /// The point that the next one is relative to.
    private var last: PolygonCodec.Point
    private var isRingOpen = false
    private var position: Int

    /// Nil when the bytes do not begin like a shape.
    init?(_ bytes: Span<UInt8>) {
        var position = 0
        guard let south = Varint.readZigzag(bytes, at: &position), let north = Varint.readZigzag(bytes, at: &position),
            let west = Varint.readZigzag(bytes, at: &position), let east = Varint.readZigzag(bytes, at: &position),
            let rings = Varint.read(bytes, at: &position)
        else { return nil }
        box = PolygonCodec.Box(south: south, north: north, west: west, east: east)
        last = PolygonCodec.Point(latitude: south, longitude: west)
        start = last
        end = last
        firstOfRing = last
        ringsLeft = rings
        self.position = position
    }

    /// Moves to the next edge; false when there is none.
    mutating func next(in bytes: Span<UInt8>) -> Bool {
        while !isCorrupt {
            if pointsLeft > 0 {
                guard readPoint(bytes) else { break }
                start = end
                end = last
                return true
            }
            if isRingOpen {
                isRingOpen = false
                start = last
                end = firstOfRing
                return true
            }
            guard ringsLeft > 0 else { return false }
            guard beginRing(bytes) else { break }
        }
        isCorrupt = true
        return false
    }

    private mutating func beginRing(_ bytes: Span<UInt8>) -> Bool {
        guard let points = Varint.read(bytes, at: &position), points > 0 else { return false }
        ringsLeft -= 1
        pointsLeft = points
        guard readPoint(bytes) else { return false }
        firstOfRing = last
        end = last
        isRingOpen = true
        return true
    }

    private mutating func readPoint(_ bytes: Span<UInt8>) -> Bool {
        if let (north, east, end) = Varint.readShortPair(bytes, at: position) {
            position = end
            pointsLeft -= 1
            last.latitude &+= north
            last.longitude &+= east
            return true
        }
        guard let north = Varint.readZigzag(bytes, at: &position), let east = Varint.readZigzag(bytes, at: &position)
        else { return false }
        pointsLeft -= 1
        last.latitude &+= north
        last.longitude &+= east
        return true
    }
}
