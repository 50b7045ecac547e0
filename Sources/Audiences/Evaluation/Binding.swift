/// The text tests of a plan, asked once of every text of their dictionaries: what is left for a contact is a look-up.
///
/// Dictionaries grow while the table is changed. `isCurrent` says whether a binding covers all their texts.
struct Binding: Sendable {
    /// What a text test comes to.
    struct BoundTest: Sendable {
        /// 1 for each text that is accepted, by its number.
        var table: [UInt8] = []
        var acceptsUnknown: Bool
        /// The same as a test of numbers, where that is cheaper; nil where the table must be asked.
        var values: ValueTest?

        @inline(__always)
        func matches(_ value: Int64) -> Bool {
            value == PackedColumn.unknown ? acceptsUnknown : table[Int(value)] != 0
        }
    }

    private let tests: [TextTest]
    private let dictionaries: [TextDictionary]
    private(set) var bound: [BoundTest]
    /// For comparisons of two texts: for each dictionary that takes part, the rank of each of its texts.
    private(set) var ranks: [TextRanks.Key: [Int32]] = [:]
    private let rankKeys: [TextRanks.Key]
    private let table: ContactTable

    init(_ plan: Plan, _ table: ContactTable) {
        self.table = table
        tests = plan.textTests
        dictionaries = plan.textTests.map { test in
            let dictionary =
                switch test.source {
                case .contact(let column): table.contactDictionaries[column]
                case .event(let column): table.eventDictionaries[column]
                }
            guard let dictionary else { preconditionFailure("a text test of a column without texts") }
            return dictionary
        }
        bound = tests.map { BoundTest(acceptsUnknown: $0.acceptsUnknown) }
        rankKeys = TextRanks.keys(plan)
        extend()
    }

    /// Whether every text of the dictionaries has been asked. A few loads.
    var isCurrent: Bool {
        for (index, dictionary) in dictionaries.enumerated() where dictionary.count != bound[index].table.count {
            return false
        }
        for key in rankKeys where (ranks[key]?.count ?? 0) != TextRanks.dictionary(key, table).count { return false }
        return true
    }

    /// Asks the texts that are new.
    mutating func extend() {
        for (index, test) in tests.enumerated() {
            var answers = bound[index].table
            dictionaries[index].forEach(from: answers.count) { _, text in answers.append(test.matches(text) ? 1 : 0) }
            bound[index].table = answers
            bound[index].values = Self.simplified(answers, test.acceptsUnknown)
        }
        if !rankKeys.isEmpty { ranks = TextRanks.make(rankKeys, table) }
    }

    /// Up to this many single values are compared one by one, which is quicker than a table.
    static let fewValues = 6

    private static func simplified(_ answers: [UInt8], _ acceptsUnknown: Bool) -> ValueTest? {
        guard !acceptsUnknown else { return nil }
        var accepted: [Int64] = []
        var first = -1
        var last = -1
        var count = 0
        for (index, answer) in answers.enumerated() where answer != 0 {
            if first < 0 { first = index }
            last = index
            count += 1
            if count <= fewValues { accepted.append(Int64(index)) }
        }
        if count == 0 { return .never }
        if count == answers.count { return .isKnown }
        if last - first + 1 == count { return .inRange(Int64(first), Int64(last)) }
        return count <= fewValues ? .oneOf(accepted) : nil
    }
}

/// Ranks of texts across dictionaries: two texts are equal when their ranks are, and in the order of their ranks.
enum TextRanks {
    struct Key: Hashable, Sendable {
        var isOfEvents: Bool
        var column: Int
    }

    /// Every dictionary whose texts are compared with others' by the plan.
    static func keys(_ plan: Plan) -> [Key] {
        var keys: Set<Key> = []
        collect(plan.root, &keys)
        for clause in plan.clauses { collect(clause.node, &keys) }
        return Array(keys)
    }

    private static func collect(_ node: PlanNode, _ keys: inout Set<Key>) {
        switch node {
        case .group(_, _, let nodes): for node in nodes { collect(node, &keys) }
        case .events(let events): collect(events.condition, &keys)
        case .computed(let computed): collect(computed.expression, &keys)
        case .fields(let comparison) where comparison.kind == .texts:
            for side in [comparison.left] + comparison.others {
                keys.insert(Key(isOfEvents: comparison.isOfEvents, column: side.column))
            }
        case .constant, .column, .time, .fields: break
        }
    }

    private static func collect(_ expression: ComputedExpression, _ keys: inout Set<Key>) {
        switch expression {
        case .aggregate(_, let node), .daysSince(let node, _), .medianInterval(let node), .nextDue(let node),
            .favourite(_, let node):
            collect(node, &keys)
        case .score(let inner, _, _): collect(inner, &keys)
        case .status(let nodes, _): for node in nodes { collect(node, &keys) }
        case .frozen: break
        }
    }

    static func dictionary(_ key: Key, _ table: ContactTable) -> TextDictionary {
        let dictionary = key.isOfEvents ? table.eventDictionaries[key.column] : table.contactDictionaries[key.column]
        guard let dictionary else { preconditionFailure("a column without texts has no ranks") }
        return dictionary
    }

    /// O(texts × log texts).
    static func make(_ keys: [Key], _ table: ContactTable) -> [Key: [Int32]] {
        var texts: [Key: [String]] = [:]
        for key in keys {
            var folded: [String] = []
            dictionary(key, table).forEach(from: 0) { _, text in
                let written = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
                folded.append(TextFolding.folded(written))
            }
            texts[key] = folded
        }
        let sorted = Set(texts.values.joined()).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let ranks = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, Int32($0)) })
        return texts.mapValues { $0.map { ranks[$0] ?? 0 } }
    }
}
