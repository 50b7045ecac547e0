/// Why a reference cannot be used. The old one stays.
public enum ReferenceError: Error, Equatable, CustomStringConvertible {
    case noIris
    case noPersonas
    case tooManyPersonas(Int)
    case unknownCode(kind: String, code: String, at: String)
    case notInOrder(kind: String, code: String)
    case badCode(kind: String, code: String)
    case badColumn(indicator: String, expected: Int, found: Int)
    case tooLarge(String)

    public var description: String {
        switch self {
        case .noIris: "the reference holds no IRIS"
        case .noPersonas: "the reference holds no personas"
        case .tooManyPersonas(let count):
            "the reference holds \(count) personas, more than the \(PersonaMix.maximumPersonas) that there is room for"
        case .unknownCode(let kind, let code, let place):
            "\(place) names the \(kind) \(code), which is not in the reference"
        case .notInOrder(let kind, let code): "\(kind) \(code) is not in the order of codes, or is there twice"
        case .badCode(let kind, let code): "\"\(code)\" is not the code of a \(kind)"
        case .badColumn(let indicator, let expected, let found):
            "indicator \(indicator) has \(found) values where \(expected) are due, one for each IRIS or persona"
        case .tooLarge(let what): "\(what) is larger than the index can hold"
        }
    }
}
