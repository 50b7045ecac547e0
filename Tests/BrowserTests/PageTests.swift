import FoundationEssentials
import Testing

/// What holds for every page, asked of a real browser.
@Suite(.serialized, .enabled(if: Chromium.path != nil, "Chromium is not installed (Debian: apt-get install chromium)"))
struct PageTests {
    private let stage: Stage

    init() throws { stage = try Stage.shared.get() }

    @Test(arguments: Sight.allCases)
    func aPageLoadsWithoutComplaintsAndAsksNobodyElse(_ sight: Sight) throws {
        try stage.withPage { page in
            try sight.open(page, on: stage)
            try page.evaluate("new Promise(requestAnimationFrame)")
            #expect(page.complaints.isEmpty)
            #expect(page.requests.contains { $0.hasSuffix(sight.path(in: "en")) })
            // Chromium draws the calendar of a date field from a `data:` URL of its own: it asks nobody.
            let elsewhere = page.requests.filter {
                !$0.hasPrefix(sight.origin(stage) + "/") && !$0.hasPrefix("data:")
            }
            #expect(elsewhere.isEmpty)
            #expect(page.receivedBytes < 150_000)
            #expect(
                try page.evaluate("document.title.length > 0 && document.querySelectorAll('h1').length === 1").bool
                    == true)
        }
    }

    @Test(arguments: Sight.allCases, [false, true])
    func aNarrowPageDoesNotOverflow(_ sight: Sight, _ isDark: Bool) throws {
        for language in ["fr", "en"] {
            try stage.withPage(size: .narrow, isDark: isDark) { page in
                try sight.open(page, on: stage, language: language)
                let widths = try page.evaluate(
                    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
                #expect(widths[0]?.number == widths[1]?.number)
                try keep(page, "\(sight.rawValue)-360-\(isDark ? "dark" : "light")-\(language)")
            }
        }
    }

    @Test(arguments: Sight.allCases)
    func aWidePageDoesNotOverflow(_ sight: Sight) throws {
        for isDark in [false, true] {
            try stage.withPage(isDark: isDark) { page in
                try sight.open(page, on: stage, language: "fr")
                let widths = try page.evaluate(
                    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
                #expect(widths[0]?.number == widths[1]?.number)
                try keep(page, "\(sight.rawValue)-1440-\(isDark ? "dark" : "light")-fr")
            }
        }
    }

    @Test(
        .enabled(if: Stage.axe != nil, "QUARTIER_AXE does not name an axe.min.js (PyPI: axe-playwright-python)"),
        arguments: Sight.allCases, [false, true])
    func axeFindsNoViolation(_ sight: Sight, _ isDark: Bool) throws {
        let source = try String(contentsOfFile: try #require(Stage.axe), encoding: .utf8)
        for size in [BrowserPage.Size.wide, .narrow] {
            try stage.withPage(size: size, isDark: isDark) { page in
                try sight.open(page, on: stage)
                try page.evaluate(source + "\n;0")
                let violations = try page.evaluate(
                    """
                    axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
                      violations.map((it) => it.id + ": " + it.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")))
                    """)
                #expect(violations.texts == [])
            }
        }
    }

    /// Tab goes through a page in the order in which it is read, beginning with the way past the navigation.
    @Test(arguments: Sight.allCases)
    func theKeyboardReachesEverythingInOrder(_ sight: Sight) throws {
        try stage.withPage { page in
            try sight.open(page, on: stage)
            let count =
                try page.evaluate(
                    """
                    document.activeElement.blur();
                    window.reachable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
                      .filter((it) => it.tabIndex >= 0 && it.type !== "hidden" && !it.disabled && it.checkVisibility()); reachable.length
                    """
                ).number ?? 0
            try page.evaluate(
                "window.getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus()")
            var order: [Double] = []
            // A field for a date takes several steps: day, month, year.
            for _ in 0..<60 where order.count < min(Int(count), 40) {
                try page.press("Tab", code: 9)
                let place = try page.evaluate("reachable.indexOf(document.activeElement)").number ?? -1
                if place != order.last { order.append(place) }
            }
            #expect(order.count == min(Int(count), 40))
            #expect(order == (0..<order.count).map(Double.init))
            #expect(try page.evaluate("reachable[0].hash").text == "#main")
            // What has the focus can be seen to have it.
            #expect(try page.evaluate("getComputedStyle(document.activeElement).outlineStyle").text == "solid")
        }
    }

    @Test(arguments: Sight.allCases.filter(\.isWholeWithoutScript))
    func aPageCanBeReadWithoutTheScript(_ sight: Sight) throws {
        let without = try stage.withPage(hasScript: false) { page in
            try sight.open(page, on: stage)
            return try page.evaluate("document.querySelector('main').innerText").text ?? ""
        }
        let with = try stage.withPage { page in
            try sight.open(page, on: stage)
            return try page.evaluate("document.querySelector('main').innerText").text ?? ""
        }
        #expect(without == with)
        #expect(!without.isEmpty)
    }

    @Test func aChosenLanguageStays() throws {
        try stage.withPage { page in
            try page.open("\(stage.origin)/?lang=en")
            try page.open("\(stage.origin)/portal/personas")
            #expect(try page.evaluate("document.documentElement.lang").text == "en")
            try page.open("\(stage.origin)/portal/personas?lang=fr")
            try page.open("\(stage.origin)/")
            #expect(try page.evaluate("document.documentElement.lang").text == "fr")
            // As well where the answer comes later, since rules are asked.
            for language in ["en", "fr"] {
                try page.open("\(stage.customers.origin)/portal/audiences?lang=\(language)")
                try page.open("\(stage.customers.origin)/")
                #expect(try page.evaluate("document.documentElement.lang").text == language)
            }
        }
    }

    private func keep(_ page: BrowserPage, _ name: String) throws {
        guard let folder = Stage.screenshots, let data = Data(base64Encoded: try page.screenshot()) else { return }
        try data.write(to: URL(filePath: "\(folder)/\(name).png"))
    }
}
