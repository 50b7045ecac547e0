/// How the values of a field are compared, and what the integers of its column mean.
public enum FieldType: Equatable, Sendable {
    /// Numbers of a dictionary. Exact, or without regard to case and accents.
    case text(isExact: Bool)
    /// Numbers of a dictionary of whole sets.
    case textSet(isExact: Bool)
    /// Units at the scale.
    case number(scale: Int)
    /// 0 and 1.
    case boolean
    /// Days since 1970-01-01.
    case date
    /// Milliseconds since 1970-01-01T00:00:00Z.
    case instant

    init(_ attribute: Attribute) {
        switch attribute.kind {
        case .text, .enumeration: self = .text(isExact: attribute.isExact)
        case .integer: self = .number(scale: 0)
        case .decimal(let scale): self = .number(scale: scale)
        case .boolean: self = .boolean
        case .date: self = .date
        case .textSet: self = .textSet(isExact: attribute.isExact)
        }
    }

    /// Whether its values are numbers of a dictionary.
    public var hasDictionary: Bool {
        switch self {
        case .text, .textSet: true
        default: false
        }
    }

    /// For a message: "a text".
    public var name: RuleMessage {
        switch self {
        case .text: "a text"
        case .textSet: "a set of texts"
        case .number: "a number"
        case .boolean: "true or false"
        case .date: "a date"
        case .instant: "a date and time"
        }
    }
}
