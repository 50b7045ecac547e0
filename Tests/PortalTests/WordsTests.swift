import Testing

@testable import Portal

@Suite struct WordsTests {
    private func context(_ language: Language) -> PageContext {
        PageContext(
            language: language, path: "/", token: "", dataset: "", hasStreets: false, attribution: "", origin: "")
    }

    @Test(arguments: [
        (0.0, 0, "0", "0"), (999.0, 0, "999", "999"), (1000.0, 0, "1\u{202F}000", "1,000"),
        (29_717_633.0, 0, "29\u{202F}717\u{202F}633", "29,717,633"), (1234.5, 1, "1\u{202F}234,5", "1,234.5"),
        (4.0, 1, "4,0", "4.0"), (-0.04, 1, "0,0", "0.0"), (-12.3, 1, "−12,3", "−12.3"), (.nan, 1, "–", "–"),
    ])
    func numbersAreWrittenAsEachLanguageDoes(_ value: Double, _ decimals: Int, _ french: String, _ english: String) {
        #expect(context(.french).number(value, decimals: decimals) == french)
        #expect(context(.english).number(value, decimals: decimals) == english)
    }

    @Test func sharesArePercentages() {
        #expect(context(.french).percent(0.0584) == "5,8\u{202F}%")
        #expect(context(.english).percent(0.0584) == "5.8%")
    }

    @Test func frenchPunctuationDoesNotBeginALine() {
        let phrase = Phrase("Quoi ? « Rien » : rien ; rien !", "What?")
        #expect(
            phrase[.french] == "Quoi\u{202F}? «\u{A0}Rien\u{A0}»\u{A0}: rien\u{202F}; rien\u{202F}!")
    }
}
