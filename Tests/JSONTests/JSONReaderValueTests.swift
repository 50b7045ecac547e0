import Bytes
import JSON
import TestSupport
import Testing

/// What tokens hold, and steps of more than one token.
@Suite struct JSONReaderValueTests {
    @Test func pullsTokensInOrder() throws {
        let text = Array(#" {"a": [1, "x", true], "b": {"c": null}} "#.utf8)
        var reader = JSONReader(text.span)
        var seen: [String] = []
        while true {
            let token = try reader.next()
            switch token {
            case .key(let key): seen.append("key \(reader.string(key))")
            case .string(let value): seen.append("string \(reader.string(value))")
            case .number(let number): seen.append("number \(String(reader.bytes(of: number)))")
            default: seen.append("\(token)")
            }
            if token == .end { break }
        }
        #expect(
            seen == [
                "beginObject", "key a", "beginArray", "number 1", "string x", "bool(true)", "endArray", "key b",
                "beginObject", "key c", "null", "endObject", "endObject", "end",
            ])
        #expect(try reader.next() == .end)
    }

    @Test(arguments: [
        ("id", true), ("\\u0069d", true), ("\\u0069\\u0064", true), ("Id", false), ("i", false), ("idd", false),
        ("", false),
        ("\\u0069", false), ("id\\n", false), ("é", false),
    ])
    func comparesKeysAlsoWhenTheyHoldEscapes(written: String, isID: Bool) throws {
        let text = Array("{\"\(written)\":1}".utf8)
        var reader = JSONReader(text.span)
        _ = try reader.next()
        let key = try #require(try reader.nextKey())
        let matches = reader.text(key, equals: "id")
        #expect(matches == isID)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("12", 12), ("-12", -12), ("12.0", 12), ("1.2e1", 12), ("120e-1", 12), ("1e3", 1000),
            ("0e99", 0), ("0.000", 0),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775808", nil),
            ("-9223372036854775809", nil),
            ("1.5", nil), ("1e-1", nil), ("1e19", nil), ("18446744073709551616", nil), ("100000000000000000000", nil),
            ("1e999999999999999999999", nil),
            ("1e-999999999999999999999", nil), ("0.00000000000000000000000000000001e32", 1),
            ("92233720368547758070e-1", .max),
            ("12345678901234567890123e-10", nil), ("1000000000000000000000000e-20", 10000),
        ] as [(String, Int64?)])
    func readsIntegersExactly(written: String, value: Int64?) throws {
        let text = Array(written.utf8)
        var reader = JSONReader(text.span)
        guard case .number(let number) = try reader.next() else {
            Issue.record("not a number")
            return
        }
        let integer = reader.integer(number)
        #expect(integer == value)
        let double = reader.double(number)
        #expect(double == Double(written).flatMap { $0.isFinite ? $0 : nil })
    }

    @Test func readsEveryDoubleAsTheStandardLibraryDoes() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            let exact = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
            guard exact.isFinite else { continue }
            let text = Array(exact.description.utf8)
            #expect(DecimalNumber.double(text.span) == exact)
            let short = (Double.random(in: -1e6...1e6, using: &generator) * 1000).rounded() / 1000
            #expect(DecimalNumber.double(Array("\(short)".utf8).span) == short)
        }
    }

    @Test func skipsAnyValueAndGivesItsBytes() throws {
        let values = [
            "1", "-1.5e3", "\"a\\\"b\"", "true", "null", "[]", "{}", "[1,[2,{\"a\":[]}]]", "{\"x\" : [ 1 , 2 ] }",
        ]
        let text = Array(("{" + values.enumerated().map { "\"k\($0)\" : \($1) " }.joined(separator: ",") + "}").utf8)
        var reader = JSONReader(text.span)
        _ = try reader.next()
        var skipped: [String] = []
        while try reader.nextKey() != nil { skipped.append(String(reader.bytes(in: try reader.skipValue()))) }
        try reader.finish()
        #expect(skipped == values)
    }

    @Test func skipsTheRestOfElements() throws {
        let text = Array(#"[1, {"a":[1,2]}, "x", [[]]]"#.utf8)
        var reader = JSONReader(text.span)
        _ = try reader.next()
        var skipped: [String] = []
        while let token = try reader.nextElement() {
            skipped.append(String(reader.bytes(in: try reader.skipRest(of: token))))
        }
        #expect(skipped == ["1", #"{"a":[1,2]}"#, "\"x\"", "[[]]"])
        try reader.finish()
    }

    @Test(arguments: [#"{"a":[1,{"b":tru}]}"#, #"{"a":["\ud800"]}"#, #"{"a":{"b":01}}"#])
    func checksWhatItSkips(written: String) throws {
        let text = Array(written.utf8)
        #expect(throws: JSONError.self) {
            var reader = JSONReader(text.span)
            try reader.skipValue()
        }
    }

    @Test func aCopyLooksAheadWithoutMoving() throws {
        let text = Array(#"{"a":1,"b":2}"#.utf8)
        var reader = JSONReader(text.span)
        _ = try reader.next()
        var ahead = reader
        _ = try ahead.nextKey()
        try ahead.skipValue()
        let second = try #require(try ahead.nextKey())
        #expect(ahead.string(second) == "b")
        let first = try #require(try reader.nextKey())
        #expect(reader.string(first) == "a")
    }
}
