/// A thing that a row can know of its right answer. The raw values are the words of `--expect`.
public enum ExpectedFact: String, CaseIterable, Sendable {
    case citycode, postcode, city, street, housenumber
    /// Number and street in one.
    case address
    case iris
    case latitude = "lat"
    case longitude = "lon"
    /// `lat, lon` in one column.
    case position
    /// Of a street line: its type, its name, what else it says.
    case wayType = "way_type"
    case name, complement
    /// The cleaned text.
    case text

    /// Columns that are taken for it, simplified as `ColumnNames` does. A name with `expected` in front is always taken.
    var usualNames: [String] {
        switch self {
        case .citycode: ["citycode", "codeinsee", "insee", "codgeo", "depcom", "codecommune", "codecommuneinsee"]
        case .iris: ["iris", "codeiris", "dcomiris"]
        case .latitude: ["lat", "latitude", "ylat"]
        case .longitude: ["lon", "lng", "long", "longitude", "xlon"]
        case .position: ["position", "coordonnees", "geopoint"]
        default: []
        }
    }
}

/// Which columns hold the right answers, as a caller says it: `citycode=INSEE,position=coordonnees`. Of several columns
/// (`citycode=code+commune_parent`) the first that says something counts.
public struct ExpectationMap: Sendable, Equatable {
    public enum Failure: Error, Equatable, CustomStringConvertible {
        case notAnAssignment(String)
        case unknownFact(String)

        public var description: String {
            switch self {
            case .notAnAssignment(let text): "\"\(text)\" is not FACT=COLUMN"
            case .unknownFact(let name):
                "there is nothing called \"\(name)\" to expect; there are "
                    + ExpectedFact.allCases.map(\.rawValue).joined(separator: ", ")
            }
        }
    }

    private(set) var names: [ExpectedFact: [String]] = [:]

    public init() {}

    public init(_ text: String) throws(Failure) {
        for assignment in text.split(separator: ",") {
            let sides = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { throw .notAnAssignment(String(assignment)) }
            guard let fact = ExpectedFact(rawValue: ColumnNames.trimmed(sides[0])) else {
                throw .unknownFact(ColumnNames.trimmed(sides[0]))
            }
            names[fact] = sides[1].split(separator: "+").map { ColumnNames.trimmed($0) }
        }
    }
}
