import FoundationEssentials
import TestSupport
import Testing

/// The rule builder: what is typed, what rows say, what is kept.
@Suite(.serialized, .enabled(if: Chromium.path != nil, "Chromium is not installed (Debian: apt-get install chromium)"))
struct AudienceTests {
    private let stage: Stage

    init() throws { stage = try Stage.shared.get() }

    /// What the interface counts.
    private func count(_ rule: String) throws -> JSONTree {
        let answer = stage.customers.ask(
            "POST", "/audiences/evaluate", headers: ["Content-Type: application/json"],
            body: "{\"rule\":\(BrowserPage.quoted(rule))}")
        return try #require(JSONTree(answer.body))
    }

    private static let isBusy = "document.querySelector('#figures').getAttribute('aria-busy') === 'true'"

    private func waitForCount(_ count: Int, _ page: BrowserPage) throws {
        try page.wait(for: "document.querySelector('#figures').dataset.count === '\(count)' && !(\(Self.isBusy))")
    }

    @Test func typingCountsAndDrawsTheRows() throws {
        try stage.withPage { page in
            try Sight.newAudience.open(page, on: stage)
            let rule = "points > 250 and consent.email and tier in (\"gold\", \"silver\")"
            let expected = try count(rule)
            try page.evaluate("document.querySelector('#rule').select(); document.querySelector('#rule').focus()")
            try page.type(rule)
            try waitForCount(Int(expected["count"]?.number ?? -1), page)
            #expect(try page.evaluate("document.querySelectorAll('#rows .rule-row').length").number == 3)
            #expect(
                try page.evaluate(
                    "[...document.querySelectorAll('#rows .chooser input')].map((it) => it.dataset.name)"
                ).texts == ["points", "consent.email", "tier"])
            let counted = Int(expected["count"]?.number ?? -1)
            #expect(
                try page.evaluate("document.querySelector('#said').innerText").text?.hasPrefix("\(counted) contacts")
                    == true)
            // The funnel and the reach are the interface's.
            let funnel = try page.evaluate(
                "[...document.querySelectorAll('[aria-labelledby=funnel] tbody tr')].slice(1).map((it) => it.cells[2].innerText)"
            )
            #expect(
                funnel.texts
                    == (expected["funnel"]?.elements.compactMap { $0["count"]?.number.map { "\(Int($0))" } } ?? []))
            let reach = try page.evaluate(
                "[...document.querySelectorAll('[aria-labelledby=reach] tbody tr')].map((it) => it.cells[2].innerText)")
            #expect(
                reach.texts
                    == (expected["reach"]?.elements.compactMap { $0["reachable"]?.number.map { "\(Int($0))" } } ?? []))
            #expect(page.complaints.isEmpty)
        }
    }

    @Test func aRowChangesTheTextAndTheCount() throws {
        try stage.withPage { page in
            try Sight.audience.open(page, on: stage)
            let before = try count("lifecycle = \"customer\" and points > 100 and consent.email")["count"]?.number ?? -1
            try waitForCount(Int(before), page)
            try page.evaluate(
                """
                (() => { const value = document.querySelector("#rows [data-place='rules[1].value']"); value.focus(); value.select(); })()
                """)
            try page.type("400")
            let after = try count("lifecycle = \"customer\" and points > 400 and consent.email")["count"]?.number ?? -1
            #expect(after < before)
            try waitForCount(Int(after), page)
            #expect(try page.evaluate("document.querySelector('#rule').value").text?.contains("points > 400") == true)
            // The field is still being edited.
            #expect(try page.evaluate("document.activeElement.dataset.place").text == "rules[1].value")
            // What has changed is not approved as it was.
            #expect(try page.evaluate("document.querySelector('#approve').disabled").bool == true)
            try page.evaluate("document.querySelector(\"#rows .rule-row button\").click()")
            try page.wait(for: "!document.querySelector('#rule').value.includes('lifecycle')")
            #expect(page.complaints.isEmpty)
        }
    }

    @Test func everyKindOfRowIsDrawnAndSaysTheSame() throws {
        let rules = [
            "persona in (\"A1\", \"B1\") or not (points between 10 and 90 xor tier is null)",
            "atLeast(2, events where type = \"purchase\" and at > now - 90 day)",
            "sum(events.amount where channel = \"web\") >= 50 and created_at < startOfYear",
            "count(events) = 0 and audience = \"Gold\" and median_income > 20000",
        ]
        try stage.withPage { page in
            try Sight.newAudience.open(page, on: stage)
            for rule in rules {
                let expected = try count(rule)
                let text = try #require(expected["text"]?.text, "\(rule): \(expected)")
                try page.evaluate("document.querySelector('#rule').select(); document.querySelector('#rule').focus()")
                try page.type(rule)
                try waitForCount(Int(expected["count"]?.number ?? -1), page)
                // Asking by rows leads to the same text: nothing was lost on the way.
                try page.evaluate(
                    "document.querySelector('#rows .not input').click(); document.querySelector('#rows .not input').click()"
                )
                try page.wait(for: "document.querySelector('#rule').value === \(BrowserPage.quoted(text))")
                try waitForCount(Int(expected["count"]?.number ?? -1), page)
            }
            #expect(page.complaints.isEmpty)
        }
    }

    /// Every name that rules know is found by its name: those of contacts in the page, those of neighbourhoods by asking.
    @Test func theChooserFindsEveryField() throws {
        let indicators = JSONTree(stage.customers.ask("GET", "/indicators?limit=500").body)?["indicators"]?.elements
        let some = (indicators ?? []).enumerated().filter { $0.offset.isMultiple(of: 9) }.compactMap {
            $0.element["id"]?.text
        }
        #expect(some.count > 40)
        for name in some {
            let answer = stage.customers.ask("GET", "/portal/rule-fields?q=\(name)")
            #expect(JSONTree(answer.body)?.elements.contains { $0["name"]?.text == name } == true, "\(name)")
        }
        try stage.withPage { page in
            try Sight.newAudience.open(page, on: stage)
            let names = try page.evaluate(
                "JSON.parse(form.dataset.fields).contact.map((it) => it.name)".replacing(
                    "form.", with: "document.querySelector('#audience').")
            ).texts
            for name in [
                "lifecycle", "persona", "profile", "audience", "department", "postcode", "citycode", "iris",
                "match.level", "match.score", "created_at", "updated_at", "points", "tier", "consent.email",
                "consent.email.at", "consent.email.source", "consent.sms",
            ] {
                #expect(names.contains(name), "\(name)")
                // What the chooser offers, rules understand.
                let answer = try count("\(name) notNull")
                #expect(answer["count"] != nil || name == "audience", "\(name): \(answer)")
            }
        }
    }

    /// By keyboard alone, without accents: from a field of the contact to an indicator of the neighbourhood.
    @Test func aFieldIsFoundByItsLabelWithoutAccents() throws {
        try stage.withPage { page in
            try page.open("\(stage.customers.origin)/portal/audience-new?lang=fr&rule=points%20%3E%20100")
            let box = "document.querySelector('#rows .chooser input')"
            #expect(try page.evaluate("\(box).value").text == "points")
            try page.evaluate("\(box).focus()")
            try page.type("median niveau")
            try page.wait(
                for:
                    "document.querySelectorAll('.chooser [role=option]').length > 0 && document.querySelector('.chooser ul').innerText.includes('median_income')"
            )
            let names = try page.evaluate(
                "[...document.querySelectorAll('.chooser [role=option] code')].map((it) => it.innerText)"
            ).texts
            let place = try #require(names.firstIndex(of: "median_income"))
            for _ in 0..<place { try page.press("ArrowDown", code: 40) }
            #expect(
                try page.evaluate("document.getElementById(\(box).getAttribute('aria-activedescendant')).innerText")
                    .text?
                    .contains("median_income") == true)
            try page.press("Enter", code: 13, text: "\r")
            try page.wait(for: "document.querySelector('#rule').value.includes('median_income')")
            #expect(try page.evaluate("\(box).dataset.name").text == "median_income")
            // The focus stays in the row; Escape leaves things as they are.
            #expect(try page.evaluate("document.activeElement === \(box)").bool == true)
            try page.type("xyzxyz")
            try page.wait(for: "document.querySelector('.chooser [aria-disabled]') !== null")
            try page.press("Escape", code: 27)
            #expect(try page.evaluate("\(box).dataset.name").text == "median_income")
            // An indicator that was only typed into the text gets its label as well.
            try page.evaluate("document.querySelector('#rule').select(); document.querySelector('#rule').focus()")
            try page.type("poverty_rate > 20")
            try page.wait(for: "\(box).dataset.name === 'poverty_rate' && \(box).value !== 'poverty_rate'")
            #expect(page.complaints.isEmpty)
        }
    }

    @Test func aMistakeIsShownAtItsPlace() throws {
        try stage.withPage { page in
            try Sight.newAudience.open(page, on: stage)
            try page.evaluate("document.querySelector('#rule').select(); document.querySelector('#rule').focus()")
            try page.type("lifecycle = \"customer\" and pionts > 3")
            try page.wait(for: "document.querySelector('#figures [role=alert]') !== null")
            let said = try page.evaluate("document.querySelector('#figures [role=alert]').innerText").text ?? ""
            #expect(said.contains("pionts") && said.contains("points"))
            let caret = try page.evaluate("document.querySelector('.caret').textContent").text ?? ""
            let lines = caret.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.last?.count == "lifecycle = \"customer\" and p".count)
            #expect(try page.evaluate("document.querySelector('#save').disabled").bool == true)
            #expect(page.complaints.isEmpty)
        }
    }

    /// The place stays where it was, the words are French; the interface stays English.
    @Test(arguments: [
        ("lifecycle = \"customer\" and pionts > 3", "n'ont pas de champ « pionts » ; vouliez-vous dire « points »"),
        ("points > \"beaucoup\"", "un nombre est attendu, au lieu de \"beaucoup\""),
        ("tier = \"platine\"", "ne vaut jamais"), ("points >", "une valeur est attendue"),
        ("(points > 3", "« ) » est attendu"), ("created_at > \"demain\"", "vouliez-vous dire la date relative"),
        ("audience = \"Godl\"", "il n'y a pas d'audience « Godl » ; vouliez-vous dire « Gold »"),
        ("atLeast(events where type = \"purchase\")", "demande d'abord un nombre"),
        ("sum(events where type = \"purchase\") > 3", "demande un champ des événements"),
        ("points > 3 and", "est attendu, au lieu de la fin"),
        ("lifecycle = \"customer", "ce guillemet n'est pas fermé"),
        ("points between 3", "« and » et l'autre borne sont attendus"), ("points ~ 3", "ne veut rien dire"),
        ("consent.email > 3", "est attendu"), ("persona contains 3 and points contains \"x\"", "un nombre est attendu"),
    ])
    func aMistakeIsSaidInFrench(_ rule: String, _ expected: String) throws {
        func said(_ language: String) -> String {
            stage.customers.ask(
                "POST", "/portal/audience-figures?lang=\(language)", headers: ["Content-Type: application/json"],
                body: "{\"rule\":\(BrowserPage.quoted(rule))}"
            ).text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ").replacing("&quot;", with: "\"")
                .replacing("&#39;", with: "'")
        }
        let (french, english) = (said("fr"), said("en"))
        let sentence = french.firstRange(of: "role=\"alert\"").map { french[$0.upperBound...] } ?? ""
        #expect(sentence.lowercased().contains(expected.lowercased()), "\(sentence.prefix(400))")
        #expect(!sentence.contains("lang=\"en\""), "\(sentence.prefix(400))")
        let carets = [french, english].map { text in
            text.firstRange(of: "class=\"caret\"").map { String(text[$0.upperBound...].drop { $0 != ">" }) }
        }
        #expect(carets[0] != nil && carets[0] == carets[1])
        #expect(english.contains("cannot be followed"))
    }

    @Test func anAudienceIsSavedApprovedFrozenAndDownloaded() throws {
        try stage.withPage { page in
            try Sight.newAudience.open(page, on: stage)
            let rule = "consent.sms and points > 50"
            let expected = Int(try count(rule)["count"]?.number ?? -1)
            try page.evaluate("document.querySelector('#rule').select(); document.querySelector('#rule').focus()")
            try page.type(rule)
            try waitForCount(expected, page)
            try page.evaluate("document.querySelector('#name').focus()")
            try page.type("SMS & friends 50%")
            try page.evaluate(
                "document.querySelector('#channel').value = 'sms'; document.querySelector('#save').click()")
            try page.waitForLoad()
            #expect(try page.evaluate("document.querySelector('h1').innerText").text == "SMS & friends 50%")
            #expect(try page.evaluate("document.querySelector('.stage-draft') !== null").bool == true)
            try page.evaluate("document.querySelector('#approve').click()")
            try page.waitForLoad()
            #expect(try page.evaluate("document.querySelector('.stage-approved') !== null").bool == true)
            try page.evaluate("document.querySelector('#snapshot').click()")
            try page.waitForLoad()
            let link = try #require(
                try page.evaluate("document.querySelector('[aria-labelledby=snapshots] a').getAttribute('href')").text)
            let list = stage.customers.ask("GET", link)
            #expect(list.status == 200)
            #expect(list.text.split(separator: "\n").count == expected + 1)
            // A click on it is a file.
            let folder = stage.folder + "/lists"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try page.download(to: folder)
            try page.evaluate("document.querySelector('[aria-labelledby=snapshots] a').click()")
            var saved: [String] = []
            for _ in 0..<200 where saved.isEmpty {
                try page.evaluate("new Promise((done) => setTimeout(done, 25))")
                saved = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }
            }
            let file = try #require(saved.first)
            #expect(try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) == list.text)
            #expect(page.complaints.isEmpty)
            try page.open("\(stage.customers.origin)/portal/audiences")
            let row = try page.evaluate(
                "[...document.querySelectorAll('.audiences tbody tr')].find((it) => it.innerText.includes('SMS')).innerText"
            )
            #expect(row.text?.contains("approved") == true && row.text?.contains("\(expected)") == true)
        }
    }

    @Test func anotherSitesPageChangesNothing() {
        for (method, path) in [("PUT", "/audiences/stolen"), ("POST", "/audiences/Gold/approve")] {
            let answer = stage.customers.ask(
                method, path, headers: ["Content-Type: application/json", "Sec-Fetch-Site: cross-site"],
                body: "{\"rule\":\"points > 1\",\"count\":1}")
            #expect(answer.status == 403)
        }
        #expect(stage.customers.ask("GET", "/audiences/stolen").status == 404)
    }

    @Test func aRuleIsReadWithoutTheScript() throws {
        try stage.withPage(hasScript: false) { page in
            try Sight.audience.open(page, on: stage)
            #expect(try page.evaluate("document.querySelector('#rule').value").text?.contains("points > 100") == true)
            let expected = try count("lifecycle = \"customer\" and points > 100 and consent.email")
            #expect(
                try page.evaluate("document.querySelector('#figures').dataset.count").text
                    == "\(Int(expected["count"]?.number ?? -1))")
            #expect(page.complaints.isEmpty)
        }
    }
}
