import FoundationEssentials

/// How the classification is made, as `Config/segmentation.json` says.
public struct SegmentationSettings: Sendable, Codable {
    /// One variable of the clustering.
    public struct Variable: Sendable, Codable {
        enum Transformation: String, Codable, Sendable {
            case none, log, sqrt
        }

        /// The id of an indicator.
        let indicator: String
        let transformation: Transformation
        /// How much its differences count beside those of the others.
        let weight: Double
        /// What a neighbourhood with a high value is called, in French and English.
        let high: [String]
        let low: [String]
    }

    let seed: UInt64
    let restarts: Int
    let personaRestarts: Int
    let profiles: Int
    let personas: Int
    /// Of all households, for a persona.
    let smallestShare: Double
    let largestShare: Double
    /// An IRIS with fewer is given its persona by rule.
    let smallestHouseholds: Double
    let variables: [Variable]

    /// Reads the text of the settings.
    public init(json: String) throws(InputError) {
        do {
            self = try JSONDecoder().decode(SegmentationSettings.self, from: Data(json.utf8))
        } catch {
            throw .configuration(file: "segmentation.json", reason: "\(error)")
        }
        guard profiles >= 1, profiles <= 26, personas >= profiles, restarts >= 1, personaRestarts >= 1 else {
            throw .configuration(file: "segmentation.json", reason: "numbers of profiles, personas or restarts")
        }
        guard variables.allSatisfy({ $0.high.count == 2 && $0.low.count == 2 && $0.weight > 0 }) else {
            throw .configuration(
                file: "segmentation.json", reason: "a variable without weight or words in two languages")
        }
    }
}
