/// How fine an answer is, finest first.
public enum MatchLevel: UInt8, Comparable, Sendable, CaseIterable {
    case housenumber, street, locality, iris, commune, postcode, department, none

    public static func < (one: MatchLevel, other: MatchLevel) -> Bool { one.rawValue < other.rawValue }

    /// As it stands in answers.
    public var name: StaticString {
        switch self {
        case .housenumber: "housenumber"
        case .street: "street"
        case .locality: "locality"
        case .iris: "iris"
        case .commune: "commune"
        case .postcode: "postcode"
        case .department: "department"
        case .none: "none"
        }
    }
}

/// Where an address was found. Rows of the index and numbers only: a value to copy, nothing to free.
public struct Match: Sendable {
    public var level = MatchLevel.none
    /// Probability, 0–1, that the IRIS is right (for levels above it, that the commune or area is).
    public var score: Float = 0
    public var commune: CommuneIndex?
    public var postcode: Postcode?
    public var department: DepartmentIndex?
    public var street: StreetIndex?
    /// The hamlet or former commune that was named.
    public var place: PlaceIndex?
    public var number: UInt32?
    public var suffix = NumberSuffix.none
    /// Whether the reference does not have the number: its place is between two neighbours that it has, or that of the house
    /// whose number it is without its suffix.
    public var isInterpolated = false
    /// Probabilities, 0–1, that the street and that the commune is right; 0 where there is none.
    public var streetScore: Float = 0
    public var communeScore: Float = 0
    /// Whether the address is in another country, and that is why nothing was matched.
    public var isAbroad = false
    /// The IRIS, when the answer lies in one, or more of its street's numbers lie in it than not.
    public var iris: IrisIndex?
    /// The share of the street's numbers that lie in `iris`, 0–1; 1 where all of the answer does.
    public var irisShare: Float = 1

    public init() {}

    /// Takes a house of the street for the answer.
    mutating func take(_ house: StreetTable.House, _ number: UInt32) {
        level = .housenumber
        self.number = number
        suffix = house.suffix
        isInterpolated = !house.isSuffixKnown
        iris = house.iris
    }

    /// Nothing, because it is not in France.
    static var abroad: Match {
        var match = Match()
        match.isAbroad = true
        return match
    }
}
