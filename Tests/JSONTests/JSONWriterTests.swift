import Bytes
import JSON
import Testing

@Suite struct JSONWriterTests {
    @Test func putsCommasWhereTheyBelong() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.number(1)
        writer.number(-2)
        writer.beginArray()
        writer.endArray()
        writer.beginObject()
        writer.endObject()
        writer.null()
        writer.endArray()
        writer.key("b")
        writer.bool(true)
        writer.key("c")
        writer.raw("{\"x\":[1,2]}")
        writer.key("d")
        writer.string("text")
        writer.endObject()
        #expect(writer.depth == 0)
        #expect(String(writer.bytes) == #"{"a":[1,-2,[],{},null],"b":true,"c":{"x":[1,2]},"d":"text"}"#)
    }

    @Test func aRawPieceMayHoldTheEndOfAnObject() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.beginObject()
        writer.key("a")
        writer.number(1)
        writer.raw("\"b\":2}")
        writer.endedRaw()
        writer.number(3)
        writer.endArray()
        #expect(writer.depth == 0)
        #expect(String(writer.bytes) == #"[{"a":1,"b":2},3]"#)
    }

    @Test func startsAgainAfterRemoveAllAndAfterALine() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.number(1)
        writer.removeAll()
        writer.number(1)
        writer.newline()
        writer.number(2)
        writer.newline()
        #expect(String(writer.bytes) == "1\n2\n")
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("Évry-Courcouronnes", #""Évry-Courcouronnes""#),
        ("a\"b", #""a\"b""#), ("back\\slash", #""back\\slash""#), ("/", #""/""#),
        ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""), ("\n\r\t\u{8}", #""\n\r\t\u0008""#),
        ("eight by eight \" at the end of a word \\", #""eight by eight \" at the end of a word \\""#),
        ("🇫🇷 é", "\"🇫🇷 é\""),
    ])
    func escapesWhatMustBeEscapedAndNothingElse(text: String, expected: String) {
        var writer = JSONWriter()
        writer.string(text)
        #expect(String(writer.bytes) == expected)
        // It says whether the text stands there as it is; then it can be written without a look at it.
        writer.removeAll()
        let isPlain = Array(text.utf8).withUnsafeBufferPointer { writer.string($0.span) }
        #expect(isPlain == (expected == "\"\(text)\""))
        if isPlain {
            writer.removeAll()
            Array(text.utf8).withUnsafeBufferPointer { writer.string(plain: $0.span) }
            #expect(String(writer.bytes) == expected)
        }
        writer.removeAll()
        writer.beginObject()
        writer.key(text)
        writer.string(text)
        writer.endObject()
        #expect(String(writer.bytes) == "{\(expected):\(expected)}")
    }

    @Test(
        arguments: [
            ([0x61, 0xE9, 0x62], "a\u{FFFD}b"), ([0xC3], "\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"), ([0xC3, 0xA9, 0xFF], "é\u{FFFD}"),
        ] as [([UInt8], String)])
    func replacesWhatIsNotUTF8(bytes: [UInt8], expected: String) {
        var writer = JSONWriter()
        writer.string(bytes.span)
        #expect(String(writer.bytes) == "\"\(expected)\"")
    }

    @Test(arguments: [
        (0.0, 2, "0"), (-0.0, 2, "0"), (1.0, 3, "1"), (0.98, 2, "0.98"), (0.5, 0, "1"), (-0.5, 0, "-1"),
        (0.1 + 0.2, 15, "0.3"), (2.5, 4, "2.5"), (-3.25, 2, "-3.25"), (-0.004, 2, "0"), (0.125, 2, "0.13"),
        // 1.005 and 1.115 are a little less than they look, and 0.285 too.
        (1.005, 2, "1"), (1.115, 2, "1.11"), (0.285, 2, "0.28"), (0.375, 2, "0.38"),
        (100.05, 1, "100"), (100.25, 1, "100.3"), (23120.0, 0, "23120"), (0.050, 3, "0.05"),
        (1e15, 0, "1000000000000000"),
        (1e300, 2, "1e+300"), (1e20, 15, "1e+20"), (1e16, 2, "10000000000000000"),
        (2251799813685249.5, 2, "2251799813685249.5"), (.nan, 2, "null"), (.infinity, 2, "null"),
        (-.infinity, 2, "null"),
    ])
    func roundsToDecimalsAndDropsEndingZeros(value: Double, decimals: Int, expected: String) {
        var writer = JSONWriter()
        writer.number(value, decimals: decimals)
        #expect(String(writer.bytes) == expected)
    }

    @Test(arguments: [0, 1, 9, 10, 99, 100, 999, 1000, 9999, 10_000, 99_999, 100_000, Int.max, Int.min, -1, -10])
    func writesIntegers(value: Int) {
        var writer = JSONWriter()
        writer.number(value)
        #expect(String(writer.bytes) == String(value))
    }

    @Test(arguments: [0.1, 1.0, -2.5e-9, 1e22, Double.leastNonzeroMagnitude, Double.greatestFiniteMagnitude])
    func writesTheShortestDoubleThatReadsBack(value: Double) {
        var writer = JSONWriter()
        writer.number(value)
        #expect(Double(String(writer.bytes)) == value)
        var reader = JSONReader(writer.bytes)
        guard case .number(let number)? = try? reader.next() else {
            Issue.record("not a number: \(String(writer.bytes))")
            return
        }
        #expect(reader.double(number) == value)
    }
}
