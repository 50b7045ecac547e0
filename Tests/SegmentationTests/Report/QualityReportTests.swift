import FoundationEssentials
import Markup
import Testing

@testable import Segmentation

@Suite struct QualityReportTests {
    private static let settings = """
        {"seed": 1, "restarts": 3, "personaRestarts": 3, "personaSamples": 2, "profiles": 2, "personas": 4, "smallestShare": 0,
         "largestShare": 1, "smallestHouseholds": 1, "variables": [
         {"id": "density", "theme": "a", "formula": "density", "transformation": "log", "weight": 1, "shrinks": false,
          "reason": "-"},
         {"id": "owner_share", "theme": "b", "formula": "owner_share", "transformation": "none", "weight": 2,
          "shrinks": false, "reason": "-"}]}
        """

    /// Sixty places, of which the names are what a page must escape.
    private static func subject() throws -> (ClassifiedReference, SegmentationSettings, ReferenceData) {
        var random = SeededRandom(seed: 7)
        var data = PortraitCountry.data(
            (0..<60).map { place in
                [
                    .density: place < 30 ? 9_000 + 4_000 * random.unit() : 30 + 90 * random.unit(),
                    .owners: random.unit(),
                ]
            })
        let settings = try SegmentationSettings(json: settings)
        let input = SegmentationInput(data)
        let definitions = try SegmentationTraining.train(input, settings)
        let matrix = try SegmentationMatrix(input, definitions)
        let assignment = Assignment(input, matrix, definitions)
        data.definitions = definitions
        data.profiles = definitions.profiles.map {
            Profile(
                code: $0.code, name: "<Ville> & \"champs\"", nameEnglish: "<b>&amp;", households: 30_000, share: 0.5,
                definition: "{}")
        }
        data.personas = definitions.personas.map {
            Persona(
                code: $0.code, profile: $0.profile, name: "Ici </svg>", nameEnglish: "Here ]]>", households: 15_000,
                share: 0.25, definition: "{}")
        }
        for index in data.neighbourhoods.indices { data.neighbourhoods[index].persona = assignment.personas[index] }
        return (try ClassifiedReference(data), settings, data)
    }

    @Test func itsFiguresAreThoseOfTheMeasures() throws {
        let (subject, settings, data) = try Self.subject()
        let report = QualityReport(
            subject, settings: settings, previous: data, effort: QualityEffort(seeds: 2, samples: 1, curveRestarts: 1))
        let classes = subject.classes
        #expect(report.explained.profiles == classes.explainedByProfiles.total)
        #expect(report.explained.personas == classes.explainedByPersonas.total)
        #expect(report.explained.withinProfiles == classes.explainedByProfiles.withinSumOfSquares)
        #expect(report.variables.map(\.explainedByPersonas) == classes.explainedByPersonas.byVariable)
        #expect(report.silhouette.personas == Silhouette.simplified(classes.points, classes.personas, groups: 4))
        let news = NewInformation(subject.input, subject.assignment, subject.matrix, subject.definitions)
        #expect(report.news.byPersonas == news.meanByPersonas && report.news.byGrid == news.meanByGrid)
        #expect(
            report.fit.borderline == FitShares(subject.assignment, households: subject.matrix.households).borderline)
        let seeds = Stability(classes.points, settings).betweenSeeds([1, 2])
        #expect(report.stability?.seeds.meanProfiles == seeds[0].profiles)
        #expect(report.coverage.withPersona == 60 && report.coverage.shareWithPersona == 1)
        #expect(report.drift?.personas == 0 && report.drift?.shareMoved == 0)
        #expect(report.personas.map(\.neighbourhoods).reduce(0, +) == 60)
        #expect(report.curve.count == QualityEffort.curve.count)
    }

    @Test func whatIsNotAskedForIsLeftOut() throws {
        let (subject, settings, _) = try Self.subject()
        let report = QualityReport(
            subject, settings: settings, previous: nil, effort: QualityEffort(seeds: 0, samples: 0, curveRestarts: 0))
        #expect(report.stability == nil && report.drift == nil && report.curve.isEmpty)
    }

    @Test func jsonIsReadBackAsWritten() throws {
        let (subject, settings, data) = try Self.subject()
        let report = QualityReport(
            subject, settings: settings, previous: data, effort: QualityEffort(seeds: 2, samples: 1, curveRestarts: 1))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        #expect(try decoder.decode(QualityReport.self, from: Data(report.json.utf8)) == report)
        #expect(report.json.contains("\"within_personas\""))
    }

    @Test(arguments: PortraitLanguage.allCases) func thePageIsWellFormedAndAsksNobody(language: PortraitLanguage) throws
    {
        let (subject, settings, data) = try Self.subject()
        let report = QualityReport(
            subject, settings: settings, previous: data, effort: QualityEffort(seeds: 2, samples: 1, curveRestarts: 1))
        var html = MarkupWriter()
        QualityPage(report, data, language: language).write(to: &html)
        let text = html.text
        #expect(PageCheck.fault(in: text) == nil)
        for outside in ["http:", "https:", "src=", "<script", "@import", "url("] { #expect(!text.contains(outside)) }
        #expect(!text.contains("<Ville>") && !text.contains("Ici </svg>"))
        #expect(text.contains(language == .french ? "&lt;Ville&gt;" : "&lt;b&gt;&amp;amp;"))
        #expect(text.contains(report.headlines[2].value[language]))
    }

    @Test func theTextHasALineForEachGroup() throws {
        let (subject, settings, _) = try Self.subject()
        let report = QualityReport(
            subject, settings: settings, previous: nil, effort: QualityEffort(seeds: 0, samples: 0, curveRestarts: 0))
        let lines = report.text(.english).split(separator: "\n")
        for group in report.profiles + report.personas {
            #expect(lines.contains { $0.hasPrefix(group.code + " ") })
        }
    }
}

/// Checks that every element is closed in order and every attribute quoted: what XML asks of a page.
enum PageCheck {
    /// What is wrong first, or nil.
    static func fault(in text: String) -> String? {
        var open: [Substring] = []
        var rest = text.replacing("<!DOCTYPE html>", with: "")[...]
        while let start = rest.firstIndex(of: "<") {
            if rest[..<start].contains(">") { return "a > outside of a tag" }
            guard let end = rest[start...].firstIndex(of: ">") else { return "a tag without end" }
            let tag = rest[rest.index(after: start)..<end]
            if tag.contains("<") { return "a < within \(tag)" }
            let name = tag.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" }
            if tag.hasPrefix("/") {
                guard open.popLast() == name else { return "</\(name)> closes something else" }
            } else if !tag.hasSuffix("/") {
                open.append(name)
            }
            if tag.count(where: { $0 == "\"" }) % 2 != 0 { return "quotes in \(tag)" }
            rest = rest[rest.index(after: end)...]
        }
        return open.isEmpty ? nil : "open at the end: \(open)"
    }
}
