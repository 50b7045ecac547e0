import Enrichment
import Testing

@testable import Segmentation

/// What stands around k-means: choosing numbers of personas, shrinking, standardising, assigning, comparing.
@Suite struct ClusteringTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func numbersOfPersonasAreTheBestOfAll(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let costs = (0..<4).map { _ in (0..<4).map { _ in random.unit() } }
        var best = Double.infinity
        for a in 1...4 {
            for b in 1...4 {
                for c in 1...4 {
                    let d = 9 - a - b - c
                    guard (1...4).contains(d) else { continue }
                    best = min(best, costs[0][a - 1] + costs[1][b - 1] + costs[2][c - 1] + costs[3][d - 1])
                }
            }
        }
        let numbers = PersonaSplits.numbers(costs, total: 9)
        let cost = zip(costs, numbers).reduce(0) { $0 + $1.0[$1.1 - 1] }
        #expect(numbers.reduce(0, +) == 9)
        #expect(abs(cost - best) < 1e-12)
    }

    @Test func tooFewPointsGiveAsManyPersonasAsThereAre() {
        #expect(PersonaSplits.numbers([[1, 0], [1]], total: 9) == [2, 1])
    }

    /// A disc has more to gain from a split than two close pairs of dots, but every sample splits it along another line.
    @Test(arguments: [0, 6]) func aSplitThatSamplesDoNotFindIsNotWorthAPersona(samples: Int) throws {
        var random = SeededRandom(seed: 3)
        var rows: [[Float]] = []
        while rows.count < 300 {
            let (x, y) = (Float(random.unit()) * 6 - 3, Float(random.unit()) * 6 - 3)
            if x * x + y * y <= 9 { rows.append([x, y]) }
        }
        for place in 0..<300 { rows.append([100 + (place % 2 == 0 ? 1 : -1), Float(random.unit()) / 10]) }
        let points = PointMatrix(rows: rows, weights: Array(repeating: 1, count: rows.count))
        let settings = try SegmentationSettings(
            json: """
                {"seed": 1, "restarts": 5, "personaRestarts": 5, "personaSamples": \(samples), "profiles": 2,
                 "personas": 3, "smallestShare": 0, "largestShare": 1, "smallestHouseholds": 1, "variables": []}
                """)
        let clusters = Clusters(points, settings, order: rows.map { Double($0[0]) })
        #expect(clusters.numbers == (samples == 0 ? [1, 2] : [2, 1]))
    }

    @Test func asManyAreDrawnAsThereAre() {
        let points = QualityTests.points(500, seed: 2)
        let sample = BootstrapSample(of: 500, seed: 1)
        #expect(sample.times.reduce(0, +) == 500)
        // About one in e is not drawn.
        #expect((150...220).contains(sample.times.count { $0 == 0 }))
        let members = Array(stride(from: 0, to: 500, by: 3))
        let drawn = sample.points(points, among: members)
        #expect(drawn.count == members.count { sample.times[$0] > 0 })
        let weight = members.reduce(0.0) { $0 + points.weights[$1] * Double(sample.times[$1]) }
        #expect(abs(drawn.weights.reduce(0, +) - weight) < 1e-9)
    }

    /// Lloyd's steps without bounds must end where those with bounds end.
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func boundsChangeNothing(seed: UInt64) {
        let points = QualityTests.points(400, seed: seed, dimensions: 11)
        let k = 2 + Int(seed)
        let start = (0..<k).flatMap { cluster in
            (0..<points.stride).map { points.vectors[cluster * 7 * points.stride + $0] }
        }
        let fast = KMeans.run(points, k: k, centres: start)
        var steps = KMeansSteps(points, k: k, centres: start)
        while steps.moveCentres() {
            let before = steps.labels
            steps = KMeansSteps(points, k: k, centres: steps.centres)
            if steps.labels == before { break }
        }
        #expect(fast.labels == steps.labels)
        #expect(abs(fast.spread - steps.spread()) < 1e-9 * fast.spread)
    }

    private func input(_ values: [Double], households: [Double], communes: [String]) -> SegmentationInput {
        let neighbourhoods = zip(communes, households).enumerated().map { index, pair in
            Neighbourhood(
                code: AreaCode("\(pair.0)01\(index < 10 ? "0" : "")\(index)")!, name: nil, type: UInt8(ascii: "H"),
                commune: AreaCode(pair.0)!, households: pair.1)
        }
        let column = IndicatorColumn(
            definition: IndicatorDefinition(
                id: "x", labelFrench: "", labelEnglish: "", unit: "", theme: "", kind: "", formula: "", source: "",
                vintage: "", base: "", level: "iris", domain: "demographics", decimals: 0),
            coverage: 1, values: values.map(Float.init), origins: values.map { $0.isNaN ? 0 : 1 },
            personaAverages: [])
        return SegmentationInput(
            neighbourhoods: neighbourhoods, epci: Array(repeating: nil, count: values.count), columns: [column])
    }

    @Test func twelveHouseholdsAreDrawnTowardsTheirCommune() throws {
        let input = input(
            [0.9, 0.2, 0.2, 0.5], households: [12, 500, 500, 40], communes: ["01001", "01001", "01001", "01002"])
        let variable = try Variable(try Formula("x"), of: input, ["x": 0])
        let shrunk = Shrinkage(input).applied(to: variable, kappa: (100, 100))
        let mean = (12 * 0.9 + 1000 * 0.2) / 1012
        #expect(abs(shrunk[0] - (12 * 0.9 + 100 * mean) / 112) < 1e-6)
        #expect(abs(shrunk[1] - 0.2) < 0.01)
        // Alone in its area, a neighbourhood has nothing to be drawn to.
        #expect(shrunk[3] == Double(Float(0.5)))
    }

    @Test func ranksAreKeptByEveryTransformation() {
        for transformation in [SegmentationSettings.Variable.Transformation.none, .log, .sqrt] {
            let variable = SegmentationSettings.Variable(
                id: "x", theme: "", formula: "x", transformation: transformation, weight: 4, shrinks: false, reason: "")
            let values = (0...1000).map { Double($0) }
            let scale = Standardisation(values, weights: values.map { _ in 1 }, variable: variable)
            #expect(scale.value(0) == 0)
            #expect(scale.value(1000) == 2)
            #expect(scale.value(-5).isNaN == (transformation != .none))
            #expect(scale.value(.nan).isNaN)
            for (a, b) in zip(values, values.dropFirst()) { #expect(scale.value(a) <= scale.value(b)) }
            #expect(scale.middleValue > 0 && scale.middleValue < 2)
        }
    }

    @Test func definitionsReadBackAreTheSame() throws {
        let definitions = SegmentationDefinitions(
            seed: 7, restarts: 3, smallestHouseholds: 30,
            variables: [
                SegmentationDefinitions.Variable(
                    id: "x", formula: "x / y", kappa: 12.5, kappaDivided: 0,
                    standardisation: Standardisation(
                        [1, 2, 3], weights: [1, 1, 1],
                        variable: SegmentationSettings.Variable(
                            id: "x", theme: "", formula: "x", transformation: .log, weight: 0.5, shrinks: true,
                            reason: "")))
            ],
            profiles: [SegmentationDefinitions.Profile(code: "A", centre: [0.123456])],
            personas: [
                SegmentationDefinitions.Persona(code: "A1", profile: "A", centre: [-0.5], share: 0.25),
                SegmentationDefinitions.Persona(code: "A2", profile: "A", centre: [0.5], share: 0.75),
            ])
        let read = try SegmentationDefinitions(json: definitions.json)
        #expect(read == definitions)
        #expect(read.json == definitions.json)
        #expect(abs(read.squaredDistance(0, 1) - 2) < 1e-12)
        #expect(throws: InputError.self) {
            try SegmentationDefinitions(
                json: definitions.json.replacing("\"profile\": \"A\"", with: "\"profile\": \"B\""))
        }
    }

    @Test(arguments: [
        (0.1, 1.0, PersonaFit.typical), (0.8, 1, .usual), (0.99, 1, .borderline), (1.2, 1, .borderline),
        (0, 0, .borderline),
    ])
    func fitFollowsTheTwoDistances(own: Double, next: Double, fit: PersonaFit) {
        #expect(PersonaFit(own: own, next: next) == fit)
    }

    @Test func movesAreCountedByHouseholds() {
        var old = ReferenceData()
        old.profiles = ["A", "B"].map {
            Profile(code: $0, name: "", nameEnglish: "", households: 0, share: 0, definition: "{}")
        }
        old.personas = [("A1", "A"), ("A2", "A"), ("B1", "B")].map {
            Persona(code: $0.0, profile: $0.1, name: "", nameEnglish: "", households: 0, share: 0, definition: "{}")
        }
        var new = old
        let iris = { (code: String, households: Double, persona: Int) in
            Neighbourhood(
                code: AreaCode(code)!, name: nil, type: UInt8(ascii: "H"), commune: AreaCode("01001")!,
                households: households, persona: persona)
        }
        old.neighbourhoods = [iris("010010101", 5, 0), iris("010010102", 10, 0), iris("010010103", 7, 2)]
        new.neighbourhoods = [iris("010010101", 6, 1), iris("010010102", 20, 2), iris("010010104", 9, 0)]
        let migration = Migration(old: old, new: new)
        #expect(migration.personas.moved == 26)
        #expect(migration.profiles.moved == 20)
        #expect(migration.personas.households[0] == [0, 6, 20])
        #expect(migration.onlyInOld == 7)
        #expect(migration.onlyInNew == 9)
        #expect(migration.neighbourhoods == 2)
        let same = Migration(old: old, new: old)
        #expect(same.personas.moved == 0)
        #expect(same.personaAgreement == 1)
        #expect(same.personaDrift == 0)
    }
}
