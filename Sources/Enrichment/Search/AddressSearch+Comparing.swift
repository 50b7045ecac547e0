import Bytes

/// How well a name fits the words of an address.
struct NameFit {
    /// 0–1.
    var similarity: Float = 0
    /// The words that were taken for words of the name.
    var matched: UInt64 = 0
    /// Whether every word of the name was found as it is.
    var isWhole = false
}

extension AddressSearch {
    /// What words that are left over cost, as a share of their weight, by where they stand.
    struct LeftOverCost {
        /// Between words that were taken for words of the name.
        var inside: Float
        /// In the run where the name is expected.
        var inRun: Float
        var elsewhere: Float

        static let street = LeftOverCost(inside: 0.7, inRun: 0.5, elsewhere: 0.03)
        static let cityField = LeftOverCost(inside: 0.4, inRun: 0.25, elsewhere: 0.25)
        static let cityInLine = LeftOverCost(inside: 1, inRun: 0, elsewhere: 0)
    }

    /// Names with more words are compared by their first ones.
    private static let maximumNameWords = 16
    /// What the way type of a name weighs when the address has one, and when it has none.
    private static let wayTypeWeight: Float = 0.3
    private static let numberWeight: Float = 0.3
    /// What words behind a name that is whole cost at most, as a share of its weight.
    private static let mostBehind: Float = 0.5
    private static let missingWayTypeWeight: Float = 0.06
    /// What words in another order keep of their similarity.
    private static let otherOrder: Float = 0.97

    /// Fits a name to the words of `allowed`: first words that are the same, then misspelt, shortened and initial ones. A name
    /// that cannot fit as well as `least` fits not at all.
    mutating func fit(
        _ name: Int, of names: borrowing NameIndex, _ reading: NameReading, allowed: UInt64, run: UInt64,
        _ cost: LeftOverCost, atLeast least: Float
    ) -> NameFit {
        let range = names.wordRange(name)
        let count = min(range.count, Self.maximumNameWords)
        var places = InlineArray<16, Int8>(repeating: -1)
        var alike = InlineArray<16, UInt64>(repeating: 0)
        var free = allowed
        var total: Float = 0
        var found: Float = 0
        var missing: Float = 0
        var isWhole = true
        let hasWayType = reading == .street && allowed & streetWords.wayTypes != 0
        var last = -1
        for position in 0..<count {
            let word = Int(names.word(at: range.lowerBound + position))
            let row = names.vocabulary[word]
            let weight = weight(row, position, reading, hasWayType)
            total += weight
            guard let place = sameWord(word, free, reading, after: last) else {
                if row.role & WordTable.Role.linking == 0 { isWhole = false }
                if row.role & Self.notMisspelt == 0 {
                    alike[position] = likeWords(row, free, reading)
                    if alike[position] != 0 { missing += weight }
                }
                continue
            }
            places[position] = Int8(place)
            free &= ~(1 << UInt64(place))
            found += weight
            last = place
        }
        guard found + missing * Self.mostLike >= least * total else { return NameFit(matched: allowed & ~free) }
        for position in 0..<count where alike[position] & free != 0 {
            let word = Int(names.word(at: range.lowerBound + position))
            guard let (place, likeness) = likeWord(word, alike[position] & free, names, reading) else { continue }
            places[position] = Int8(place)
            free &= ~(1 << UInt64(place))
            found += weight(names.vocabulary[word], position, reading, hasWayType) * likeness
        }
        let matched = allowed & ~free
        guard matched != 0, total > 0 else { return NameFit() }
        // However much is said of the building, it is the same street: `4 rue Boileau code 12B45`.
        let mostBehind = reading == .street && isWhole ? total * Self.mostBehind : .infinity
        let left = leftOver(free, matched, run, reading, cost, mostBehind: mostBehind)
        var similarity = found / (total + left)
        if !isAscending(places, count) { similarity *= Self.otherOrder }
        return NameFit(similarity: similarity, matched: matched, isWhole: isWhole && left < 0.1)
    }

    /// Articles are left out, and another number is another name.
    private static let notMisspelt = WordTable.Role.linking | WordTable.Role.number
    /// More than words are alike that are not the same.
    private static let mostLike: Float = 0.9

    @inline(__always)
    private func weight(
        _ word: WordTable.Row, _ position: Int, _ reading: NameReading, _ hasWayType: Bool
    ) -> Float {
        if reading == .street, position == 0, word.role & WordTable.Role.wayType != 0 {
            return hasWayType ? Self.wayTypeWeight : Self.missingWayTypeWeight
        }
        return word.weight
    }

    @inline(__always)
    func sought(_ word: Int, _ reading: NameReading) -> SoughtWord {
        reading == .street ? words[word].street : words[word].place
    }

    /// The free word that is this one, the first behind `last` if there are several.
    @inline(__always)
    private func sameWord(_ word: Int, _ free: UInt64, _ reading: NameReading, after last: Int) -> Int? {
        reading == .street
            ? streetWords.place(of: word, among: free, after: last)
            : placeWords.place(of: word, among: free, after: last)
    }

    /// The free words whose letters do not tell that they are not this one.
    @inline(__always)
    private func likeWords(_ word: WordTable.Row, _ free: UInt64, _ reading: NameReading) -> UInt64 {
        reading == .street ? streetWords.places(like: word, among: free) : placeWords.places(like: word, among: free)
    }

    /// Of some words the one that is most like this one.
    @inline(__always)
    private func likeWord(
        _ word: Int, _ candidates: UInt64, _ names: borrowing NameIndex, _ reading: NameReading
    ) -> (Int, Float)? {
        let text = names.vocabulary.texts.bytes.extracting(names.vocabulary.texts.range(word))
        var best: (Int, Float)?
        var rest = candidates
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            rest &= rest &- 1
            let full = Int(self.sought(index, reading).fullWord)
            let likeness =
                full >= 0
                ? Self.likeness(lexicon.fullWords.bytes.extracting(lexicon.fullWords.range(full)), text)
                : Self.likeness(bytes(index), text)
            if likeness > (best?.1 ?? 0) { best = (index, likeness) }
        }
        return best
    }

    /// 0–1: how much `written` is like `word`.
    static func likeness(_ written: Span<UInt8>, _ word: Span<UInt8>) -> Float {
        let shorter = min(written.count, word.count)
        guard shorter > 0 else { return 0 }
        if shorter == 1 { return written[0] == word[0] ? initialLikeness : 0 }
        let limit = allowedErrors(shorter)
        if limit > 0 {
            let distance = EditDistance.bounded(written, word, limit: limit)
            if distance <= limit {
                let longer = Float(max(written.count, word.count))
                return 1 - Float(distance) * (longer <= 4 ? 0.25 : longer <= 6 ? 0.17 : 0.11)
            }
        }
        return isShortened(written, word) ? shortenedLikeness : 0
    }

    private static let initialLikeness: Float = 0.6
    private static let shortenedLikeness: Float = 0.7

    /// Typing errors that words of this length are allowed.
    static func allowedErrors(_ length: Int) -> Int { length < 2 ? 0 : length < 7 ? 1 : length < 12 ? 2 : 3 }

    /// `GAMB` for `GAMBETTA`, with three letters at least.
    private static func isShortened(_ written: Span<UInt8>, _ word: Span<UInt8>) -> Bool {
        guard written.count >= 3, written.count + 2 <= word.count else { return false }
        return word.extracting(0..<written.count).elementsEqual(written)
    }

    @inline(__always)
    private func leftOver(
        _ free: UInt64, _ matched: UInt64, _ run: UInt64, _ reading: NameReading, _ cost: LeftOverCost,
        mostBehind: Float
    ) -> Float {
        let first = matched.trailingZeroBitCount
        let last = 63 - matched.leadingZeroBitCount
        var sum: Float = 0
        var behind: Float = 0
        var rest = free
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            rest &= rest &- 1
            let isInside = index > first && index < last
            let isInRun = run >> UInt64(index) & 1 != 0
            let share = isInside ? cost.inside : isInRun ? cost.inRun : cost.elsewhere
            let sought = sought(index, reading)
            // A number that is left over may be that of the house.
            let weight =
                reading == .street && sought.isWayType
                ? Self.wayTypeWeight : sought.isNumber ? min(sought.weight, Self.numberWeight) : sought.weight
            if index > last { behind += share * weight } else { sum += share * weight }
        }
        return sum + min(behind, mostBehind)
    }

    @inline(__always)
    private func isAscending(_ places: InlineArray<16, Int8>, _ count: Int) -> Bool {
        var last: Int8 = -1
        for position in 0..<count where places[position] >= 0 {
            if places[position] < last { return false }
            last = places[position]
        }
        return true
    }
}

/// Names whose words were run together or torn apart.
extension AddressSearch {
    /// Puts the letters of some words, in full, one after another into `runText`.
    mutating func joinWords(_ mask: UInt64, _ reading: NameReading) {
        runText.removeAll()
        runLetters = LetterSet()
        var rest = mask
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            rest &= rest &- 1
            let full = Int(sought(index, reading).fullWord)
            runLetters.formUnion(sought(index, reading).letters)
            if full >= 0 {
                Self.append(lexicon.fullWords, lexicon.fullWords.range(full), to: &runText)
            } else {
                Self.append(text, words[index].range, to: &runText)
            }
        }
    }

    static func append(_ table: borrowing TextTable, _ range: Range<Int>, to buffer: inout ByteBuffer) {
        buffer.append(table.bytes.extracting(range))
    }

    static func append(_ text: borrowing FoldedText, _ range: Range<Int>, to buffer: inout ByteBuffer) {
        buffer.append(text.bytes.extracting(range))
    }

    /// 0–1: how much the letters in `runText` are like those of a name, wherever the spaces are.
    mutating func likenessOfLetters(_ name: Int, of names: borrowing NameIndex) -> Float {
        var count = 0
        var letters = LetterSet()
        for position in names.wordRange(name) {
            let word = Int(names.word(at: position))
            count += Int(names.vocabulary[word].length)
            letters.formUnion(names.vocabulary[word].letters)
        }
        let length = min(runText.count, count)
        let limit = length < 6 ? 1 : length < 14 ? 2 : 3
        guard length >= 4, abs(runText.count - count) <= limit, letters.isWithin(errors: limit, of: runLetters) else {
            return 0
        }
        nameText.removeAll()
        for position in names.wordRange(name) {
            let word = Int(names.word(at: position))
            Self.append(names.vocabulary.texts, names.vocabulary.texts.range(word), to: &nameText)
        }
        let distance = EditDistance.bounded(runText.bytes, nameText.bytes, limit: limit)
        guard distance <= limit else { return 0 }
        return Self.joinedLikeness - Float(distance) * (length < 10 ? 0.12 : 0.07)
    }

    private static let joinedLikeness: Float = 0.99
}
