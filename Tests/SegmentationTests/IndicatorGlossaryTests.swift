import Testing

@testable import Segmentation

@Suite struct IndicatorGlossaryTests {
    private static let header =
        "id,label_fr,label_en,unit,theme,domain,kind,decimals,base,source,vintage,formula_iris,formula_commune,each\n"
    private static let glossary = """
        list,code,id,fr,en,theme,domain
        shop,B1,bakers,Boulangeries,Bakeries,shops,behaviour
        shop,B2,butchers,Boucheries,Butchers,shops,behaviour
        year,20,y2020,2020,2020,,
        year,21,y2021,2021,2021,,

        """

    private func catalogue(_ lines: String, glossary: String = glossary) throws -> IndicatorCatalogue {
        let (csv, glossary) = (Array((Self.header + lines).utf8), Array(glossary.utf8))
        return try IndicatorCatalogue(csv: csv.span, glossary: glossary.span)
    }

    @Test func aLineStandsForEachItemOfItsLists() throws {
        let it = try catalogue(
            "{shop.id}_{year.id},{shop.fr} en {year.fr},{shop.en} in {year.en},count,{shop.theme},{shop.domain},count,0,x,s,"
                + "{year.fr},t.{shop.code}_{year.code},,shop year\n"
                + "plain,Simple,Plain,count,shops,behaviour,count,0,x,s,2020,t.a,,\n")
        #expect(
            it.entries.map(\.definition.id) == [
                "bakers_y2020", "bakers_y2021", "butchers_y2020", "butchers_y2021", "plain",
            ])
        let first = it.entries[0].definition
        #expect(first.labelFrench == "Boulangeries en 2020" && first.labelEnglish == "Bakeries in 2020")
        #expect(first.theme == "shops" && first.domain == "behaviour" && first.vintage == "2020")
        #expect(it.figures.contains(Formula.Figure(table: "t", column: "B2_21")))
    }

    @Test(arguments: [
        "{shop.id},F,E,count,t,behaviour,count,0,x,s,2020,t.a,,else\n",
        "{shop.none},F,E,count,t,behaviour,count,0,x,s,2020,t.a,,shop\n",
        "{year.id},F,E,count,t,behaviour,count,0,x,s,2020,t.a,,shop\n",
        "same,F,E,count,t,behaviour,count,0,x,s,2020,t.{shop.code},,shop\n",
    ])
    func whatCannotBeExpandedIsRefused(line: String) {
        #expect(throws: InputError.self) { try catalogue(line) }
    }

    @Test(arguments: [
        "list,code\na,b\n", "list,code,id,fr,en,theme,domain\na,b\n", "list,code,id,fr,en,theme,domain\na,b,,F,E,,\n",
    ])
    func aGlossaryThatIsNotRightIsRefused(glossary: String) {
        #expect(throws: InputError.self) { try catalogue("", glossary: glossary) }
    }
}

@Suite struct IndicatorBuilderTests {
    /// Five IRIS: two of a divided commune, one undivided in the same EPCI, one elsewhere in the region, one far away.
    private func territory() throws -> Territory {
        var files = TerritoryFiles()
        for (code, department, region) in [
            ("01001", "01", "84"), ("01002", "01", "84"), ("69001", "69", "84"), ("97401", "974", "04"),
        ] {
            files.addCommune(code, department: department, region: region, epci: code.hasPrefix("01") ? "1" : nil)
        }
        for (code, type) in [
            ("010010101", "H"), ("010010102", "H"), ("010020000", "Z"), ("690010000", "Z"), ("974010000", "Z"),
        ] {
            files.addIRIS(code, type: type)
        }
        return try Territory(files)
    }

    private func column(
        _ values: [String: Double], byIRIS: Bool = true, kind: String = "mean", weights: [Double] = [1, 3, 4, 1, 1]
    ) throws -> IndicatorColumn {
        let territory = try territory()
        let table = FigureTable(rows: values, isByIRIS: byIRIS)
        let source = FigureSource(territory, [table])
        let builder = IndicatorBuilder(territory, source, weights: weights)
        let formula = try Formula("test.x")
        let definition = IndicatorDefinition(
            id: "x", labelFrench: "X", labelEnglish: "X", unit: "ratio", theme: "t", kind: kind, formula: "test.x",
            source: "s", vintage: "2020", base: "b", level: byIRIS ? "iris" : "commune", domain: "behaviour",
            decimals: 2)
        return try #require(
            try builder.build([
                IndicatorCatalogue.Entry(
                    definition: definition, byIRIS: byIRIS ? formula : nil, byCommune: byIRIS ? nil : formula)
            ]) { _ in }.first)
    }

    @Test func whatIsMissingComesFromTheNextLargerArea() throws {
        let column = try column(["010010102": 6, "010020000": 2.004])
        // The commune's other IRIS; then the region, whose mean is weighted by households; then France.
        #expect(column.values == [6, 6, 2, 3.72, 3.72])
        let origins: [IndicatorOrigin] = [.commune, .iris, .iris, .region, .country]
        #expect(column.origins == origins.map(\.rawValue))
        #expect(column.coverage == 0.4 && column.householdCoverage == 0.7)
    }

    @Test func aFigureOfACommuneIsItsOwnWhereTheCommuneIsOneIRIS() throws {
        let column = try column(["01001": 5, "69001": 1], byIRIS: false)
        #expect(column.values == [5, 5, 5, 1, 4.2])
        let origins: [IndicatorOrigin] = [.commune, .commune, .epci, .iris, .country]
        #expect(column.origins == origins.map(\.rawValue))
        #expect(column.coverage == 0.6)
    }

    @Test func aShareThatCannotBeRightIsMissingAndOneThatIsRoundedIsPutRight() throws {
        let column = try column(["010010101": 1.01, "010010102": 1.5, "010020000": -0.01], kind: "share")
        #expect(column.values[0] == 1 && column.values[2] == 0)
        #expect(column.values[1] == 1 && column.origins[1] == IndicatorOrigin.commune.rawValue)
    }

    @Test func aValueOfTooManyDigitsIsAnErrorThatNamesTheIndicator() throws {
        let error = #expect(throws: InputError.self) { try column(["010020000": 1e9]) }
        #expect(error?.description.contains("x has a value") == true)
    }

    @Test func aTableWithoutAnyRowLeavesNothing() throws {
        let column = try column([:])
        #expect(column.values.allSatisfy(\.isNaN) && column.origins == [0, 0, 0, 0, 0])
    }
}

extension FigureTable {
    /// A table with one column, `test.x`.
    fileprivate init(rows: [String: Double], isByIRIS: Bool) {
        self.init(
            FigureTableKind("test", "a test", vintage: "2020", key: "code", columns: [], isByIRIS: isByIRIS),
            names: ["x"])
        for (code, value) in rows.sorted(by: { $0.key < $1.key }) {
            self.rows[AreaCode(code)!] = Int32(self.rows.count)
            columns[0].append(value)
        }
    }
}

extension TerritoryFiles {
    fileprivate mutating func addCommune(_ code: String, department: String, region: String, epci: String?) {
        let area = AreaCode(code)!
        cog.append(
            CogCommune(type: "COM", code: area, name: code, department: department, region: region, parent: nil))
        positions[area] = Position(latitude: 46, longitude: 5, areaKm2: nil, population: nil, epci: epci)
    }

    fileprivate mutating func addIRIS(_ code: String, type: String) {
        let area = AreaCode(code)!
        iris.append(IRISRow(code: area, name: code, type: type.utf8.first!, commune: area.commune))
    }
}
