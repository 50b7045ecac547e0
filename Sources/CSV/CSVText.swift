import Bytes

/// The text of a field.
public enum CSVText {
    /// The bytes as text: UTF-8 when they are, else Latin-1 (each byte its own character). Allocates.
    public static func decode(_ bytes: Span<UInt8>) -> String {
        bytes.withUnsafeBufferPointer { bytes in
            if let text = String(validating: bytes, as: UTF8.self) { return text }
            var text = ""
            for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
            return text
        }
    }
}

/// Numbers as French offices write them.
public enum CSVNumber {
    /// Powers of ten that a Double holds exactly.
    private static let exactPowers: [Double] = (0...22).map { exponent in
        (0..<exponent).reduce(1.0) { product, _ in product * 10 }
    }
    /// More digits than this do not fit a UInt64; the rest only move the decimal point.
    private static let maximumDigits = 18

    /// `12`, `-3,5`, `0.25`, `1e-3`: the nearest Double, within one unit in the last place when there are more than 15
    /// digits; nil for anything else, marks of secrecy among them. Spaces around it are allowed. O(n).
    public static func parse(_ bytes: Span<UInt8>) -> Double? {
        var index = 0
        var end = bytes.count
        while index < end && bytes[index] == ASCII.space { index += 1 }
        while end > index && bytes[end - 1] == ASCII.space { end -= 1 }
        guard index < end else { return nil }
        let isNegative = bytes[index] == ASCII.hyphen
        if isNegative || bytes[index] == 0x2B { index += 1 }
        var mantissa: UInt64 = 0
        var digits = 0
        var exponent = 0
        var seenDigit = false
        var seenPoint = false
        while index < end {
            let byte = bytes[index]
            if ASCII.isDigit(byte) {
                seenDigit = true
                if digits < maximumDigits {
                    mantissa = mantissa * 10 + UInt64(byte - ASCII.zero)
                    if mantissa > 0 { digits += 1 }
                    if seenPoint { exponent -= 1 }
                } else if !seenPoint {
                    exponent += 1
                }
            } else if (byte == ASCII.period || byte == ASCII.comma) && !seenPoint {
                seenPoint = true
            } else {
                break
            }
            index += 1
        }
        guard seenDigit, let shift = parseExponent(bytes, from: index, to: end) else { return nil }
        let value = scale(Double(mantissa), by: exponent + shift)
        return isNegative ? -value : value
    }

    /// The number after `e`, 0 when there is none, nil when what stands there is not an exponent.
    private static func parseExponent(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
        guard start < end else { return 0 }
        guard ASCII.lowercased(bytes[start]) == 0x65 else { return nil }
        var index = start + 1
        guard index < end else { return nil }
        let isNegative = bytes[index] == ASCII.hyphen
        if isNegative || bytes[index] == 0x2B { index += 1 }
        guard index < end, end - index <= 4 else { return nil }
        var value = 0
        while index < end {
            guard ASCII.isDigit(bytes[index]) else { return nil }
            value = value * 10 + Int(bytes[index] - ASCII.zero)
            index += 1
        }
        return isNegative ? -value : value
    }

    private static func scale(_ value: Double, by exponent: Int) -> Double {
        var value = value
        var rest = exponent
        while rest < 0 && value != 0 {
            let step = min(-rest, 22)
            value /= exactPowers[step]
            rest += step
        }
        while rest > 0 && value != 0 && value.isFinite {
            let step = min(rest, 22)
            value *= exactPowers[step]
            rest -= step
        }
        return value
    }
}
