import Bytes

/// A decimal number without rounding: `units × 10^-scale`. Money is this and never a binary fraction.
public struct ExactDecimal: Sendable {
    public var units: Int64
    /// Digits behind the point, 0 to 18.
    public var scale: Int

    /// More digits behind the point than 64 bits hold make no sense.
    public static let maximumScale = 18
    static let powersOfTen: [Int64] = (0...maximumScale).map { exponent in
        (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 }
    }

    public init(units: Int64, scale: Int) {
        precondition(scale >= 0 && scale <= Self.maximumScale, "scale must be 0 to 18")
        self.units = units
        self.scale = scale
    }

    public init(_ whole: Int64) { self.init(units: whole, scale: 0) }

    /// Reads `-12`, `12.5`, `1e3`; nil when it is not a number or needs more than 18 digits behind the point or 64 bits.
    public init?(_ text: Span<UInt8>) {
        guard let number = DecimalNumber(text), number.isExact else { return nil }
        var significand = number.significand
        var exponent = number.exponent
        while exponent < 0, significand != 0, significand % 10 == 0 {
            significand /= 10
            exponent += 1
        }
        if significand == 0 { exponent = 0 }
        guard exponent >= -Self.maximumScale, exponent <= Self.maximumScale, significand <= UInt64(Int64.max) else {
            return nil
        }
        var units = Int64(significand)
        if exponent > 0 {
            let (product, overflow) = units.multipliedReportingOverflow(by: Self.powersOfTen[exponent])
            if overflow { return nil }
            units = product
        }
        self.init(units: number.isNegative ? -units : units, scale: exponent < 0 ? -exponent : 0)
    }

    /// As `init(_:)` of bytes.
    public init?(_ text: String) {
        var text = text
        let read = text.withUTF8 { ExactDecimal($0.span) }
        guard let read else { return nil }
        self = read
    }

    /// The units at another scale; nil when digits would be lost or 64 bits do not hold them.
    public func units(atScale other: Int) -> Int64? {
        if other >= scale {
            guard other - scale <= Self.maximumScale else { return nil }
            let (product, overflow) = units.multipliedReportingOverflow(by: Self.powersOfTen[other - scale])
            return overflow ? nil : product
        }
        let (quotient, remainder) = units.quotientAndRemainder(dividingBy: Self.powersOfTen[scale - other])
        return remainder == 0 ? quotient : nil
    }

    /// The units at another scale, rounded down (towards minus infinity), and whether that lost digits. What 64 bits do not
    /// hold becomes the nearest that they hold.
    public func flooredUnits(atScale other: Int) -> (units: Int64, isExact: Bool) {
        if other >= scale {
            let (product, overflow) = units.multipliedReportingOverflow(by: Self.powersOfTen[other - scale])
            return overflow ? (units < 0 ? .min : .max, false) : (product, true)
        }
        let (quotient, remainder) = units.quotientAndRemainder(dividingBy: Self.powersOfTen[scale - other])
        return (remainder < 0 ? quotient - 1 : quotient, remainder == 0)
    }

    /// The same number with the fewest digits behind the point.
    public var normalized: ExactDecimal {
        var units = units
        var scale = scale
        while scale > 0, units % 10 == 0 {
            units /= 10
            scale -= 1
        }
        return ExactDecimal(units: units, scale: scale)
    }

    /// The nearest Double: for shares and statistics, never for sums.
    public var double: Double { Double(units) / Double(Self.powersOfTen[scale]) }
}

extension ExactDecimal: Comparable, Hashable {
    public static func == (one: ExactDecimal, other: ExactDecimal) -> Bool {
        let (a, b) = (one.normalized, other.normalized)
        return a.units == b.units && a.scale == b.scale
    }

    public static func < (one: ExactDecimal, other: ExactDecimal) -> Bool {
        Int128(one.units) * Int128(powersOfTen[other.scale]) < Int128(other.units) * Int128(powersOfTen[one.scale])
    }

    public func hash(into hasher: inout Hasher) {
        let least = normalized
        hasher.combine(least.units)
        hasher.combine(least.scale)
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// `-12.5`, without zeros that end the fraction.
    public var description: String {
        let least = normalized
        guard least.scale > 0 else { return "\(least.units)" }
        let digits = String(least.units.magnitude)
        let padded = String(repeating: "0", count: max(0, least.scale + 1 - digits.count)) + digits
        let point = padded.index(padded.endIndex, offsetBy: -least.scale)
        return (least.units < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
    }
}
