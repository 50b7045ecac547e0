import Bytes

/// The names of the columns, and where each is.
public struct CSVHeader: Sendable, Equatable {
    /// The names as written, without spaces around them.
    public let names: [String]
    private let folded: [String: Int]

    /// Of two columns of the same name the first counts.
    public init(names: [String]) {
        self.names = names.map { Self.trimmed($0) }
        var folded: [String: Int] = [:]
        for (index, name) in self.names.enumerated() where folded[name.lowercased()] == nil {
            folded[name.lowercased()] = index
        }
        self.folded = folded
    }

    /// The header that is the reader's current record.
    public init(_ reader: borrowing CSVReader) {
        var names: [String] = []
        for index in 0..<reader.fieldCount { names.append(reader.text(index)) }
        self.init(names: names)
    }

    /// Where the column of this name is, letters of either case being the same; nil when there is none.
    public func index(of name: String) -> Int? { folded[name.lowercased()] }

    /// Where the first of these columns is that exists.
    public func index(ofAny names: [String]) -> Int? {
        for name in names {
            if let index = index(of: name) { return index }
        }
        return nil
    }

    /// Whether there are columns of all these names.
    public func contains(all names: [String]) -> Bool { names.allSatisfy { index(of: $0) != nil } }

    private static func trimmed(_ name: String) -> String {
        var scalars = name.unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
