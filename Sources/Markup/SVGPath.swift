import Bytes

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The `d` of a path (SVG 2, section 9.3), in absolute coordinates with two decimals at most.
public struct SVGPath {
    private var bytes = [UInt8]()
    private let decimals: Int

    public init(decimals: Int = 2) { self.decimals = decimals }

    /// As an attribute of `<path>`.
    public var attribute: MarkupAttribute { MarkupAttribute("d", String(decoding: bytes, as: UTF8.self)) }

    public var isEmpty: Bool { bytes.isEmpty }

    public mutating func move(to x: Double, _ y: Double) { append("M", [x, y]) }

    public mutating func line(to x: Double, _ y: Double) { append("L", [x, y]) }

    /// A circular arc about (`centreX`, `centreY`) to the angle `end`, from where the path stands at angle `start`. Radians,
    /// clockwise on the screen from the x axis; less than a whole turn.
    public mutating func arc(centreX: Double, _ centreY: Double, radius: Double, from start: Double, to end: Double) {
        let large = (end - start).magnitude > .pi ? 1.0 : 0
        let clockwise = end > start ? 1.0 : 0
        let (x, y) = SVGPath.point(centreX, centreY, radius: radius, angle: end)
        append("A", [radius, radius, 0, large, clockwise, x, y])
    }

    public mutating func close() { bytes.append(UInt8(ascii: "Z")) }

    /// The point at an angle on a circle.
    public static func point(_ centreX: Double, _ centreY: Double, radius: Double, angle: Double) -> (
        x: Double, y: Double
    ) {
        (centreX + radius * cos(angle), centreY + radius * sin(angle))
    }

    private mutating func append(_ command: Unicode.Scalar, _ numbers: [Double]) {
        bytes.append(UInt8(ascii: command))
        var buffer = ByteBuffer(capacity: 32)
        for (index, number) in numbers.enumerated() {
            if index > 0 { buffer.append(ASCII.space) }
            buffer.append(number.isFinite ? number : 0, decimals: decimals)
        }
        buffer.bytes.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }
}
