/// A text in the two languages of the reference.
public struct Bilingual: Sendable, Equatable, Codable {
    public var fr: String
    public var en: String

    public init(_ fr: String, _ en: String) {
        self.fr = fr
        self.en = en
    }

    /// The text in a language.
    public subscript(language: PortraitLanguage) -> String {
        switch language {
        case .french: fr
        case .english: en
        }
    }
}

/// The languages that portraits are written in.
public enum PortraitLanguage: String, Sendable, CaseIterable {
    case french = "fr"
    case english = "en"
}

/// What is told of a persona or profile, in both languages, with the figures that it is told from. It is stored as JSON in
/// `definition`.
public struct Portrait: Sendable, Equatable, Codable {
    public var sentence: Bilingual
    public var paragraph: Bilingual
    public var lifeStage: Bilingual
    public var housing: Bilingual
    public var whereabouts: Bilingual
    public var levers: [Lever]
    /// The ten highest and the ten lowest indices, the most extreme first.
    public var highest: [TellingIndex]
    public var lowest: [TellingIndex]
    /// Where its households are, the most households first.
    public var regions: [Concentration]
    public var departments: [Concentration]
    public var communes: [Concentration]
    /// Other personas (of a profile: profiles), the nearest first.
    public var nearest: [Neighbour]

    /// What to do, and from which figures that follows.
    public struct Lever: Sendable, Equatable, Codable {
        public enum Kind: String, Sendable, Codable {
            /// How to reach people.
            case channel
            /// What to offer them.
            case offer
        }

        public var kind: Kind
        public var text: Bilingual
        /// Ids of indicators.
        public var because: [String]
    }

    public struct TellingIndex: Sendable, Equatable, Codable {
        /// The indicator's id.
        public var indicator: String
        /// The group's mean, and that of France.
        public var value: Double
        public var france: Double
        /// 100 = France.
        public var index: Int
    }

    /// Households of the group in an area.
    public struct Concentration: Sendable, Equatable, Codable {
        /// INSEE's code.
        public var code: String
        public var name: String
        public var households: Int
        /// Of the group's households, 0 to 1.
        public var share: Double
        /// The group's share of the area's households, 0 to 1.
        public var penetration: Double
        /// `penetration` beside that of France, 100 = France.
        public var index: Int
        /// Degrees; of communes only.
        public var latitude: Double?
        public var longitude: Double?
    }

    public struct Neighbour: Sendable, Equatable, Codable {
        public var code: String
        /// Between the centres in the space of the clustering: the root mean square difference over its variables, 0 the
        /// same, 1 opposite ends of France in everything.
        public var distance: Double
    }
}
