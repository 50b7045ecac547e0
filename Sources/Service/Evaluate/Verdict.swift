/// What is measured of an answer.
enum Measure: Int, CaseIterable, Sendable {
    case commune, postcode
    /// Among all rows that know a street, and among those whose street the reference holds.
    case street, heldStreet
    case number, heldNumber
    /// The IRIS that is given.
    case iris
    /// The IRIS of a position, in communes of several IRIS of which the reference holds streets.
    case irisOfPosition
    /// The same, among rows whose street the reference holds under the name that was asked for.
    case heldIrisOfPosition
    /// Answers at street level or finer: how many are not in another commune.
    case claims
    case wayType, name, complement, streetLine, text

    var name: String {
        switch self {
        case .commune: "commune"
        case .postcode: "postcode"
        case .street: "street"
        case .heldStreet: "street, where the reference holds it"
        case .number: "number"
        case .heldNumber: "number, where the reference holds the street"
        case .iris: "IRIS"
        case .irisOfPosition: "IRIS of the position, in divided communes with streets"
        case .heldIrisOfPosition: "the same, where the reference holds the street"
        case .claims: "claims of a street or finer that are in the commune"
        case .wayType: "way type"
        case .name: "name of the way"
        case .complement: "complement"
        case .streetLine: "way type, name and complement"
        case .text: "cleaned text"
        }
    }

    /// As it stands in JSON and in the list of misses.
    var id: String {
        switch self {
        case .commune: "commune"
        case .postcode: "postcode"
        case .street: "street"
        case .heldStreet: "held_street"
        case .number: "number"
        case .heldNumber: "held_number"
        case .iris: "iris"
        case .irisOfPosition: "iris_of_position"
        case .heldIrisOfPosition: "held_iris_of_position"
        case .claims: "claims"
        case .wayType: "way_type"
        case .name: "name"
        case .complement: "complement"
        case .streetLine: "street_line"
        case .text: "text"
        }
    }
}

/// What came of one row: right, wrong, or nil for what was not asked.
struct Verdict {
    private var values = InlineArray<15, Bool?>(repeating: nil)
    /// Whether all is right that the answer claims and the row knows; nil when it claims nothing or the row knows nothing of it.
    var isRight: Bool?
    /// Whether the commune is wrong, and the row itself asks for the one that was answered.
    var isContradicted = false

    subscript(measure: Measure) -> Bool? {
        get { values[measure.rawValue] }
        set { values[measure.rawValue] = newValue }
    }

    var isMiss: Bool {
        for index in values.indices where values[index] == false { return true }
        return false
    }
}
