import Bytes

/// All that is known of France, in memory, as columns; made once by `ReferenceIndexBuilder` and never changed.
///
/// A reload makes a new one beside it. Any number of threads may read; nothing here locks, copies or counts per row.
/// Rows of a kind are numbered as their columns are: row 5 of `communes.names` belongs to row 5 of `communes`.
public final class ReferenceIndex: Sendable {
    /// The version of the reference that answers name, such as `2026.1`.
    public let dataset: String

    let iris: IrisTable
    let communes: CommuneTable
    let formerCodes: FormerCodeTable
    let departmentCodes: [PackedCode]
    /// Row of the département by the first three digits of a postcode, −1 where there is none.
    let departmentOfPrefix: [Int32]
    let places: PlaceTable
    let streets: StreetTable
    let personas: PersonaTable
    let indicators: IndicatorTable
    let shapes: ShapeTable
    let centres: CentreGrid

    /// For each commune, postcode and département the IRIS that it covers.
    let communeAreas: AreaTable
    let postcodeAreas: AreaTable
    let departmentAreas: AreaTable

    /// Row of `postcodeAreas` by the number of the postcode, −1 where there is no such postcode.
    let postcodeRows: [Int32]
    /// The communes of each postcode, run after run.
    let postcodeCommunes: [Int32]
    let postcodeCommuneStarts: [UInt32]

    let placeDirectory: HashDirectory
    let streetDirectory: HashDirectory
    let lexicon: Lexicon

    /// By word of the names of places: inhabitants of the largest city that has it in its name, 0 for words of hamlets.
    let largestCityOfWord: [Int32]
    /// The words of the names of cities with `largeCity` inhabitants, the shortest first.
    let wordsOfLargeCities: [LargeCityWord]
    /// Inhabitants of all communes that streets are known of.
    let inhabitantsWithStreets: Int

    init(_ parts: consuming ReferenceIndexBuilder.Parts) {
        dataset = parts.dataset
        iris = parts.iris
        communes = parts.communes
        formerCodes = parts.formerCodes
        departmentCodes = parts.departmentCodes
        departmentOfPrefix = parts.departmentOfPrefix
        places = parts.places
        streets = parts.streets
        personas = parts.personas
        indicators = parts.indicators
        shapes = parts.shapes
        centres = parts.centres
        communeAreas = parts.communeAreas
        postcodeAreas = parts.postcodeAreas
        departmentAreas = parts.departmentAreas
        postcodeRows = parts.postcodeRows
        postcodeCommunes = parts.postcodeCommunes
        postcodeCommuneStarts = parts.postcodeCommuneStarts
        placeDirectory = parts.placeDirectory
        streetDirectory = parts.streetDirectory
        lexicon = Lexicon.standard
        let largest = Self.largestCities(parts.places, parts.communes)
        largestCityOfWord = largest
        let vocabulary = parts.places.words.vocabulary
        wordsOfLargeCities = largest.indices.filter { largest[$0] >= Self.largeCity }
            .map { LargeCityWord(word: UInt32($0), length: vocabulary[$0].length, letters: vocabulary[$0].letters) }
            .sorted { ($0.length, $0.word) < ($1.length, $1.word) }
        inhabitantsWithStreets = Self.inhabitantsWithStreets(parts.communes, parts.streets)
    }
}

/// A word of the name of a large city, with what tells it apart from others.
struct LargeCityWord: Sendable {
    let word: UInt32
    /// In letters.
    let length: UInt8
    let letters: LetterSet
}

/// IRIS by code.
struct IrisTable: Sendable {
    static let codeLength = 9

    var codes: [PackedCode] = []
    var names = TextTable()
    /// `Z` undivided commune, `H` residential, `A` business, `D` other (ASCII).
    var types: [UInt8] = []
    var communes: [Int32] = []
    var personas: [UInt8] = []
    /// Households; may have a fraction, as census figures do.
    var households: [Float] = []
    /// Degrees.
    var latitudes: [Float] = []
    var longitudes: [Float] = []
    /// km².
    var areas: [Float] = []
    /// Whether the persona was given by rule and not by the figures of the IRIS itself.
    var estimated: [Bool] = []
    var fits: [PersonaFit] = []
    /// The number of the listed commune: of the first five characters of the code, which IRIS that follow one another share.
    var listedCommunes: [Int32] = []
}

/// Communes and the arrondissements of Paris, Lyon and Marseille, by code.
///
/// What an answer asks of one row stands together, in one cache line; so it is with places and streets.
struct CommuneTable: Sendable {
    struct Row: Sendable {
        /// The INSEE code as it stands in answers (ASCII).
        var code: InlineArray<5, UInt8>
        /// Whether hamlets or former communes of it are known by name.
        var hasParts = false
        /// Whether one of them is an IRIS of its own.
        var hasIrisParts = false
        /// Whether streets of it are known; of a city that is divided, of its arrondissements.
        var hasStreets = false
        var department: Int32
        var population: Int32
        /// The commune that an arrondissement is part of, −1 for communes.
        var parent: Int32 = -1
        /// The postcode of a commune that has one only, 0 where there are several or none.
        var onlyPostcode: Int32 = 0
        /// The IRIS of a commune that is not divided, else −1.
        var onlyIris: Int32 = -1
    }

    static let codeLength = 5

    var codes: [PackedCode] = []
    var names = TextTable()
    var rows: [Row] = []
    /// Cities divided into arrondissements: their own row, and the first and last row of their arrondissements.
    var dividedCities: [(commune: Int32, first: Int32, last: Int32)] = []

    var count: Int { rows.count }

    subscript(row: Int) -> Row {
        get { rows[row] }
        set { rows[row] = newValue }
    }
}

/// Every name under which a place is written, with the postcode it is written with.
struct PlaceTable: Sendable {
    enum Kind: UInt8, Comparable {
        case commune, delivery, former, hamlet

        static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
    }

    struct Row: Sendable {
        var commune: Int32
        /// 0 where it is not known.
        var postcode: Int32
        /// The IRIS that the place is, −1 where it is less or more than one.
        var iris: Int32
        var kind: Kind
    }

    var names = TextTable()
    var rows: [Row] = []
    /// The words of the names.
    var words = NameIndex()
    /// The places of each postcode, run after run in the order of the index's postcode rows.
    var ofPostcode: [Int32] = []
    var ofPostcodeStarts: [UInt32] = [0]

    var count: Int { rows.count }
    var indices: Range<Int> { rows.indices }

    subscript(row: Int) -> Row { rows[row] }
}

/// Streets by commune and name, each with its numbers as `HouseNumberCodec` packs them.
struct StreetTable: Sendable {
    struct Row: Sendable {
        var commune: Int32
        /// 0 where it is not known.
        var postcode: Int32
        /// The IRIS of most of its numbers, −1 where it is not known.
        var iris: Int32
        /// Degrees.
        var latitude: Float
        var longitude: Float
        /// Where its numbers end.
        var numberEnd: UInt32
        /// Whether it is a lieu-dit and not a street.
        var isLocality: Bool
    }

    var names = TextTable()
    var rows: [Row] = []
    var numbers: [UInt8] = []
    /// The words of the names.
    var words = NameIndex()
    /// Where the streets of each commune begin, one entry more than there are communes.
    var communeStarts: [UInt32] = []

    var count: Int { rows.count }

    subscript(row: Int) -> Row { rows[row] }

    /// The streets of a commune, which follow one another.
    func streets(of commune: Int) -> Range<Int> { Int(communeStarts[commune])..<Int(communeStarts[commune &+ 1]) }

    func numberRange(_ street: Int) -> Range<Int> {
        (street == 0 ? 0 : Int(rows[street &- 1].numberEnd))..<Int(rows[street].numberEnd)
    }
}

/// Personas, in the order of their codes, with what an answer says of each.
struct PersonaTable: Sendable {
    var codes = TextTable()
    var names = TextTable()
    var profiles: [UInt8] = []
    var profileCodes = TextTable()
    var profileNames = TextTable()
}
