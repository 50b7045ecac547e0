/// Figures of fixed point in as few bytes as they need: one, two or four each.
///
///     figure = (base + raw) / 10^decimals        raw: unsigned, little-endian; all bits set: not known
///
/// Shares to a thousandth and counts below 255 take a byte or two, incomes to the euro two or four. What is read is exactly the
/// number of that many decimals that was packed.
public struct PackedFigures: Sendable, Equatable {
    /// What a raw value of 0 stands for, in units of the last decimal.
    public let base: Int32
    /// Bytes of each figure: 1, 2 or 4.
    public let width: Int
    public let decimals: Int
    public let bytes: [UInt8]

    /// Packs `figures` rounded to `decimals` digits; NaN is not known. Figures must be within ±2^30 units of the last
    /// decimal, which is more than a Float tells apart. O(figures).
    public init(_ figures: [Float], decimals: Int) {
        let scale = Self.scale(decimals)
        var least = Int64.max
        var greatest = Int64.min
        for figure in figures where !figure.isNaN {
            let units = Self.units(figure, scale)
            least = min(least, units)
            greatest = max(greatest, units)
        }
        if least > greatest { (least, greatest) = (0, 0) }
        let width = Self.width(ofRange: UInt64(greatest - least))
        let missing = Self.missing(width)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(figures.count * width)
        for figure in figures {
            let raw = figure.isNaN ? missing : UInt32(Self.units(figure, scale) - least)
            for position in 0..<width { bytes.append(UInt8(truncatingIfNeeded: raw >> UInt32(position * 8))) }
        }
        self.base = Int32(least)
        self.width = width
        self.decimals = decimals
        self.bytes = bytes
    }

    /// What was packed before. Nil when these cannot be the bytes of `count` figures.
    public init?(base: Int, width: Int, decimals: Int, bytes: Span<UInt8>, count: Int) {
        guard let base = Int32(exactly: base), [1, 2, 4].contains(width), bytes.count == count * width,
            (0...Self.maximumDecimals).contains(decimals)
        else { return nil }
        self.base = base
        self.width = width
        self.decimals = decimals
        self.bytes = bytes.withUnsafeBufferPointer { Array($0) }
    }

    public static let maximumDecimals = 9

    public var count: Int { bytes.count / width }

    /// The figure at `index`, NaN when it is not known.
    public subscript(index: Int) -> Double {
        let raw: UInt32
        switch width {
        case 1: raw = UInt32(bytes[index])
        case 2: raw = UInt32(bytes[index &* 2]) | UInt32(bytes[index &* 2 &+ 1]) << 8
        default:
            let start = index &* 4
            raw =
                UInt32(bytes[start]) | UInt32(bytes[start &+ 1]) << 8 | UInt32(bytes[start &+ 2]) << 16
                | UInt32(bytes[start &+ 3]) << 24
        }
        guard raw != Self.missing(width) else { return .nan }
        return Double(Int64(base) + Int64(raw)) / Self.scale(decimals)
    }

    private static func width(ofRange range: UInt64) -> Int { range < 0xFF ? 1 : range < 0xFFFF ? 2 : 4 }

    private static func missing(_ width: Int) -> UInt32 { width == 1 ? 0xFF : width == 2 ? 0xFFFF : 0xFFFF_FFFF }

    private static func units(_ figure: Float, _ scale: Double) -> Int64 {
        let units = (Double(figure) * scale).rounded()
        precondition(units.magnitude <= 0x1p30, "a figure with more digits than a Float has")
        return Int64(units)
    }

    private static func scale(_ decimals: Int) -> Double { powersOfTen[decimals] }

    private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}
