import Audiences
import Service
import TestSupport
import Testing

@Suite struct DashboardRouteTests {
    private static let kinds = [
        "overview", "personas", "profiles", "indicators", "map", "rfm", "channels", "categories", "quality",
        "crosstab?rows=tier&columns=vip", "prospects",
    ]

    /// 40 contacts in the village, 20 in the second arrondissement; the first 30 bought.
    private func stage() throws -> AudienceStage {
        let stage = try AudienceStage()
        for index in 0..<60 {
            let iris = index < 40 ? "010010000" : "751020101"
            stage.put(
                "/contacts/c\(index)",
                #"{"address":{"iris":"\#(iris)"},"attributes":{"vip":\#(index % 2 == 0),"points":\#(index),"tier":"gold"},"consent":{"email":\#(index < 15)},"lifecycle":"customer"}"#
            )
        }
        for index in 0..<30 {
            _ = stage.post(
                "/events",
                #"{"id":"e\#(index)","contact":"c\#(index)","type":"purchase","channel":"store","category":"tea","at":"2026-05-01T10:00:00Z","amount":10}"#
            )
        }
        return stage
    }

    private func get(_ stage: AudienceStage, _ path: String, _ rule: String? = nil, headers: [String] = [])
        -> TestClient.Answer
    {
        var path = "/dashboards/" + path
        if let rule {
            let coded = rule.replacing(" ", with: "%20").replacing("=", with: "%3D").replacing(">", with: "%3E")
            path += (path.contains("?") ? "&" : "?") + "rule=" + coded
        }
        return stage.get(path, headers: headers)
    }

    @Test func everyDashboardAnswers() throws {
        let stage = try stage()
        for kind in Self.kinds {
            let answer = get(stage, kind)
            #expect(answer.status == 200, "\(kind): \(answer.text)")
            #expect(answer.text.hasPrefix(#"{"dashboard":""#) && answer.text.contains(#""as_of":""#))
            #expect(answer.text.contains(#""computed_at":""#) && answer.text.contains(#""suppressed":false"#))
            let tag = try #require(answer.headers["etag"])
            #expect(get(stage, kind, headers: ["If-None-Match: \(tag)"]).status == 304)
            let named = kind.split(separator: "?", maxSplits: 1)
            let path = named[0] + ".csv" + (named.count > 1 ? "?" + named[1] : "")
            let csv = get(stage, String(path))
            #expect(csv.status == 200 && csv.headers["content-type"] == "text/csv; charset=utf-8")
            #expect(get(stage, kind, headers: ["Accept: text/csv"]).text == csv.text)
        }
    }

    @Test func personasAreComparedWithHouseholdsOrContacts() throws {
        let stage = try stage()
        let all = get(stage, "personas").text
        #expect(all.contains(#""base":{"kind":"households","name":"france"}"#))
        #expect(all.contains(#"{"code":"B1","name":""#) && all.contains(#""profile":"B","count":40,"#))
        #expect(all.contains(#""profile":"A","count":20,"#))
        // Of 2,700 households 600 are of B1: 22.2 %; of the contacts 66.7 % are.
        #expect(all.contains(#""base_count":600,"base_share":0.222222,"penetration":0.06666667,"index":300,"#))
        let vips = get(stage, "personas", "vip").text
        #expect(vips.contains(#""audience":{"kind":"contacts","name":"rule","rule":"vip = true","contacts":30}"#))
        #expect(vips.contains(#""base":{"kind":"contacts","name":"all","contacts":60}"#))
        #expect(get(stage, "personas?base=department:75").text.contains(#""base_count":1500,"#))
        #expect(get(stage, "personas?base=region:11").text.contains(#""base_count":1500,"#))
        #expect(get(stage, "personas?base=postcodes:01410").text.contains(#""name":"postcodes:01410""#))
        stage.save("vips", "vip")
        let saved = get(stage, "personas?audience=vips").text
        #expect(saved.contains(#""name":"vips","rule":"vip = true","contacts":30"#))
        #expect(get(stage, "overview?as_of=2026-06-30").text.contains(#""buyers":30,"purchases":30,"amount":300"#))
    }

    @Test func aFewPeopleAreNotToldOf() throws {
        let stage = try stage()
        func reason(_ rule: String, _ path: String = "personas") -> String {
            let text = get(stage, path, rule).text
            guard let start = text.firstRange(of: #""reason":"#) else { return text }
            return String(text[start.upperBound...].prefix { $0 != "," && $0 != "}" })
        }
        #expect(reason("points = 5") == #""too_few_contacts""#)
        #expect(!get(stage, "personas", "points = 5").text.contains(#""count""#))
        #expect(get(stage, "personas", "points = 5").text.contains(#""contacts":null"#))
        #expect(reason("not points = 5") == #""nearly_all_contacts""#)
        #expect(reason("points >= 20") == "null")
        #expect(reason("points >= 21") == #""too_close_to_an_earlier_answer""#)
        #expect(reason("points >= 21", "overview") == #""too_close_to_an_earlier_answer""#)
        #expect(reason("points >= 20") == "null")
        #expect(reason("points >= 31") == "null")
        // Eight of the first 15, who consent, have an even number.
        #expect(try get(self.stage(), "overview", "vip").text.contains(#""given":null"#))
        #expect(reason("vip", "personas?base=rule:points%20%3D%203") == #""too_close_to_base""#)
    }

    @Test func whatCannotBeAskedIsRefusedWithAReason() throws {
        let stage = try stage()
        #expect(get(stage, "nonsense").status == 404)
        func refused(_ path: String, _ parameter: String, _ rule: String? = nil) {
            let answer = get(stage, path, rule)
            #expect(
                answer.status == 400 && answer.text.contains(#""parameter":"\#(parameter)""#), "\(path): \(answer.text)"
            )
        }
        refused("personas?audience=none", "audience")
        refused("personas", "audience", "pionts >= 3")
        refused("personas?base=moon", "base")
        refused("personas?base=department:99", "base")
        refused("personas?as_of=yesterday", "as_of")
        refused("crosstab?rows=tear&columns=vip", "rows")
        refused("crosstab?rows=tier&columns=vip&measure=tier", "measure")
        refused("map?level=commune", "in")
        refused("map?level=street", "level")
        refused("rfm?since=soon", "since")
        refused("prospects?budget=0", "budget")
        refused("overview.csv?table=none", "table")
        #expect(get(stage, "personas", headers: ["Accept: image/png"]).status == 406)
        #expect(try AudienceStage().get("/dashboards/overview").status == 404)
    }
}
