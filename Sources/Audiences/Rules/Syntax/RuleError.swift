/// What is wrong with a rule, and where.
public struct RuleError: Error, Equatable, Sendable {
    /// The place in the tree: `rules[2].value`. Empty for the whole.
    public var path: String
    /// The byte in the text form, counted from 0; nil for a rule in JSON that is well-formed.
    public var offset: Int?
    /// A sentence for a person, with what was expected and what may have been meant.
    public var message: RuleMessage

    public init(path: String = "", offset: Int? = nil, _ message: RuleMessage) {
        self.path = path
        self.offset = offset
        self.message = message
    }

    /// The sentence in English.
    public var detail: String { message.text }

    /// The path as an RFC 6901 pointer: `/rules/2/value`.
    public var pointer: String {
        guard !path.isEmpty else { return "" }
        return "/" + path.split { $0 == "." || $0 == "[" || $0 == "]" }.joined(separator: "/")
    }
}

extension RuleError: CustomStringConvertible {
    public var description: String {
        if let offset { return (path.isEmpty ? "" : path + ", ") + "byte \(offset): " + detail }
        return path.isEmpty ? detail : path + ": " + detail
    }
}

/// The nearest of some names to one that is not among them.
enum Suggestion {
    /// `; did you mean "persona"?`, or nothing when nothing is near.
    static func text(for name: String, among names: some Sequence<String>) -> RuleMessage {
        let near = nearest(to: name, among: names)
        switch near.count {
        case 0: return ""
        case 1: return "; did you mean \"\(near[0])\"?"
        case 2: return "; did you mean \"\(near[0])\" or \"\(near[1])\"?"
        default: return "; did you mean \"\(near[0])\" or \"\(near[1])\" or \"\(near[2])\"?"
        }
    }

    /// Up to three, nearest first, at a distance of at most a third of the length.
    static func nearest(to name: String, among names: some Sequence<String>) -> [String] {
        let wanted = Array(TextFolding.folded(String(name.prefix(64))).utf8)
        let limit = max(1, min(3, (wanted.count + 1) / 3))
        var found: [(distance: Int, name: String)] = []
        for candidate in names {
            let bytes = Array(TextFolding.folded(candidate).utf8)
            guard abs(bytes.count - wanted.count) <= limit else { continue }
            let distance = editDistance(wanted, bytes)
            if distance <= limit { found.append((distance, candidate)) }
        }
        return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
    }

    /// Damerau–Levenshtein, the variant of optimal string alignment: a swap of neighbours is one mistake.
    static func editDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var rows = [[Int]](repeating: [Int](repeating: 0, count: other.count + 1), count: one.count + 1)
        for i in 0...one.count { rows[i][0] = i }
        for j in 0...other.count { rows[0][j] = j }
        guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
        for i in 1...one.count {
            for j in 1...other.count {
                let cost = one[i - 1] == other[j - 1] ? 0 : 1
                var best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost)
                if i > 1, j > 1, one[i - 1] == other[j - 2], one[i - 2] == other[j - 1] {
                    best = min(best, rows[i - 2][j - 2] + 1)
                }
                rows[i][j] = best
            }
        }
        return rows[one.count][other.count]
    }
}
