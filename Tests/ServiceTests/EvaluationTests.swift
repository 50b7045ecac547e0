import Bytes
import Testing

@testable import Service

@Suite struct EvaluationTests {
    private static let table = """
        street,postcode,city,expected_citycode,expected_street,expected_housenumber,expected_iris
        3 rue de l'Eglise,01410,Saint-Denis,01002,Rue de l’église,3,010020101
        4 RUE DE L EGLISE,01410,SAINT DENIS,01002,Rue de l'Église,4,010020101
        5 bis rue Saint Denis,75002,Paris,75056,R. St-Denis,5B,
        ,01400,L'Abergement,01002,,,
        1 chemin perdu,01400,Saint-Denis,01002,Chemin perdu,1,
        nothing known,,,,,,
        """

    @Test func countsWhatIsRightByMeasureAndLevel() throws {
        let tally = try evaluate(Self.table).tally
        let main = try #require(tally.groups[""])
        #expect(tally.rows == 5 && tally.withoutAnswer == 1)
        // The fourth row is in another commune.
        #expect(main[.commune] == count(4, 5))
        #expect(main[.claims] == count(3, 3))
        #expect(main[.street] == count(3, 4))
        #expect(main[.heldStreet] == count(3, 3))
        #expect(main[.number] == count(3, 4))
        #expect(main[.heldNumber] == count(3, 3))
        // Even numbers of the church's street are in the other IRIS.
        #expect(main[.iris] == count(1, 2))
        #expect(tally.levels[0].rows == 3)
        #expect(tally.calibration.answers == 5)
    }

    @Test(arguments: [1, 3]) func answersDoNotDependOnBlocksAndCores(_ workers: Int) throws {
        let rows = Self.table.split(separator: "\n")
        let long = ([rows[0]] + (0..<9000).map { rows[1 + $0 % 5] }).joined(separator: "\n")
        var misses: [UInt8] = []
        let report = try evaluate(long, workers: workers, misses: { misses += $0 })
        #expect(report.tally.groups[""]?[.commune] == count(7200, 9000))
        let lines = String(decoding: misses, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 5400)
        #expect(lines[0].hasPrefix("test,3,iris,housenumber,"))
        #expect(lines[1].hasPrefix("test,5,commune,commune,"))
        #expect(lines[5399].hasPrefix("test,9001,street number,"))
    }

    @Test func codesAreAnswersUnlessTheCallerAsksThem() throws {
        let table = "cp,ville,insee,zone\n01400,Saint-Denis,01001,a\n01400,L'Abergement,01001,b\n"
        let guessed = try evaluate(table, options: { $0.groupColumn = "zone" })
        #expect(guessed.tally.groups["a"]?[.commune] == count(0, 1))
        #expect(guessed.tally.groups["b"]?[.commune] == count(1, 1))
        let asked = try evaluate(
            table,
            options: { options in
                options.ask = try ColumnMap("citycode=insee,postcode=,city=")
                options.expect = try ExpectationMap("city=ville,postcode=1")
            })
        #expect(asked.layout.asked == "citycode = \"insee\"")
        #expect(asked.tally.groups[""]?[.commune] == count(2, 2))
    }

    @Test func theCodeOfAFormerCommuneStandsForWhatItBecame() throws {
        let table = "cp,ville,insee\n01410,Saint-Denis,1003\n01400,L'Abergement,01003\n01400,L'Abergement,01888\n"
        let tally = try evaluate(table).tally
        #expect(tally.groups[""]?[.commune] == count(1, 2))
        #expect(tally.unknownCommunes == 1)
        // A code of today beside it counts.
        let both = try evaluate(
            "cp,ville,old,new\n01400,L'Abergement,01003,01001\n",
            options: { $0.expect = try ExpectationMap("citycode=old+new") })
        #expect(both.tally.groups[""]?[.commune] == count(1, 1))
    }

    /// Postcode and city asked, the commune expected, and whether the row contradicts it.
    @Test(arguments: [
        ("75001,Paris,", "01002", true), ("75001,PARIS CEDEX 01,", "01002", true),
        (",,1 rue X 75001 Paris", "01002", true),
        // A shared postcode, or a namesake, does not make them one.
        ("01400,L'Abergement,", "01002", true),
        // Without postcode and city nothing is contradicted, nor where the commune expected has both.
        ("75001,,", "01002", false), (",Paris,", "01002", false), (",,Paris", "01002", false),
        ("75001,Paris,", "75102", false), (",,75001 Paris", "75102", false),
        // What is answered must be what was asked.
        ("01400,Saint-Denys,", "75101", false), ("75001,L'Abergement,", "01002", false),
    ]) func aRowWhoseQuestionContradictsItsAnswerIsToldApart(_ asked: String, _ code: String, _ isTold: Bool) throws {
        var misses = ""
        let report = try evaluate(
            "cp,ville,adresse,insee\n\(asked),\(code)\n", misses: { misses += String(decoding: $0, as: UTF8.self) })
        #expect(report.tally.groups[""]?[.commune] == count(0, 1))
        #expect(report.tally.groups[""]?.wrongCommunes == 1 && report.tally.contradicted == (isTold ? 1 : 0))
        #expect(misses.hasSuffix(isTold ? ",yes\n" : ",\n"))
        #expect(EvaluationReport.text([report]).contains("contradict") == isTold)
        #expect(EvaluationReport.json([report]).contains(#""contradicted":1"#) == isTold)
    }

    @Test func contradictionsAreCountedByGroupAndStayWrong() throws {
        let table = """
            cp,ville,insee,zone
            75001,Paris,01002,a
            75001,Paris,75101,a
            01400,L'Abergement,75101,b
            01400,L'Abergement,01002,b
            01400,,75102,b
            """
        let report = try evaluate(table, options: { $0.groupColumn = "zone" })
        #expect(report.tally.groups["a"]?.contradicted == 1 && report.tally.groups["b"]?.contradicted == 2)
        #expect(report.tally.groups["a"]?[.commune] == count(1, 2))
        #expect(report.tally.contradicted == 3)
        let text = EvaluationReport.text([report])
        #expect(text.contains("test: a: 1 of the 1 rows with a wrong commune contradict their known answer"))
        #expect(text.contains("test: b: 2 of the 3 rows with a wrong commune contradict their known answer"))
    }

    @Test func knownSetsAreRecognised() throws {
        let halls = """
            code,type,nom,commune_parent,mairie_lon,mairie_lat,raw_address
            01001,COM,x,,,,"1 place de la Mairie, 01400 L'Abergement"
            01999,COMD,x,01002,,,"01410 Saint-Denis"
            """
        let report = try evaluate(halls)
        #expect(report.layout.set == "town halls")
        #expect(report.tally.groups[""]?[.commune] == count(1, 1))
        #expect(report.tally.groups["merged communes"]?[.commune] == count(1, 1))
    }

    @Test func aTableWithoutAnswersIsRefused() throws {
        #expect(throws: BatchError.self) { try evaluate("cp,ville\n01400,Saint-Denis\n") }
        #expect(throws: BatchError.unknownColumn("zip", found: ["cp", "insee"])) {
            try evaluate("cp,insee\n01400,01001\n", options: { $0.ask = try ColumnMap("postcode=zip") })
        }
        #expect(throws: ExpectationMap.Failure.unknownFact("town")) { try ExpectationMap("town=x") }
        #expect(throws: ColumnMap.Failure.notAnAssignment("street")) { try ColumnMap("street") }
    }

    @Test(arguments: [
        ("Rue de l'Église", "R EGLISE", true), ("Av. du Gal de Gaulle", "avenue Général de-Gaulle", true),
        ("Rue du 8 Mai 1945", "rue du huit mai 1945", true), ("Rue Saint-Jean", "Rue St Jean", true),
        ("Rue Jean Moulin", "Rue Moulin Jean", false), ("Rue Haute", "Place Haute", false),
        ("Rue de la Paix", "Rue de la Poix", false), ("", "", true),
    ])
    func namesAreTheSameWhenTheirWordsAre(one: String, other: String, same: Bool) {
        var folding = NameFolding()
        #expect((folding.key(one) == folding.key(other)) == same)
    }

    @Test(arguments: [
        ("12 bis rue X", "12B"), ("012 rue X", "12"), ("3 quater place Y", "3Q"), ("rue X", ""), ("Mairie", ""),
    ])
    func numbersAreReadOffAddresses(address: String, number: String) {
        var folding = NameFolding()
        let read = folding.numberAndStreet(address)
        #expect(read.number == number)
        #expect((read.street == 0) == (address == "Mairie"))
    }

    /// Against the definitions, written out the slow way.
    @Test func calibrationIsAsDefined() {
        var state: UInt64 = 5
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        let answers = (0..<5000).map { _ in (score: (random() * 1000).rounded() / 1000, isRight: random() < 0.7) }
        var whole = Calibration()
        var parts = [Calibration(), Calibration()]
        for (index, answer) in answers.enumerated() {
            whole.count(score: answer.score, isRight: answer.isRight)
            parts[index % 2].count(score: answer.score, isRight: answer.isRight)
        }
        let brier = answers.reduce(0.0) { $0 + ($1.score - ($1.isRight ? 1 : 0)) * ($1.score - ($1.isRight ? 1 : 0)) }
        var error = 0.0
        for band in 0..<20 {
            let inside = answers.filter {
                let place = Int(($0.score * 1000).rounded())
                return (place > band * 50 || band == 0) && place <= (band + 1) * 50
            }
            guard !inside.isEmpty else { continue }
            let score = inside.reduce(0.0) { $0 + $1.score }
            let right = Double(inside.count { $0.isRight })
            error += abs(score - right) / 5000
        }
        #expect(abs(whole.brierScore - brier / 5000) < 1e-9)
        #expect(abs(whole.expectedError - error) < 1e-9)
        var sum = parts[0]
        sum.add(parts[1])
        #expect(abs(sum.expectedError - whole.expectedError) < 1e-12)
    }

    private func count(_ right: Int, _ all: Int) -> EvaluationTally.Count {
        EvaluationTally.Count(right: right, of: all)
    }

    private func evaluate(
        _ table: String, workers: Int = 2, options change: (inout EvaluationOptions) throws -> Void = { _ in },
        misses: (([UInt8]) -> Void)? = nil
    ) throws -> EvaluationReport {
        let reference = try TinyReference(hasStreets: true)
        var options = EvaluationOptions()
        try change(&options)
        var rest = Array(table.utf8)[...]
        return try Evaluation(try reference.load(), workers: workers).run(name: "test", options: options) { buffer in
            let piece = Array(rest.prefix(1000))
            buffer.append(piece.span)
            rest = rest.dropFirst(1000)
        } writeMisses: { lines in
            lines.withUnsafeBytes { misses?(Array($0)) }
        }
    }
}

@Suite struct TextEvaluationTests {
    @Test(arguments: [
        (
            "nom_voie,id_type_voie,nom_voie_norm,complement_adresse\nAV DE LA GARE,avenue,de la gare,\nRUE X,place,x,\n",
            1, 2
        ),
        ("test,input,expected\ntest_remove_leading_zeros,00009,9\ntest_clean_query,Rue A,Rue B\n", 1, 2),
    ])
    func textsAreComparedWithWhatIsExpected(table: String, right: Int, of: Int) throws {
        let reference = try TinyReference(hasStreets: true)
        var rest = Array(table.utf8)[...]
        let report = try Evaluation(try reference.load(), workers: 1).run(name: "t", options: EvaluationOptions()) {
            let piece = Array(rest)
            $0.append(piece.span)
            rest = []
        } writeMisses: { _ in
        }
        let main = try #require(report.tally.groups[""])
        let measure = table.hasPrefix("test") ? Measure.text : Measure.streetLine
        #expect(main[measure] == EvaluationTally.Count(right: right, of: of))
    }
}
