import Bytes
import TestSupport
import Testing

@testable import Enrichment

/// Addresses as people write them, in a France where the right answer is known.
@Suite struct AddressSearchTests {
    private static let france = try? InventedFrance()

    @Test func misspeltShortenedAndTornNamesAreFound() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        var right = 0
        var total = 0
        var random = SeededGenerator(seed: 21)
        for street in france.streets {
            for way in 0..<Self.ways {
                let number = street.numbers[Int(random.next() % UInt64(street.numbers.count))]
                let commune = InventedFrance.communes[street.commune]
                guard let line = Self.written(street, number, commune.name, commune.postcode, way: way) else {
                    continue
                }
                let match = matcher.match(.line(line), in: france.index)
                total += 1
                let expected = "\(number) \(street.name) \(commune.postcode) \(commune.name) | housenumber"
                if france.found(match) == expected { right += 1 }
            }
        }
        #expect(total > 1500)
        #expect(Double(right) / Double(total) > 0.97, "\(right) of \(total)")
    }

    private static let ways = 9

    /// The address written in one of several ways that people have; nil when this way does not apply.
    private static func written(
        _ street: InventedFrance.Street, _ number: UInt32, _ city: String, _ postcode: Int, way: Int
    ) -> String? {
        let words = street.name.split(separator: " ").map(String.init)
        let longest = words.indices.dropFirst().max { words[$0].count < words[$1].count } ?? 0
        switch way {
        case 0: return "\(number), \(street.name.lowercased()), \(postcode) \(city.uppercased())"
        case 1: return "\(postcode) \(city), \(number) \(street.name)"
        case 2: return "\(number) \(street.name) \(city)"
        case 3: return "\(street.name) \(number), \(postcode) \(city)"
        case 4: return "Bât 3, Résidence Bellerive, \(number) \(street.name) \(postcode) \(city)"
        case 5:
            guard words[longest].count > 5, words[longest].allSatisfy({ $0.isLetter }) else { return nil }
            var letters = Array(words[longest])
            letters.remove(at: letters.count / 2)
            var written = words
            written[longest] = String(letters)
            return "\(number) \(written.joined(separator: " ")) \(postcode) \(city)"
        case 6:
            guard words.count > 2, words[1].count > 2 else { return nil }
            return "\(number) \(words[0])\(words[1]) \(words.dropFirst(2).joined(separator: " ")) \(postcode) \(city)"
        case 7: return "\(number) \(street.name) BP 123 \(postcode) \(city) CEDEX 2"
        default: return "M. Dupont \(number) \(street.name) \(postcode) \(city), France"
        }
    }

    /// Words that only the second of two inputs has must never make its answer coarser or wrong.
    @Test func whatTheCallerAddsNeverMakesTheAnswerWorse() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        var random = SeededGenerator(seed: 33)
        for _ in 0..<3000 {
            let street = france.streets[Int(random.next() % UInt64(france.streets.count))]
            let commune = InventedFrance.communes[street.commune]
            let number = street.numbers[Int(random.next() % UInt64(street.numbers.count))]
            let name = Self.garbled(street.name, &random)
            let line = "\(number) \(name)"
            let poorer: [(String, String)] = [("", commune.name), ("\(commune.postcode)", ""), ("", "")]
            let richer = matcher.match(
                .parts(street: line, postcode: "\(commune.postcode)", city: commune.name), in: france.index)
            for (postcode, city) in poorer {
                let poor = matcher.match(.parts(street: line, postcode: postcode, city: city), in: france.index)
                let wasRight =
                    poor.street.map { france.streets[$0.row].name == street.name } ?? false
                    && poor.commune?.row == street.commune
                if wasRight {
                    #expect(richer.street == poor.street, "\(line), \(postcode) \(city)")
                    #expect(richer.level <= poor.level, "\(line), \(postcode) \(city)")
                }
            }
            #expect(richer.commune?.row == street.commune)
        }
    }

    /// `Beaupuy-l'Abbaye` is not Beaupuy, which is larger, wherever it stands and with its département behind it.
    @Test func aCityIsNotALargerOneThatItsNameBeginsWith() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        for (row, commune) in InventedFrance.communes.enumerated() {
            let department = commune.code.prefix(2)
            for line in [
                commune.name, "\(commune.name) 12 rue Machinchose", "12 rue Machinchose, \(commune.name)",
                "12 rue Machinchose \(commune.name) \(department)", "\(commune.name.uppercased()) (\(department))",
            ] {
                #expect(matcher.match(.line(line), in: france.index).commune?.row == row, "\(line)")
            }
        }
    }

    /// Wherever it stands, the number in front of the street or behind its name is that of the house.
    @Test func theHouseNumberIsToldFromOtherNumbers() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        for street in france.streets where !street.name.contains(where: \.isNumber) {
            let commune = InventedFrance.communes[street.commune]
            let number = street.numbers[street.numbers.count / 2]
            for line in [
                "\(number) et \(number + 2) \(street.name), \(commune.postcode) \(commune.name)",
                "\(street.name) n° \(number), \(commune.postcode) \(commune.name)",
                "\(street.name) no \(number) \(commune.name)", "\(commune.name), 3e étage, \(number) \(street.name)",
                "\(number)\(street.name) \(commune.postcode) \(commune.name)",
                "\(number) \(street.name) code 12B45 \(commune.postcode) \(commune.name)",
                "\(street.name), \(number) z, \(commune.postcode) \(commune.name)",
                "\(street.name) n°\(number) z \(commune.postcode) \(commune.name)",
                "\(commune.name) 04 \(number) \(street.name)", "\(commune.name) 7e, \(street.name), \(number)",
            ] {
                let match = matcher.match(.line(line), in: france.index)
                #expect(match.number == number, "\(line)")
                #expect(match.street.map { france.streets[$0.row].name } == street.name, "\(line)")
            }
        }
    }

    /// Buildings, mail boxes, countries and names around an address that is found must not lose it.
    @Test func complementsNeverMakeTheAnswerWorse() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        var random = SeededGenerator(seed: 34)
        for _ in 0..<2000 {
            let street = france.streets[Int(random.next() % UInt64(france.streets.count))]
            let commune = InventedFrance.communes[street.commune]
            let number = street.numbers[Int(random.next() % UInt64(street.numbers.count))]
            let name = Self.garbled(street.name, &random)
            let city = "\(commune.postcode) \(commune.name)"
            let plain = matcher.match(.line("\(number) \(name), \(city)"), in: france.index)
            guard let found = plain.street, france.streets[found.row].name == street.name else { continue }
            for line in [
                "Bâtiment C, \(number) \(name), \(city)", "\(number) \(name), appt 12, \(city)",
                "\(number) \(name), BP 40, \(city)", "\(number) \(name), \(city) CEDEX",
                "\(number) \(name), \(city), France", "Chez Mme Durand, \(number) \(name), \(city)",
                "2e étage, \(number) \(name), \(city)", "Escalier B, 1er étage, \(number) \(name), \(city)",
                "Appart 3, 4ème étage, porte 12, \(number) \(name), \(city)",
                "\(number) bis \(name), \(city)",
            ] {
                let richer = matcher.match(.line(line), in: france.index)
                #expect(richer.street == plain.street, "\(line)")
                #expect(richer.number == plain.number, "\(line)")
                #expect(richer.level <= plain.level, "\(line)")
            }
        }
    }

    private static func garbled(_ name: String, _ random: inout SeededGenerator) -> String {
        var letters = Array(name)
        if random.next() % 2 == 0 { letters.remove(at: Int(random.next() % UInt64(letters.count))) }
        return String(letters)
    }

    @Test(arguments: [
        ("12 rue Lafontaine", "21000", "Isle Bouchard"), ("12 rue Lafontaine", "21000", "LILE BOUCHARD"),
        ("", "21000", "l isle-bouchar"), ("", "2100", "L'Isle Bouchard"), ("", "12000", "L'Isle-Bouchard"),
        ("", "", "L'ISLE BOUCHARD CEDEX 9"), ("", "21000", "Lisle Bouchard/Centre"),
    ]) func aCityIsKnownHoweverItIsWritten(_ street: String, _ postcode: String, _ city: String) throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        let match = matcher.match(.parts(street: street, postcode: postcode, city: city), in: france.index)
        #expect(match.commune == CommuneIndex(6))
    }

    @Test func aStreetOfTheNextCommuneIsNotTakenWhenTheCityIsKnown() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        for street in france.streets where street.commune == 1 {
            let isInBoth = france.streets.contains { $0.commune == 2 && $0.name == street.name }
            let match = matcher.match(
                .parts(street: "1 \(street.name)", postcode: "10110", city: "Saint-Aubin-le-Haut"), in: france.index)
            #expect(match.commune == CommuneIndex(2))
            if isInBoth { #expect(match.street != nil) }
        }
    }

    @Test func aNumberBetweenTwoOthersIsPutThereAndSaidSo() throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        for (number, iris) in [("7", IrisIndex(2)), ("5", IrisIndex(2)), ("3", IrisIndex(1))] {
            let match = matcher.match(
                .parts(street: "\(number) rue Victor Hugo", postcode: "01400", city: "Saint-Denis"), in: index)
            #expect(match.level == .street)
            #expect(match.isInterpolated)
            #expect(match.number == UInt32(number))
            #expect(match.iris == iris)
        }
        let far = matcher.match(.parts(street: "99 rue Victor Hugo", postcode: "01400", city: "Saint-Denis"), in: index)
        #expect(!far.isInterpolated && far.number == nil)
    }

    /// `9 bis` where only `9` is known is that house, as far as anybody knows; what was asked for is not dropped.
    @Test func aSuffixThatIsNotKnownIsKeptAndSaidSo() throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        for line in ["9 bis rue Victor Hugo 01400 Saint-Denis", "9bis rue Victr Hugo, 01400 Saint-Denis"] {
            let match = matcher.match(.line(line), in: index)
            #expect(match.level == .housenumber)
            #expect(match.isInterpolated)
            #expect(match.iris == IrisIndex(2))
            #expect(Self.label(match, index).hasPrefix("9 bis Rue Victor Hugo"))
        }
        let known = matcher.match(.line("2 bis rue Victor Hugo 01400 Saint-Denis"), in: index)
        #expect(known.level == .housenumber && !known.isInterpolated)
        for name in ["Victr Hugo", "Victor Hugo"] {
            let range = matcher.match(.line("9 à 11 rue \(name) 01400 Saint-Denis"), in: index)
            #expect(Self.label(range, index).hasPrefix("9 Rue Victor Hugo"))
        }
    }

    private static func label(_ match: Match, _ index: ReferenceIndex) -> String {
        var label = ByteBuffer()
        index.appendLabel(of: match, to: &label)
        return String(label.bytes)
    }

    /// Three of the five numbers of the street are in one IRIS: it is named, as likely as that, and the personas stay a mix.
    @Test func aStreetThroughSeveralIRISNamesTheLikeliest() throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        let match = matcher.match(.line("rue Victor Hugo 01400 Saint-Denis"), in: index)
        #expect(match.level == .street)
        #expect(match.iris == IrisIndex(1) && match.irisShare == 0.6)
        #expect(abs(match.score - match.streetScore * 0.6) < 1e-6)
        var mix = PersonaMix()
        index.mix(of: match, into: &mix)
        #expect(mix.count == 2)
        #expect(index.neighbourhoods(of: match).count == 2)
        let surer = match.coarsened(to: 0.8, in: index)
        #expect(surer.level == .street && surer.iris == nil && surer.score == match.streetScore)
    }

    @Test(arguments: [
        // A road is named for where it leads; that is not where it is.
        ("12 route de Verlaines 10100", CommuneIndex(0)),
        ("Beaupuy France", CommuneIndex(10)),
        // Of the two communes of the postcode only one is known to have streets, and this name is rare.
        ("2 rue du Moutier Vieux 30200", CommuneIndex(10)),
        ("2 grande rue 30200 Beaupuy", CommuneIndex(10)),
        ("2 rue capt de la Laurencie 30200 Beaupuy", CommuneIndex(10)),
    ]) func theCommuneIsTheOneThatIsMeant(_ line: String, _ commune: CommuneIndex) throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        let match = matcher.match(.line(line), in: france.index)
        #expect(match.commune == commune, "\(france.found(match))")
        #expect((match.level <= .street) == (line.hasPrefix("2 ") || line.hasPrefix("1 ")), "\(france.found(match))")
    }

    @Test(arguments: ["Saint-Machinchose", "La Chapelle-Bidule"]) func halfANameIsAnotherName(_ city: String) throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        #expect(matcher.match(.parts(street: "", postcode: "", city: city), in: france.index).commune == nil)
    }

    /// The name alone says which commune is meant, where only one has it; the postcode is of another.
    @Test func aNameThatOneCommuneHasOutweighsAWrongPostcode() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        let match = matcher.match(.parts(street: "", postcode: "10130", city: "Castelmoron"), in: france.index)
        #expect(match.commune == CommuneIndex(9))
    }

    /// `Rue Jean Macé` is no address in Macé: neither where the reference has such a street, nor where a given name or a title wants
    /// another name behind it.
    @Test func aStreetThatEndsLikeACommuneIsNotInThatCommune() throws {
        let communes = InventedFrance.communes.enumerated().filter { $0.element.name != "Beaupuy" }
        let france = try InventedFrance(streets: communes.map { "Rue Octave \($0.element.name)" })
        var matcher = Matcher()
        for (row, commune) in communes {
            // A surname is one word, and a large city is meant all the same.
            let isSurname = !commune.name.contains { "- '".contains($0) } && commune.population <= 10_000
            let named = isSurname ? ["3 rue Jean \(commune.name)", "place du général \(commune.name)"] : []
            for street in ["Rue Octave \(commune.name)", "12 rue octave \(commune.name)"] + named {
                let match = matcher.match(.line(street), in: france.index)
                #expect(match.commune != CommuneIndex(row), "\(street): \(france.found(match))")
                let told = matcher.match(.line("\(street), 30200 Beaupuy"), in: france.index)
                #expect(told.commune == CommuneIndex(10), "\(street): \(france.found(told))")
            }
            // Of a name that is whole before it the city stays.
            for street in [
                "12 rue Pasteur", "4 place Henri IV", "9 rue Marcel Paul", "avenue Saint-Jean",
                "2 rue du Docteur Schweitzer",
            ] {
                let match = matcher.match(.line("\(street) \(commune.name)"), in: france.index)
                #expect(match.commune == CommuneIndex(row), "\(street): \(france.found(match))")
            }
        }
    }

    /// The postcode is that of a sorting office, and the city that of a quarter.
    @Test func aQuarterIsFoundByItsWholeNameInItsDepartment() throws {
        let france = try InventedFrance(hamlets: ["Bellecombe", "Les Vignes Hautes"])
        var matcher = Matcher()
        for (postcode, city, isFound) in [
            ("30999", "BELLECOMBE CEDEX", true), ("30999", "les Vignes Hautes", true), ("30999", "Vignes", false),
            ("21999", "Bellecombe", false), ("", "Bellecombe", false),
        ] {
            let match = matcher.match(.parts(street: "", postcode: postcode, city: city), in: france.index)
            #expect((match.commune == CommuneIndex(10)) == isFound, "\(postcode) \(city): \(france.found(match))")
        }
    }

    /// `97305` is sorted in the commune of 97300; where that is the postcode of several, it says nothing.
    @Test func thePostcodeOfASortingOfficeAloneIsThatOfItsOnlyCommune() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        for (postcode, city, commune) in [
            ("10105", "", CommuneIndex(0)), ("10115", "", nil), ("10105", "Castelmoron", CommuneIndex(9)),
        ] {
            let match = matcher.match(.parts(street: "BP 5021", postcode: postcode, city: city), in: france.index)
            #expect(match.commune == commune, "\(postcode) \(city): \(france.found(match))")
            #expect(match.score <= 0.8)
        }
    }

    @Test func aCityOfATerritoryIsNotItsNamesakeInFrance() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        for (postcode, isFound) in [("45999", true), ("98809", false), ("98000", false)] {
            let parts = matcher.match(.parts(street: "", postcode: postcode, city: "Castelmoron"), in: france.index)
            let line = matcher.match(.line("3 rue Inconnue, \(postcode) Castelmoron"), in: france.index)
            #expect((parts.commune == CommuneIndex(9)) == isFound, "\(postcode): \(france.found(parts))")
            #expect((line.commune == CommuneIndex(9)) == isFound, "\(postcode): \(france.found(line))")
        }
    }

    @Test func anAnswerThatIsNotSureEnoughBecomesTheNextCoarserOne() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        let street = france.streets[0]
        let match = matcher.match(
            .parts(street: "\(street.numbers[0]) \(street.name)", postcode: "10100", city: "Montrenaud"),
            in: france.index)
        #expect(match.level == .housenumber)
        var last = match
        for step in 0...1000 {
            let coarser = match.coarsened(to: Float(step) / 1000, in: france.index)
            #expect(coarser.level >= last.level)
            #expect(coarser.level == .none || coarser.score >= Float(step) / 1000)
            last = coarser
        }
        #expect(match.coarsened(to: 0, in: france.index).level == .housenumber)
        #expect(match.coarsened(to: 1.01, in: france.index).level == .none)
    }

    @Test func anExplanationNamesTheWordsAndTheWinner() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        let street = france.streets[0]
        let input = AddressInput.line("Bât 2, \(street.numbers[0]) \(street.name), BP 12 10100 Montrenaud")
        let explanation = matcher.explain(input, in: france.index)
        #expect(explanation.streets.first?.isChosen == true)
        #expect(explanation.streets.first?.name == street.name)
        #expect(explanation.communes.first?.code == "10001")
        let uses = explanation.words.map(\.use)
        #expect(uses.contains(.housenumber) && uses.contains(.street) && uses.contains(.city))
        #expect(uses.contains(.postcode) && uses.contains(.delivery))
        #expect(explanation.words.first { $0.text == "BAT" }?.use == .other)
        #expect(!explanation.reason.isEmpty)
    }

    @Test func anyBytesAreReadInBoundedTimeWithoutACrash() throws {
        let france = try #require(Self.france)
        var matcher = Matcher()
        var random = SeededGenerator(seed: 99)
        let pieces = [
            "12", "bis", "rue", "de", "la", "Gare", "10110", "Saint-Aubin", ",", "CEDEX", "BP", "é", "\u{0}", "/", "-",
            "Montrenaud", "99999", "n°", "(", "av", "XIV", "00000", "1", "Verlaine",
        ]
        for round in 0..<3000 {
            var input = AddressInput()
            for _ in 0..<Int(random.next() % 14) {
                let piece = pieces[Int(random.next() % UInt64(pieces.count))]
                switch random.next() % 4 {
                case 0: input.street.append(piece)
                case 1: input.city.append(piece)
                case 2: input.postcode.append(piece)
                default: input.line.append(piece)
                }
                if random.next() % 3 > 0 { input.line.append(" ") }
                if round % 3 == 0 { input.line.append(UInt8(truncatingIfNeeded: random.next())) }
            }
            let match = matcher.match(input, in: france.index)
            #expect(match.score >= 0 && match.score <= 1)
        }
        for filler in ["rue ", "1", "Saint ", "75001 ", ",", "a-", "é"] {
            var input = AddressInput()
            while input.line.count < 10_000 { input.line.append(filler) }
            #expect(matcher.match(input, in: france.index).score <= 1)
        }
    }
}
