/// A number as it is written in decimal: `±significand × 10^exponent`.
///
/// Text is read without String and without rounding, so that an integer of 19 digits stays itself. It accepts
/// `-12`, `12.5`, `1e3`, `-0.25E-7`; at least one digit before and after the separator; no `+`, no blank. Leading
/// zeros are fine here (a postcode column is full of them); formats that forbid them check that themselves.
public struct DecimalNumber: Equatable, Sendable {
    public var isNegative: Bool
    /// The first 19 significant digits, which always fit.
    public var significand: UInt64
    public var exponent: Int
    /// Whether `significand` and `exponent` say all that was written: false when more than 19 digits were.
    public var isExact: Bool

    /// 10^19 - 1 is the largest run of nines that 64 bits hold.
    static let significantDigits = 19
    /// Exponents beyond this are beyond every use; stopping here keeps the sum from overflowing.
    static let exponentLimit = 1_000_000

    /// Reads the whole of `text`; nil when it is not a number. `separator` is the byte of the decimal point. O(n).
    public init?(_ text: Span<UInt8>, separator: UInt8 = ASCII.period) {
        var index = 0
        isNegative = text.count > 0 && text[0] == ASCII.hyphen
        if isNegative { index = 1 }
        significand = 0
        exponent = 0
        isExact = true
        var digitsKept = 0
        guard readDigits(text, &index, &digitsKept, scale: 0) else { return nil }
        if index < text.count, text[index] == separator {
            index &+= 1
            guard readDigits(text, &index, &digitsKept, scale: 1) else { return nil }
        }
        if index < text.count, text[index] | 0x20 == 0x65 {
            index &+= 1
            guard readExponent(text, &index) else { return nil }
        }
        guard index == text.count else { return nil }
    }

    /// Reads a run of digits; `scale` is 1 behind the separator and 0 before it. False when there is none.
    private mutating func readDigits(
        _ text: Span<UInt8>, _ index: inout Int, _ digitsKept: inout Int, scale: Int
    ) -> Bool {
        let start = index
        while index < text.count {
            let digit = text[index] &- ASCII.zero
            guard digit < 10 else { break }
            index &+= 1
            if digitsKept < Self.significantDigits {
                significand = significand &* 10 &+ UInt64(digit)
                exponent &-= scale
                if significand != 0 { digitsKept &+= 1 }
            } else {
                exponent &+= 1 &- scale
                if digit != 0 { isExact = false }
            }
        }
        return index > start
    }

    private mutating func readExponent(_ text: Span<UInt8>, _ index: inout Int) -> Bool {
        var isBelowZero = false
        if index < text.count, text[index] == ASCII.hyphen || text[index] == 0x2B {
            isBelowZero = text[index] == ASCII.hyphen
            index &+= 1
        }
        let start = index
        var written = 0
        while index < text.count, ASCII.isDigit(text[index]) {
            written = min(written &* 10 &+ Int(text[index] &- ASCII.zero), Self.exponentLimit)
            index &+= 1
        }
        exponent &+= isBelowZero ? -written : written
        return index > start
    }

    /// The value, when it is a whole number that 64 bits hold: `12`, `12.0` and `1.2e1` are all 12.
    public var integer: Int64? {
        guard isExact else { return nil }
        var magnitude = significand
        if magnitude == 0 { return 0 }
        var power = exponent
        while power < 0 {
            let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { return nil }
            magnitude = quotient
            power &+= 1
        }
        while power > 0 {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            magnitude = product
            power &-= 1
        }
        if isNegative {
            return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
        }
        return Int64(exactly: magnitude)
    }

    /// The nearest Double, when both parts are exact in one: at most 2^53, and a power of ten up to 22 (Clinger 1990:
    /// one correctly rounded operation on exact operands). Nil asks for the slow way, `Double(String)`.
    public var exactlyScaledDouble: Double? {
        guard isExact, significand <= 1 &<< 53, exponent >= -22, exponent <= 22 else { return nil }
        let magnitude = Double(significand)
        let scaled = exponent < 0 ? magnitude / Self.powersOfTen[-exponent] : magnitude * Self.powersOfTen[exponent]
        return isNegative ? -scaled : scaled
    }

    /// 10^0 to 10^22, each exact in a Double.
    static let powersOfTen: InlineArray<23, Double> = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// The nearest Double of a number as text; nil when `text` is no number or is too large for a Double.
    /// Allocates only for numbers with many digits or a far exponent.
    public static func double(_ text: Span<UInt8>, separator: UInt8 = ASCII.period) -> Double? {
        guard let number = DecimalNumber(text, separator: separator) else { return nil }
        if let value = number.exactlyScaledDouble { return value }
        var plain = String(text)
        if separator != ASCII.period { plain = String(plain.map { $0.asciiValue == separator ? "." : $0 }) }
        guard let value = Double(plain), value.isFinite else { return nil }
        return value
    }
}
