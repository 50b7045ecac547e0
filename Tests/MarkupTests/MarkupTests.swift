import Bytes
import Markup
import TestSupport
import Testing

@Suite struct MarkupTests {
    @Test func elementsCloseAndNest() {
        var page = MarkupWriter()
        page.doctype()
        page.element("p", .class("a"), .id("b")) { page in
            page.text("1 < 2")
            page.void("br")
            page.element("b", text: "x & y")
        }
        #expect(page.text == "<!DOCTYPE html>\n<p class=\"a\" id=\"b\">1 &lt; 2<br/><b>x &amp; y</b></p>")
    }

    @Test func numbersAreRoundedAndNeverBreakAnAttribute() {
        var page = MarkupWriter()
        page.void("circle", .init("r", 1.0 / 3), .init("cx", .nan), .init("cy", -2, decimals: 0))
        page.number(.infinity, decimals: 1)
        #expect(page.text == "<circle r=\"0.33\" cx=\"0\" cy=\"-2\"/>")
    }

    @Test(arguments: [
        ("/personas/C3?lang=fr", "/personas/C3?lang=fr"), ("#top", "#top"), ("?page=2", "?page=2"), ("/", "/"),
        ("//elsewhere.example", "#"), ("https://elsewhere.example", "#"), ("javascript:alert(1)", "#"), ("", "#"),
        ("/\\elsewhere.example", "#"), ("/\t/elsewhere.example", "#"), (" /a", "#"), ("mailto:a@b.example", "#"),
    ])
    func linksStayOnThisHost(target: String, written: String) {
        var page = MarkupWriter()
        page.element("a", .href(target), text: "")
        #expect(page.text == "<a href=\"\(written)\"></a>")
    }

    @Test func anyTextComesBackFromItsEscapes() {
        var random = SeededGenerator(seed: 7)
        let alphabet: [Character] = ["<", ">", "&", "\"", "'", ";", "é", "a", "\n", "🏘", "#"]
        for _ in 0..<2000 {
            let text = String(
                (0..<Int.random(in: 0..<30, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
            var page = MarkupWriter(capacity: 0)
            page.element("t", .init("v", text), text: text)
            let written = page.text
            let escaped = String(written.dropFirst("<t v=\"".count).prefix { $0 != "\"" })
            #expect(unescaped(escaped) == text)
            #expect(written == "<t v=\"\(escaped)\">\(escaped)</t>")
            #expect(!escaped.contains("<") && !escaped.contains(">") && !escaped.contains("\'"))
        }
    }

    @Test func controlCharactersDoNotReachThePage() {
        var page = MarkupWriter()
        page.text("a\u{0}b\u{1B}c\td")
        #expect(page.text == "a\u{FFFD}b\u{FFFD}c\td")
    }

    @Test func anArcTakesTheLongWayWhenItIsLong() {
        var path = SVGPath()
        path.move(to: 10, 0)
        path.arc(centreX: 0, 0, radius: 10, from: 0, to: 1.5 * .pi)
        path.close()
        var page = MarkupWriter()
        page.void("path", path.attribute)
        #expect(page.text == "<path d=\"M10 0A10 10 0 1 1 0 -10Z\"/>")
    }

    /// The inverse, written the slow way.
    private func unescaped(_ text: String) -> String {
        var rest = Substring(text)
        var plain = ""
        let names = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&"]
        while let first = rest.first {
            if let (name, meant) = names.first(where: { rest.hasPrefix($0.key) }) {
                plain += meant
                rest = rest.dropFirst(name.count)
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        return plain
    }
}
