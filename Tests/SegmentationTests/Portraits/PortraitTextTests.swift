import Testing

@testable import Segmentation

@Suite struct PortraitTextTests {
    /// What departs from the ordinary, and what must then be told in French and in English.
    @Test(
        arguments: [
            ([.noCar: 0.68], "n’en a pas|n’en ont pas", "without a car|has none|have none"),
            ([.socialHousing: 0.5, .houses: 0.1], "parc social", "social housing"),
            (
                [.children: 0.26, .homeSize: 2.7], "plus d’un habitant sur quatre a moins de 15 ans",
                "resident in four is under 15"
            ),
            (
                [.seniors: 0.33, .pensions: 0.4], "un habitant sur trois a 65 ans ou plus",
                "one resident in three is 65 or over"
            ),
            (
                [.income: 36_000, .managers: 0.5], "est cadre|sont cadres",
                "a manager or professional|managers or professionals"
            ),
            (
                [.income: 15_000, .poverty: 0.4], "deux habitants sur cinq vivent sous le seuil de pauvreté",
                "two residents in five live below"
            ),
            (
                [.secondHomes: 0.5], "un logement sur deux est une résidence secondaire",
                "one home in two is a second home"
            ),
            ([.remote: 0.4], "sept minutes", "seven minutes"),
            ([.jobs: 1.6], "160 emplois pour 100 actifs", "160 jobs per 100 workers"),
            ([.commuteMinutes: 45], "45 minutes", "45 minutes"),
            ([.restaurants: 15], "plus de restaurants|Les tables", "as many restaurants|places to eat"),
            ([.growth: 0.02], "La population augmente (+2", "The population is growing (+2%"),
            ([.poorEnergy: 0.3], "F ou G", "F or G"),
            ([.crowded: 0.2], "La place est comptée", "Room is short"),
        ] as [([PortraitFigure: Double?], String, String)])
    func whatSetsAPlaceApartIsTold(departure: [PortraitFigure: Double?], french: String, english: String) throws {
        let portrait = try PortraitCountry.portrait(departure).portrait
        for (text, words) in [(portrait.paragraph.fr, french), (portrait.paragraph.en, english)] {
            #expect(
                words.split(separator: "|").contains {
                    text.lowercased().replacing("\u{A0}", with: " ").contains($0.lowercased())
                }, "\(text)")
        }
    }

    @Test func whatIsOrdinaryIsNotTold() throws {
        let text = try PortraitCountry.portrait([:]).portrait.paragraph.fr
        for words in ["sept minutes", "parc social", "résidence secondaire", "La place est comptée", "n’en ont pas"] {
            #expect(!text.contains(words), "\(text)")
        }
    }

    @Test func aLeverNamesFiguresThatAreFarFromFrance() throws {
        let portrait = try PortraitCountry.portrait([.noCar: 0.6, .alone: 0.6, .owners: 0.3]).portrait
        #expect(portrait.levers.contains { $0.kind == .channel && $0.because == ["no_car_share"] })
        #expect(portrait.levers.contains { $0.kind == .offer && $0.because == ["owner_share"] })
        #expect(portrait.levers.allSatisfy { !$0.because.isEmpty })
    }

    @Test func overseasIsSaid() throws {
        let (persona, portrait) = try PortraitCountry.portrait([.income: 17_000, .children: 0.25], region: "04")
        #expect(portrait.sentence.fr.lowercased().contains("outre-mer"))
        #expect(portrait.whereabouts.fr.hasPrefix("Surtout à La Réunion"))
        #expect(portrait.whereabouts.en.hasPrefix("Mostly in Réunion"))
        #expect(persona.name.contains("outre-mer") || persona.nameEnglish.contains("verseas"))
    }

    /// Any figures, some of them unknown: names and texts must still be whole.
    @Test(arguments: 1...12) func anyCountryIsToldWell(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var departures: [[PortraitFigure: Double?]] = []
        for _ in 0..<34 {
            var departure: [PortraitFigure: Double?] = [:]
            for figure in PortraitFigure.allCases {
                let chance = random.unit()
                if chance < 0.1 {
                    departure[figure] = .some(nil)
                } else if chance < 0.9 {
                    departure[figure] = Self.plausible(figure, random.unit())
                }
            }
            departures.append(departure)
        }
        var data = PortraitCountry.data(departures, region: seed % 4 == 0 ? "04" : "11")
        PortraitBuilder.describe(&data)
        let french = data.personas.map(\.name) + data.profiles.map(\.name)
        let english = data.personas.map(\.nameEnglish) + data.profiles.map(\.nameEnglish)
        #expect(Set(french).count == french.count, "\(french)")
        #expect(Set(english).count == english.count, "\(english)")
        for definition in data.personas.map(\.definition) + data.profiles.map(\.definition) {
            let portrait = try #require(Portrait(json: definition))
            for text in portrait.told(.french) { PortraitStyle.check(french: text) }
            for text in portrait.told(.english) { PortraitStyle.check(english: text) }
            for sentence in [portrait.sentence, portrait.paragraph] {
                #expect(sentence.fr.hasSuffix(".") && sentence.en.hasSuffix("."))
            }
        }
        var again = PortraitCountry.data(departures, region: seed % 4 == 0 ? "04" : "11")
        PortraitBuilder.describe(&again)
        #expect(again.personas == data.personas)
    }

    /// Between none and far more than anywhere.
    private static func plausible(_ figure: PortraitFigure, _ place: Double) -> Double {
        switch figure {
        case .density: 10 * (place * 8).rounded() + 40_000 * place * place * place
        case .urbanSize: 8 * place
        case .income: 12_000 + 28_000 * place
        case .homeSize: 1.5 + 1.7 * place
        case .spread: 2.4 + 5 * place
        case .jobs: 0.2 + 2 * place
        case .growth: -0.01 + 0.03 * place
        case .commuteMinutes, .commuteKilometres: 12 + 40 * place
        case .shops, .restaurants: 25 * place
        default: place
        }
    }
}

/// What a good text never has.
enum PortraitStyle {
    static func check(french text: String) {
        check(both: text)
        // Before `: ; ! ? % €` there is a no-break space, and the apostrophe is a typographic one.
        for wrong in [" :", " ;", " %", " €", " !", " ?", "« ", " »", "'", " de a", "de un ", "de une ", "que un "] {
            #expect(!text.contains(wrong), "\(wrong) in \(text)")
        }
    }

    static func check(english text: String) {
        check(both: text)
        for wrong in [" %", " :", " ;", "'", "€ "] { #expect(!text.contains(wrong), "\(wrong) in \(text)") }
    }

    private static func check(both text: String) {
        #expect(!text.isEmpty)
        #expect(!PortraitTopics.mentionsForbidden(text), "\(text)")
        for wrong in [
            "  ", "\u{FFFD}", "()", "( ", " )", " ,", " .", "..", ", .", "\\", "Optional",
        ] {
            #expect(!text.contains(wrong), "\(wrong) in \(text)")
        }
        #expect(text.split { !$0.isLetter }.allSatisfy { !["nan", "inf", "nil"].contains($0) }, "\(text)")
        #expect(text.first?.isWhitespace == false && text.last?.isWhitespace == false)
        #expect(text.count { $0 == "(" } == text.count { $0 == ")" })
    }
}
