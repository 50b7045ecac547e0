import Bytes
import Testing

@Suite struct DecimalNumberTests {
    @Test(arguments: ["", "-", "+1", ".5", "1.", "1e", "1e+", " 1", "1 ", "1,5", "a", "--1", "1.5.2", "1e5.2", "-e5"])
    func refusesWhatIsNoNumber(text: String) {
        #expect(DecimalNumber(Array(text.utf8).span) == nil)
        #expect(DecimalNumber.double(Array(text.utf8).span) == nil)
    }

    @Test(arguments: [
        ("12,5", 12.5), ("-0,25", -0.25), ("1234567890123456789012,5", 1_234_567_890_123_456_789_012.5), ("007", 7),
    ])
    func readsADecimalComma(text: String, value: Double) {
        #expect(DecimalNumber.double(Array(text.utf8).span, separator: ASCII.comma) == value)
    }

    @Test func writesEveryDecimalAsTheSlowWayDoes() {
        var state: UInt64 = 42
        for round in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Double(Int64(bitPattern: state) >> 26) / [1, 8, 10, 100, 1000, 4096, 1e5][round % 7]
            let decimals = round % 5
            var buffer = ByteBuffer()
            buffer.append(value, decimals: decimals)
            if String(buffer.bytes) != slowText(value, decimals) { Issue.record("\(value) with \(decimals)") }
        }
    }

    /// A Double is a whole number times a power of two, so 128-bit integers round it exactly. For values below 2^40.
    private func slowText(_ value: Double, _ decimals: Int) -> String {
        let magnitude = value.magnitude
        if magnitude == 0 { return "0" }
        let exponent = Int(magnitude.exponent) - 52
        let significand = UInt128(magnitude.significandBitPattern | 1 << 52)
        var scale: UInt128 = 1
        for _ in 0..<decimals { scale *= 10 }
        let product = significand * scale
        var units: UInt128
        if exponent >= 0 {
            units = product << UInt128(exponent)
        } else {
            let shift = UInt128(-exponent)
            units = shift >= 128 ? 0 : product >> shift
            let half: UInt128 = shift >= 128 ? 0 : 1 << (shift - 1)
            if half > 0, product & half != 0 { units += 1 }
        }
        var text = String(units % scale)
        text = String(repeating: "0", count: decimals - (decimals == 0 ? 0 : text.count)) + (decimals == 0 ? "" : text)
        while text.hasSuffix("0") { text.removeLast() }
        let whole = String(units / scale)
        let sign = value < 0 && units > 0 ? "-" : ""
        return sign + whole + (text.isEmpty ? "" : "." + text)
    }
}
