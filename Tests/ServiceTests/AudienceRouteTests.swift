import Audiences
import Service
import Testing
import TestSupport

@Suite struct AudienceRouteTests {
    @Test func anAudienceIsSavedReadChangedAndDeleted() throws {
        let stage = try AudienceStage()
        #expect(stage.get("/audiences").text == #"{"audiences":[]}"#)
        #expect(stage.get("/audiences/vips").status == 404)
        let put = stage.save(
            "vips", "vip and consent.email",
            #","author":"Ada","owner":"CRM","note":"first","review":"2027-01-31","channel":"email","expected":{"least":1,"most":9}"#
        )
        #expect(put.status == 201)
        #expect(put.text.contains(#""name":"vips","version":1,"#) && put.text.contains(#""state":"draft""#))
        #expect(put.text.contains(#""expected":{"least":1,"most":9}"#) && put.text.contains(#""review":"2027-01-31""#))
        let tag = try #require(put.headers["etag"])
        let get = stage.get("/audiences/vips")
        #expect(get.headers["etag"] == tag && get.text.contains(#""versions":[{"version":1"#))
        #expect(stage.get("/audiences/vips", headers: ["If-None-Match: \(tag)"]).status == 304)
        // The same again changes nothing; another rule is a new version.
        let same = stage.save(
            "vips", "vip and consent.email",
            #","author":"Ada","owner":"CRM","note":"first","review":"2027-01-31","channel":"email","expected":{"least":1,"most":9}"#
        )
        #expect(same.status == 200 && same.headers["etag"] == tag)
        let changed = stage.save("vips", "vip", #","author":"Bob""#)
        #expect(changed.status == 200 && changed.text.contains(#""version":2"#))
        #expect(stage.get("/audiences/vips").text.contains(#""versions":[{"version":2"#))
        let stale = stage.put("/audiences/vips", #"{"rule":"vip"}"#, headers: ["If-Match: \(tag)"])
        #expect(stale.status == 412)
        #expect(stage.put("/audiences/vips", #"{"rule":"vip"}"#, headers: ["If-None-Match: *"]).status == 412)
        #expect(stage.get("/audiences").text.contains(#""audiences":[{"name":"vips","version":2"#))
        #expect(stage.service.ask("DELETE", "/audiences/vips", headers: ["If-Match: \(tag)"]).status == 412)
        #expect(stage.service.ask("DELETE", "/audiences/vips").status == 204)
        #expect(stage.service.ask("DELETE", "/audiences/vips").status == 404)
    }

    @Test func approvingNeedsTheCountThatWasSeen() throws {
        let stage = try AudienceStage()
        stage.fill()
        stage.save("buyers", "some(events where type = \"purchase\")", #","expected":{"most":3}"#)
        #expect(stage.post("/audiences/buyers/approve", "{}").text.contains(#""pointer":"/count""#))
        let wrong = stage.post("/audiences/buyers/approve", #"{"count":2}"#)
        #expect(wrong.status == 409 && wrong.text.contains(#""code":"count_moved""#))
        let right = stage.post("/audiences/buyers/approve", #"{"count":3,"by":"Ada"}"#)
        #expect(right.status == 200 && right.text.contains(#""state":"approved","approved":{"at":""#))
        #expect(right.text.contains(#""by":"Ada","count":3"#))
        #expect(
            stage.get("/audiences/buyers/count").text.contains(#""state":"approved","count":3,"share":0.6,"total":5"#))
        _ = stage.post("/events", #"{"id":"c0","contact":"c","type":"purchase","at":"2026-06-01"}"#)
        let count = stage.get("/audiences/buyers/count").text
        #expect(count.contains(#""count":4"#) && count.contains(#""as_expected":false"#))
        let large = stage.post("/audiences/buyers/approve", #"{"count":4}"#)
        #expect(large.status == 409 && large.text.contains(#""code":"outside_expected_size""#))
        // Another version is a draft again.
        #expect(stage.save("buyers", "vip").text.contains(#""state":"draft""#))
    }

    @Test func anApprovalHoldsAsLongAsWhatWasMeant() throws {
        let stage = try AudienceStage()
        stage.fill()
        stage.save("base", "lifecycle = \"customer\"")
        stage.save("rich", "audience = \"base\" and points >= 30")
        #expect(stage.post("/audiences/rich/approve", #"{"count":2}"#).status == 200)
        stage.save("base", "lifecycle = \"customer\"", #","note":"another word for it""#)
        #expect(stage.get("/audiences/rich").text.contains(#""state":"approved""#))
        stage.save("base", "lifecycle = \"customer\" and vip")
        #expect(stage.get("/audiences/rich").text.contains(#""state":"changed""#))
        #expect(stage.post("/audiences/rich/approve", #"{"count":2}"#).text.contains(#""state":"approved""#))
    }

    @Test func audiencesLeanOnEachOtherButNotInACircle() throws {
        let stage = try AudienceStage()
        stage.save("a", "vip")
        stage.save("b", "audience = \"a\" and points > 1")
        stage.save("c", "audience in (\"b\") or audience = \"a\"")
        let dependents = stage.get("/audiences/a/dependents").text
        #expect(dependents.contains(#""dependents":["b","c"],"all_dependents":["b","c"]"#))
        #expect(stage.get("/audiences/c/dependents").text.contains(#""references":["a","b"],"dependents":[]"#))
        let refused = stage.service.ask("DELETE", "/audiences/a")
        #expect(refused.status == 409 && refused.text.contains(#"The audience \"b\" names it."#))
        let circle = stage.save("a", "vip and audience = \"c\"")
        #expect(circle.status == 422 && circle.text.contains("a → c → b → a"), "\(circle.text)")
        let itself = stage.save("d", "not (audience = \"d\")")
        #expect(itself.status == 422 && itself.text.contains("d → d"))
        #expect(stage.service.ask("DELETE", "/audiences/c").status == 204)
        #expect(stage.service.ask("DELETE", "/audiences/b").status == 204)
        #expect(stage.service.ask("DELETE", "/audiences/a").status == 204)
    }

    @Test func aRuleIsComparedWithWhatIsSaved() throws {
        let stage = try AudienceStage()
        stage.fill()
        stage.save("vips", "vip")
        stage.save("buyers", "some(events)")
        let answer = stage.evaluate("points > 20").text
        #expect(answer.contains(#"{"audience":"buyers","count":3,"common":1,"share":0.5}"#))
        #expect(answer.contains(#"{"audience":"vips","count":2,"common":2,"share":1}"#))
        #expect(
            answer.contains(#""code":"equal_to_audience","detail":"The same contacts are in the audience \"vips\".""#))
        // What was asked before is asked again when a contact has changed.
        stage.put("/contacts/c", #"{"attributes":{"vip":false,"points":30}}"#)
        #expect(stage.evaluate("points > 20").text.contains(#"{"audience":"vips","count":1,"common":1,"share":0.5}"#))
        #expect(!stage.evaluate("points > 20", #","overlap":false"#).text.contains("vips"))
        #expect(!stage.evaluate("points > 20", #","audience":"vips""#).text.contains("vips"))
        let overlap = stage.get("/audiences/vips/overlap?with=buyers").text
        #expect(
            overlap.contains(
                #""count":1,"with":"buyers","with_count":3,"common":1,"only":0,"only_with":2,"share":1,"with_share":0.333333,"similarity":0.333333"#
            ))
        #expect(stage.get("/audiences/vips/overlap").status == 400)
        #expect(stage.get("/audiences/vips/overlap?with=none").status == 404)
    }

    @Test func aContactIsExplainedForAnAudience() throws {
        let stage = try AudienceStage()
        stage.fill()
        stage.save("VIP%20Lyon", "points >= 30")
        #expect(
            stage.get("/audiences/VIP%20Lyon/explain/c").text.hasPrefix(
                #"{"audience":"VIP Lyon","contact":"c","in":true"#))
        #expect(
            stage.get("/audiences/VIP%20Lyon/explain/a").text.contains(#""seen":[{"field":"points","value":"10"}]"#))
        #expect(stage.get("/audiences/VIP%20Lyon/explain/zz").status == 404)
        #expect(stage.get("/audiences/none/explain/a").status == 404)
    }

    @Test(arguments: [
        ("/audiences/evaluate", #"{"rule":"vip"}"#, "a path of its own"),
        ("/audiences/x", #"{"rule":"vip","expected":{"least":5,"most":1}}"#, "/expected/most"),
        ("/audiences/x", #"{"rule":"vip","review":"soon"}"#, "/review"),
        ("/audiences/x", #"{"rule":"nonsense = 1"}"#, #""path":"rules[0].field","offset":0"#),
        ("/audiences/x", #"{"rule":"vip","autor":"me"}"#, #"did you mean \"author\""#),
        ("/audiences/%01", #"{"rule":"vip"}"#, "control characters"),
    ])
    func whatIsWrongIsSaid(path: String, body: String, detail: String) throws {
        let answer = try AudienceStage().put(path, body)
        #expect(answer.status == 422 && answer.text.contains(detail), "\(answer.text)")
    }

    @Test func thereAreOnlySoManyAndTheyComeInPages() throws {
        let stage = try AudienceStage { $0.audiences.maximumSaved = 3 }
        for name in ["a", "b", "c"] { #expect(stage.save(name, "vip").status == 201) }
        #expect(stage.save("d", "vip").status == 409)
        #expect(stage.save("c", "points > 1").status == 200)
        let first = stage.get("/audiences?limit=2").text
        #expect(first.contains(#""name":"a""#) && first.contains(#""next":"b""#))
        let second = stage.get("/audiences?limit=2&cursor=b").text
        #expect(second.contains(#""name":"c""#) && !second.contains("next"))
        #expect(stage.get("/audiences?limit=0").status == 400)
    }

    @Test func aStoredContactsAudiencesAreInItsAnswer() throws {
        let stage = try AudienceStage()
        stage.fill()
        #expect(!stage.service.enrich(#"{"id":"d","address":"01400 L'Abergement"}"#).text.contains("audiences"))
        stage.save("buyers", "some(events where at <= now)")
        stage.save("vips", "vip")
        #expect(
            stage.service.enrich(#"{"id":"d","address":"01400 L'Abergement"}"#).text.contains(
                #""audiences":["buyers","vips"],"dataset""#))
        #expect(stage.service.enrich(#"{"id":"c","address":"01400"}"#).text.contains(#""audiences":["vips"]"#))
        #expect(stage.service.enrich(#"{"id":"e"}"#).text.contains(#""audiences":[]"#))
        #expect(!stage.service.enrich(#"{"id":"unknown"}"#).text.contains("audiences"))
        let lines = stage.service.enrich("{\"id\":\"a\"}\n{\"id\":\"zz\"}\n", type: "application/x-ndjson").text
        #expect(lines.split(separator: "\n").map { $0.contains("audiences") } == [true, false])
        // A contact that is stored with the request is in what it is in afterwards.
        let stored = stage.service.enrich(
            #"[{"id":"n","attributes":{"vip":true},"store":true},{"id":"a","store":true,"attributes":{"vip":true}},{"id":"b"}]"#
        )
        #expect(stored.status == 200)
        #expect(
            stored.text.contains(#""audiences":["vips"]}"#) && stored.text.contains(#""audiences":["buyers","vips"]}"#))
    }

    @Test func onlyApprovedAudiencesAreNamedWhenTheSettingsSaySo() throws {
        let stage = try AudienceStage { $0.audiences.inEnrich = .approved }
        stage.fill()
        stage.save("vips", "vip")
        #expect(!stage.service.enrich(#"{"id":"d"}"#).text.contains("audiences"))
        _ = stage.post("/audiences/vips/approve", #"{"count":2}"#)
        #expect(stage.service.enrich(#"{"id":"d"}"#).text.contains(#""audiences":["vips"]"#))
    }

    @Test func aRequestWithAKeyIsDoneOnce() throws {
        let stage = try AudienceStage()
        let key = ["Idempotency-Key: once"]
        let first = stage.put("/audiences/a", #"{"rule":"vip"}"#, headers: key)
        stage.save("a", "points > 2")
        let second = stage.put("/audiences/a", #"{"rule":"vip"}"#, headers: key)
        #expect(first.status == 201 && second.status == 201 && first.body == second.body)
        #expect(stage.get("/audiences/a").text.contains(#""version":2"#))
        #expect(stage.put("/audiences/a", #"{"rule":"points > 1"}"#, headers: key).status == 422)
    }
}
