/// Which columns hold which parts, as a caller says it: `street=voie+complement,postcode=CP`, or `street=voie,street=complement`.
///
/// Parts that it does not name are found by the header. A column is named as in the header, letters of either case being the
/// same, or by its number, counted from 1; an empty name (`city=`) says that no column holds the part.
public struct ColumnMap: Sendable, Equatable {
    /// What is wrong with the text of a map.
    public enum Failure: Error, Equatable, CustomStringConvertible {
        case notAnAssignment(String)
        case unknownPart(String)

        public var description: String {
            switch self {
            case .notAnAssignment(let text): "\"\(text)\" is not PART=COLUMN"
            case .unknownPart(let name):
                "there is no part \"\(name)\" of an address; the parts are "
                    + AddressPart.allCases.map(\.rawValue).joined(separator: ", ")
            }
        }
    }

    /// The names of the columns of each part, in the order in which they are joined.
    private(set) var names: [AddressPart: [String]] = [:]

    public init() {}

    public init(_ text: String) throws(Failure) {
        for assignment in text.split(separator: ",") {
            let sides = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2 else { throw .notAnAssignment(String(assignment)) }
            guard let part = AddressPart(rawValue: ColumnNames.trimmed(sides[0])) else {
                throw .unknownPart(ColumnNames.trimmed(sides[0]))
            }
            names[part, default: []] += sides[1].split(separator: "+").map { ColumnNames.trimmed($0) }
        }
    }
}
