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

    /// The made-up neighbourhoods by their figures; the contacts live in the first and the last.
    private static let neighbourhoods:
        [(contacts: Int, households: Int, bakeries: Double, income: Double?, wage: Double)] =
            [
                (40, 300, 1, 10_000, 12), (0, 100, 2, 20_000, 15), (0, 300, 3, 40_000, 15), (0, 500, 4, 30_000, 20),
                (20, 1500, 5, nil, 30),
            ]

    /// Every contact and every household is one value of the model.
    private func indicator(_ id: String, _ figure: ((bakeries: Double, income: Double?, wage: Double)) -> Double?)
        -> (line: String, effect: Double)
    {
        func values(_ count: (Int, Int) -> Int) -> [Double] {
            Self.neighbourhoods.flatMap { place in
                let value = figure((place.bakeries, place.income, place.wage))
                return value.map { Array(repeating: $0, count: count(place.contacts, place.households)) } ?? []
            }
        }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        let (own, base) = (values { contacts, _ in contacts }, values { _, households in households })
        let deviation = mean(base.map { ($0 - mean(base)) * ($0 - mean(base)) }).squareRoot()
        let effect = (mean(own) - mean(base)) / deviation
        func text(_ value: Double) -> String {
            let text = "\((value * 10_000).rounded() / 10_000)"
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        return (
            "\(id),\(text(mean(own))),\(text(mean(base))),\(text(effect)),\(own.count)", effect.magnitude
        )
    }

    @Test func indicatorsSetContactsApartAsTheModelSays() throws {
        let stage = try stage()
        let expected = [
            indicator("bakeries") { $0.bakeries }, indicator("income") { $0.income }, indicator("wage") { $0.wage },
        ].sorted { $0.effect > $1.effect }.map(\.line)
        let lines = get(stage, "indicators.csv").text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            return ([fields[0]] + fields.suffix(4)).joined(separator: ",")
        }
        #expect(lines == expected)
        #expect(get(stage, "indicators.csv?theme=shops").text.split(separator: "\n").count == 2)
        // Half of the contacts are VIPs, everywhere; the incomes that are known of contacts are all the same, which says nothing.
        let vips = get(stage, "indicators.csv", "vip").text
        #expect(vips.contains(",2.3333,2.3333,0,30\n") && !vips.contains("\nincome,"))
    }

    /// 40 of the 600 households of persona B1 are contacts, and 20 of the 1,500 of A2: the first weighs, and is the core.
    @Test func prospectsAreWhereTheCoreLives() throws {
        let stage = try stage()
        let all = get(stage, "prospects?budget=1000").text
        #expect(all.contains(#""personas":[{"code":"B1"}]"#))
        // The other IRIS of B1 has 300 households, of whom 300 × 40 / 600 = 20 are to be expected; the village has its 20 twice over.
        #expect(
            all.contains(
                #""code":"010020102","name":"IRIS 010020102, Saint-Denis","households":300,"core_households":300,"contacts":0,"expected":20,"yield":66.667}]"#
            ), "\(all)")
        #expect(all.contains(#""budget":1000,"households":300,"expected":20,"#))
        #expect(get(stage, "prospects?budget=299").text.contains(#""areas":[]"#))
    }

    @Test func savedAudiencesThatAreOfNoUseAreNamed() throws {
        let stage = try stage()
        func remarks(_ path: String = "quality") -> String {
            let text = get(stage, path).text
            return String(text[(text.firstRange(of: #""remarks":"#)?.upperBound ?? text.startIndex)...])
        }
        #expect(remarks().hasPrefix("[]"))
        stage.save("gold", "tier = \"gold\"")
        stage.save("mail", "consent.email")
        stage.save("vips", "vip")
        _ = stage.post("/audiences/mail/approve", #"{"count":15}"#)
        #expect(stage.post("/audiences/mail/snapshots", #"{"channel":"email"}"#).status == 201)
        stage.save("sixty", "points < 60")
        let text = remarks()
        func unused(_ name: String) -> String {
            #"{"audience":"\#(name)","kind":"never_used","other":null,"likeness":null}"#
        }
        #expect(text.contains(unused("gold")) && text.contains(unused("vips")) && !text.contains(unused("mail")))
        #expect(
            text.contains(#"{"audience":"gold","kind":"nearly_equal","other":"sixty","likeness":1}"#), "\(text)")
        #expect(!text.contains(#""other":"vips""#))
        // At a moment before anybody had come the same is asked of the same contacts.
        #expect(remarks("quality?as_of=2026-06-30").contains(unused("gold")))
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
