import Testing

@testable import Segmentation

@Suite struct PortraitPartsTests {
    @Test(arguments: [
        (0.04, "4\u{202F}% des ménages", "4% of households"), (0.1, "un ménage sur dix", "one household in ten"),
        (0.32, "près d'un ménage sur trois", "nearly one household in three"),
        (0.352, "plus d'un ménage sur trois", "more than one household in three"),
        (0.5, "un ménage sur deux", "one household in two"),
        (0.58, "près de trois ménages sur cinq", "nearly three households in five"),
        (0.93, "plus de neuf ménages sur dix", "more than nine households in ten"),
        (0.97, "presque tous les ménages", "almost all households"),
    ]) func sharesAreSaidInWords(share: Double, french: String, english: String) {
        #expect(Portion(share, .household).words == Bilingual(french, english))
    }

    @Test func feminineNounsAgree() {
        #expect(Portion(1 / 3.0, .family).words.fr == "une famille sur trois")
        #expect(Portion(0.99, .family).words.fr == "presque toutes les familles")
    }

    @Test func sayingAShareIsNeverFartherOffThanItSounds() {
        // "Nearly" and "more than" are on the right side of the fraction, for every share.
        let fractions = ["dix": 10.0, "huit": 8, "six": 6, "cinq": 5, "quatre": 4, "trois": 3, "deux": 2]
        let counts = ["un": 1.0, "deux": 2, "trois": 3, "quatre": 4, "neuf": 9]
        for step in 90..<945 {
            let share = Double(step) / 1000
            let words = Portion(share, .household).words.fr.replacing("d'", with: "de ").split(separator: " ").map(
                String.init)
            let number = words.firstIndex { counts[$0] != nil }!
            let fraction = counts[words[number]]! / fractions[words.last!]!
            #expect((share - fraction).magnitude < 0.051)
            if words[0] == "près" { #expect(share < fraction) }
            if words[0] == "plus" { #expect(share > fraction) }
            if number == 0 { #expect((share - fraction).magnitude <= 0.0081) }
        }
    }

    @Test func numbersAreWrittenInTheLanguage() {
        #expect(Numbers.whole(1_234_567) == Bilingual("1\u{202F}234\u{202F}567", "1,234,567"))
        #expect(Numbers.oneDecimal(3.25) == Bilingual("3,3", "3.3"))
        #expect(Numbers.oneDecimal(4) == Bilingual("4", "4"))
        #expect(Numbers.percent(0.0712) == Bilingual("7,1\u{202F}%", "7.1%"))
        #expect(Numbers.percent(-0.004) == Bilingual("−0,4\u{202F}%", "−0.4%"))
        #expect(Numbers.percent(0.583) == Bilingual("58\u{202F}%", "58%"))
        #expect(Numbers.euros(23_524) == Bilingual("23\u{202F}500\u{202F}€", "€23,500"))
        #expect(Numbers.round(12_622, digits: 3) == Bilingual("12\u{202F}600", "12,600"))
        #expect(Numbers.whole(.nan) == Numbers.unknown)
    }

    @Test func frenchIsSetAsPrintersDo() {
        #expect(
            Typography.french("C'est « là » : 12 km ; 5 % ?")
                == "C’est «\u{A0}là\u{A0}»\u{A0}: 12\u{A0}km\u{202F}; 5\u{202F}%\u{202F}?")
        #expect(Typography.english("It's") == "It’s")
    }

    @Test(arguments: 1...40) func theAssignmentIsTheBestOfAll(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let costs = (0..<5).map { _ in (0..<7).map { _ in (random.unit() * 20).rounded() } }
        let chosen = LeastCostMatching.columns(costs)
        #expect(Set(chosen).count == 5)
        let sum = zip(costs, chosen).reduce(0) { $0 + $1.0[$1.1] }
        #expect(sum == best(costs, used: []))
    }

    /// Tries them all.
    private func best(_ costs: [[Double]], used: Set<Int>) -> Double {
        guard used.count < costs.count else { return 0 }
        return costs[used.count].indices.filter { !used.contains($0) }.map { column in
            costs[used.count][column] + best(costs, used: used.union([column]))
        }.min()!
    }

    @Test(arguments: [
        "immigrant_share", "Taux de mortalité", "Religious buildings", "Votes exprimés", "Médecins généralistes",
    ])
    func someTopicsAreNotSpokenOf(label: String) {
        #expect(PortraitTopics.mentionsForbidden(label))
    }

    @Test(arguments: [
        "Exploitations agricoles (agriculteurs)", "Locaux raccordés à l'électricité", "Culture and sport", "Ouvriers",
    ])
    func otherTopicsAre(label: String) { #expect(!PortraitTopics.mentionsForbidden(label)) }

    @Test func indicesThatSayTheSameAreShownOnce() {
        let personas = (0..<12).map { $0 }
        let rising = personas.map { Float($0 + 1) }
        let columns = [
            PortraitCountry.column("a", rising), PortraitCountry.column("b", rising.map { $0 * 2 }),
            PortraitCountry.column("c", personas.map { $0 % 2 == 0 ? 1 : 3 }),
            PortraitCountry.column("d", label: "Immigrés", personas.map { $0 % 3 == 0 ? 1 : 9 }),
        ]
        let telling = TellingIndices(
            columns, groups: personas, count: 12, personas: personas, personaCount: 12,
            weights: Array(repeating: 1, count: 12))
        #expect(telling.ofGroup(11).highest.map(\.indicator) == ["a", "c"])
        #expect(telling.ofGroup(11).highest.map(\.index) == [185, 150])
        #expect(telling.ofGroup(0).lowest.map(\.indicator) == ["a", "c"])
    }
}
