import Audiences
import Service
import Testing
import TestSupport

@Suite struct SnapshotRouteTests {
    /// A stage with an approved audience `mail` of a, b and d.
    private func stage(_ more: String = "") throws -> AudienceStage {
        let stage = try AudienceStage()
        stage.fill()
        stage.save("mail", "lifecycle = \"customer\" and consent.email", #","channel":"email""# + more)
        _ = stage.post("/audiences/mail/approve", #"{"count":3,"by":"Ada"}"#)
        return stage
    }

    @Test func aListIsFrozenAndRead() throws {
        let stage = try stage()
        let made = stage.post("/audiences/mail/snapshots", #"{"author":"Bob","note":"June"}"#)
        #expect(made.status == 201)
        #expect(made.text.hasPrefix(#"{"audience":"mail","number":1,"version":1,"at":""#))
        #expect(made.text.contains(#""channel":"email","count":3,"author":"Bob","note":"June""#))
        #expect(stage.get("/audiences/mail/snapshots").text.contains(#""snapshots":[{"audience":"mail","number":1"#))
        #expect(stage.get("/audiences/mail/snapshots/1").text == made.text)
        #expect(stage.get("/audiences/mail/snapshots/2").status == 404)
        #expect(
            stage.get("/audiences/mail/snapshots/1/members").text == #"{"members":[{"id":"a"},{"id":"b"},{"id":"d"}]}"#)
        let page = stage.get("/audiences/mail/snapshots/1/members?limit=2").text
        #expect(page == #"{"members":[{"id":"a"},{"id":"b"}],"next":"2"}"#)
        #expect(stage.get("/audiences/mail/snapshots/1/members?limit=2&cursor=2").text == #"{"members":[{"id":"d"}]}"#)
        let csv = stage.get("/audiences/mail/snapshots/1/members", headers: ["Accept: text/csv"])
        #expect(csv.text == "id\na\nb\nd\n" && csv.headers["content-type"] == "text/csv; charset=utf-8")
        #expect(csv.headers["content-disposition"] == "attachment; filename=\"members-1.csv\"")
        let lines = stage.get("/audiences/mail/snapshots/1/members?format=ndjson")
        #expect(lines.text == "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"d\"}\n")
        #expect(stage.get("/audiences/mail/snapshots/9/members?format=csv").status == 404)
        #expect(stage.get("/audiences/none/snapshots/1/members").status == 404)
        // A contact that is made later is not on it.
        stage.put("/contacts/z", #"{"lifecycle":"customer","consent":{"email":true}}"#)
        #expect(!stage.get("/audiences/mail/snapshots/1/members").text.contains("\"z\""))
        #expect(stage.post("/audiences/mail/snapshots", "{}").text.contains(#""number":2"#))
        #expect(stage.get("/audiences/mail/snapshots?limit=1").text.contains(#""next":"2""#))
        #expect(stage.get("/audiences/mail/snapshots?limit=1&cursor=2").text.contains(#""number":1"#))
    }

    @Test func whoIsErasedOrWithdrawsIsOnNoListAnyMore() throws {
        let stage = try stage()
        _ = stage.post("/audiences/mail/snapshots", "{}")
        #expect(stage.service.ask("DELETE", "/contacts/b").status == 204)
        let patch = #"{"consent":{"email":false}}"#
        #expect(stage.service.ask("PATCH", "/contacts/d", type: AudienceStage.json, body: patch).status == 200)
        #expect(stage.get("/audiences/mail/snapshots/1/members").text == #"{"members":[{"id":"a"}],"withdrawn":1}"#)
        #expect(stage.get("/audiences/mail/snapshots/1/members?format=csv").text == "id\na\n")
        #expect(stage.get("/audiences/mail/snapshots/1").text.contains(#""count":3"#))
    }

    @Test func nobodyIsWrittenToWithoutApprovalConsentAndTheExpectedSize() throws {
        let stage = try AudienceStage()
        stage.fill()
        stage.save("all", "lifecycle = \"customer\"", #","expected":{"least":1,"most":3}"#)
        #expect(stage.post("/audiences/all/snapshots", "{}").text.contains(#""pointer":"/channel""#))
        let refused = stage.post("/audiences/all/snapshots", #"{"channel":"email"}"#)
        #expect(refused.status == 409)
        for code in ["not_approved", "consent_not_demanded", "outside_expected_size"] {
            #expect(refused.text.contains("\"code\":\"\(code)\""), "\(refused.text)")
        }
        stage.save("mail", "lifecycle = \"customer\" and consent.email")
        _ = stage.post("/audiences/mail/approve", #"{"count":3}"#)
        #expect(stage.post("/audiences/mail/snapshots", #"{"channel":"sms"}"#).text.contains("consent_not_demanded"))
        #expect(stage.post("/audiences/mail/snapshots", #"{"channel":"email"}"#).status == 201)
        // Nobody has said what is expected: then it is up to double of what was approved.
        for index in 0..<4 {
            stage.put("/contacts/n\(index)", #"{"lifecycle":"customer","consent":{"email":true}}"#)
        }
        let large = stage.post("/audiences/mail/snapshots", #"{"channel":"email"}"#)
        #expect(large.status == 409 && large.text.contains("7 contacts are in, and from 1 to 6 are expected."))
        stage.save("mail", "lifecycle = \"customer\" and consent.email", #","note":"new""#)
        #expect(stage.post("/audiences/mail/snapshots", #"{"channel":"email"}"#).text.contains("not_approved"))
    }

    @Test func consentMayBeDemandedByAnAudienceThatIsNamed() throws {
        let stage = try AudienceStage()
        stage.fill()
        stage.save("base", "lifecycle = \"customer\" and consent.email")
        stage.save("vips", "audience = \"base\" and vip")
        _ = stage.post("/audiences/vips/approve", #"{"count":1}"#)
        #expect(stage.post("/audiences/vips/snapshots", #"{"channel":"email"}"#).status == 201)
        stage.save("base", "lifecycle = \"customer\"")
        let refused = stage.post("/audiences/vips/snapshots", #"{"channel":"email"}"#).text
        #expect(refused.contains("changed_since_approval") && refused.contains("consent_not_demanded"))
    }

    @Test func othersAreLeftOutAndNobodyIsWrittenToTooOften() throws {
        let stage = try stage()
        stage.save("rich", "points >= 40")
        let first = stage.post("/audiences/mail/snapshots", #"{"exclude":"rich"}"#)
        #expect(
            first.text.contains(#""count":2"#) && first.text.contains(#""excluded":[{"audience":"rich","count":1}]"#))
        let capped = stage.post("/audiences/mail/snapshots", #"{"frequency_cap":{"at_most":1,"days":7}}"#)
        #expect(capped.text.contains(#""audience_count":3,"capped":2"#) && capped.text.contains(#""count":1"#))
        #expect(stage.get("/audiences/mail/snapshots/2/members").text == #"{"members":[{"id":"d"}]}"#)
        let nobody = stage.post("/audiences/mail/snapshots", #"{"frequency_cap":{"at_most":1,"days":7}}"#)
        #expect(nobody.status == 409 && nobody.text.contains(#""code":"nobody""#))
        #expect(stage.post("/audiences/mail/snapshots", #"{"frequency_cap":{"at_most":2,"days":7}}"#).status == 201)
        #expect(stage.post("/audiences/mail/snapshots", #"{"exclude":["none"]}"#).text.contains("/exclude/0"))
        #expect(
            stage.post("/audiences/mail/snapshots", #"{"frequency_cap":{"days":7}}"#).text.contains("/frequency_cap"))
    }

    @Test func groupsAreSplitAndTheHeldOutAreLeftAlone() throws {
        let stage = try AudienceStage()
        for index in 0..<200 {
            stage.put("/contacts/c\(index)", #"{"lifecycle":"customer","consent":{"email":true}}"#)
        }
        stage.save("mail", "consent.email", #","channel":"email""#)
        _ = stage.post("/audiences/mail/approve", #"{"count":200}"#)
        let body = #"{"experiment":"spring","groups":["A",{"name":"B","weight":3}],"hold_out":0.25}"#
        let made = stage.post("/audiences/mail/snapshots", body)
        #expect(made.status == 201 && made.text.contains(#""experiment":"spring""#))
        let split = try #require(
            ExperimentSplit(experiment: "spring", groups: [.init("A"), .init("B", weight: 3)], holdOutShare: 0.25))
        let groups = Dictionary(grouping: (0..<200).map { "c\($0)" }) { split.group(of: $0) }.mapValues(\.count)
        let counts = groups.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
        #expect(groups.count == 3 && made.text.contains("\"group_counts\":{\(counts)}"))
        func lines(_ group: String) -> [Substring] {
            stage.get("/audiences/mail/snapshots/1/members?format=csv\(group)").text.split(separator: "\n").dropFirst()
                .map { $0 }
        }
        #expect(lines("").count == 200 - (groups["hold_out"] ?? 0))
        #expect(lines("&group=A").count == groups["A"] && lines("&group=A").allSatisfy { $0.hasSuffix(",A") })
        #expect(lines("&group=hold_out").count == groups["hold_out"])
        #expect(lines("&group=all").count == 200)
        #expect(stage.get("/audiences/mail/snapshots/1/members?group=C").status == 400)
        // Who was left alone was not written to.
        let capped = stage.post("/audiences/mail/snapshots", #"{"frequency_cap":{"at_most":1,"days":7}}"#)
        #expect(capped.text.contains("\"count\":\(groups["hold_out"] ?? 0),"))
        let all = stage.get("/audiences/mail/snapshots/1/members?group=all&limit=500").text
        #expect(all.split(separator: "\"id\"").count == 201)
    }

    @Test func aSnapshotIsMadeOnceForAKey() throws {
        let stage = try stage()
        let key = ["Idempotency-Key: june"]
        let first = stage.post("/audiences/mail/snapshots", "{}", headers: key)
        let second = stage.post("/audiences/mail/snapshots", "{}", headers: key)
        #expect(first.status == 201 && first.body == second.body)
        #expect(stage.get("/audiences/mail/snapshots/2").status == 404)
    }

    @Test func groupsAreComparedWithTheControl() throws {
        let stage = try AudienceStage()
        let answer = stage.post(
            "/experiments/evaluate",
            #"{"groups":[{"name":"mail","contacts":1000,"conversions":150},{"name":"hold_out","contacts":1000,"conversions":100}]}"#
        )
        #expect(answer.status == 200)
        #expect(answer.text.contains(#"{"name":"hold_out","contacts":1000,"conversions":100,"rate":0.1,"#))
        #expect(answer.text.contains(#""is_control":true},{"name":"mail""#))
        #expect(answer.text.contains(#""difference":0.05"#) && answer.text.contains(#""lift":0.5,"p_value":0.000"#))
        #expect(answer.text.contains(#""verdict":"better""#))
        let few = stage.post(
            "/experiments/evaluate",
            #"{"groups":[{"name":"a","contacts":10,"conversions":1},{"name":"b","contacts":10,"conversions":2}]}"#)
        #expect(few.text.contains(#""verdict":"too_few""#))
        let wrong = stage.post("/experiments/evaluate", #"{"groups":[{"name":"a","contacts":10,"conversions":11}]}"#)
        #expect(wrong.status == 422 && wrong.text.contains("/groups/0/conversions"))
    }

    @Test func theGroupsOfASnapshotAreCounted() throws {
        let stage = try stage()
        _ = stage.post("/audiences/mail/snapshots", #"{"experiment":"x","groups":["A","B"]}"#)
        let split = try #require(ExperimentSplit(experiment: "x", groups: [.init("A"), .init("B")]))
        // A purchase of before does not count, one of now does.
        let made = stage.get("/audiences/mail/snapshots/1").text
        let at = try #require(made.split(separator: "\"at\":\"").last?.prefix { $0 != "\"" })
        _ = stage.post("/events", #"{"id":"now","contact":"a","type":"purchase","at":"\#(at)"}"#)
        let question = #"{"audience":"mail","snapshot":1,"conversion":"type = \"purchase\"","control":"A"}"#
        let answer = stage.post("/experiments/evaluate", question)
        #expect(answer.status == 200 && answer.text.contains(#""is_over":false"#))
        for group in ["A", "B"] {
            let members = ["a", "b", "d"].filter { split.group(of: $0) == group }
            let counts = "\"contacts\":\(members.count),\"conversions\":\(members.contains("a") ? 1 : 0)"
            #expect(answer.text.contains("\"name\":\"\(group)\",\(counts)"), "\(answer.text)")
        }
        let wrong = stage.post(
            "/experiments/evaluate", #"{"audience":"mail","snapshot":1,"conversion":"tpe = \"purchase\""}"#)
        #expect(wrong.status == 422 && wrong.text.contains(#""path":"rules[0].field""#), "\(wrong.text)")
        #expect(stage.post("/experiments/evaluate", question.replacing(":1,", with: ":7,")).status == 404)
    }
}
