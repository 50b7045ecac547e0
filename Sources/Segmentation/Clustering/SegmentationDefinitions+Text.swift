import FoundationEssentials

extension SegmentationDefinitions {
    public static let fileName = "personas.json"

    /// Reads the text of the definitions.
    public init(json: String) throws(InputError) {
        do {
            self = try JSONDecoder().decode(SegmentationDefinitions.self, from: Data(json.utf8))
        } catch {
            throw Self.refuse("\(error)")
        }
        let codes = Set(profiles.map(\.code))
        guard personas.allSatisfy({ codes.contains($0.profile) && $0.centre.count == variables.count }),
            profiles.allSatisfy({ $0.centre.count == variables.count }), !personas.isEmpty,
            codes.count == profiles.count, Set(personas.map(\.code)).count == personas.count
        else { throw Self.refuse("codes or centres that do not fit together") }
    }

    private static func refuse(_ reason: String) -> InputError {
        .configuration(file: fileName, reason: reason)
    }

    /// One variable, profile and persona a line, so that two versions can be compared line by line. The same definitions
    /// give the same bytes.
    public var json: String {
        let list = { (lines: [String]) in "[\n" + lines.map { "    " + $0 }.joined(separator: ",\n") + "\n  ]" }
        return """
            {
              "seed": \(seed),
              "restarts": \(restarts),
              "smallestHouseholds": \(Self.number(smallestHouseholds)),
              "variables": \(list(variables.map(Self.line))),
              "profiles": \(list(profiles.map { "{\"code\": \"\($0.code)\", \"centre\": \(Self.numbers($0.centre))}" })),
              "personas": \(list(personas.map(Self.line)))
            }

            """
    }

    private static func line(_ variable: Variable) -> String {
        let scale = variable.standardisation
        return
            "{\"id\": \"\(variable.id)\", \"formula\": \"\(variable.formula)\", \"kappa\": \(number(variable.kappa)), "
            + "\"kappaDivided\": \(number(variable.kappaDivided)), \"standardisation\": {\"transformation\": \"\(scale.transformation.rawValue)\", "
            + "\"low\": \(number(scale.low)), \"high\": \(number(scale.high)), \"middle\": \(number(scale.middle)), "
            + "\"weight\": \(number(scale.weight))}}"
    }

    private static func line(_ persona: Persona) -> String {
        "{\"code\": \"\(persona.code)\", \"profile\": \"\(persona.profile)\", \"share\": \(number(persona.share)), "
            + "\"centre\": \(numbers(persona.centre))}"
    }

    private static func numbers(_ values: [Double]) -> String {
        "[" + values.map(number).joined(separator: ", ") + "]"
    }

    private static func number(_ value: Double) -> String { TextTable.number(value, decimals: decimals) }
}
