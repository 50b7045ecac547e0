import FoundationEssentials

/// How the classification is made, as `Config/segmentation.json` says.
public struct SegmentationSettings: Sendable, Codable {
    /// One variable of the clustering.
    public struct Variable: Sendable, Codable {
        public enum Transformation: String, Codable, Sendable {
            case none, log, sqrt
        }

        public let id: String
        public let theme: String
        /// Arithmetic over ids of indicators: `wages + pensions`, or one id alone.
        public let formula: String
        public let transformation: Transformation
        /// How much its differences count beside those of the others.
        public let weight: Double
        /// Whether small neighbourhoods are drawn towards their commune: for figures counted from few people.
        public let shrinks: Bool
        /// Why it is in.
        public let reason: String
    }

    public private(set) var seed: UInt64
    public let restarts: Int
    public let personaRestarts: Int
    /// Bootstrap samples that tell how far a split of a profile comes back; 0 leaves stability out of the choice.
    public let personaSamples: Int
    public let profiles: Int
    public let personas: Int
    /// Of all households, for a persona.
    public let smallestShare: Double
    public let largestShare: Double
    /// An IRIS with fewer is given its persona by rule.
    public let smallestHouseholds: Double
    public let variables: [Variable]

    /// The same with another seed.
    public func with(seed: UInt64) -> SegmentationSettings {
        var copy = self
        copy.seed = seed
        return copy
    }

    /// Reads the text of the settings.
    public init(json: String) throws(InputError) {
        do {
            self = try JSONDecoder().decode(SegmentationSettings.self, from: Data(json.utf8))
        } catch {
            throw .configuration(file: "segmentation.json", reason: "\(error)")
        }
        guard profiles >= 1, profiles <= 26, personas >= profiles, restarts >= 1, personaRestarts >= 1,
            personaSamples >= 0
        else {
            throw .configuration(file: "segmentation.json", reason: "numbers of profiles, personas or restarts")
        }
        guard variables.allSatisfy({ $0.weight > 0 }) else {
            throw .configuration(file: "segmentation.json", reason: "a variable without weight")
        }
    }
}
