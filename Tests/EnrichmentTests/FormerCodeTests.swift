import Bytes
import Testing

@testable import Enrichment

/// Codes of INSEE that no commune has today.
@Suite struct FormerCodeTests {
    @Test func aFormerCodeIsAnsweredAsTheNameOfItsCommune() throws {
        let index = try TinyFrance.make()
        let byCode = match(.parts(postcode: "01410", citycode: "01090"), index)
        let byName = match(.parts(postcode: "01410", city: "Vieux-Bourg"), index)
        #expect(byCode.level == .locality && byCode.score == byName.score)
        #expect(byCode.place == byName.place && byCode.iris == byName.iris && byCode.iris == IrisIndex(2))
        #expect(label(byCode, index) == "Vieux-Bourg 01410 Saint-Denis")
        #expect(match(.parts(citycode: "01090"), index).iris == IrisIndex(2))
        // A spreadsheet has lost the zero.
        #expect(match(.parts(citycode: "1090"), index).iris == IrisIndex(2))
    }

    @Test func aCodeTakesNothingFromTheNameOfAFormerCommune() throws {
        let index = try TinyFrance.make(streetsOfVieuxBourg: ["Rue Victor Hugo"])
        for street in ["", "rue Victor Hugo", "rue inconnue"] {
            let byName = match(.parts(street: street, postcode: "01410", city: "Vieux-Bourg"), index)
            let byBoth = match(.parts(street: street, postcode: "01410", city: "Vieux-Bourg", citycode: "01002"), index)
            #expect(byBoth.level == byName.level && byBoth.iris == byName.iris && byBoth.iris == IrisIndex(2))
            #expect(label(byBoth, index) == label(byName, index))
        }
        let own = match(.parts(postcode: "01410", city: "Saint-Denis", citycode: "01002"), index)
        #expect(own.level == .commune && own.place == nil)
    }

    @Test func aCodeWhoseCommuneKeptItsNameIsThatOfTheCommune() throws {
        let index = try TinyFrance.make()
        let old = match(.parts(citycode: "75066"), index)
        let new = match(.parts(citycode: "93066"), index)
        #expect(old.level == .commune && old.commune == CommuneIndex(5) && old.iris == new.iris)
        #expect(old.score == new.score && label(old, index) == label(new, index))
    }

    @Test func aCodeThatCameBackIsThatOfToday() throws {
        let index = try TinyFrance.make()
        #expect(match(.parts(citycode: "01001"), index).commune == CommuneIndex(0))
    }

    @Test(arguments: ["01888", "", "x", "0109", "010900", "01 090"])
    func aCodeThatNoCommuneEverHadLeavesTheRestToSay(_ code: String) throws {
        let index = try TinyFrance.make()
        #expect(match(.parts(citycode: code), index).level == .none)
        let match = match(.parts(postcode: "01400", city: "Saint-Denis", citycode: code), index)
        #expect(match.commune == CommuneIndex(1))
    }

    @Test(arguments: ["01090", "01002"]) func aCodeWinsOverAPostcodeAndACityElsewhere(_ code: String) throws {
        let index = try TinyFrance.make()
        let match = match(.parts(postcode: "93200", city: "Saint-Denis", citycode: code), index)
        #expect(match.commune == CommuneIndex(1))
        #expect((match.iris == nil) == (code == "01002"))
    }

    @Test(arguments: [("01090", 2), ("01002", 1)])
    func ofStreetsOfOneNameThatOfTheFormerCommuneIsMeant(_ code: String, _ iris: Int) throws {
        let index = try TinyFrance.make(streetsOfVieuxBourg: ["Rue Victor Hugo"])
        let match = match(.parts(street: "rue Victor Hugo", citycode: code), index)
        #expect(match.level == .street && match.commune == CommuneIndex(1))
        #expect(match.street.map { index.streets[$0.row].iris } == Int32(iris))
    }

    @Test func aMisspeltStreetIsLookedForInTheCommuneOfToday() throws {
        let index = try TinyFrance.make()
        let match = match(.parts(street: "2 rue Viktor Hugot", citycode: "01090"), index)
        #expect(match.level == .housenumber)
        #expect(label(match, index) == "2 Rue Victor Hugo 01400 Saint-Denis")
    }

    @Test func theIndexGivesTheCommuneOfToday() throws {
        let index = try TinyFrance.make()
        for (code, row) in [("01001", 0), ("01090", 1), ("75066", 5), ("93066", 5)] {
            #expect(index.commune(code: TinyFrance.b(code).span) == CommuneIndex(row))
        }
        #expect(index.commune(code: TinyFrance.b("01888").span) == nil)
    }

    @Test(arguments: [
        ("01090", "the citycode is that of Vieux-Bourg, today in Saint-Denis; no street was given", "former_citycode"),
        ("75066", "the citycode is one that Saint-Denis had before; no street was given", "former_citycode"),
        ("01002", "no street was given", "citycode"),
    ]) func anExplanationSaysWhatTheCodeWas(_ code: String, _ reason: String, _ evidence: String) throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        // The address before must not show through.
        _ = matcher.explain(.parts(street: "2 rue Victor Hugo", postcode: "01400", city: "Saint-Denis"), in: index)
        let explanation = matcher.explain(.parts(citycode: code), in: index)
        #expect(explanation.reason == reason)
        #expect(explanation.communes.map(\.evidence) == [evidence])
        #expect(explanation.streets.isEmpty)
    }

    @Test func anExplanationOfNothingHoldsNothingOfTheAddressBefore() throws {
        let index = try TinyFrance.make()
        var matcher = Matcher()
        _ = matcher.explain(.parts(street: "2 rue Victor Hugo", postcode: "01400", city: "Saint-Denis"), in: index)
        let explanation = matcher.explain(AddressInput(), in: index)
        #expect(explanation.communes.isEmpty && explanation.streets.isEmpty)
    }

    @Test func codesOutOfOrderAndOfNoCommuneOfTodayAreRefused() throws {
        var builder = ReferenceIndexBuilder(dataset: "test")
        try builder.addCommune(
            code: TinyFrance.b("01002").span, name: TinyFrance.b("Bourg").span, department: TinyFrance.b("01").span,
            parent: [UInt8]().span, population: 1)
        let former = TinyFrance.b("01003").span
        try builder.addFormerCode(code: former, commune: TinyFrance.b("01002").span, place: nil)
        #expect(throws: ReferenceError.notInOrder(kind: "former commune", code: "01003")) {
            try builder.addFormerCode(
                code: TinyFrance.b("01003").span, commune: TinyFrance.b("01002").span, place: nil)
        }
        #expect(
            throws: ReferenceError.unknownCode(kind: "commune", code: "01999", at: "former commune 01004")
        ) {
            try builder.addFormerCode(
                code: TinyFrance.b("01004").span, commune: TinyFrance.b("01999").span, place: nil)
        }
    }

    @Test func aCodeMustNameAPlaceOfItsCommune() throws {
        #expect(
            throws: ReferenceError.unknownCode(kind: "place", code: "in row 100", at: "former commune 99001")
        ) { try TinyFrance.make(formerPlace: 99) }
        #expect(
            throws: ReferenceError.unknownCode(kind: "place", code: "in row 1", at: "former commune 99001")
        ) { try TinyFrance.make(formerPlace: 0) }
    }

    private func match(_ input: borrowing AddressInput, _ index: ReferenceIndex) -> Match {
        var matcher = Matcher()
        return matcher.match(input, in: index)
    }

    private func label(_ match: Match, _ index: ReferenceIndex) -> String {
        var buffer = ByteBuffer()
        index.appendLabel(of: match, to: &buffer)
        return String(buffer.bytes)
    }
}
