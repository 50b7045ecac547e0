import Bytes

/// The words that names are made of, each once, with how many names have it.
///
///     texts        REPUBLIQUE VICTOR HUGO …      the word in full, folded
///     directory    hash of the word → its number
///     typos        hash of the word, and of the word with any one letter left out → its number
///
/// Two words with one letter put in, left out, replaced or swapped between them have a form in common once one letter is
/// left out of either (Mor and Fraenkel 1982): a misspelt word is found by as many look-ups as it has letters, whatever
/// the number of words. About 130 bytes a word.
struct WordTable: Sendable {
    /// A word by its place in the table.
    typealias WordIndex = UInt32

    enum Role {
        static let linking: UInt8 = 1
        static let wayType: UInt8 = 2
        /// Digits only: a wrong digit is another name, not a typing error.
        static let number: UInt8 = 4
    }

    /// Misspellings are looked for in words of this many letters; shorter ones are other words too easily.
    static let typoLengths = 3...24

    /// What a comparison asks of a word stands together: the words of a name are all over the table.
    struct Row {
        /// How much the word says of which name it is, 0–1: that of rare words is near 1.
        fileprivate(set) var weight: Float = 1
        /// Which letters it has, to tell from afar that two are not alike.
        let letters: LetterSet
        /// How many names have it.
        fileprivate(set) var frequency: UInt32 = 0
        let role: UInt8
        /// Its letters are counted up to 255, far beyond what is compared.
        let length: UInt8
    }

    private(set) var texts = TextTable()
    private var rows: [Row] = []
    private var directory = HashTable()
    private var typos = HashDirectory([])

    var count: Int { rows.count }

    @inline(__always)
    subscript(word: Int) -> Row { rows[word] }

    /// The number of the word with this hash, as `Lexicon.hash` makes it.
    @inline(__always)
    func word(_ hash: UInt64) -> WordIndex? { directory.value(hash) }

    /// Asks memory for what `word` looks at.
    @inline(__always)
    func prefetch(_ hash: UInt64) { directory.prefetch(hash) }

    @inline(__always)
    func prefetchRow(_ word: WordIndex) { rows.prefetch(Int(word)) }

    /// Calls `body` with every word that may be `word` misspelt once, some more than once, until it returns false.
    func forEachNearby(_ word: Span<UInt8>, _ body: (WordIndex) -> Bool) {
        guard Self.typoLengths.contains(word.count) else { return }
        var hashes = InlineArray<32, UInt64>(repeating: 0)
        var count = 0
        Self.forEachDeletion(word) {
            hashes[count] = $0
            count &+= 1
        }
        typos.forEach(of: hashes.span.extracting(0..<count)) { body(WordIndex($0)) }
    }

    // While it is built.

    /// Counts a word once more. O(1).
    mutating func add(_ hash: UInt64, roles role: UInt8, text: Span<UInt8>) -> WordIndex {
        let (word, isNew) = directory.insert(hash, new: UInt32(rows.count))
        if isNew {
            texts.append(text)
            rows.append(Row(letters: LetterSet(text), role: role, length: UInt8(clamping: text.count)))
        }
        rows[Int(word)].frequency &+= 1
        return word
    }

    /// Makes what depends on all words: weights and misspellings. `names` is how many names there are.
    mutating func finish(names: Int) {
        let scale = 1 / Logarithm.natural(Float(max(names, 2)))
        for word in rows.indices {
            let rarity = Logarithm.natural(Float(max(names, 2)) / Float(max(rows[word].frequency, 1))) * scale
            rows[word].weight =
                rows[word].role & Role.linking != 0
                ? Self.linkingWeight : Self.leastWeight + (1 - Self.leastWeight) * max(0, rarity)
        }
        var entries: [(hash: UInt64, value: UInt32)] = []
        for word in 0..<count where rows[word].role & Role.number == 0 {
            let text = texts.bytes.extracting(texts.range(word))
            guard Self.typoLengths.contains(text.count) else { continue }
            Self.forEachDeletion(text) { entries.append(($0, UInt32(word))) }
        }
        typos = HashDirectory(entries)
    }

    private static let linkingWeight: Float = 0.04
    private static let leastWeight: Float = 0.2

    /// The word and the word without each of its letters; a doubled letter is left out once.
    private static func forEachDeletion(_ word: Span<UInt8>, _ body: (UInt64) -> Void) {
        var packed = InlineArray<32, UInt8>(repeating: 0)
        body(Hash64.hash(word, seed: typoSeed))
        for left in 0..<word.count {
            if left > 0, word[left] == word[left &- 1] { continue }
            var length = 0
            for index in 0..<word.count where index != left {
                packed[length] = word[index]
                length &+= 1
            }
            body(Hash64.hash(packed.span.extracting(0..<length), seed: typoSeed))
        }
    }

    private static let typoSeed: UInt64 = 7
}
