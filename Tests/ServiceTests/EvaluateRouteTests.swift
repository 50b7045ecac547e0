import Audiences
import Service
import Testing
import TestSupport

@Suite struct EvaluateRouteTests {
    @Test func aRuleIsCountedClauseByClause() throws {
        let stage = try AudienceStage()
        stage.fill()
        let answer = stage.evaluate("lifecycle = \"customer\" and points > 15 and consent.email")
        #expect(answer.status == 200)
        #expect(answer.text.hasPrefix(#"{"count":2,"share":0.4,"total":5,"as_of":""#))
        #expect(
            answer.text.contains(
                #""reach":[{"channel":"email","reachable":2,"excluded":0,"demanded":true},{"channel":"sms","reachable":0,"excluded":2,"demanded":false}]"#
            ))
        #expect(
            answer.text.contains(
                #"{"path":"rules[1]","pointer":"/rules/1","text":"points > 15","count":3,"alone":3,"without":3}"#))
        #expect(answer.text.contains(#""sample":["b","d"]"#))
        #expect(answer.text.contains(#""code":"clause_changes_nothing""#))
        #expect(answer.text.contains(#"points > 15 and consent.email = true","rule":{"combinator":"and""#))
    }

    @Test func jsonAndTextSayTheSameAndAnEventCountsAtOnce() throws {
        let stage = try AudienceStage()
        stage.fill()
        let json =
            #"{"rule":{"combinator":"and","rules":[{"field":"events","match":{"mode":"atLeast","threshold":2},"value":{"combinator":"and","rules":[{"field":"type","operator":"=","value":"purchase"}]}}]}}"#
        #expect(stage.post("/audiences/evaluate", json).text.hasPrefix(#"{"count":2,"#))
        let text = "atLeast(2, events where type = \"purchase\")"
        #expect(stage.evaluate(text).text.hasPrefix(#"{"count":2,"#))
        let event = #"{"id":"a9","contact":"a","type":"purchase","at":"2026-06-09T10:00:00Z"}"#
        #expect(stage.post("/events", event).status == 200)
        #expect(stage.evaluate(text).text.hasPrefix(#"{"count":3,"#))
    }

    @Test func theClockCanBeSetAndTheChannelIsLookedAt() throws {
        let stage = try AudienceStage()
        stage.fill()
        let rule = "some(events where at >= now - 1 day)"
        #expect(stage.evaluate(rule, #","as_of":"2026-06-02T12:00:00+02:00""#).text.hasPrefix(#"{"count":3,"#))
        #expect(stage.evaluate(rule, #","as_of":"2026-06-04T18:00:00""#).text.hasPrefix(#"{"count":0,"#))
        let channel = stage.evaluate("vip", #","channel":"sms""#).text
        #expect(channel.contains(#""code":"consent_not_demanded""#))
        #expect(!stage.evaluate("vip and consent.sms", #","channel":"sms""#).text.contains("consent_not_demanded"))
    }

    @Test func aStoredContactIsExplained() throws {
        let stage = try AudienceStage()
        stage.fill()
        let rule = "points > 15 and sum(events.amount where type = \"purchase\") > 50"
        let answer = stage.evaluate(rule, #","contact":"b""#).text
        #expect(answer.hasPrefix(#"{"contact":"b","in":false,"as_of":"#))
        #expect(answer.contains(#""holds":true,"seen":[{"field":"points","value":"20"}]"#))
        #expect(answer.contains(#""holds":false,"seen":[{"field":"sum(events.amount)","value":"30"}]"#))
        #expect(stage.evaluate(rule, #","contact":"d""#).text.contains(#""in":true"#))
        #expect(stage.evaluate(rule, #","contact":"nobody""#).status == 404)
    }

    @Test func aContactCanBeToldInTheRequest() throws {
        let stage = try AudienceStage()
        let contact =
            #","contact":{"address":{"iris":"010010000"},"attributes":{"vip":true},"events":[{"type":"visit","at":"2026-06-01"}]}"#
        let answer = stage.evaluate("vip and persona = \"B1\" and some(events where type = \"visit\")", contact)
        #expect(answer.status == 200)
        #expect(answer.text.hasPrefix(#"{"contact":"contact","in":true"#))
        #expect(!stage.service.hasContactsFile)
        let wrong = stage.evaluate("vip", #","contact":{"events":[{"at":"2026-06-01"}]}"#)
        #expect(
            wrong.status == 422 && wrong.text.contains(#""pointer":"/contact/events/0","detail":"type is missing""#))
    }

    @Test(arguments: [
        (#"{"rule":{"rules":[{"field":"pionts","operator":">","value":1}]}}"#, "/rule/rules/0/field", "did you mean"),
        (#"{"rule":{"rules":[{"field":"points","operator":">","value":"much"}]}}"#, "/rule/rules/0/value", "number"),
        (#"{"rule":"points > \"much\""}"#, "/rule", #""path":"rules[0].value","offset":"#),
        (#"{"rule":"points >"}"#, "/rule", #""offset":8"#), (#"{"rule":"vip","rul":1}"#, "/rul", "did you mean"),
        (#"{"rule":"vip","sample":1000000}"#, "/sample", "from 0 to 100"), (#"{}"#, "/rule", "expected a rule"),
        (#"{"rule":"audience = \"x\""}"#, "/rule", "there is no audience"),
        (#"{"rule":"vip","channel":"emial"}"#, "/channel", "did you mean"),
        (#"{"rule":"vip","as_of":"tomorrow-ish"}"#, "/as_of", "expected a time"),
    ])
    func whatIsWrongIsPointedAt(body: String, pointer: String, detail: String) throws {
        let answer = try AudienceStage().post("/audiences/evaluate", body)
        #expect(answer.status == 422)
        #expect(answer.text.contains("\"pointer\":\"\(pointer)\"") && answer.text.contains(detail), "\(answer.text)")
    }

    @Test func limitsOfRulesAreSettings() throws {
        let stage = try AudienceStage { stored in
            stored.audiences.ruleLimits.depth = 3
            stored.audiences.ruleLimits.nodes = 5
            stored.audiences.ruleLimits.values = 2
            stored.audiences.ruleLimits.bytes = 200
        }
        #expect(stage.evaluate("((((vip))))").text.contains("at most 3 deep"))
        #expect(stage.evaluate("vip or vip or vip or vip or vip or vip").text.contains("at most 5 parts"))
        #expect(stage.evaluate("points in (1, 2, 3)").text.contains("at most 2 values"))
        #expect(stage.evaluate("tier = \"\(String(repeating: "x", count: 300))\"").text.contains("at most 200 bytes"))
        #expect(stage.post("/audiences/evaluate", "{").status == 400)
    }

    @Test func aFigureOfTheNeighbourhoodIsAsked() throws {
        let stage = try AudienceStage()
        stage.fill()
        #expect(stage.evaluate("income = 10000").text.hasPrefix(#"{"count":4,"#))
        #expect(stage.evaluate("income > 10000").text.hasPrefix(#"{"count":0,"#))
        #expect(stage.evaluate("incme > 10000").text.contains(#"did you mean \"income\""#))
    }

    @Test func withoutContactsNobodyIsInAndNoFileIsMade() throws {
        let stage = try AudienceStage()
        let answer = stage.evaluate("vip")
        #expect(answer.status == 200 && answer.text.hasPrefix(#"{"count":0,"share":0,"total":0"#))
        #expect(!stage.service.hasContactsFile)
    }

    @Test func computedIndicatorsOfTheSettingsAreAsked() throws {
        var settings = Settings()
        settings.contact.attributes = ["points integer"]
        let computed = try settings.audienceConfiguration().computed
        let stage = try AudienceStage { $0.audiences.computed = computed }
        stage.fill()
        #expect(stage.evaluate("frequency >= 2 and monetary > 30").text.hasPrefix(#"{"count":1,"#))
        #expect(stage.evaluate("favourite_channel = \"store\"").text.hasPrefix(#"{"count":3,"#))
        #expect(stage.evaluate("activity = \"none\"").text.hasPrefix(#"{"count":2,"#))
        let scores = stage.evaluate("rfm_monetary >= 3")
        #expect(scores.text.contains(#""computed":[{"indicator":"rfm_monetary","computed_at":""#))
        // A value that is kept stays what it was, and goes with its contact.
        let count = scores.text.prefix { $0 != "," }
        let event = #"{"id":"x","contact":"c","type":"purchase","at":"2026-06-09T10:00:00Z","amount":900}"#
        #expect(stage.post("/events", event).status == 200)
        #expect(stage.evaluate("rfm_monetary >= 3").text.hasPrefix(count))
        #expect(stage.evaluate("rfm_monetary is null").text.hasPrefix(#"{"count":2,"#))
        #expect(stage.service.ask("DELETE", "/contacts/d").status == 204)
        stage.put("/contacts/new", "{}")
        #expect(stage.evaluate("rfm_monetary is null").text.hasPrefix(#"{"count":3,"#))
    }
}
