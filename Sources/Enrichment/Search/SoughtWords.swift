/// The words of an address in one reading: what every name is compared with, and no more, so that comparing hundreds of names
/// stays in the nearest cache.
struct SoughtWords {
    private struct Word {
        /// Its number in the table of words, −1 for a word of no name.
        var id: Int32 = -1
        /// Its letters in full.
        var letters = LetterSet()
    }

    private var words = [Word](repeating: Word(), count: AddressSearch.maximumWords)
    /// A bit for each number modulo 64: most words of a name are in no address, and that takes one look to tell.
    private var present: UInt64 = 0
    /// Words that are in some name.
    private var known: UInt64 = 0
    /// Words that may be misspelt: neither articles nor numbers.
    private var misspellable: UInt64 = 0
    private(set) var wayTypes: UInt64 = 0
    private(set) var numbers: UInt64 = 0

    mutating func removeAll() {
        present = 0
        known = 0
        misspellable = 0
        wayTypes = 0
        numbers = 0
    }

    /// Sets the word at `place`; each once after `removeAll`.
    mutating func set(_ place: Int, _ word: SoughtWord) {
        let bit: UInt64 = 1 << UInt64(place)
        words[place] = Word(id: word.word, letters: word.letters)
        if word.word >= 0 {
            known |= bit
            present |= Self.bit(word.word)
        }
        if word.isWayType { wayTypes |= bit }
        if word.isNumber { numbers |= bit }
        if !word.isLinking, !word.isNumber { misspellable |= bit }
    }

    private static func bit(_ id: Int32) -> UInt64 { 1 << UInt64(truncatingIfNeeded: id & 63) }

    /// The word of `free` that is the one with this number, the first behind `last` if there are several.
    @inline(__always)
    func place(of id: Int, among free: UInt64, after last: Int) -> Int? {
        let id = Int32(truncatingIfNeeded: id)
        guard present & Self.bit(id) != 0 else { return nil }
        var rest = free & known
        var first: Int?
        while rest != 0 {
            let place = rest.trailingZeroBitCount
            rest &= rest &- 1
            guard words[place].id == id else { continue }
            if place > last { return place }
            if first == nil { first = place }
        }
        return first
    }

    /// Those of `free` that can be this word of a name: misspelt, or shortened to its beginning or its initial. Most words
    /// are told apart by their letters alone.
    @inline(__always)
    func places(like row: WordTable.Row, among free: UInt64) -> UInt64 {
        let word = row.letters
        let errors = AddressSearch.allowedErrors(Int(row.length))
        var rest = free & misspellable
        var alike: UInt64 = 0
        while rest != 0 {
            let place = rest.trailingZeroBitCount
            let own = words[place].letters
            if word.isWithin(errors: errors, of: own) || own.isSubset(of: word) || word.isSubset(of: own) {
                alike |= 1 << UInt64(place)
            }
            rest &= rest &- 1
        }
        return alike
    }
}

extension AddressSearch {
    /// Puts the words of some name of a street into `selected`.
    mutating func selectKnownWords(_ mask: UInt64) {
        selected.removeAll(keepingCapacity: true)
        for word in words.indices where mask >> UInt64(word) & 1 != 0 && words[word].street.word >= 0 {
            selected.append(UInt32(words[word].street.word))
        }
    }

    /// Puts words but articles into `selected`; false when one is in no name.
    mutating func selectWords(_ mask: UInt64, _ reading: NameReading) -> Bool {
        selected.removeAll(keepingCapacity: true)
        var rest = mask
        while rest != 0 {
            let word = sought(rest.trailingZeroBitCount, reading)
            rest &= rest &- 1
            if word.isLinking { continue }
            guard word.word >= 0 else { return false }
            selected.append(UInt32(word.word))
        }
        return true
    }
}
