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
            #expect(rows.count == personas.count)
            var hidden = 0
            for row in rows {
                let code = try #require(row[0]?.text)
                let expected = try #require(personas.first(where: { $0["code"]?.text == code }))
                let own = try count("persona = \"\(code)\"")
                guard expected["suppressed"]?.bool == false else {
                    hidden += 1
                    #expect(row[1]?.text == "hidden" && row[4]?.text == "–" && row[6]?.number == -1, "\(code)")
                    continue
                }
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
}
