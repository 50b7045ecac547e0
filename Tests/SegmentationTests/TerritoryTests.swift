import Bytes
import Testing

@testable import Segmentation

@Suite struct AreaCodeTests {
    @Test(arguments: ["01001", "2A004", "75056", "976", "751010101", "2B0330000", "1", "ZZZZZZZZZZ"])
    func keepsItsText(text: String) throws {
        let code = try #require(AreaCode(text))
        #expect(code.text == text)
        #expect(code.count == text.utf8.count)
    }

    @Test(arguments: ["", "01001 ", "0-1", "01234567890", "é"])
    func refusesWhatIsNoCode(text: String) {
        #expect(AreaCode(text) == nil)
    }

    @Test func comparesAsItsText() throws {
        let texts = ["01", "01001", "010010000", "01002", "2A004", "2B", "75056", "9", "97", "971"]
        #expect(try texts.shuffled().map { try #require(AreaCode($0)) }.sorted().map(\.text) == texts)
    }

    @Test func knowsItsCommuneAndDepartment() throws {
        #expect(try #require(AreaCode("693820101")).commune.text == "69382")
        #expect(try #require(AreaCode("693820101")).department.text == "69")
        #expect(try #require(AreaCode("97411")).department.text == "974")
        #expect(try #require(AreaCode("2a004")).department.text == "2A")
        #expect(try #require(AreaCode("55039")).undividedIRIS?.text == "550390000")
    }
}

@Suite struct CommuneMovesTests {
    private func code(_ text: String) -> AreaCode { AreaCode(text)! }

    private func move(_ date: String, _ from: String, _ to: String) -> CommuneMoves.Move {
        CommuneMoves.Move(date: date, from: code(from), to: code(to), kind: 32)
    }

    @Test func followsMovesToTheCommuneOfToday() {
        let moves = CommuneMoves(
            current: [code("01003"), code("01009")],
            moves: [move("1970-01-01", "01001", "01002"), move("2016-01-01", "01002", "01003")],
            parents: [code("01007"): code("01009")])
        #expect(moves.commune(of: code("01001")) == code("01003"))
        #expect(moves.commune(of: code("01002")) == code("01003"))
        #expect(moves.commune(of: code("01003")) == code("01003"))
        #expect(moves.commune(of: code("01007")) == code("01009"))
        #expect(moves.commune(of: code("01999")) == nil)
    }

    @Test func aCommuneThatWasMadeAgainIsItself() {
        let moves = CommuneMoves(
            current: [code("15031"), code("15141")],
            moves: [move("2016-12-01", "15031", "15141"), move("2025-01-01", "15141", "15031")], parents: [:])
        #expect(moves.commune(of: code("15031")) == code("15031"))
        #expect(moves.commune(thatMade: code("15031")) == code("15141"))
    }

    @Test func theLatestMoveCounts() {
        let moves = CommuneMoves(
            current: [code("01004"), code("01005")],
            moves: [move("1990-01-01", "01001", "01005"), move("1980-01-01", "01001", "01004")], parents: [:])
        #expect(moves.commune(of: code("01001")) == code("01005"))
    }

    @Test func aCommuneThatWasSharedOutHasNoSuccessor() {
        let moves = CommuneMoves(
            current: [code("01005"), code("01006"), code("01007")],
            moves: [
                move("1950-01-01", "01001", "01002"), move("1960-01-01", "01002", "01005"),
                move("1960-01-01", "01002", "01006"), move("1970-01-01", "01003", "01004"),
                move("1970-01-01", "01003", "01007"), move("1980-01-01", "01004", "01007"),
                move("1955-01-01", "01008", "01005"), move("1965-01-01", "01008", "01006"),
            ], parents: [:])
        #expect(moves.successor(of: code("01002")) == nil)
        // Merged into what was shared out later.
        #expect(moves.successor(of: code("01001")) == nil)
        #expect(moves.commune(of: code("01001")) != nil)
        // Shared out, and together again.
        #expect(moves.successor(of: code("01003")) == code("01007"))
        // Moved twice, not at once.
        #expect(moves.successor(of: code("01008")) == code("01006"))
        #expect(moves.successor(of: code("01005")) == code("01005"))
        #expect(moves.successor(of: code("01999")) == nil)
        #expect(moves.path(of: code("01003")).map(\.text) == ["01003", "01007"])
        #expect(moves.formerCodes.map(\.text) == ["01001", "01002", "01003", "01004", "01008"])
    }

    @Test func movesInACircleEnd() {
        let moves = CommuneMoves(
            current: [], moves: [move("1990-01-01", "01001", "01002"), move("1991-01-01", "01002", "01001")],
            parents: [:])
        #expect(moves.commune(of: code("01001")) == nil)
    }
}

@Suite struct PlaceNameTests {
    @Test(arguments: [
        ("L'Abergement-Clémenciat", "L ABERGEMENT CLEMENCIAT"), ("Saint-Étienne", "ST ETIENNE"),
        ("SAINTE MARIE", "STE MARIE"), ("Œuilly", "OEUILLY"), ("  Y ", "Y"), ("Les Saintes", "LES SAINTES"),
        ("Saintes", "SAINTES"), ("Château-d'Oléron (Le)", "CHATEAU D OLERON LE"), ("Cafe\u{301}", "CAFE"),
    ])
    func spellingsOfANameHaveOneKey(name: String, key: String) {
        #expect(PlaceName.key(name) == key)
    }
}

@Suite struct TextRepairTests {
    @Test(arguments: [
        ("AllÃ©e Racine", "Allée Racine"), ("PLACE DE L'Ã‰GLISE", "PLACE DE L'ÉGLISE"),
        ("Rue du SacrÃ©-CÅ“ur", "Rue du Sacré-Cœur"),
        ("Rue de l'Église", "Rue de l'Église"), ("Ãland", "Ãland"), ("Rue Œuvre", "Rue Œuvre"), ("", ""),
    ])
    func undoesDoubleEncodingAndNothingElse(text: String, expected: String) {
        #expect(TextRepair.undoDoubleEncoding(text) == expected)
    }
}

@Suite struct GeoJSONLineTests {
    private func rings(_ text: String) -> Int? { GeoJSONLine.rings(in: Array(text.utf8).span)?.count }

    @Test(arguments: [
        (#"{"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}}"#, 1),
        (#"{"coordinates":[[[[1,2],[3,4.5],[5,6]]],[[[1,2,9],[-3,4],[5e0,6]],[[1,2],[3,4],[5,6]]]]}"#, 3),
    ])
    func findsTheRings(text: String, expected: Int) {
        #expect(rings(text) == expected)
    }

    @Test(arguments: ["{}", #"{"coordinates":[]}"#, #"{"coordinates":[[[1,2],[3,"x"]]]}"#, #"{"coordinates":[[[1,2],"#])
    func refusesWhatIsNoShape(text: String) {
        #expect(rings(text) == nil)
    }

    @Test func findsTheCode() {
        let line = Array(#"{"properties":{"nom":"x","code_iris": "751010101"}}"#.utf8)
        #expect(GeoJSONLine.code(in: line.span)?.text == "751010101")
    }
}
