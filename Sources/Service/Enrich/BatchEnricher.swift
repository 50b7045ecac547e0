import Bytes

/// Contacts in one format in, answers in the same format out, in order and in constant memory.
///
/// Both the body of a request and a file go through here in pieces of any size; the answers do not depend on where the
/// pieces are cut. The owner empties `output` whenever it likes.
protocol BatchEnricher: ~Copyable {
    /// What came of the contacts so far.
    var summary: BatchSummary { get }

    /// Takes in a piece and appends the answers of all contacts that are complete. Throws what makes all of the
    /// input unusable (a header without a single known column); a bad contact is an answer, not an error.
    mutating func receive(_ piece: Span<UInt8>, into output: inout ByteBuffer) throws(BatchError)

    /// The input is over: answers what is left of it.
    mutating func finish(into output: inout ByteBuffer) throws(BatchError)
}

/// Why a whole batch cannot be read.
public enum BatchError: Error, Equatable, CustomStringConvertible {
    /// No column of the header is known.
    case noAddressColumn(found: [String])
    case badHeader(String)
    /// A caller named a column that the header does not have.
    case unknownColumn(String, found: [String])

    public var description: String {
        switch self {
        case .noAddressColumn(let found):
            "no column holds an address: the header has \(found.map { "\"\($0)\"" }.joined(separator: ", ")); "
                + "expected street, postcode and city, or address, or iris, or lat and lon"
        case .unknownColumn(let name, let found):
            "there is no column \"\(name)\": the header has \(found.map { "\"\($0)\"" }.joined(separator: ", "))"
        case .badHeader(let reason): "the header cannot be read: \(reason)"
        }
    }
}
