import AudienceSupport
import Audiences
import TestSupport
import Testing

@Suite struct RuleReadingTests {
    private func rule(json: String) throws -> Rule { try Rule(json: Array(json.utf8).span) }

    @Test(arguments: [
        // DESIGN's example.
        (
            #"{"combinator":"and","rules":[{"field":"persona","operator":"in","value":["C2","C3"]},{"field":"vip","operator":"=","value":true},{"field":"events","aggregate":{"function":"count"},"operator":">=","value":2,"where":{"combinator":"and","rules":[{"field":"type","operator":"=","value":"purchase"},{"field":"channel","operator":"=","value":"store"},{"field":"at","operator":">=","value":{"mode":"relative","anchor":"now","offset":-6,"unit":"month"}}]}}]}"#,
            #"persona in ("C2", "C3") and vip and count(events where type = "purchase" and channel = "store" and at >= now - 6 months) >= 2"#
        ),
        (
            #"{"combinator":"or","not":true,"rules":[{"field":"a","operator":"null"},{"field":"b","operator":"between","value":"3, 5"}]}"#,
            #"not (a is null or b between "3" and "5")"#
        ),
        (
            #"{"field":"events","match":{"mode":"atLeast","threshold":2},"value":{"combinator":"and","rules":[{"field":"type","operator":"=","value":"x"}]}}"#,
            #"atLeast(2, events where type = "x")"#
        ),
        (
            #"{"rules":[{"field":"a","operator":"=","value":1},"and",{"field":"b","operator":"=","value":2},"or",{"field":"c","operator":"=","value":3}]}"#,
            "a = 1 and b = 2 or c = 3"
        ),
        (
            #"{"combinator":"and","rules":[{"field":"and","operator":"notIn","valueSource":"field","value":"x, now"}]}"#,
            "`and` not in (x, `now`)"
        ),
        (
            #"{"combinator":"and","rules":[{"field":"a","operator":"doesNotBeginWith","value":"\"q\\"}]}"#,
            #"a does not begin with "\"q\\""#
        ),
        (
            #"{"combinator":"and","rules":[{"field":"a","operator":"=","value":1,"muted":true},{"field":"b","operator":"=","value":-1.50}]}"#,
            "b = -1.5"
        ),
        (#""a = 1 xor b = 2""#, "a = 1 xor b = 2"),
        (#"{"combinator":"or","rules":[]}"#, "or()"),
    ]) func bothFormsSayTheSame(_ json: String, _ text: String) throws {
        let fromJSON = try rule(json: json)
        #expect(try Rule(text: text) == fromJSON)
        #expect(try rule(json: fromJSON.json) == fromJSON)
        #expect(try Rule(text: fromJSON.text) == fromJSON, "\(fromJSON.text)")
    }

    @Test(arguments: [
        (#"{"rules":[{"field":"age","operator":"=>","value":1}]}"#, "rules[0].operator", "expected an operator"),
        (#"{"rules":[{"field":"age","operator":"="}]}"#, "rules[0]", "no \"value\""),
        (#"{"rules":[{"field":"age","value":1}]}"#, "rules[0]", "no \"operator\""),
        (#"{"rules":[{"field":"a","operator":"=","value":1},{"rules":5}]}"#, "rules[1]", "expected a group"),
        (#"{"combinator":"nand","rules":[]}"#, "combinator", "\"xor\""),
        (#"{"not":1,"rules":[]}"#, "not", "true or false"),
        (#"{"rules":[{"field":7,"operator":"=","value":1}]}"#, "rules[0].field", "name of a field"),
        (
            #"{"rules":[{"field":"events","match":{"mode":"atleast"},"value":{"rules":[]}}]}"#, "rules[0].match",
            "threshold"
        ),
        (
            #"{"rules":[{"field":"events","match":{"mode":"soem"},"value":{"rules":[]}}]}"#, "rules[0].match.mode",
            "did you mean \"some\""
        ),
        (
            #"{"rules":[{"field":"events","aggregate":{"function":"median"},"operator":"=","value":1}]}"#,
            "rules[0].aggregate.function", "count, sum"
        ),
        (
            #"{"rules":[{"field":"at","operator":">","value":{"mode":"relative","anchor":"nwo"}}]}"#,
            "rules[0].value.anchor", "did you mean \"now\""
        ),
        (
            #"{"rules":[{"field":"at","operator":">","value":{"mode":"relative","anchor":"now","offset":1,"unit":"decade"}}]}"#,
            "rules[0].value.unit", "expected one of"
        ),
        (#"{"rules":[{"field":"a","operator":"in","value":[1,[2]]}]}"#, "rules[0].value[1]", "expected a value"),
        (#"{"rules":[{"field":"a","operator":"=","value":1},3]}"#, "rules[1]", "expected a rule"),
        ("5", "", "expected a rule"),
    ]) func errorsInJSONPointToThePlace(_ json: String, _ path: String, _ part: String) throws {
        let error = #expect(throws: RuleError.self) { try rule(json: json) }
        #expect(error?.path == path)
        #expect(error?.detail.contains(part) == true, "\(error?.detail ?? "")")
    }

    @Test(arguments: [
        ("age >", 5, "expected a value"), ("age > and", 6, "expected a value"), ("(a = 1", 6, "expected \")\""),
        ("a = 1 b = 2", 6, "the end"), ("a = \"x", 4, "not closed"), ("", 0, "expected a field"),
        ("a # 1", 2, "means nothing"),
        ("a in 5", 5, "list"), ("a = now - x days", 10, "whole number"),
        ("a = now - 2 fortnights", 12, "expected one of"),
        ("a like \"x\"", 2, "expected an operator"), ("atLeast(events)", 0, "needs a number"),
        ("some(2, events)", 0, "takes no number"),
        ("sum(x) > 1", 4, "events.amount"), ("a = 1 and", 9, "expected a field"), ("or(a, b)", 4, "expected \")\""),
        ("a = 99999999999999999999", 4, "too many digits"), ("a not like 1", 6, "\"in\" or \"between\""),
    ]) func errorsInTextSayTheByte(_ text: String, _ offset: Int, _ part: String) throws {
        let error = #expect(throws: RuleError.self) { try Rule(text: text) }
        #expect(error?.offset == offset, "\(error?.description ?? "")")
        #expect(error?.detail.contains(part) == true, "\(error?.detail ?? "")")
    }

    @Test func depthSizeAndNumberOfPartsAreLimited() throws {
        let deep = String(repeating: "(", count: 60) + "a" + String(repeating: ")", count: 60)
        #expect(throws: RuleError.self) { try Rule(text: deep) }
        #expect(throws: RuleError.self) { try Rule(text: String(repeating: "not ", count: 60) + "a") }
        let json = String(repeating: #"{"rules":["#, count: 40) + String(repeating: "]}", count: 40)
        #expect(throws: RuleError.self) { try rule(json: json) }
        #expect(throws: RuleError.self) { try rule(json: String(repeating: "[", count: 100_000)) }
        let wide = (0...RuleLimits.standard.nodes).map { "a = \($0)" }.joined(separator: " or ")
        #expect(throws: RuleError.self) { try Rule(text: wide) }
        let list = "a in (" + (0...RuleLimits.standard.values).map { "\($0)" }.joined(separator: ",") + ")"
        #expect(throws: RuleError.self) { try Rule(text: list) }
        #expect(throws: RuleError.self) { try Rule(text: String(repeating: " ", count: RuleLimits.standard.bytes + 1)) }
    }

    /// Whatever the bytes, a reader ends, with a rule or an error.
    @Test func brokenTextsAreRefusedWithoutATrap() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<3000 {
            let rule = SampleRules.rule(&random)
            for var bytes in [Array(rule.text.utf8), Array(rule.json.utf8)] where !bytes.isEmpty {
                for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: bytes.remove(at: index)
                    case 1: bytes[index] = UInt8.random(in: 0...255, using: &random)
                    default: bytes.insert(random.pick(Array("()\"`,{}[]\\ and1.".utf8)), at: index)
                    }
                }
                if let read = try? Rule(text: bytes.span) {
                    #expect((try? Rule(text: read.text)) == read, "\(read.text)")
                }
                if let read = try? Rule(json: bytes.span) {
                    #expect((try? Rule(json: Array(read.json.utf8).span)) == read, "\(read.json)")
                    #expect((try? Rule(text: read.text)) == read, "\(read.text)")
                }
            }
        }
    }
}
