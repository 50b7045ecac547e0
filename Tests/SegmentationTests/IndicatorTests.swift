import Testing

@testable import Segmentation

@Suite struct FormulaTests {
    @Test(arguments: [
        ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("8 / 2 / 2", 2), ("10 - 4 - 3", 3), ("2.5 * 4", 10),
    ])
    func computes(text: String, expected: Double) throws {
        #expect(try Formula(text).value([]) == expected)
    }

    @Test func namesItsFiguresOnceEach() throws {
        let formula = try Formula("(a.x + a.[y, z] + a.x) / households")
        #expect(
            formula.figures == [
                .init(table: "a", column: "x"), .init(table: "a", column: "y, z"),
                .init(table: "", column: "households"),
            ])
        #expect(formula.value([3, 4, 2]) == 5)
        #expect(formula.value([3, .nan, 2]).isNaN)
        #expect(formula.value([3, 4, 0]).isNaN)
    }

    @Test(arguments: ["", "1 +", "(1", "1)", "a.[x", "1 2", "* 3"])
    func refusesWhatIsNoFormula(text: String) {
        #expect(throws: InputError.self) { try Formula(text) }
    }
}

@Suite struct IndicatorCatalogueTests {
    private static let header =
        "id,label_fr,label_en,unit,theme,domain,kind,decimals,base,source,vintage,formula_iris,formula_commune\n"

    private func catalogue(_ lines: String) throws -> IndicatorCatalogue {
        let bytes = Array((Self.header + lines).utf8)
        return try IndicatorCatalogue(csv: bytes.span)
    }

    @Test func readsItsLines() throws {
        let it = try catalogue(
            "b,B,B,share,t,behaviour,share,3,x,s,2020,n.y,\na,A,A,EUR,t,demographics,median,0,x,s,2020,,m.x\n")
        #expect(it.entries.map(\.definition.id) == ["a", "b"])
        #expect(it.entries.map(\.definition.level) == ["commune", "iris"])
        #expect(it.figures == [.init(table: "n", column: "y"), .init(table: "m", column: "x")])
    }

    @Test(arguments: [
        "a,A,A,share,t,behaviour,share,none,x,s,2020,n.y,\n", "a,A,A,share,t,else,share,3,x,s,2020,n.y,\n",
        "a,A,A,share,t,behaviour,share,3,x,s,2020,,\n", "a,A,A,share,t,behaviour,share,3,x,s,2020,n.y +,\n",
        "a,A,A,share,t,behaviour,share,3,x,s,2020,1,\na,A,A,share,t,behaviour,share,3,x,s,2020,1,\n",
        "a,A,A,furlongs,t,behaviour,share,3,x,s,2020,n.y,\n", "a,A,A,share,t,behaviour,guess,3,x,s,2020,n.y,\n",
        "a,A,,share,t,behaviour,share,3,x,s,2020,n.y,\n", "A b,A,A,share,t,behaviour,share,3,x,s,2020,n.y,\n",
        "a,A,A,share,t,behaviour,share,7,x,s,2020,n.y,\n",
    ])
    func refusesALineThatIsNotRight(lines: String) {
        #expect(throws: InputError.self) { try catalogue(lines) }
    }
}

@Suite struct TextTableTests {
    @Test(arguments: [
        (1.23456, 4, "1.2346"), (-0.5, 4, "-0.5"), (48.0, 4, "48"), (0.0004, 3, "0"), (12345.6, 0, "12346"),
        (0.05, 2, "0.05"), (-21.10001, 4, "-21.1"),
    ])
    func writesNumbersShortly(value: Double, decimals: Int, expected: String) {
        #expect(TextTable.number(value, decimals: decimals) == expected)
    }

    @Test func writesNothingForWhatIsNotKnown() {
        #expect(TextTable.number(nil, decimals: 2).isEmpty)
        #expect(TextTable.number(.nan, decimals: 2).isEmpty)
    }
}
