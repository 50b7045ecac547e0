import Bytes

/// What a word of an address was taken for.
public enum WordUse: UInt8, Sendable {
    /// Nothing yet, or a complement: building, floor, residence, a name.
    case other
    case housenumber, suffix, street, city, postcode
    /// CEDEX, BP, CS, TSA and their numbers: how mail is sorted, not where somebody lives.
    case delivery
    case country
    /// A département or region behind the city.
    case area
}

/// A word of an address with what is needed to compare it with words of names: one cache line.
struct ReadWord {
    private let start: Int32
    private let end: Int32
    /// Comma-separated parts are counted from 0.
    var segment: UInt8
    /// Whether it stood in the field `city`.
    var isInCityField: Bool
    var use = WordUse.other
    var digits: UInt8 = 0
    /// The number that its leading digits make, −1 when it begins with a letter.
    var number: Int32 = -1
    /// Hash of its folded form.
    var hash: UInt64
    /// What the lexicon has of it.
    var entry = Lexicon.Entry()
    var street = SoughtWord()
    var place = SoughtWord()

    init(_ word: FoldedText.Word, segment: UInt8, isInCityField: Bool) {
        start = word.start
        end = word.end
        hash = word.hash
        self.segment = segment
        self.isInCityField = isInCityField
    }

    /// Where its folded form is.
    @inline(__always) var range: Range<Int> { Int(start)..<Int(end) }

    var isAllDigits: Bool { digits > 0 && Int32(digits) == end &- start }
}

/// A word as it is looked for among the words of names.
struct SoughtWord {
    /// Its number in the table of words, −1 for a word that is in no name.
    var word: Int32 = -1
    /// The lexicon's word in full, −1 when it stands for itself.
    var fullWord: Int16 = -1
    var role: UInt8 = 0
    /// The letters of the word in full.
    var letters = LetterSet()
    /// What it weighs when it is missing in a name.
    var weight: Float = 1

    var isLinking: Bool { role & WordTable.Role.linking != 0 }
    var isWayType: Bool { role & WordTable.Role.wayType != 0 }
    var isNumber: Bool { role & WordTable.Role.number != 0 }
}
