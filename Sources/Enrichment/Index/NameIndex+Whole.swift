/// Names that are known whole, wherever they are.
extension NameIndex {
    /// Calls `body` with each name that has these words in this order and, articles aside, no others, until it returns false.
    /// Only the first `limit` names with the rarest of the words are looked at. O(limit).
    func forEachName(of wanted: [UInt32], limit: Int, _ body: (Int) -> Bool) {
        guard let rarest = wanted.min(by: { vocabulary[Int($0)].frequency < vocabulary[Int($1)].frequency }) else {
            return
        }
        var rest = occurrences(of: rarest).prefix(limit)
        while !rest.isEmpty {
            let next = rest.prefix(Self.lookedAtTogether)
            prefetchWords(of: next.lazy.map { name(at: $0) })
            for position in next {
                let name = name(at: position)
                if isMade(name, of: wanted), !body(name) { return }
            }
            rest = rest.dropFirst(next.count)
        }
    }

    private static let lookedAtTogether = 16

    private func isMade(_ name: Int, of wanted: [UInt32]) -> Bool {
        let range = wordRange(name)
        guard range.count >= wanted.count else { return false }
        var next = 0
        for position in range {
            let word = word(at: position)
            if next < wanted.count, word == wanted[next] {
                next += 1
            } else if vocabulary[Int(word)].role & WordTable.Role.linking == 0 {
                return false
            }
        }
        return next == wanted.count
    }
}
