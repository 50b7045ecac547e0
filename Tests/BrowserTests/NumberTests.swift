import Glibc
import TestSupport
import Testing

/// The pages show the numbers of the interface.
@Suite(.serialized, .enabled(if: Chromium.path != nil, "Chromium is not installed (Debian: apt-get install chromium)"))
struct NumberTests {
    private let stage: Stage

    init() throws { stage = try Stage.shared.get() }

    private func json(_ path: String) throws -> JSONTree {
        let answer = stage.ask("GET", path)
        return try #require(JSONTree(answer.body))
    }

    @Test func theOverviewHasTheShareOfEveryProfile() throws {
        let profiles = try json("/profiles?lang=en")["profiles"]?.elements ?? []
        #expect(profiles.count == 11)
        try stage.withPage { page in
            try Sight.overview.open(page, on: stage)
            for profile in profiles {
                let code = try #require(profile["code"]?.text)
                let row = try page.evaluate(
                    """
                    (() => { const row = document.querySelector("a[href='/portal/personas/\(code)']").closest("tr");
                      return [row.cells[0].innerText, row.cells[2].innerText, row.querySelector(".bar-fill").width.baseVal.value] })()
                    """)
                let share = try #require(profile["share"]?.number)
                #expect(row[0]?.text?.contains(profile["name"]?.text ?? "?") == true)
                #expect(row[1]?.text == "\(tenths(share * 100))%")
                let most = profiles.compactMap { $0["share"]?.number }.max() ?? 1
                #expect(abs((row[2]?.number ?? 0) - 100 * share / most) < 0.01)
            }
        }
    }

    @Test func theWheelIsAsWideAsTheShares() throws {
        let personas = try json("/personas?lang=en")["personas"]?.elements ?? []
        #expect(personas.count == 34)
        try stage.withPage { page in
            try Sight.personas.open(page, on: stage)
            let sectors = try page.evaluate(
                """
                [...document.querySelectorAll(".wheel-persona")].map((it) => [it.getAttribute("href"),
                  it.querySelector("path").getAttribute("d").match(/-?[\\d.]+/g).slice(0, 9).map(Number)])
                """
            ).elements
            #expect(sectors.count == 34)
            for (sector, persona) in zip(sectors, personas) {
                #expect(sector[0]?.text == "/portal/personas/\(persona["code"]?.text ?? "")")
                // M x y A r r 0 large sweep x y: the angle between the two points about the middle is the share of a turn.
                let path = sector[1]?.elements.compactMap(\.number) ?? []
                let turn = angle(path[7], path[8]) - angle(path[0], path[1])
                #expect(abs((turn < 0 ? turn + 1 : turn) - (persona["share"]?.number ?? 0)) < 0.0005)
            }
        }
    }

    @Test func anAnswerIsThatOfTheInterface() throws {
        try stage.withPage { page in
            try Sight.answer.open(page, on: stage)
            let shown = try page.evaluate("document.querySelector('#json').textContent").text ?? ""
            let answer = stage.ask(
                "POST", "/enrich", headers: ["Content-Type: application/json"],
                body: "{\"address\": \"12 bis rue Victor Hugo, 69002 Lyon\"}")
            let expected = try #require(JSONTree(answer.body))
            #expect(JSONTree(Array(shown.utf8)) == expected)
            let label = try page.evaluate("document.querySelector('#found').innerText").text
            #expect(label == expected["match"]?["label"]?.text)
            let shares = try page.evaluate(
                "[...document.querySelectorAll('[aria-labelledby=mix] tbody tr')].map((it) => it.cells[2].innerText)")
            let mix = expected["mix"]?.elements.compactMap { $0["share"]?.number } ?? []
            #expect(shares.texts == mix.map { "\(Int(($0 * 100).rounded()))%" })
            // The address is in no link: not in the address bar, nor in what was asked for.
            #expect(page.requests.allSatisfy { !$0.contains("Hugo") })
            #expect(try page.evaluate("location.href").text == "\(stage.origin)/portal/address?lang=en")
        }
    }

    /// Without the script the form is sent and the page comes back with the same answer.
    @Test func anAddressIsAnsweredWithoutTheScript() throws {
        try stage.withPage(hasScript: false) { page in
            try Sight.address.open(page, on: stage)
            try page.evaluate("document.querySelector('#address').focus()")
            try page.type("35000 Rennes")
            try page.press("Enter", code: 13, text: "\r")
            try page.waitForLoad()
            #expect(try page.evaluate("document.querySelector('#found').innerText").text == "35000 Rennes")
            #expect(try page.evaluate("document.querySelector('#address').value").text == "35000 Rennes")
            #expect(page.complaints.isEmpty)
        }
    }

    @Test func textOfAnAddressIsTextOnThePage() throws {
        try stage.withPage { page in
            try Sight.address.open(page, on: stage)
            try page.evaluate("document.querySelector('#address').focus()")
            try page.type("<img src=x onerror=alert(1)> '35000' \"Rennes\" $(id)")
            try page.press("Enter", code: 13, text: "\r")
            try page.wait(for: "document.querySelector('#command') !== null")
            #expect(try page.evaluate("document.querySelectorAll('main img').length").number == 0)
            let command = try page.evaluate("document.querySelector('#command').textContent").text ?? ""
            #expect(command.contains("'\\''35000'\\''"))
            #expect(page.complaints.isEmpty)
        }
    }

    /// The share of a turn at which a point stands about the wheel's middle, clockwise.
    private func angle(_ x: Double, _ y: Double) -> Double { atan2(y - 280, x - 280) / (2 * .pi) }

    private func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
