import CSV

/// Which columns of a table are asked, and which hold the right answers.
struct EvaluationLayout: Sendable {
    let header: [String]
    let set: KnownSet?
    let ask: AddressColumns
    /// Columns of each fact, the first that says something counts.
    let expect: [ExpectedFact: [Int]]
    /// The column whose values are measured apart.
    let group: Int?

    init(_ header: CSVHeader, _ options: EvaluationOptions) throws {
        self.header = header.names
        let isMapped = options.ask != ColumnMap() || options.expect != ExpectationMap()
        set = isMapped ? nil : KnownSet(header.names)
        let names = ColumnNames(header)
        let expect = try Self.expectations(names, try set.map { try ExpectationMap($0.expect) } ?? options.expect)
        guard !expect.isEmpty else {
            throw BatchError.badHeader(
                "no column holds a right answer (citycode, iris, lat and lon, or expected_…; --expect names others)")
        }
        var ask = try AddressColumns(header, try set.map { try ColumnMap($0.ask) } ?? options.ask)
        // What is an answer is not told, unless the caller wants it so.
        let answers = Set(expect.values.joined())
        let map = options.ask
        ask.remove { source in answers.contains(source.column) && map.names[source.part] == nil }
        if options.isTextOnly { ask.remove { $0.part == .latitude || $0.part == .longitude } }
        self.ask = ask
        self.expect = expect
        group = try options.groupColumn.map { name in
            guard let column = names.column(named: name) else {
                throw BatchError.unknownColumn(name, found: header.names)
            }
            return column
        }
    }

    /// By the map, then by `expected_…`; codes and positions under their usual names count when no column begins so.
    private static func expectations(
        _ names: ColumnNames, _ map: ExpectationMap
    ) throws(BatchError) -> [ExpectedFact: [Int]] {
        var found: [ExpectedFact: [Int]] = [:]
        for (fact, columns) in map.names {
            for name in columns {
                guard let column = names.column(named: name) else { throw .unknownColumn(name, found: names.names) }
                found[fact, default: []].append(column)
            }
        }
        guard found.isEmpty else { return found }
        for fact in ExpectedFact.allCases {
            let name = "expected" + ColumnNames.simplified(fact.rawValue)
            if let column = names.column(ofAny: [name] + fact.usualNames.map { "expected" + $0 }) {
                found[fact] = [column]
            }
        }
        guard found.isEmpty else { return found }
        for fact in ExpectedFact.allCases {
            if let column = names.column(ofAny: fact.usualNames) { found[fact] = [column] }
        }
        return found
    }

    /// What a report says of it.
    struct Summary: Sendable {
        var set: String?
        var asked: String
        var expected: String
    }

    var summary: Summary {
        let expected = ExpectedFact.allCases.compactMap { fact in
            expect[fact].map { "\(fact.rawValue) = \($0.map { "\"\(header[$0])\"" }.joined(separator: " or "))" }
        }
        return Summary(
            set: set?.rawValue, asked: ask.description(header), expected: expected.joined(separator: ", "))
    }
}
