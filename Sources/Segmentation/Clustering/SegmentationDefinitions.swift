/// What makes a profile and a persona: the variables with the range that they are scaled by, and the centres.
///
/// Made once by `quartier segmentation train` and kept in `Config/personas.json`; every later build assigns neighbourhoods to
/// these centres, so that a code means the same from year to year.
public struct SegmentationDefinitions: Sendable, Codable, Equatable {
    public struct Variable: Sendable, Codable, Equatable {
        public var id: String
        public var formula: String
        /// Households at which a figure says as much as the area around it does, of an undivided commune and of an IRIS of
        /// a divided one; 0 when it is taken as it is.
        public var kappa: Double
        public var kappaDivided: Double
        public var standardisation: Standardisation
    }

    public struct Profile: Sendable, Codable, Equatable {
        public var code: String
        public var centre: [Double]
    }

    public struct Persona: Sendable, Codable, Equatable {
        public var code: String
        /// The profile's code.
        public var profile: String
        public var centre: [Double]
        /// Of all households that took part in the training, 0 to 1.
        public var share: Double
    }

    /// The seed and the restarts that they were found with.
    public var seed: UInt64
    public var restarts: Int
    /// An IRIS with fewer households is given its persona by rule.
    public var smallestHouseholds: Double
    public var variables: [Variable]
    /// In the order of their codes.
    public var profiles: [Profile]
    public var personas: [Persona]

    /// Digits after the point of what is written.
    static let decimals = 6

    static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

    /// The weight of all variables.
    var totalWeight: Double { variables.reduce(0) { $0 + $1.standardisation.weight } }

    /// The row of the profile of each persona.
    public var profileOfPersona: [Int] {
        let rows = Dictionary(uniqueKeysWithValues: profiles.enumerated().map { ($1.code, $0) })
        return personas.map { rows[$0.profile] ?? 0 }
    }

    /// The squared distance between the centres of two personas, the weight of all variables being 1.
    public func squaredDistance(_ one: Int, _ other: Int) -> Double {
        zip(personas[one].centre, personas[other].centre).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / totalWeight
    }
}
