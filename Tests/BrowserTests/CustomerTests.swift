import Glibc
import TestSupport
import Testing

/// The overview of stored contacts shows what is stored.
@Suite(.serialized, .enabled(if: Chromium.path != nil, "Chromium is not installed (Debian: apt-get install chromium)"))
struct CustomerTests {
    private let stage: Stage

    init() throws { stage = try Stage.shared.get() }

    private func count(_ rule: String) throws -> Int {
        let answer = stage.customers.ask(
            "POST", "/audiences/evaluate", headers: ["Content-Type: application/json"],
            body: "{\"rule\":\(BrowserPage.quoted(rule)),\"sample\":0}")
        return Int(try #require(JSONTree(answer.body)?["count"]?.number))
    }

    @Test func personasAreThoseOfTheInterfaceAndHiddenBelowTheFloor() throws {
        let answer = try #require(JSONTree(stage.customers.ask("GET", "/dashboards/personas").body))
        let personas = answer["personas"]?.elements ?? []
        #expect(personas.count > 30)
        try stage.withPage { page in
            try Sight.customers.open(page, on: stage)
            let rows = try page.evaluate(
                """
                [...document.querySelectorAll(".compared tbody tr")].map((it) => [
                  it.querySelector("a").getAttribute("href").split("/").pop(),
                  ...[...it.cells].slice(2).map((cell) => cell.innerText),
                  it.querySelector(".bar-interval") === null ? -1 : it.querySelector(".bar-interval").x.baseVal.value])
                """
            ).elements
            let hidden = personas.count { $0["suppressed"]?.bool == true }
            #expect(rows.count == personas.count - hidden)
            for row in rows {
                let code = try #require(row[0]?.text)
                let expected = try #require(personas.first(where: { $0["code"]?.text == code }))
                let own = try count("persona = \"\(code)\"")
                #expect(expected["suppressed"]?.bool == false)
                #expect(own == 0 || own >= 11)
                #expect(row[1]?.text == "\(own)")
                #expect(expected["count"]?.number == Double(own))
                let index = expected["index"]?.number ?? -1
                let (low, high) = (expected["index_low"]?.number ?? -1, expected["index_high"]?.number ?? -1)
                #expect(row[4]?.text == "\(Int(index.rounded()))")
                #expect(row[5]?.text == "\(Int(low.rounded()))–\(Int(high.rounded()))")
                let start = 50 + 50 * min(max(log2(max(low, 1) / 100) / 3, -1), 1)
                #expect(abs((row[6]?.number ?? -1) - start) < 0.02)
            }
            #expect(hidden > 0)
            #expect(try page.evaluate("document.body.innerText.includes('\(hidden) rows hidden')").bool == true)
        }
    }

    @Test func cardsCountWhatIsStored() throws {
        try stage.withPage { page in
            try Sight.customers.open(page, on: stage)
            let cards = try page.evaluate("[...document.querySelectorAll('.cards .figure')].map((it) => it.innerText)")
                .texts
            #expect(cards.first == "\(Customers.count)")
            for rule in [
                "consent.email", "consent.sms",
                "some(events where type = \"purchase\" and at >= startOfDay - 12 month)",
            ] {
                let expected = try count(rule)
                #expect(cards.contains("\(expected)"), "\(rule)")
            }
            let lifecycle = try page.evaluate(
                "[...document.querySelectorAll('[aria-labelledby=lifecycle] tbody tr')].map((it) => it.cells[0].innerText + ' ' + it.cells[2].innerText)"
            )
            let customers = try count("lifecycle = \"customer\"")
            #expect(lifecycle.texts.contains("customers \(customers)"))
            // The columns by month are the contacts by month: the tallest fills the drawing.
            let heights = try page.evaluate(
                "[...document.querySelector('.months .columns').querySelectorAll('.column')].map((it) => it.height.baseVal.value)"
            )
            #expect(heights.elements.compactMap(\.number).max() == 118)
        }
    }

    // MARK: - An audience beside a base

    private func rows(_ page: BrowserPage) throws -> [JSONTree] {
        try page.evaluate(
            """
            [...document.querySelectorAll(".compared tbody tr")].map((it) => [
              it.querySelector("a").getAttribute("href").split("/").pop(), ...[...it.cells].slice(2).map((cell) => cell.innerText)])
            """
        ).elements
    }

    @Test(arguments: ["all", "audience:Gold", "department:59", "region:11", "france"])
    func anAudienceIsSeenBesideTheChosenBase(_ base: String) throws {
        let coded = base.replacing(":", with: "%3A")
        let answer = try #require(
            JSONTree(stage.customers.ask("GET", "/dashboards/personas?audience=City%20buyers&base=\(coded)").body))
        #expect(answer["suppressed"]?.bool == false)
        let personas = answer["personas"]?.elements ?? []
        try stage.withPage { page in
            // From the page of the audience, by its link and the form.
            try Sight.audience.open(page, on: stage)
            try page.evaluate("document.querySelector('a[href^=\"/?audience=\"]').click()")
            try page.waitForLoad()
            #expect(try page.evaluate("document.querySelector('h1').innerText").text == "City buyers")
            try page.evaluate(
                "document.querySelector('#base').value = '\(base)'; document.querySelector('.compare button').click()")
            try page.waitForLoad()
            #expect(try page.evaluate("document.querySelector('#base').value").text == base)
            let rows = try rows(page)
            #expect(rows.count == personas.count { $0["count"]?.number != nil } && rows.count > 5)
            for row in rows {
                let code = try #require(row[0]?.text)
                let expected = try #require(personas.first { $0["code"]?.text == code })
                #expect(row[1]?.text == expected["count"]?.number.map { "\(Int($0))" }, "\(code)")
                let index = expected["index"]?.number.map { $0 > 1000 ? "> 1,000" : "\(Int($0.rounded()))" }
                #expect(row[4]?.text == index ?? "–", "\(code)")
            }
            let cards = try page.evaluate("document.querySelector('.cards .figure').innerText").text
            #expect(cards == answer["audience"]?["contacts"]?.number.map { "\(Int($0))" })
            // Another language keeps what was chosen.
            try page.evaluate("document.querySelector('.languages a[lang=fr]').click()")
            try page.waitForLoad()
            #expect(try page.evaluate("document.querySelector('#base').value").text == base)
            #expect(try page.evaluate("document.querySelector('h1').innerText").text == "City buyers")
            #expect(page.complaints.isEmpty)
        }
    }

    @Test func anUnknownAudienceOrBaseIsSaid() {
        for query in ["audience=Nobody", "audience=Gold&base=moon", "base=department:999"] {
            #expect(stage.customers.ask("GET", "/?\(query)").status == 404, "\(query)")
        }
    }

    /// Two audiences that differ by a few people: the second is refused in plain words, the first stays.
    @Test func whatIsTooCloseToAnEarlierAnswerIsRefusedInPlainWords() throws {
        let low = 200
        var high = 201
        let first = try count("points >= \(low)")
        while first - (try count("points >= \(high)")) == 0 { high += 1 }
        #expect(first - (try count("points >= \(high)")) < 11)
        for (name, points) in [("Close", low), ("Closer", high)] {
            let answer = stage.customers.ask(
                "PUT", "/audiences/\(name)", headers: ["Content-Type: application/json"],
                body: "{\"rule\":\"points >= \(points)\"}")
            #expect(answer.status == 201)
        }
        defer { for name in ["Close", "Closer"] { _ = stage.customers.ask("DELETE", "/audiences/\(name)") } }
        try stage.withPage { page in
            try page.open("\(stage.customers.origin)/?audience=Close&lang=en")
            #expect(try page.evaluate("document.querySelector('#refusal') === null").bool == true)
            try page.open("\(stage.customers.origin)/?audience=Closer&lang=en")
            let said = try page.evaluate("document.querySelector('.refusal').innerText").text ?? ""
            #expect(said.contains("not shown") && said.contains("fewer than 11") && said.contains("What to do"))
            #expect(try page.evaluate("document.querySelector('.cards, .compared, .map') === null").bool == true)
            try page.open("\(stage.customers.origin)/?audience=Closer&lang=fr")
            let french = try page.evaluate("document.querySelector('.refusal').innerText").text ?? ""
            #expect(french.contains("Que faire"))
            try page.open("\(stage.customers.origin)/?audience=Close&lang=en")
            #expect(try page.evaluate("document.querySelector('.compared') !== null").bool == true)
            #expect(page.complaints.isEmpty)
        }
    }

    // MARK: - Beside the portrait

    @Test func aPersonasPageShowsTheCustomersOfTheInterface() throws {
        let answer = try #require(JSONTree(stage.customers.ask("GET", "/dashboards/personas").body))
        let personas = (answer["personas"]?.elements ?? []) + (answer["profiles"]?.elements ?? [])
        let told = personas.filter { $0["suppressed"]?.bool == false && ($0["count"]?.number ?? 0) > 0 }
        let hidden = try #require(personas.first { $0["suppressed"]?.bool == true })
        try stage.withPage { page in
            for expected in [told[0], told[told.count / 2], told[told.count - 1]] {
                try page.open("\(stage.customers.origin)/portal/personas/\(expected["code"]?.text ?? "")?lang=en")
                let cards = try page.evaluate(
                    "[...document.querySelectorAll('[aria-labelledby=customers] .figure')].map((it) => it.innerText)"
                ).texts
                #expect(cards.count == 4)
                #expect(cards.first == expected["count"]?.number.map { "\(Int($0))" })
                #expect(cards[1] == expected["index"]?.number.map { "\(Int($0.rounded()))" })
                let text =
                    try page.evaluate("document.querySelector('[aria-labelledby=customers]').innerText").text ?? ""
                for end in ["index_low", "index_high"] {
                    #expect(text.contains("\(Int((expected[end]?.number ?? -1).rounded()))"), "\(end)")
                }
            }
            try page.open("\(stage.customers.origin)/portal/personas/\(hidden["code"]?.text ?? "")?lang=en")
            let text = try page.evaluate("document.querySelector('[aria-labelledby=customers]').innerText").text ?? ""
            #expect(text.contains("Too few") && !text.contains(where: \.isNumber))
            // Without contacts there is nothing beside the portrait.
            try page.open("\(stage.origin)/portal/personas/A1")
            #expect(try page.evaluate("document.querySelector('#customers') === null").bool == true)
            // From a persona to an audience of it.
            try page.open("\(stage.customers.origin)/portal/personas/\(told[0]["code"]?.text ?? "")")
            try page.evaluate("document.querySelector('[aria-labelledby=customers] a').click()")
            try page.waitForLoad()
            #expect(
                try page.evaluate("document.querySelector('#rule').value").text?.contains(told[0]["code"]?.text ?? "?")
                    == true)
            #expect(page.complaints.isEmpty)
        }
    }
}
