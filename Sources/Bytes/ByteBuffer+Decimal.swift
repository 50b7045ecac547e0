/// Numbers to text, written straight into the buffer.
extension ByteBuffer {
    /// Appends an integer in decimal. O(digits), no allocation.
    public mutating func append(decimal value: Int) {
        if value < 0 { append(ASCII.hyphen) }
        append(decimal: UInt64(value.magnitude))
    }

    /// Appends an integer in decimal, with zeros before it up to `width` digits. O(digits), no allocation.
    public mutating func append(decimal value: UInt64, width: Int = 1) {
        let digits = max(Self.digitCount(value), width)
        _ = appendUninitialized(minimum: digits) { free in
            var rest = value
            var index = digits
            while index > 0 {
                index &-= 1
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
                free[index] = ASCII.zero &+ UInt8(truncatingIfNeeded: remainder)
                rest = quotient
            }
            return digits
        }
    }

    static func digitCount(_ value: UInt64) -> Int {
        var count = 1
        var rest = value
        while rest >= 10_000 {
            rest /= 10_000
            count &+= 4
        }
        if rest >= 1000 { return count &+ 3 }
        if rest >= 100 { return count &+ 2 }
        return rest >= 10 ? count &+ 1 : count
    }

    /// The most digits after the point that `append(_:decimals:)` writes: 10^15 is still exact in a Double.
    public static let maximumDecimals = 15

    /// Appends `value` rounded to `decimals` digits after the point (0 to 15), without the zeros that end it: `0.5`, `12`,
    /// `-3.25`; what rounds to zero is `0`. Halves go away from zero, and a half is judged on the exact value of the
    /// Double, not on a rounded product. When `value × 10^decimals` reaches 2^53 it is written unrounded. `value` must be
    /// finite. Allocates at most for those that are not whole.
    public mutating func append(_ value: Double, decimals: Int) {
        precondition(value.isFinite, "only finite numbers have a decimal text")
        precondition(decimals >= 0 && decimals <= Self.maximumDecimals, "decimals must be 0 to 15")
        let scale = DecimalNumber.powersOfTen[decimals]
        let scaled = value.magnitude * scale
        guard scaled < 9_007_199_254_740_992 else {
            appendLarge(value)
            return
        }
        let units = Self.roundedHalfUp(value.magnitude, times: scale, product: scaled)
        if units == 0 {
            append(ASCII.zero)
            return
        }
        if value < 0 { append(ASCII.hyphen) }
        let (whole, fraction) = units.quotientAndRemainder(dividingBy: UInt64(scale))
        append(decimal: whole)
        if fraction != 0 { append(fraction: fraction, digits: decimals) }
    }

    /// A number with too many digits to scale: whole as an integer, others as the standard library writes them.
    private mutating func appendLarge(_ value: Double) {
        if let whole = Int(exactly: value) {
            append(decimal: whole)
        } else {
            append(value.description)
        }
    }

    /// `magnitude × scale` to the nearest integer. The product of two Doubles is itself rounded, so near a half the
    /// lost part (which a fused multiply-add returns exactly) decides.
    private static func roundedHalfUp(_ magnitude: Double, times scale: Double, product: Double) -> UInt64 {
        // Below 2^53 a conversion cuts exactly; it is one instruction where rounding would be a call.
        let whole = Int64(product)
        var distance = (product - Double(whole)) - 0.5
        if distance.magnitude < 0x1p-10 { distance += (-product).addingProduct(magnitude, scale) }
        return UInt64(whole) &+ (distance >= 0 ? 1 : 0)
    }

    private mutating func append(fraction: UInt64, digits: Int) {
        var kept = fraction
        var width = digits
        while true {
            let (quotient, remainder) = kept.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            kept = quotient
            width &-= 1
        }
        append(ASCII.period)
        append(decimal: kept, width: width)
    }
}
