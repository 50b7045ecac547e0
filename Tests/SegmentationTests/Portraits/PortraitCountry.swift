import Segmentation

@testable import Segmentation

/// A made-up country of personas whose figures a test chooses: one IRIS of 1,000 households each, two personas a profile.
enum PortraitCountry {
    /// Figures of an ordinary place: what France is, more or less.
    static let ordinary: [PortraitFigure: Double] = [
        .density: 1_000, .urbanSize: 4, .remote: 0.03, .jobs: 0.9, .farms: 0.05, .growth: 0.004, .tourists: 0.02,
        .houses: 0.55, .owners: 0.58, .socialHousing: 0.15, .secondHomes: 0.06, .vacant: 0.08, .crowded: 0.05,
        .poorEnergy: 0.12, .children: 0.173, .seniors: 0.205, .youngAdults: 0.17, .alone: 0.36, .singleParents: 0.15,
        .homeSize: 2.2, .income: 23_500, .poverty: 0.15, .spread: 3.3, .property: 0.08, .pensions: 0.29,
        .managers: 0.17, .workers: 0.21, .graduates: 0.34, .unemployment: 0.13, .noCar: 0.19, .commuteMinutes: 28,
        .commuteKilometres: 17, .shops: 5.7, .restaurants: 3.6,
    ]

    /// A country of ordinary places, each with its own departures; nil departures leave a figure unknown.
    static func data(_ departures: [[PortraitFigure: Double?]], region: String = "11") -> ReferenceData {
        var data = ReferenceData()
        let department = region == "04" ? "974" : "75"
        for (row, _) in departures.enumerated() {
            let profile = String(UnicodeScalar(UInt8(0x41 + row / 2 % 26)))
            if row % 2 == 0 {
                data.profiles.append(
                    Profile(code: profile, name: "", nameEnglish: "", households: 2_000, share: 0.1, definition: "{}"))
            }
            data.personas.append(
                Persona(
                    code: "\(profile)\(row % 2 + 1)", profile: profile, name: "", nameEnglish: "", households: 1_000,
                    share: 0.05, definition: "{}"))
            let code =
                AreaCode(department + String(repeating: "0", count: 3 - String(row).count) + String(row))
                ?? AreaCode(String((75_000 + row)))!
            data.communes.append(
                Commune(
                    code: code, name: "Commune \(row)", department: department, region: region, latitude: 48.8,
                    longitude: 2.3, postcodes: []))
            data.neighbourhoods.append(
                Neighbourhood(
                    code: AreaCode(code.text + "0000")!, name: nil, type: UInt8(ascii: "Z"), commune: code,
                    latitude: 48.8, longitude: 2.3, households: 1_000, persona: row))
        }
        for figure in PortraitFigure.allCases {
            let values = departures.map { departure -> Float in
                guard let given = departure[figure] else { return Float(ordinary[figure]!) }
                return given.map { Float($0) } ?? .nan
            }
            data.indicators.append(column(figure.rawValue, values))
        }
        data.indicators.sort { $0.definition.id < $1.definition.id }
        return data
    }

    static func column(_ id: String, label: String? = nil, _ values: [Float]) -> IndicatorColumn {
        IndicatorColumn(
            definition: IndicatorDefinition(
                id: id, labelFrench: label ?? id, labelEnglish: label ?? id, unit: "share", theme: "test",
                kind: "share",
                formula: "", source: "", vintage: "", base: "", level: "iris", domain: "behaviour", decimals: 3),
            coverage: 1, values: values, origins: values.map { _ in 1 }, personaAverages: [])
    }

    /// The portrait of the first of several ordinary places, of which it departs.
    static func portrait(_ departure: [PortraitFigure: Double?], region: String = "11") throws -> (
        persona: Persona, portrait: Portrait
    ) {
        var data = data([departure] + Array(repeating: [:], count: 5), region: region)
        PortraitBuilder.describe(&data)
        guard let portrait = Portrait(json: data.personas[0].definition) else { throw NoPortrait() }
        return (data.personas[0], portrait)
    }

    struct NoPortrait: Error {}
}

extension Portrait {
    /// All that is told, in a language.
    func told(_ language: PortraitLanguage) -> [String] {
        [sentence, paragraph, lifeStage, housing, whereabouts].map { $0[language] } + levers.map { $0.text[language] }
    }
}
