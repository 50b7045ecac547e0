import TestSupport
import Testing

/// The demonstration set comes, is labelled everywhere, and goes without a trace of anybody else's.
@Suite(.serialized, .enabled(if: Chromium.path != nil, "Chromium is not installed (Debian: apt-get install chromium)"))
struct DemonstrationTests {
    private let stage: Stage

    init() throws { stage = try Stage.shared.get() }

    private static let invented = 4000

    private func count(_ rule: String, _ service: ServedStage) -> Int {
        let answer = service.ask(
            "POST", "/audiences/evaluate", headers: ["Content-Type: application/json"],
            body: "{\"rule\":\(BrowserPage.quoted(rule)),\"sample\":0}")
        return JSONTree(answer.body)?["count"]?.number.map { Int($0) } ?? -1
    }

    private func put(_ id: String, _ service: ServedStage) {
        let answer = service.ask(
            "PUT", "/contacts/\(id)", headers: ["Content-Type: application/json"],
            body: #"{"address":"69002 Lyon","lifecycle":"customer"}"#)
        #expect(answer.status == 201)
    }

    private static let labelled = "document.querySelector('.invented strong') !== null"

    @Test(arguments: [true, false])
    func theSetComesWithOneButtonAndGoesWithAnother(_ hasScript: Bool) throws {
        let service = try stage.makeService("demonstration-\(hasScript)")
        defer { service.end() }
        try stage.withPage(hasScript: hasScript) { page in
            try page.open("\(service.origin)/?lang=en")
            #expect(try page.evaluate(Self.labelled).bool == false)
            try page.evaluate("document.querySelector('.begin .demonstration-form button').click()")
            try page.waitForLoad()
            #expect(try page.evaluate("location.pathname").text == "/")
            #expect(try page.evaluate("document.querySelector('.cards .figure').innerText").text == "4,000")
            for path in Sight.allCases.map(\.path) where path.hasPrefix("/portal") && !path.contains("City") {
                try page.open(service.origin + path)
                #expect(try page.evaluate(Self.labelled).bool == true, "\(path)")
            }
            // Whoever comes now is no part of it, whatever the id looks like.
            for id in ["crm-1", "demo-mine"] { put(id, service) }
            try page.open("\(service.origin)/portal/personas")
            try page.evaluate("document.querySelector('.invented button').click()")
            try page.waitForLoad()
            #expect(try page.evaluate(Self.labelled).bool == false)
            #expect(page.complaints.isEmpty)
        }
        #expect(count("created_at notNull", service) == 2)
        #expect(service.ask("GET", "/contacts/demo-0001").status == 404)
        for id in ["crm-1", "demo-mine"] { #expect(service.ask("GET", "/contacts/\(id)").status == 200) }
        // It does not come back among real contacts.
        #expect(service.sendForm("/portal/demonstration", "action=add").status == 409)
        #expect(count("created_at notNull", service) == 2)
    }

    @Test func theSetIsPlausible() throws {
        let service = stage.demonstrated
        #expect(count("created_at notNull", service) == Self.invented)
        #expect(count("lifecycle = \"prospect\" and some(events where type = \"purchase\")", service) == 0)
        #expect(count("lifecycle = \"customer\" and none(events where type = \"purchase\")", service) == 0)
        #expect(count("consent.email", service) > Self.invented / 2)
        #expect(count("tier = \"gold\" and points notNull", service) > 200)
        let ids = JSONTree(
            service.ask(
                "POST", "/audiences/evaluate", headers: ["Content-Type: application/json"],
                body: #"{"rule":"created_at notNull","sample":100}"#
            ).body)?["sample"]?.elements.compactMap(\.text)
        #expect(ids?.count == 100 && ids?.allSatisfy { $0.hasPrefix("demo-") } == true)
        // Some personas stand out, and the months of two years are filled.
        let personas = try #require(JSONTree(service.ask("GET", "/dashboards/personas").body))
        #expect((personas["core_share"]?.number ?? 0) > 0.2)
        let months = JSONTree(service.ask("GET", "/dashboards/overview").body)?["months"]?.elements ?? []
        #expect(months.count { ($0["purchases"]?.number ?? 0) > 50 } > 20)
    }

    @Test func theFormIsRefusedFromElsewhereAndWithoutItsToken() throws {
        let form = "Content-Type: application/x-www-form-urlencoded"
        for (headers, body) in [
            ([form, "Sec-Fetch-Site: cross-site"], "action=remove"), ([form], "action=remove"),
            ([form], "action=remove&token=00000000000000000000000000000000"),
        ] {
            #expect(
                stage.demonstrated.ask("POST", "/portal/demonstration", headers: headers, body: body).status == 403)
        }
        #expect(stage.demonstrated.sendForm("/portal/demonstration", "action=steal").status == 400)
        #expect(stage.demonstrated.sendForm("/portal/demonstration", "action=add").status == 409)
        #expect(count("created_at notNull", stage.demonstrated) == Self.invented)
    }
}
