import Glibc
import TestSupport
import Testing

/// The pages about indicators find what the interface finds, and draw its numbers.
@Suite(.serialized, .enabled(if: Chromium.path != nil, "Chromium is not installed (Debian: apt-get install chromium)"))
struct IndicatorTests {
    private let stage: Stage

    init() throws { stage = try Stage.shared.get() }

    private func json(_ path: String) throws -> JSONTree {
        try #require(JSONTree(stage.ask("GET", path).body))
    }

    /// The ids that a page links to, in its order.
    private func ids(_ path: String) -> [String] {
        stage.ask("GET", path).text.components(after: "href=\"/portal/indicators/")
    }

    @Test func allIndicatorsAreOnThePagesOnce() throws {
        let total = Int(try json("/indicators?limit=1")["total"]?.number ?? 0)
        #expect(total > 1000)
        var seen: [String] = []
        for page in 1...((total + 39) / 40) { seen += ids("/portal/indicators?page=\(page)") }
        #expect(seen.count == total)
        #expect(Set(seen).count == total)
    }

    @Test(arguments: ["revenu%20m%C3%A9dian", "REVENU+MEDIAN", "creche", "hospital", "65", "no+such+thing"])
    func aSearchFindsWhatTheInterfaceFinds(_ text: String) throws {
        let found = try json("/indicators?limit=500&q=\(text)")
        let expected = found["indicators"]?.elements.compactMap { $0["id"]?.text } ?? []
        var seen: [String] = []
        for page in 1...(expected.count / 40 + 1) { seen += ids("/portal/indicators?q=\(text)&page=\(page)") }
        #expect(Set(seen) == Set(expected))
        #expect(seen.count == expected.count)
    }

    @Test func typingFiltersAtOnceAndPagesGoOnWithoutTheScript() throws {
        try stage.withPage { page in
            try Sight.indicators.open(page, on: stage)
            try page.evaluate("document.querySelector('#q').focus()")
            try page.type("médian")
            let total = Int(try json("/indicators?limit=1&q=median")["total"]?.number ?? 0)
            try page.wait(for: "document.querySelector('#results').innerText.startsWith('\(total) indicators')")
            #expect(try page.evaluate("location.search").text?.contains("q=m%C3%A9dian") == true)
            #expect(page.complaints.isEmpty)
        }
        try stage.withPage(hasScript: false) { page in
            try page.open("\(stage.origin)/portal/indicators?theme=shops&q=per&lang=en")
            try page.evaluate("document.querySelector('.pages a').click()")
            try page.waitForLoad()
            #expect(try page.evaluate("location.search").text == "?q=per&theme=shops&page=2")
            #expect(try page.evaluate("document.querySelector('#theme').value").text == "shops")
            #expect(try page.evaluate("document.querySelectorAll('#results tbody tr').length").number ?? 0 > 0)
        }
    }

    @Test(arguments: ["median_income", "owner_share", "hotels_per_1000", "no_car_share"])
    func barsAreTheMeansOfThePersonas(_ id: String) throws {
        let personas = try json("/personas?lang=en")["personas"]?.elements ?? []
        let means = try personas.map { persona -> (code: String, households: Double, value: Double) in
            let code = try #require(persona["code"]?.text)
            let value = try #require(try json("/personas/\(code)")["indicators"]?[id]?.number)
            return (code, persona["households"]?.number ?? 0, value)
        }
        let all = means.reduce(0) { $0 + $1.households }
        let france = means.reduce(0) { $0 + $1.value * $1.households } / all
        try stage.withPage { page in
            try page.open("\(stage.origin)/portal/indicators/\(id)?lang=en")
            let rows = try page.evaluate(
                """
                [...document.querySelectorAll("[aria-labelledby=by-persona] tbody tr")].map((row) =>
                  [row.querySelector("a").getAttribute("href"), Number(row.cells[2].innerText.replaceAll(",", "")),
                   row.querySelector(".bar-fill").width.baseVal.value])
                """
            ).elements
            #expect(rows.count == personas.count)
            var shown: [Double] = []
            for row in rows {
                let code = try #require(row[0]?.text?.split(separator: "/").last)
                let mean = try #require(means.first(where: { $0.code == code })).value
                let index = 100 * mean / france
                shown.append(mean)
                #expect(abs((row[1]?.number ?? 0) - index) <= 0.51)
                let length = 50 * min(abs(log2(max(index, 1) / 100)) / 3, 1)
                #expect(abs((row[2]?.number ?? 0) - length) < 0.02)
            }
            #expect(shown == shown.sorted(by: >))
            // Every household is in one of the columns.
            let columns = try page.evaluate("document.querySelectorAll('.columns .column').length").number ?? 0
            #expect(columns > 1)
            #expect(page.receivedBytes < 150_000)
        }
    }

    /// A growth may be negative, and is no multiple of France's.
    @Test func whatMayBeNegativeHasNoIndex() throws {
        try stage.withPage { page in
            try page.open("\(stage.origin)/portal/indicators/population_growth?lang=fr")
            #expect(try page.evaluate("document.querySelectorAll('.bar-signed').length").number == 34)
            #expect(try page.evaluate("document.querySelectorAll('.bar-index').length").number == 0)
            #expect(
                try page.evaluate("document.querySelectorAll('[aria-labelledby=by-persona] thead th').length").number
                    == 2)
        }
    }

    @Test func anUnknownIndicatorIsSaidToBeUnknown() {
        #expect(stage.ask("GET", "/portal/indicators/nonsense").status == 404)
        let page = stage.ask("GET", "/portal/indicators?theme=nonsense&page=99999&q=%3Cscript%3E").text
        #expect(page.contains("value=\"&lt;script&gt;\""))
    }
}

extension String {
    /// The runs of text after each `mark`, up to a quotation mark or a question mark.
    fileprivate func components(after mark: String) -> [String] {
        ranges(of: mark).map { String(self[$0.upperBound...].prefix { $0 != "\"" && $0 != "?" }) }
    }
}
