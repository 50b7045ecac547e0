import Bytes

/// Names by their words, forwards and backwards, to find a name of which some words are missing or misspelt.
///
///     starts, words        for each name its words in order
///     postingStarts, …     for each word the names that have it, ascending
///
/// Names of one commune follow one another, so that the names of a commune that have a word are a short run found by
/// binary search. Costs about 40 bytes a name beside the table of words.
struct NameIndex: Sendable {
    private(set) var vocabulary = WordTable()
    private var starts: [UInt32] = [0]
    private var words: [UInt32] = []
    private var postingStarts: [UInt32] = []
    private var postings: [UInt32] = []

    var count: Int { starts.count - 1 }

    /// The words of a name, in order, as positions for `word(at:)`.
    @inline(__always)
    func wordRange(_ name: Int) -> Range<Int> { Int(starts[name])..<Int(starts[name &+ 1]) }

    @inline(__always)
    func word(at position: Int) -> WordTable.WordIndex { words[position] }

    /// The names among `scope` that have a word, as positions for `name(at:)`. O(log names).
    func occurrences(of word: WordTable.WordIndex, in scope: Range<Int>) -> Range<Int> {
        let low = Int(postingStarts[Int(word)])
        let high = Int(postingStarts[Int(word) &+ 1])
        let first = firstPosting(notBelow: scope.lowerBound, low, high)
        guard first < high, Int(postings[first]) < scope.upperBound else { return first..<first }
        return first..<firstPosting(notBelow: scope.upperBound, first, high)
    }

    /// All names that have a word, as positions for `name(at:)`. O(1).
    @inline(__always)
    func occurrences(of word: WordTable.WordIndex) -> Range<Int> {
        Int(postingStarts[Int(word)])..<Int(postingStarts[Int(word) &+ 1])
    }

    @inline(__always)
    func name(at position: Int) -> Int { Int(postings[position]) }

    /// Asks memory for the words of names that are about to be compared, and for what the table says of these words.
    @inline(__always)
    func prefetch(_ names: some Collection<some BinaryInteger>) {
        prefetchWords(of: names)
        for name in names {
            for position in wordRange(Int(name)) { vocabulary.prefetchRow(words[position]) }
        }
    }

    @inline(__always)
    func prefetchWords(of names: some Collection<some BinaryInteger>) {
        for name in names { starts.prefetch(Int(name)) }
        for name in names { words.prefetch(Int(starts[Int(name)])) }
    }

    /// Asks memory for what `occurrences` of these words looks at first.
    func prefetchPostings(of words: [WordTable.WordIndex]) {
        for word in words { postingStarts.prefetch(Int(word)) }
        for word in words {
            postings.prefetch(Int(postingStarts[Int(word)] &+ postingStarts[Int(word) &+ 1]) / 2)
        }
    }

    private func firstPosting(notBelow name: Int, _ low: Int, _ high: Int) -> Int {
        var low = low
        var high = high
        while low < high {
            let middle = (low &+ high) / 2
            if Int(postings[middle]) < name { low = middle &+ 1 } else { high = middle }
        }
        return low
    }

    // While it is built.

    /// Adds the words of the next name, whose meaning depends on where they stand.
    mutating func append(_ text: borrowing FoldedText, _ lexicon: Lexicon, _ reading: NameReading) {
        for index in text.words.indices {
            let bytes = text.bytes.extracting(text.words[index].range)
            if reading == .place && index > 0 && bytes.elementsEqual("CEDEX") { break }
            let own = text.hash(index)
            let isFirst = index == 0 && text.words.count > 1
            let meaning = lexicon.meaning(
                ofHash: own, at: reading == .place ? .withinPlace : isFirst ? .firstOfStreet : .withinStreet)
            var role: UInt8 = 0
            if meaning.isLinking { role |= WordTable.Role.linking }
            if reading == .street && lexicon.isWayType(hash: meaning.hash) { role |= WordTable.Role.wayType }
            let full = Int(meaning.fullWord)
            if full >= 0 {
                words.append(add(meaning.hash, role, lexicon.fullWords.bytes.extracting(lexicon.fullWords.range(full))))
            } else {
                words.append(add(meaning.hash, role, bytes))
            }
        }
        starts.append(UInt32(words.count))
    }

    private mutating func add(_ hash: UInt64, _ role: UInt8, _ text: Span<UInt8>) -> UInt32 {
        let isNumber = !text.isEmpty && ASCII.isDigit(text[0])
        return vocabulary.add(hash, roles: isNumber ? role | WordTable.Role.number : role, text: text)
    }

    /// Makes the way back from words to names. O(words).
    mutating func finish() {
        vocabulary.finish(names: count)
        postingStarts = [UInt32](repeating: 0, count: vocabulary.count + 1)
        for word in words { postingStarts[Int(word) + 1] += 1 }
        for word in 0..<vocabulary.count { postingStarts[word + 1] += postingStarts[word] }
        var next = postingStarts
        postings = [UInt32](repeating: 0, count: words.count)
        for name in 0..<count {
            for position in wordRange(name) {
                let word = Int(words[position])
                // A word that stands twice in a name counts once.
                if next[word] > postingStarts[word], postings[Int(next[word]) - 1] == UInt32(name) { continue }
                postings[Int(next[word])] = UInt32(name)
                next[word] += 1
            }
        }
        closeGaps(ends: next)
    }

    /// Takes out the room left by words that stand twice in a name.
    private mutating func closeGaps(ends: [UInt32]) {
        var kept = 0
        for word in 0..<vocabulary.count {
            let begin = Int(postingStarts[word])
            postingStarts[word] = UInt32(kept)
            for position in begin..<Int(ends[word]) {
                postings[kept] = postings[position]
                kept += 1
            }
        }
        postingStarts[vocabulary.count] = UInt32(kept)
        postings.removeLast(postings.count - kept)
    }
}

/// What a name is the name of, which decides what its abbreviations mean.
enum NameReading {
    case street, place
}
