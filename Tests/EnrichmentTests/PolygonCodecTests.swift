import Bytes
import Enrichment
import TestSupport
import Testing

@Suite struct PolygonCodecTests {
    typealias Point = PolygonCodec.Point

    private func pack(_ rings: [[Point]]) -> [UInt8] {
        var buffer = ByteBuffer()
        PolygonCodec.encode(rings, to: &buffer)
        return buffer.withUnsafeBytes { Array($0) }
    }

    private func square(_ south: Int32, _ west: Int32, side: Int32) -> [Point] {
        [
            Point(latitude: south, longitude: west), Point(latitude: south, longitude: west + side),
            Point(latitude: south + side, longitude: west + side), Point(latitude: south + side, longitude: west),
        ]
    }

    /// Winding by angles in floating point: slow, and not the method under test.
    private func holds(_ rings: [[Point]], _ latitude: Double, _ longitude: Double) -> Bool {
        var inside = false
        for ring in rings {
            for (index, a) in ring.enumerated() {
                let b = ring[(index + 1) % ring.count]
                let (ay, ax, by, bx) = (
                    Double(a.latitude), Double(a.longitude), Double(b.latitude), Double(b.longitude)
                )
                if (ay > latitude) != (by > latitude), longitude < ax + (latitude - ay) * (bx - ax) / (by - ay) {
                    inside.toggle()
                }
            }
        }
        return inside
    }

    @Test func aHoleIsOutsideAndAnIslandInside() {
        let bytes = pack([square(0, 0, side: 100), square(20, 20, side: 40), square(500, -500, side: 10)])
        let cases: [(Int32, Int32, Bool)] = [
            (10, 10, true), (40, 40, false), (70, 70, true), (505, -495, true), (505, 0, false), (-1, 50, false),
        ]
        for (latitude, longitude, expected) in cases {
            let answer = PolygonCodec.contains(Point(latitude: latitude, longitude: longitude), in: bytes.span)
            #expect(answer == expected, "\(latitude), \(longitude)")
        }
        #expect(PolygonCodec.box(of: bytes.span) == .init(south: 0, north: 510, west: -500, east: 100))
    }

    @Test(arguments: 0..<20)
    func agreesWithFloatingPointOnRandomPolygons(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rings = (0..<Int.random(in: 1...3, using: &random)).map { _ in
            (0..<Int.random(in: 3...12, using: &random)).map { _ in
                Point(
                    latitude: Int32.random(in: 4_200_000...4_200_400, using: &random),
                    longitude: Int32.random(in: -300...300, using: &random))
            }
        }
        let bytes = pack(rings)
        var inside = 0
        for latitude in stride(from: Int32(4_199_990), to: 4_200_410, by: 7) {
            for longitude in stride(from: Int32(-310), to: 310, by: 7) {
                let answer = PolygonCodec.contains(Point(latitude: latitude, longitude: longitude), in: bytes.span)
                #expect(answer == holds(rings, Double(latitude), Double(longitude)), "\(latitude), \(longitude)")
                if answer { inside += 1 }
            }
        }
        #expect(inside > 0)
    }

    @Test func measuresTheDistanceToTheNearestEdge() {
        let bytes = pack([square(0, 0, side: 100)])
        let distance = { (latitude: Int32, longitude: Int32) in
            PolygonCodec.squaredDistance(
                from: Point(latitude: latitude, longitude: longitude), to: bytes.span, longitudeScale: 0.5)
        }
        #expect(distance(150, 50) == 2500)
        #expect(distance(50, 140) == 400)
        #expect(distance(103, 108) == 25)
        let nothing = [UInt8]()
        let far = PolygonCodec.squaredDistance(
            from: Point(latitude: 0, longitude: 0), to: nothing.span, longitudeScale: 1)
        #expect(far == .infinity)
    }

    @Test func leavesOutRingsThatEncloseNothing() {
        #expect(pack([[Point(latitude: 1, longitude: 1), Point(latitude: 2, longitude: 2)]]).isEmpty)
    }

    @Test func corruptBytesContainNoPointAndDoNotTrap() {
        var random = SeededGenerator(seed: 5)
        let whole = pack([square(0, 0, side: 100)])
        for end in 0..<whole.count {
            let cut = Array(whole[..<end])
            let answer = PolygonCodec.contains(Point(latitude: 50, longitude: 50), in: cut.span)
            #expect(!answer)
        }
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let point = Point(latitude: .random(in: .min ... .max, using: &random), longitude: 0)
            _ = PolygonCodec.contains(point, in: bytes.span)
            _ = PolygonCodec.squaredDistance(from: point, to: bytes.span, longitudeScale: 1)
        }
    }
}
