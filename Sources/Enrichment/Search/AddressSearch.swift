import Bytes

/// Finds the place of an address whose names are not written as the reference writes them. One a thread: it owns the
/// scratch, and after the first few addresses it allocates nothing.
///
///     read       repair, fold, and say what each word can be           (AddressSearch+Reading)
///     communes   which communes can be meant, each with a prior        (AddressSearch+Communes, +CityRuns, +CityNames, +MisspeltCities,
///                                                                       +MistypedPostcodes, +NearbyCommunes)
///     streets    of these, streets that share words with the address   (AddressSearch+Streets)
///     compare    how well a name fits the words                        (AddressSearch+Comparing)
///     decide     the pair of commune and street that fits best         (AddressSearch+Deciding, +HouseNumber)
///
/// It is asked only when the exact look-ups have not found all that the address says. Words are counted in a bit mask, so
/// an address has at most 64 of them; what comes behind is not read.
///
/// A method that changes nothing is handed a copy of these 400 bytes by one that does. So what is called in loops is inlined, or
/// is `mutating` all the same.
struct AddressSearch: ~Copyable {
    static let maximumWords = 64
    /// Comparisons of one word with another that an address is worth, and how many of them other steps are counted as. A
    /// comparison takes some 20 ns: whatever is sent, an answer takes less than a millisecond.
    static let maximumEffort = 25_000
    static let effortOfLookUp = 6
    static let effortOfName = 30

    var text = FoldedText()
    var repaired = ByteBuffer(capacity: 256)
    var words: [ReadWord] = []
    /// The same words as words of streets and of places.
    var streetWords = SoughtWords()
    var placeWords = SoughtWords()
    /// Words that the name of a city may have, or may be written with.
    var cityNaming: UInt64 = 0
    var postcodes: [ReadPostcode] = []
    /// The words behind the house number up to the next part: where the name of the street is expected.
    var run: UInt64 = 0
    /// Words that can make the name of a street: neither articles nor the name of the country.
    var namingWords: UInt64 = 0
    /// Whether all words of `run` are the name of a street that the reference has somewhere.
    var runIsStreet = false
    /// Row of the département that is named in a part of its own, −1 where none is.
    var areaDepartment: Int32 = -1
    /// The words that can name the city: those of its field, else all that are not yet taken for something else.
    var cityWords: (mask: UInt64, isField: Bool) = (0, false)
    /// The runs of words that are looked up as names of communes.
    var namedRuns: [NamedRun] = []
    var communes: [CommuneHypothesis] = []
    var streets: [StreetCandidate] = []
    /// What has been spent on the address so far.
    var effort = 0
    /// The IRIS there; to be forgotten before each address.
    var located = LocatedPosition()
    /// Where the caller says that it is, in degrees.
    var position: (latitude: Float, longitude: Float)?
    /// The street that was chosen, by its place among `streets`.
    var winner: Int?
    /// Names that may be one of the sought words misspelt, run after run, and where the runs end.
    var variants: [UInt32] = []
    var variantEnds: [Int32] = []
    var sources: [WordSource] = []
    var shared = SharedWords()
    var selected: [UInt32] = []
    /// Where the streets of the commune that is looked at begin in `streets`.
    var firstOfScope = 0
    var runText = ByteBuffer(capacity: 128)
    var runLetters = LetterSet()
    var nameText = ByteBuffer(capacity: 128)
    let lexicon = Lexicon.standard

    init() {}

    /// The bits of words that follow one another.
    @inline(__always)
    static func mask(of words: Range<Int>) -> UInt64 {
        ((1 << UInt64(words.count)) &- 1) << UInt64(words.lowerBound)
    }

    var isExhausted: Bool { effort > Self.maximumEffort }

    /// Counts the comparison of a name with some words.
    mutating func spend(onName words: Int, with mask: UInt64) {
        effort += Self.effortOfName + words * mask.nonzeroBitCount
    }
}

/// A postcode in an address.
struct ReadPostcode {
    var postcode: Postcode
    /// The word that it is, −1 when it came in a field of its own.
    var word: Int
    /// Whether the reference has it.
    var isKnown: Bool

    /// Whether it says that the address is where the reference has nothing.
    var isOfTerritory: Bool { !isKnown && postcode.isOfTerritory }
}

/// Words that may be the name of a commune.
struct NamedRun {
    var words: UInt64
    /// What it is looked up by in all of France.
    var key: NameKey
    /// 0–1: how much they say of all that is said there.
    var factor: Float
    /// Whether they are one word and others follow that may be of the name.
    var isFollowed = false
    /// The words behind them that say the département, and its row, −1 where none do.
    var hint: UInt64 = 0
    var department: Int32 = -1

    /// Makes them worth less, whatever city they name.
    mutating func weaken(_ factor: Float) {
        self.factor *= factor
        isFollowed = false
    }

    @inline(__always)
    func admits(_ department: Int32) -> Bool { self.department < 0 || self.department == department }
}

/// A commune that an address may be in.
struct CommuneHypothesis {
    /// What led to the commune.
    enum Evidence: UInt8 {
        case citycode
        /// A code that no commune has today.
        case formerCitycode
        case postcodeAndName, nameInDepartment, name, misspeltName, position, postcodeAlone
        /// One of the communes of a postcode, of most of which no street is known.
        case partOfPostcode
        case anywhere

        var isCode: Bool { self == .citycode || self == .formerCitycode }
    }

    /// Row of the commune, −1 for anywhere in France.
    var commune: Int32
    /// Row of the place that was named, −1 when none was.
    var place: Int32 = -1
    var evidence: Evidence
    /// 0–1: how likely the commune is, seen from postcode and city alone.
    var prior: Float
    /// The words that name the city.
    var cityWords: UInt64 = 0
    /// The postcode that agrees with it, 0 for none.
    var postcode: Int32 = 0

    /// Whether the words rather look like the end of the name of a street.
    var isEndOfStreet = false

    var knownPostcode: Postcode? { postcode > 0 ? Postcode(number: Int(postcode)) : nil }
}

/// A street that may be meant.
struct StreetCandidate {
    var row: Int
    /// Position of its commune among the hypotheses.
    var hypothesis: Int
    /// 0–1: how well its name fits the words.
    var similarity: Float
    var matched: UInt64
    var number: ReadNumber?
    var house: StreetTable.House?
    /// All evidence together; the largest wins.
    var total: Float = 0
}

/// The streets that have a word, as positions in the index of names, and what the word weighs.
struct WordSource {
    var occurrences: Range<Int>
    var weight: Float
}
