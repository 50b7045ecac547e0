import Bytes
import JSON
import Testing

/// RFC 8259 rule by rule: what must be accepted, and what must be refused, where and why.
@Suite struct JSONReaderTests {
    @Test(arguments: [
        // Section 2: structure and white space.
        "[]", "{}", " [] ", "\t{\n}\r\n", "[ ]", "[1,2]", "[1 , 2]", "{\"a\":1}", "{ \"a\" : 1 , \"b\" : 2 }", "[[[]]]",
        "[{}]", "{\"a\":{}}", "{\"\":0}", "[null,null]",
        // Section 3: any value may stand alone.
        "null", "true", "false", "0", "\"\"", " \"a\" ", "-1",
        // Section 4: names need not be unique.
        "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}",
        // Section 6: numbers.
        "[0]", "[-0]", "[123]", "[-123]", "[0.5]", "[-0.0]", "[1.25]", "[1e5]", "[1E5]", "[1e+5]", "[1e-5]", "[0e0]",
        "[0.1e10]", "[1.5E-3]", "[10]", "[100000000000000000000000000000]", "[1e400]", "[0.00000000000000000000001]",
        // Section 7: strings.
        #"["\"\\\/\b\f\n\r\t"]"#, #"["\u0041"]"#, #"["\u00e9\u00E9"]"#, #"["\ud83c\uddeb"]"#, #"["\uD83C\uDDEB"]"#,
        #"["\u0000"]"#, #"["\u2028\uFFFF"]"#, #"["\\u0041"]"#, #"["a\"b"]"#, #"["12345678\"12345678"]"#, "[\"\u{7F}\"]",
        "[\"é\"]", "[\"€\"]", "[\"𝄞\"]", "[\"\u{2028}\u{FEFF}\u{FFFF}\u{10FFFF}\"]", "[\"1234567é12345678\"]",
        #"{"clé":"\u20AC"}"#,
    ])
    func acceptsWhatTheRFCAllowsAndNoPartOfIt(text: String) throws {
        let bytes = Array(text.utf8)
        let value = try JSONModel(reading: bytes)
        // A number alone is valid when cut; everything else must be whole.
        if case .number = value { return }
        var reader = JSONReader(bytes.span)
        let end = try reader.skipValue().upperBound
        for cut in 0..<end {
            do throws(JSONError) {
                _ = try JSONModel(reading: Array(bytes[..<cut]))
                Issue.record("accepted the first \(cut) bytes of \(text)")
            } catch {
                #expect(
                    [.unexpectedEnd, .noValue, .invalidUTF8].contains(error.kind), "\(text) cut at \(cut): \(error)")
                #expect(error.offset <= cut)
            }
        }
    }

    @Test(
        arguments: [
            // Structure.
            ("", .noValue, 0), (" \n", .noValue, 2), ("]", .valueExpected, 0), ("}", .valueExpected, 0),
            (",", .valueExpected, 0),
            ("[", .unexpectedEnd, 1), ("{", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3),
            ("{\"a\"", .unexpectedEnd, 4), ("{\"a\":", .unexpectedEnd, 5), ("{\"a\":1", .unexpectedEnd, 6),
            ("[1,]", .valueExpected, 3), ("[,1]", .valueExpected, 1), ("[1,,2]", .valueExpected, 3),
            ("[1 2]", .commaOrBracketExpected, 3),
            ("[1}", .commaOrBracketExpected, 2), ("{\"a\":1]", .commaOrBraceExpected, 6),
            ("[1:2]", .commaOrBracketExpected, 2),
            ("{\"a\":1,}", .keyExpected, 7), ("{,}", .keyExpected, 1), ("{1:2}", .keyExpected, 1),
            ("{a:1}", .keyExpected, 1),
            ("{'a':1}", .keyExpected, 1), ("{null:1}", .keyExpected, 1), ("{[]:1}", .keyExpected, 1),
            ("{\"a\":1 \"b\":2}", .commaOrBraceExpected, 7),
            ("{\"a\" 1}", .colonExpected, 5), ("{\"a\"}", .colonExpected, 4), ("{\"a\",1}", .colonExpected, 4),
            ("{\"a\"::1}", .valueExpected, 5),
            ("{\"a\":}", .valueExpected, 5), ("{]", .keyExpected, 1), ("[}", .valueExpected, 1),
            // Nothing behind the value.
            ("[] []", .trailingContent, 3), ("1 2", .trailingContent, 2), ("{}}", .trailingContent, 2),
            ("[]]", .trailingContent, 2),
            ("\"a\"b", .trailingContent, 3), ("null,", .trailingContent, 4), ("[]\u{0}", .trailingContent, 2),
            ("truefalse", .trailingContent, 4),
            ("{}//", .trailingContent, 2), ("[]#", .trailingContent, 2),
            // White space is four bytes, and comments are not white space.
            ("[\u{C}]", .valueExpected, 1), ("[\u{B}]", .valueExpected, 1), ("\u{A0}[]", .valueExpected, 0),
            ("[\u{2060}]", .valueExpected, 1),
            ("/**/[]", .valueExpected, 0), ("[1/**/]", .commaOrBracketExpected, 2), ("\u{0}", .valueExpected, 0),
            // Literals.
            ("nul", .unexpectedEnd, 3), ("[nul]", .valueExpected, 1), ("[True]", .valueExpected, 1),
            ("[NULL]", .valueExpected, 1),
            ("[tru", .unexpectedEnd, 4), ("[nulls]", .commaOrBracketExpected, 5), ("[NaN]", .valueExpected, 1),
            ("[Infinity]", .valueExpected, 1),
            ("[undefined]", .valueExpected, 1), ("[fals\u{E9}]", .valueExpected, 1),
            // Numbers.
            ("[01]", .leadingZero, 1), ("[-01]", .leadingZero, 1), ("[00]", .leadingZero, 1),
            ("[-00.1]", .leadingZero, 1), ("[075001]", .leadingZero, 1),
            ("[+1]", .valueExpected, 1), ("[.5]", .valueExpected, 1), ("[1.]", .invalidNumber, 1),
            ("[1.e5]", .invalidNumber, 1), ("[-]", .invalidNumber, 1),
            ("[-a]", .invalidNumber, 1), ("[--1]", .invalidNumber, 1), ("[1e]", .invalidNumber, 1),
            ("[1e+]", .invalidNumber, 1), ("[1E-a]", .invalidNumber, 1),
            ("[1.5.2]", .commaOrBracketExpected, 4), ("[1e5.2]", .commaOrBracketExpected, 4),
            ("[0x1F]", .commaOrBracketExpected, 2), ("[1a]", .commaOrBracketExpected, 2),
            ("[1,5", .unexpectedEnd, 4), ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2),
            ("[-Infinity]", .invalidNumber, 1),
            ("[１]", .valueExpected, 1), ("[1_000]", .commaOrBracketExpected, 2),
            // Strings.
            ("\"", .unexpectedEnd, 1), ("\"a", .unexpectedEnd, 2), ("\"a\\", .unexpectedEnd, 3),
            ("\"a\\\"", .unexpectedEnd, 4), ("'a'", .valueExpected, 0),
            ("[\"\u{0}\"]", .controlCharacter, 2), ("[\"\n\"]", .controlCharacter, 2),
            ("[\"\t\"]", .controlCharacter, 2), ("[\"\u{1F}\"]", .controlCharacter, 2),
            ("[\"1234567\u{1F}\"]", .controlCharacter, 9), ("[\"12345678\u{1}\"]", .controlCharacter, 10),
            (#"["\a"]"#, .invalidEscape, 2), (#"["\x41"]"#, .invalidEscape, 2), (#"["\0"]"#, .invalidEscape, 2),
            (#"["\'"]"#, .invalidEscape, 2),
            (#"["\U0041"]"#, .invalidEscape, 2), (#"["\u004"]"#, .invalidEscape, 2),
            (#"["\u00G1"]"#, .invalidEscape, 2), (#"["\u-041"]"#, .invalidEscape, 2),
            (#"["\u"]"#, .invalidEscape, 2), ("[\"\\é\"]", .invalidEscape, 2), ("[\"\\\n\"]", .invalidEscape, 2),
            (#"["\u 041"]"#, .invalidEscape, 2),
            // Surrogates.
            (#"["\ud800"]"#, .loneSurrogate, 2), (#"["\udc00"]"#, .loneSurrogate, 2),
            (#"["\ud800x"]"#, .loneSurrogate, 2), (#"["\ud800\n"]"#, .loneSurrogate, 2),
            (#"["\ud800\u0041"]"#, .loneSurrogate, 2), (#"["\ud800\ud800"]"#, .loneSurrogate, 2),
            (#"["\udc00\ud800"]"#, .loneSurrogate, 2),
            (#"["a\uDFFF"]"#, .loneSurrogate, 3), (#"["\ud83c\uddez"]"#, .invalidEscape, 8),
            (#"{"\ud800":1}"#, .loneSurrogate, 2),
            // A byte order mark.
            ("\u{FEFF}", .byteOrderMark, 0), ("\u{FEFF}{}", .byteOrderMark, 0), (" \u{FEFF}{}", .valueExpected, 1),
        ] as [(String, JSONError.Kind, Int)])
    func refusesWhatTheRFCForbids(text: String, kind: JSONError.Kind, offset: Int) {
        let bytes = Array(text.utf8)
        #expect(throws: JSONError(kind, at: offset)) { _ = try JSONModel(reading: bytes) }
        expectNoTrap(bytes)
    }

    /// RFC 3629, section 4, in a value, in a key and behind eight bytes of ASCII.
    @Test(
        arguments: [
            [0x80], [0xBF], [0xFF], [0xFE], [0xC0, 0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28],
            [0xC3, 0xC3], [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xE2, 0x82, 0x28], [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF],
            [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x28, 0x98, 0x80],
            [0xF0, 0x9F, 0x28, 0x80], [0xF0, 0x9F, 0x98, 0x28],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE9, 0x74, 0xE9],
        ] as [[UInt8]])
    func refusesWhatIsNotUTF8(sequence: [UInt8]) {
        for padding in ["", "1234567", "12345678", "123456789"] {
            let inValue = Array("[\"\(padding)".utf8) + sequence + Array("\"]".utf8)
            #expect(throws: JSONError(.invalidUTF8, at: 2 + padding.utf8.count)) { _ = try JSONModel(reading: inValue) }
            let inKey = Array("{\"\(padding)".utf8) + sequence + Array("\":1}".utf8)
            #expect(throws: JSONError(.invalidUTF8, at: 2 + padding.utf8.count)) { _ = try JSONModel(reading: inKey) }
            expectNoTrap(inValue)
        }
        #expect(throws: JSONError.self) { _ = try JSONModel(reading: sequence) }
    }

    @Test(arguments: [1, 2, 63, 64, 65, 128, 255, 256])
    func opensAsManyContainersAsTheLimitAllows(limit: Int) throws {
        let nested = [UInt8](repeating: 0x5B, count: limit) + [UInt8](repeating: 0x5D, count: limit)
        _ = try JSONModel(reading: nested, depthLimit: limit)
        #expect(throws: JSONError(.tooDeep, at: limit)) {
            _ = try JSONModel(reading: [0x5B] + nested + [0x5D], depthLimit: limit)
        }
        var mixed = JSONReader(
            Array((String(repeating: "[{\"a\":", count: limit / 2) + "1").utf8).span, depthLimit: limit)
        for _ in 0..<limit / 2 * 3 { _ = try mixed.next() }
        #expect(mixed.depth == limit / 2 * 2)
    }

    @Test func aDepthLimitOfZeroAllowsOnlyScalars() throws {
        #expect(try JSONModel(reading: Array("1".utf8), depthLimit: 0) == .number(1))
        #expect(throws: JSONError(.tooDeep, at: 0)) { _ = try JSONModel(reading: Array("{}".utf8), depthLimit: 0) }
    }

    @Test func theLastOfTwoMembersWithOneNameWins() throws {
        let value = try JSONModel(reading: Array(#"{"a":1,"b":2,"\u0061":3}"#.utf8))
        #expect(value == .object(["a": .number(3), "b": .number(2)]))
    }

    @Test func everyErrorHasASentence() {
        let kinds: [JSONError.Kind] = [
            .noValue, .unexpectedEnd, .valueExpected, .keyExpected, .colonExpected, .commaOrBraceExpected,
            .commaOrBracketExpected,
            .trailingContent, .invalidNumber, .leadingZero, .controlCharacter, .invalidUTF8, .invalidEscape,
            .loneSurrogate, .tooDeep,
            .byteOrderMark,
        ]
        let sentences = Set(kinds.map { JSONError($0, at: 0).message })
        #expect(sentences.count == kinds.count)
        #expect(sentences.allSatisfy { $0.hasSuffix(".") })
        #expect("\(JSONError(.loneSurrogate, at: 12))".hasSuffix("(byte 12)"))
    }

    /// Reads every prefix; the result is not looked at.
    private func expectNoTrap(_ bytes: [UInt8]) {
        for cut in 0...bytes.count { _ = try? JSONModel(reading: Array(bytes[..<cut])) }
    }
}
